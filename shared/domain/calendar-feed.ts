import * as z from "zod";
import { type BankHolidayFeed, calendarOf, eventsOf, feedSchema } from "./calendar.ts";

/** A feed that can be trusted, or one sentence that says what is wrong with it and where. */
export type FeedRead =
  | { readonly ok: true; readonly feed: BankHolidayFeed }
  | { readonly ok: false; readonly because: string };

const refused = (because: string): FeedRead => ({ ok: false, because });

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The first thing that is wrong, with the field in which it is. Never what stands in that field. */
const firstIssue = ({ issues: [issue] }: z.ZodError) =>
  `${issue?.path.join(".") || "the feed"}: ${issue?.message ?? "cannot be read"}`;

const listed = (dates: readonly string[]) =>
  dates.length > 3 ? `${dates.slice(0, 3).join(", ")} and more` : dates.join(", ");

/**
 * Reads the text of a fetched feed against the last good one. A holiday that was published and is still
 * to come may not vanish, and the feed may not shrink: a torn answer would turn holidays into working days
 * and promise calls that nobody makes (deadline.md). `today` is a London date.
 */
export const readFeed = (text: string, lastGood: BankHolidayFeed, today: string): FeedRead => {
  if (text.trim() === "") return refused("the feed is empty");
  const json = parsed(text);
  if (json === undefined) return refused("the feed is not JSON");
  const read = feedSchema().safeParse(json);
  if (!read.success) return refused(firstIssue(read.error));
  const dates = new Set(eventsOf(read.data).map(({ date }) => date));
  const known = eventsOf(lastGood);
  const dropped = known.filter(({ date }) => date >= today && !dates.has(date));
  if (dropped.length > 0)
    return refused(
      `england-and-wales.events: lacks ${listed(dropped.map(({ date }) => date).toSorted())}, published before and still to come`,
    );
  const before = new Set(known.map(({ date }) => date)).size;
  if (dates.size < before)
    return refused(
      `england-and-wales.events: has ${dates.size} bank holidays, fewer than the ${before} published before`,
    );
  try {
    calendarOf(read.data);
  } catch (thrown) {
    if (!(thrown instanceof z.ZodError)) throw thrown;
    return refused(firstIssue(thrown));
  }
  return { ok: true, feed: read.data };
};
