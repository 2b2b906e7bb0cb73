import { at, type Instant, inLondon } from "./instant.ts";

// Own lists: what Intl writes differs from one version of Node to the next.
const weekdayNames = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
] as const;

const monthNames = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

type LondonTime = ReturnType<typeof inLondon>;

const timeOf = ({ hour, minute }: LondonTime): string => {
  if (minute === 0 && hour === 0) return "midnight";
  if (minute === 0 && hour === 12) return "midday";
  const minutes = minute === 0 ? "" : `:${String(minute).padStart(2, "0")}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes}${hour < 12 ? "am" : "pm"}`;
};

const weekdayOf = ({ dayOfWeek }: LondonTime): string => weekdayNames[dayOfWeek - 1] ?? "";
const monthOf = ({ month }: LondonTime): string => monthNames[month - 1] ?? "";

const dateOf = (london: LondonTime): string =>
  `${weekdayOf(london)} ${london.day} ${monthOf(london)} ${london.year}`;

/** London time to the minute below, as GOV.UK writes it: `5:30pm`, `5pm`, `midday`, `midnight`. */
export const timeWords = (instant: Instant): string => timeOf(inLondon(instant));

/** London date: `Tuesday 29 December 2026`. */
export const dateWords = (instant: Instant): string => dateOf(inLondon(instant));

/** A London date, `YYYY-MM-DD`, in the same words. @throws when it is not a date */
export const dayWords = (date: string): string => dateWords(at(`${date}T12:00:00Z`));

/** `November 2026`, of a London month `YYYY-MM`. */
export const monthWords = (month: string): string =>
  dayWords(`${month}-01`).split(" ").slice(2).join(" ");

/** `5:30pm on Tuesday 29 December 2026`. */
export const dateTimeWords = (instant: Instant): string => {
  const london = inLondon(instant);
  return `${timeOf(london)} on ${dateOf(london)}`;
};

const shortDateOf = (london: LondonTime): string =>
  `${weekdayOf(london).slice(0, 3)} ${london.day} ${monthOf(london).slice(0, 3)}`;

/** London date without the year, for a list: `Tue 24 Nov`. */
export const shortDateWords = (instant: Instant): string => shortDateOf(inLondon(instant));

/** Without the year, for a letter's subject: `5:30pm Tue 24 Nov`. */
export const shortDateTimeWords = (instant: Instant): string => {
  const london = inLondon(instant);
  return `${timeOf(london)} ${shortDateOf(london)}`;
};

const counted = (count: number, unit: "hour" | "minute"): string =>
  `${count} ${unit}${count === 1 ? "" : "s"}`;

/**
 * Seconds in words, to the minute below, so that nobody is told of more time than there is:
 * `3 hours 30 minutes`, `1 hour`, `45 minutes`. Under a minute, nothing left or overdue: `less than a
 * minute`.
 */
export const durationWords = (seconds: number): string => {
  if (seconds < 60) return "less than a minute";
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return [
    ...(hours > 0 ? [counted(hours, "hour")] : []),
    ...(minutes > 0 ? [counted(minutes, "minute")] : []),
  ].join(" ");
};
