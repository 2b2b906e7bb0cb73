import type { Instant } from "../../../shared/domain/instant.ts";

const monthsShown = 12;

/** The month in which something closed at this instant counts: what its index partition is called by. */
export const monthOf = (instant: Instant): string => instant.slice(0, 7);

const monthBefore = (month: string): string => {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, "0")}`;
};

/** The last twelve months, the present one first. */
export const lastMonths = (now: Instant): readonly string[] => {
  const months = [monthOf(now)];
  while (months.length < monthsShown) months.push(monthBefore(months.at(-1) ?? ""));
  return months;
};

/** Every month from one to another, the earliest first. */
export const monthsBetween = (from: string, to: string): readonly string[] => {
  const months: string[] = [];
  for (let month = to; month >= from; month = monthBefore(month)) months.push(month);
  return months.toReversed();
};

/** Before it there is no service. */
export const firstMonth = "2020-01";

/** @returns whether a text names a month in which something can have been closed by now. */
export const isMonth = (text: string, now: Instant): boolean =>
  /^\d{4}-(0[1-9]|1[0-2])$/.test(text) && text >= firstMonth && text <= monthOf(now);
