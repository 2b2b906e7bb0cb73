import * as z from "zod";
import { digest } from "../domain/history.ts";
import { type Instant, isInstant, plusSeconds } from "../domain/instant.ts";
import { type Keys, open, seal } from "./seal.ts";
import type { Table } from "./table.ts";

const keptForSeconds = 7 * 24 * 3600;

const itemSchema = z.object({
  act: z.string(),
  at: z.custom<Instant>(isInstant, "not an instant"),
  sealed: z.string(),
  expires: z.number(),
});

const typedSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** A form that somebody has begun about a consultation and not sent: nothing of it is recorded. */
export type Unfinished = {
  readonly act: string;
  readonly at: Instant;
  readonly typed: Readonly<Record<string, string | readonly string[]>>;
};

/** Each worker has one begun form for each consultation, which nobody else sees. */
const keyOf = (reference: string, staffId: string) => ({
  pk: `unfinished#${reference}`,
  sk: digest(staffId),
});

const secondsSince1970 = (instant: Instant) => Date.parse(instant) / 1000;

/**
 * What a worker has typed into a form about a consultation, kept while it is typed so that a dropped
 * connection loses nothing. Sealed; gone after seven days, or when it is recorded.
 */
export const unfinishedForms = ({
  table,
  keys,
}: {
  readonly table: Table;
  readonly keys: Keys;
}) => {
  const keep = async (
    reference: string,
    staffId: string,
    { act, at, typed }: Unfinished,
  ): Promise<void> => {
    const sealed = await seal(keys, { reference, part: "unfinished" }, typed);
    const expires = secondsSince1970(plusSeconds(at, keptForSeconds));
    await table.put({ ...keyOf(reference, staffId), act, at, sealed, expires });
  };

  const find = async (
    reference: string,
    staffId: string,
    now: Instant,
  ): Promise<Unfinished | undefined> => {
    const { data } = itemSchema.safeParse(await table.get(keyOf(reference, staffId)));
    if (data === undefined || data.expires <= secondsSince1970(now)) return undefined;
    const { act, at, sealed } = data;
    const typed = typedSchema.parse(await open(keys, { reference, part: "unfinished" }, sealed));
    return { act, at, typed };
  };

  /** Nothing of it stays but that there was something. */
  const forget = async (reference: string, staffId: string, now: Instant): Promise<void> => {
    await table.put({ ...keyOf(reference, staffId), expires: secondsSince1970(now) });
  };

  /** The form of this act was recorded: what stands of another one stays. */
  const finished = async (
    reference: string,
    staffId: string,
    act: string,
    now: Instant,
  ): Promise<void> => {
    const begun = await find(reference, staffId, now);
    if (begun?.act === act) await forget(reference, staffId, now);
  };

  return { keep, find, forget, finished };
};
