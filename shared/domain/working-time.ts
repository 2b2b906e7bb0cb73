import type { Calendar } from "./calendar.ts";
import type { Hub } from "./hub.ts";
import { type Instant, plusSeconds, secondsBetween } from "./instant.ts";
import { type WorkingDays, workingDays } from "./working-days.ts";

/**
 * When one hub is at work: its working days and the seconds inside opening hours. Throws as WorkingDays
 * does, and RangeError for a number of seconds that is negative or not whole.
 */
export type WorkingTime = WorkingDays & {
  /** Opening time itself is open; closing time is closed. */
  readonly isOpen: (at: Instant) => boolean;
  /** The first opening strictly after an instant. */
  readonly nextOpening: (after: Instant) => Instant;
  /** Negative when `to` is earlier. */
  readonly workingSecondsBetween: (from: Instant, to: Instant) => number;
  /** The earliest instant with `seconds` of working time since `from`; 0 gives `from`. */
  readonly plusWorkingSeconds: (from: Instant, seconds: number) => Instant;
  /** The latest instant with `seconds` of working time left until `to`; 0 gives `to`. */
  readonly minusWorkingSeconds: (to: Instant, seconds: number) => Instant;
};

const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);
const earlier = (one: Instant, other: Instant): Instant => (one < other ? one : other);

const whole = (seconds: number): number => {
  if (!Number.isSafeInteger(seconds) || seconds < 0)
    throw new RangeError(`working seconds are a whole number, 0 or more, not ${seconds}`);
  return seconds;
};

/** Builds a hub's working time. Keep it: it remembers each day it has worked out. */
export const workingTime = (hub: Hub, calendar: Calendar): WorkingTime => {
  const days = workingDays(hub, calendar);
  const { dateOf, dateAfter, workingHoursOn, workingDayAfter, workingDayBefore } = days;

  const workingSecondsBetween = (from: Instant, to: Instant): number => {
    if (to < from) return 0 - workingSecondsBetween(to, from);
    const [first, last] = [dateOf(from), dateOf(to)];
    let seconds = 0;
    for (let date = first; date <= last; date = dateAfter(date)) {
      const day = workingHoursOn(date);
      if (day === undefined) continue;
      if (date !== first && date !== last) seconds += day.seconds;
      else {
        const begin = later(from, day.opens);
        const end = earlier(to, day.closes);
        if (begin < end) seconds += secondsBetween(begin, end);
      }
    }
    return seconds;
  };

  return {
    ...days,
    isOpen: (at) => {
      const day = workingHoursOn(dateOf(at));
      return day !== undefined && day.opens <= at && at < day.closes;
    },
    nextOpening: (after) => {
      const date = dateOf(after);
      const today = workingHoursOn(date);
      return today !== undefined && after < today.opens ? today.opens : workingDayAfter(date).opens;
    },
    workingSecondsBetween,
    plusWorkingSeconds: (from, seconds) => {
      if (whole(seconds) === 0) return from;
      const date = dateOf(from);
      const today = workingHoursOn(date);
      let day = today !== undefined && from < today.closes ? today : workingDayAfter(date);
      let begin = later(from, day.opens);
      let left = seconds;
      for (;;) {
        const here = begin === day.opens ? day.seconds : secondsBetween(begin, day.closes);
        if (left <= here) return plusSeconds(begin, left);
        left -= here;
        day = workingDayAfter(day.date);
        begin = day.opens;
      }
    },
    minusWorkingSeconds: (to, seconds) => {
      if (whole(seconds) === 0) return to;
      const date = dateOf(to);
      const today = workingHoursOn(date);
      let day = today !== undefined && today.opens < to ? today : workingDayBefore(date);
      let end = earlier(to, day.closes);
      let left = seconds;
      for (;;) {
        const here = end === day.closes ? day.seconds : secondsBetween(day.opens, end);
        if (left <= here) return plusSeconds(end, -left);
        left -= here;
        day = workingDayBefore(day.date);
        end = day.closes;
      }
    },
  };
};
