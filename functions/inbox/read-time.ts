import { Temporal } from "temporal-polyfill";
import { type Instant, instantOf, LONDON } from "../../shared/domain/instant.ts";

/** `2026-11-23T10:30`. */
const minuteLength = 16;

const shape = /^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$/i;

const hourOf = (hour: number, half: string | undefined) => {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return 24;
  return (hour % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
};

/**
 * People know the minute, the service the second: a time in the minute of `earliest` is not before it.
 */
export const notBefore = (typed: Instant, earliest: Instant): Instant =>
  typed < earliest && typed.slice(0, minuteLength) === earliest.slice(0, minuteLength)
    ? earliest
    : typed;

/**
 * A time of day as people type it (`2:45pm`, `14:45`, `9am`) on a London date.
 * @returns undefined when it is no time of day.
 */
export const readTime = (date: string, time: string): Instant | undefined => {
  const [, hours = "", minutes = "0", half] = shape.exec(time.trim()) ?? [];
  if (hours === "" || (half === undefined && !/[:.]/.test(time))) return undefined;
  const hour = hourOf(Number(hours), half);
  if (hour > 23 || Number(minutes) > 59) return undefined;
  return instantOf(
    Temporal.PlainDate.from(date)
      .toPlainDateTime({ hour, minute: Number(minutes) })
      .toZonedDateTime(LONDON)
      .toInstant(),
  );
};
