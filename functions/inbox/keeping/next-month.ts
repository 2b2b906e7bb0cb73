import { Temporal } from "temporal-polyfill";

/** The last London date of the month after the one in which `today` is. */
export const endOfNextMonth = (today: string): string => {
  const next = Temporal.PlainDate.from(today).with({ day: 1 }).add({ months: 1 });
  return next.with({ day: next.daysInMonth }).toString();
};
