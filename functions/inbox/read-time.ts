import { Temporal } from "temporal-polyfill";
import { type Instant, instantOf, LONDON } from "../../shared/domain/instant.ts";

const shape = /^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$/i;

const hourOf = (hour: number, half: string | undefined) => {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return 24;
  return (hour % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
};

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
