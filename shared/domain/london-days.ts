import { Temporal } from "temporal-polyfill";
import { CalendarRangeError, type DateRange } from "./calendar.ts";
import { weekdays } from "./hub.ts";
import { type Instant, inLondon, instantOf, LONDON } from "./instant.ts";

/** One calendar date in London. */
export type LondonDay = {
  readonly date: string;
  readonly weekday: (typeof weekdays)[number];
  /** Midnight, where the day before ends. */
  readonly begins: Instant;
  readonly dayBefore: string;
  readonly dayAfter: string;
  /** The moment the wall clock first (last) shows `HH:MM`, on this day. */
  readonly first: (time: string) => Instant;
  readonly last: (time: string) => Instant;
};

/** London's dates within a range: worked out once each, because time zones are slow to ask. */
export type LondonDays = {
  /** @throws CalendarRangeError outside the range, RangeError when it is no date. */
  readonly on: (date: string) => LondonDay;
  /** The London date of an instant, in the range or not. */
  readonly dateOf: (instant: Instant) => string;
};

const londonDay = (date: string): LondonDay => {
  const day = Temporal.PlainDate.from(date);
  const weekday = weekdays[day.dayOfWeek - 1];
  if (weekday === undefined) throw new RangeError(`no weekday for ${date}`);
  // In the hour that clocks skip or repeat, opening counts from the earlier reading and closing from
  // the later, so that opening hours never turn round.
  const readings = new Map<string, Instant>();
  const reading = (time: string, disambiguation: "earlier" | "later"): Instant => {
    const kept = readings.get(`${time} ${disambiguation}`);
    if (kept !== undefined) return kept;
    const instant = instantOf(
      day
        .toPlainDateTime(Temporal.PlainTime.from(time))
        .toZonedDateTime(LONDON, { disambiguation })
        .toInstant(),
    );
    readings.set(`${time} ${disambiguation}`, instant);
    return instant;
  };
  return {
    date,
    weekday,
    begins: instantOf(day.toZonedDateTime(LONDON).toInstant()),
    dayBefore: day.subtract({ days: 1 }).toString(),
    dayAfter: day.add({ days: 1 }).toString(),
    first: (time) => reading(time, "earlier"),
    last: (time) => reading(time, "later"),
  };
};

/** The same for every hub and under every calendar: there are a few thousand at most. */
const known = new Map<string, LondonDay>();

export const londonDays = (range: DateRange): LondonDays => {
  const on = (date: string): LondonDay => {
    if (date < range.from || date > range.to) throw new CalendarRangeError(date, range);
    const kept = known.get(date);
    if (kept !== undefined) return kept;
    const day = londonDay(date);
    known.set(date, day);
    return day;
  };
  return {
    on,
    dateOf: (instant) => {
      const utcDate = instant.slice(0, 10);
      // London's clock is UTC's or ahead of it: its date is UTC's, or the next one's has begun.
      if (utcDate <= range.from || utcDate >= range.to)
        return inLondon(instant).toPlainDate().toString();
      const { dayAfter } = on(utcDate);
      return instant < on(dayAfter).begins ? utcDate : dayAfter;
    },
  };
};
