import type { Instant } from "../../shared/domain/instant.ts";
import { openSource } from "../verify/open-source.ts";
import { type Verified, verify } from "../verify/verify.ts";
import { type Compared, compareTables } from "./compare-tables.ts";
import { readRevisions } from "./read-revisions.ts";
import { unlessGone } from "./unless-gone.ts";

/** The two tables, the trail of both, and the moment to which the one was restored. */
export type RestoredTables = {
  readonly restored: string;
  readonly existing: string;
  readonly trail: string;
  /** Without it the restored table is held against the whole trail, as once it stands in. */
  readonly moment?: Instant;
};

/** Whether the restored table holds, what the existing one has lost, and what only it has. */
export type Checked = {
  /** Against the trail up to the moment: what was written later is not there. */
  readonly restored: Verified;
  /** Against the whole trail; undefined when the table is not there any more. */
  readonly existing: Verified | undefined;
  readonly compared: Compared;
};

/** Holds both tables against the trail and compares them, by the AWS SDK of the environment. */
export const checkRestored = async (
  { restored, existing, trail, moment }: RestoredTables,
  report: (line: string) => void,
): Promise<Checked> => {
  const ofRestored = openSource(
    { table: restored, trail },
    moment === undefined ? {} : { until: moment },
  );
  const ofExisting = openSource({ table: existing, trail });
  const restoredHolds = await verify(ofRestored, report);
  const existingHolds = await unlessGone(verify(ofExisting, report));
  const { trailed } = await ofExisting.readTrail((lines) =>
    report(`Reading the trail: ${lines} lines`),
  );
  const compared = compareTables({
    restored: await readRevisions(restored, report),
    existing: (await unlessGone(readRevisions(existing, report))) ?? new Map(),
    trailed: new Map([...trailed].map(([reference, { revision }]) => [reference, revision])),
    damaged: new Set(existingHolds?.bad.map(({ reference }) => reference)),
  });
  return { restored: restoredHolds, existing: existingHolds, compared };
};
