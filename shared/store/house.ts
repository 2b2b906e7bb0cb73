import * as z from "zod";
import { type BankHolidayFeed, feedSchema } from "../domain/calendar.ts";
import { type Instant, isInstant } from "../domain/instant.ts";
import type { Table } from "./table.ts";

const heartbeatKey = { pk: "house#heartbeat", sk: "sweep" } as const;

const heartbeatSchema = z.object({
  at: z.custom<Instant>(isInstant, "not an instant"),
});

/** Says that a sweep began at this time. A later heartbeat replaces it. */
export const writeHeartbeat = async (table: Table, at: Instant): Promise<void> => {
  await table.put({ ...heartbeatKey, at });
};

/** @returns when the last sweep began, or undefined when there never was one. */
export const readHeartbeat = async (table: Table): Promise<Instant | undefined> => {
  const item = await table.get(heartbeatKey);
  return item === undefined ? undefined : heartbeatSchema.parse(item).at;
};

const canaryKey = { pk: "house#canary", sk: "last" } as const;

const lastCanarySchema = z.object({
  reference: z.string(),
  /** Whether the form said that it took it: what it did not say may be stored all the same. */
  isTaken: z.boolean(),
  at: z.custom<Instant>(isInstant, "not an instant"),
});

export type LastCanary = Readonly<z.infer<typeof lastCanarySchema>>;

/** Which test request was sent last, and when. A later one replaces it. */
export const writeLastCanary = async (table: Table, last: LastCanary): Promise<void> => {
  await table.put({ ...canaryKey, ...last });
};

/** @returns the test request that was sent last, or undefined when there never was one. */
export const readLastCanary = async (table: Table): Promise<LastCanary | undefined> => {
  const item = await table.get(canaryKey);
  return item === undefined ? undefined : lastCanarySchema.parse(item);
};

const calendarKey = { pk: "house#calendar", sk: "published" } as const;

const lastGoodSchema = z.object({
  at: z.custom<Instant>(isInstant, "not an instant"),
  snapshot: z.string(),
  feed: feedSchema(),
});

/**
 * The bank holidays as they were last fetched and found good. `snapshot` is the version of the calendar
 * that was deployed then: whoever deploys another one vouches for it, and this copy gives way to it.
 */
export type LastGoodFeed = {
  readonly at: Instant;
  readonly snapshot: string;
  readonly feed: BankHolidayFeed;
};

/** A later one replaces it. */
export const writeLastGoodFeed = async (table: Table, kept: LastGoodFeed): Promise<void> => {
  await table.put({ ...calendarKey, ...kept });
};

/** @returns what was last fetched and found good, or undefined when nothing ever was. @throws ZodError */
export const readLastGoodFeed = async (
  table: Pick<Table, "get">,
): Promise<LastGoodFeed | undefined> => {
  const item = await table.get(calendarKey);
  return item === undefined ? undefined : lastGoodSchema.parse(item);
};
