import * as z from "zod";
import { calendarOf, snapshotCalendar, snapshotFeed } from "../../shared/domain/calendar.ts";
import { readFeed } from "../../shared/domain/calendar-feed.ts";
import { type Instant, plusSeconds } from "../../shared/domain/instant.ts";
import type { Log } from "../../shared/log.ts";
import type { Settings } from "../../shared/settings.ts";
import type { Shelf } from "../../shared/store/consultations.ts";
import {
  type LastGoodFeed,
  readLastGoodFeed,
  writeLastGoodFeed,
} from "../../shared/store/house.ts";
import { type FetchLimits, fetchFeed } from "./fetch-feed.ts";

/** What the calendar is refreshed with. */
export type CalendarDeps = Pick<Shelf, "table" | "working"> & {
  readonly settings: Settings;
  readonly log: Log;
  /** Others than the usual only in tests. */
  readonly fetchLimits?: FetchLimits;
};

const day = 24 * 3600;
const staleAfterDays = 3;
/** With fewer published days left, deadlines soon rest on projected holidays. */
const runsOutDays = 90;

/** The last good copy, unless another calendar has been deployed since it was fetched. */
const standing = async ({ table, log }: CalendarDeps): Promise<LastGoodFeed | undefined> => {
  try {
    const kept = await readLastGoodFeed(table);
    return kept?.snapshot === snapshotCalendar.version ? kept : undefined;
  } catch (thrown) {
    // A copy that cannot be read is replaced by the next good one; until then the deployed one stands.
    if (!(thrown instanceof z.ZodError)) throw thrown;
    log.error("calendar unread", { thrown });
    log.count("CalendarUnread");
    return undefined;
  }
};

/**
 * Fetches GOV.UK's bank holidays and keeps them when they can be trusted; else the last good copy stays,
 * and an alarm rings. @returns the good copy, now or from before, and whether it is a fresh one.
 */
export const refreshCalendar = async (
  deps: CalendarDeps,
  now: Instant,
): Promise<{ readonly kept: LastGoodFeed | undefined; readonly isFresh: boolean }> => {
  const { settings, table, log, working, fetchLimits } = deps;
  const before = await standing(deps);
  const fetched = await fetchFeed(settings.calendarFeed, fetchLimits);
  const read =
    "because" in fetched
      ? { ok: false as const, because: fetched.because }
      : readFeed(fetched.text, before?.feed ?? snapshotFeed, working.dateOf(now));
  const kept = read.ok ? { at: now, snapshot: snapshotCalendar.version, feed: read.feed } : before;
  if (read.ok && kept !== undefined) await writeLastGoodFeed(table, kept);
  if (!read.ok) {
    log.error("calendar refused", { because: read.because });
    log.count("CalendarRefused");
  }
  if (kept === undefined || kept.at < plusSeconds(now, -staleAfterDays * day))
    log.count("CalendarStale");
  const { published } = kept === undefined ? snapshotCalendar : calendarOf(kept.feed);
  if (working.dateOf(plusSeconds(now, runsOutDays * day)) > published.to)
    log.count("CalendarRunsOut");
  return { kept, isFresh: read.ok };
};
