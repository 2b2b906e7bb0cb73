import { Temporal } from "temporal-polyfill";
import { type Instant, instantFrom, instantOf, LONDON } from "../../shared/domain/instant.ts";

/**
 * Reads an instant with `Z` or an offset, or a London wall-clock time without zone
 * (`2026-12-24T15:00`). @returns undefined for anything else, and for a London time that the clock
 * skips or shows twice, because nobody can tell which is meant.
 */
export const readLocalTime = (text: string): Instant | undefined => {
  const instant = instantFrom(text);
  if (instant !== undefined) return instant;
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return undefined;
  try {
    const wall = Temporal.PlainDateTime.from(text);
    return instantOf(wall.toZonedDateTime(LONDON, { disambiguation: "reject" }).toInstant());
  } catch {
    return undefined;
  }
};
