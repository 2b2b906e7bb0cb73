import { isProjected } from "./calendar.ts";
import type { Instant } from "./instant.ts";
import type { WorkingTime } from "./working-time.ts";

/** The promise made on receipt: stored as it is and shown everywhere from there. */
export type Deadline = {
  readonly dueAt: Instant;
  /** The version of the calendar it was counted by. */
  readonly calendarVersion: string;
  /** Whether a bank holiday not yet published could still change it. */
  readonly projected: boolean;
};

/**
 * "By the end of the next working day": closing time of the first working day strictly after the
 * London calendar date of receipt, whatever the time of day (deadline.md). Contact at exactly `dueAt`
 * is in time. @throws CalendarRangeError when receipt or due date lies outside the calendar,
 * RangeError when the hub's settings leave no working day within a year.
 */
export const deadline = (receivedAt: Instant, workingTime: WorkingTime): Deadline => {
  const { calendar, dateOf, workingDayAfter } = workingTime;
  const { date, closes } = workingDayAfter(dateOf(receivedAt));
  return {
    dueAt: closes,
    calendarVersion: calendar.version,
    // Projected years follow the published ones, so the last day decides for the days before it.
    projected: isProjected(calendar, date),
  };
};
