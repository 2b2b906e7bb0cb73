import type { Instant } from "../../shared/domain/instant.ts";
import { verifiedLines, warningLines } from "../verify/verify.ts";
import type { Checked } from "./check-restored.ts";

const row = (what: string, count: number) => `  ${what.padEnd(58)} ${String(count).padStart(7)}`;

/** What came back and what did not, as a table; then a line for each consultation that somebody must look at. */
export const checkedLines = (
  { restored, existing, compared }: Checked,
  moment: Instant | undefined,
): readonly string[] => {
  const { same, cameBack, older, missing, newerThere } = compared;
  const canBeBrought = (reference: string) =>
    newerThere.includes(reference) ? ": the existing table has it whole" : "";
  return [
    moment === undefined ? "The restored table now" : `The restored table, as of ${moment}`,
    row("consultations as they were last written", same.length),
    row("came back: gone or damaged in the existing table", cameBack.length),
    row("older here: changed after the moment of the restore", older.length),
    row("missing here: received after the moment of the restore", missing.length),
    row("histories that do not hold", restored.bad.length),
    ...(existing === undefined ? ["The existing table is not there any more."] : []),
    ...cameBack.map((reference) => `${reference} came back`),
    ...older.map(
      ({ reference, restored: here, latest }) =>
        `${reference} older here: revision ${here}, and ${latest} was written since${canBeBrought(reference)}`,
    ),
    ...missing.map((reference) => `${reference} missing here${canBeBrought(reference)}`),
    ...warningLines(restored),
    ...verifiedLines(restored),
  ];
};
