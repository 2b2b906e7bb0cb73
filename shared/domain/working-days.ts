import { bankHolidayOn, type Calendar, coveredBy } from "./calendar.ts";
import type { Hub, OpeningHours } from "./hub.ts";
import { type Instant, secondsBetween } from "./instant.ts";
import { londonDays } from "./london-days.ts";

/** A day on which the hub is open; `seconds` is how long, clock changes counted. */
export type WorkingDay = {
  readonly date: string;
  readonly opens: Instant;
  readonly closes: Instant;
  readonly seconds: number;
};

/**
 * One hub's working days under one calendar (deadline.md), by London dates `YYYY-MM-DD`. A date outside
 * the calendar throws CalendarRangeError; a search that meets a year without a working day, RangeError.
 */
export type WorkingDays = {
  readonly calendar: Calendar;
  /** The London calendar date of an instant. */
  readonly dateOf: (instant: Instant) => string;
  readonly dateAfter: (date: string) => string;
  /**
   * Undefined when the hub is closed all day. An extra working day keeps its own hours, whatever else
   * the date is; else a closure day or a bank holiday closes; else the weekday's hours hold.
   */
  readonly workingHoursOn: (date: string) => WorkingDay | undefined;
  /** The first working day strictly after a date. */
  readonly workingDayAfter: (date: string) => WorkingDay;
  /** The last working day strictly before a date. */
  readonly workingDayBefore: (date: string) => WorkingDay;
};

// A hub closed for longer has mistaken settings; without a bound its requests would be due in 2045.
const longestClosureDays = 366;

/** Builds a hub's working days; each is worked out once and remembered. */
export const workingDays = (hub: Hub, calendar: Calendar): WorkingDays => {
  const days = londonDays(coveredBy(calendar));
  const closures = new Set(hub.closureDays.map(({ date }) => date));
  const extraHours = new Map(hub.extraWorkingDays.map(({ date, hours }) => [date, hours]));
  const known = new Map<string, WorkingDay | undefined>();

  const hoursOn = (date: string): OpeningHours | undefined => {
    const holiday = bankHolidayOn(calendar, date);
    const extra = extraHours.get(date);
    if (extra !== undefined) return extra;
    return holiday !== undefined || closures.has(date)
      ? undefined
      : hub.hours[days.on(date).weekday];
  };

  const workedOut = (date: string): WorkingDay | undefined => {
    const hours = hoursOn(date);
    if (hours === undefined) return undefined;
    const day = days.on(date);
    const opens = day.first(hours.opens);
    const closes = day.last(hours.closes);
    return { date, opens, closes, seconds: secondsBetween(opens, closes) };
  };

  const workingHoursOn = (date: string): WorkingDay | undefined => {
    if (!known.has(date)) known.set(date, workedOut(date));
    return known.get(date);
  };

  const search = (date: string, towards: "dayAfter" | "dayBefore"): WorkingDay => {
    let next = days.on(date)[towards];
    for (let count = 0; count < longestClosureDays; count += 1) {
      const day = workingHoursOn(next);
      if (day !== undefined) return day;
      next = days.on(next)[towards];
    }
    throw new RangeError(
      `the hub's settings leave no working day in the ${longestClosureDays} days next to ${date}`,
    );
  };

  return {
    calendar,
    dateOf: days.dateOf,
    dateAfter: (date) => days.on(date).dayAfter,
    workingHoursOn,
    workingDayAfter: (date) => search(date, "dayAfter"),
    workingDayBefore: (date) => search(date, "dayBefore"),
  };
};
