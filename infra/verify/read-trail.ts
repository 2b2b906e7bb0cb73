import {
  type CloudWatchLogsClient,
  paginateFilterLogEvents,
} from "@aws-sdk/client-cloudwatch-logs";
import * as z from "zod";
import type { Instant } from "../../shared/domain/instant.ts";
import type { TrailedHead } from "../../shared/domain/trailed-history.ts";

const trailEntry = z.object({
  reference: z.string(),
  revision: z.int(),
  entries: z.int(),
  head: z.string(),
});

/** All that was trailed of one consultation. */
export type Trailed = {
  /** The highest revision. */
  readonly revision: number;
  /** How many entries its history had at most. */
  readonly entries: number;
  /** Each head once: most writes add nothing to a history. */
  readonly heads: readonly TrailedHead[];
};

/** What the trail says, by reference, and how many of its lines nobody can read. */
export type TrailRead = {
  readonly trailed: ReadonlyMap<string, Trailed>;
  readonly unreadable: number;
};

const entryIn = (message: string) => {
  try {
    return trailEntry.safeParse(JSON.parse(message)).data;
  } catch {
    return undefined;
  }
};

/** Adds one line of the trail to what is known. @returns whether it could be read */
export const addTrailed = (trailed: Map<string, Trailed>, message: string): boolean => {
  const entry = entryIn(message);
  if (entry === undefined) return false;
  const { reference, revision, entries, head } = entry;
  const known = trailed.get(reference) ?? { revision: 0, entries: 0, heads: [] };
  const isKnown = known.heads.some((one) => one.entries === entries && one.head === head);
  trailed.set(reference, {
    revision: Math.max(known.revision, revision),
    entries: Math.max(known.entries, entries),
    heads: isKnown ? known.heads : [...known.heads, { entries, head }],
  });
  return true;
};

/** Reads the trail up to a moment, or all of it, in whatever order its streams come. */
export const readTrail = async (
  client: CloudWatchLogsClient,
  logGroupName: string,
  progress: (lines: number) => void,
  until?: Instant,
): Promise<TrailRead> => {
  const latest = until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until);
  const trailed = new Map<string, Trailed>();
  let [lines, unreadable] = [0, 0];
  for await (const { events = [] } of paginateFilterLogEvents({ client }, { logGroupName })) {
    for (const { message = "", timestamp = 0 } of events)
      if (timestamp <= latest && !addTrailed(trailed, message)) unreadable += 1;
    lines += events.length;
    progress(lines);
  }
  return { trailed, unreadable };
};
