import { calendarOf, snapshotCalendar } from "../domain/calendar.ts";
import type { Hub } from "../domain/hub.ts";
import { type Instant, plusSeconds } from "../domain/instant.ts";
import { type WorkingTime, workingTime } from "../domain/working-time.ts";
import type { Log } from "../log.ts";
import type { LastGoodFeed } from "./house.ts";
import type { Table } from "./table.ts";

/** Brings the calendar up to date with the last good one, if it has not been looked at for a while. */
export type FollowCalendar = (now: Instant) => Promise<void>;

/** Upkeep changes it once a day, so that a copy this old is no risk. */
const looksAgainSeconds = 10 * 60;

/** Working time by whichever calendar is the present one. */
const workingBy = (present: () => WorkingTime): WorkingTime => ({
  get calendar() {
    return present().calendar;
  },
  dateOf: (instant) => present().dateOf(instant),
  dateAfter: (date) => present().dateAfter(date),
  workingHoursOn: (date) => present().workingHoursOn(date),
  workingDayAfter: (date) => present().workingDayAfter(date),
  workingDayBefore: (date) => present().workingDayBefore(date),
  isOpen: (at) => present().isOpen(at),
  nextOpening: (after) => present().nextOpening(after),
  workingSecondsBetween: (from, to) => present().workingSecondsBetween(from, to),
  plusWorkingSeconds: (from, seconds) => present().plusWorkingSeconds(from, seconds),
  minusWorkingSeconds: (to, seconds) => present().minusWorkingSeconds(to, seconds),
});

/**
 * The hub's working time by the calendar that was deployed, until `follow` has found a later good copy in
 * the table. Following never fails: a request is never turned away for its calendar, and upkeep works every
 * open deadline out again. A copy kept under another deployed calendar is left for upkeep to replace.
 */
export const liveCalendar = (
  hub: Hub,
  log: Log,
  table: () => Promise<Pick<Table, "get">>,
): {
  readonly working: WorkingTime;
  readonly follow: FollowCalendar;
  readonly adopt: (kept: LastGoodFeed) => void;
} => {
  let present = workingTime(hub, snapshotCalendar);
  let looked: { readonly at: Instant; readonly done: Promise<void> } | undefined;

  const adopt = ({ snapshot, feed }: LastGoodFeed) => {
    const calendar = calendarOf(feed);
    if (snapshot === snapshotCalendar.version && calendar.version !== present.calendar.version)
      present = workingTime(hub, calendar);
  };

  const look = async () => {
    try {
      // No start needs it: it comes with the store.
      const { readLastGoodFeed } = await import("./house.ts");
      const kept = await readLastGoodFeed(await table());
      if (kept !== undefined) adopt(kept);
    } catch (thrown) {
      log.error("calendar unread", { thrown });
      log.count("CalendarUnread");
    }
  };

  return {
    working: workingBy(() => present),
    adopt,
    follow: (now) => {
      if (
        looked === undefined ||
        now < looked.at ||
        now >= plusSeconds(looked.at, looksAgainSeconds)
      )
        looked = { at: now, done: look() };
      return looked.done;
    },
  };
};
