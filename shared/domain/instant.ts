import { Temporal } from "temporal-polyfill";

declare const instantBrand: unique symbol;

/**
 * A moment in UTC to the whole second, as it is stored, compared and shown to machines:
 * `2026-12-29T17:30:00Z`. Fixed width, so `<` on the text is `<` in time.
 */
export type Instant = string & { readonly [instantBrand]: true };

/** The one zone in which working days are counted (deadline.md). */
export const LONDON = "Europe/London";

const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

const hasShape = (text: string): text is Instant => shape.test(text);

/** Whether a text is an `Instant` as this product writes them. */
export const isInstant = (text: unknown): text is Instant => {
  if (typeof text !== "string" || !hasShape(text)) return false;
  const milliseconds = Date.parse(text);
  // Date reads 30 February as a day in March: what it writes is then another text.
  return !Number.isNaN(milliseconds) && written(milliseconds) === text;
};

/** Dates are enough here, and many times as quick as Temporal: no zone and no calendar is asked for. */
const written = (milliseconds: number): Instant => {
  const text = new Date(Math.floor(milliseconds / 1000) * 1000).toISOString().replace(".000Z", "Z");
  if (!hasShape(text)) throw new RangeError("an instant outside the years 0000 to 9999");
  return text;
};

const parsed = (text: string): Temporal.Instant | undefined => {
  try {
    return Temporal.Instant.from(text);
  } catch {
    return undefined;
  }
};

/**
 * Reads an instant with `Z` or an offset, dropping parts of a second.
 * @returns undefined when the text is no instant, has no zone, or has a year of more than four digits.
 */
export const instantFrom = (text: string): Instant | undefined => {
  if (isInstant(text)) return text;
  const read = /^\d{4}-/.test(text) ? parsed(text) : undefined;
  return read === undefined ? undefined : instantOf(read);
};

/** The instant of a Temporal object (a `ZonedDateTime`'s `toInstant()`, say), to the second below. */
export const instantOf = (instant: Temporal.Instant): Instant => written(instant.epochMilliseconds);

/** A fixed instant written in the code or in a test. @throws RangeError when it is not one. */
export const at = (text: string): Instant => {
  const read = instantFrom(text);
  if (read === undefined) throw new RangeError(`not an instant with a zone: ${text}`);
  return read;
};

/** The instant `seconds` later (earlier when negative). */
export const plusSeconds = (instant: Instant, seconds: number): Instant =>
  written(Date.parse(instant) + seconds * 1000);

/** Seconds from `from` to `to`; negative when `to` is earlier. */
export const secondsBetween = (from: Instant, to: Instant): number =>
  (Date.parse(to) - Date.parse(from)) / 1000;

/** The same moment on London's wall clock and calendar. */
export const inLondon = (instant: Instant): Temporal.ZonedDateTime =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(LONDON);

/** The earlier of the two that are there. */
export const earliest = (...instants: readonly (Instant | undefined)[]): Instant | undefined =>
  instants.reduce(
    (first, next) => (next !== undefined && (first === undefined || next < first) ? next : first),
    undefined,
  );
