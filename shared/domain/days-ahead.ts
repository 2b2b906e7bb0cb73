import { bankHolidayOn, coveredBy } from "./calendar.ts";
import type { Hub } from "./hub.ts";
import { londonDays } from "./london-days.ts";
import { dayWords, timeWords } from "./time-words.ts";
import type { WorkingDay, WorkingDays } from "./working-days.ts";

/** Today's date and the 13 after it. */
const datesAhead = 14;

const listed = (all: readonly string[]): string =>
  [all.slice(0, -1).join(", "), ...all.slice(-1)].filter((part) => part !== "").join(" and ");

const hoursWords = ({ opens, closes }: WorkingDay) => `${timeWords(opens)} to ${timeWords(closes)}`;

/**
 * What is not as in every week, from `today` (a London date `YYYY-MM-DD`) for 14 dates, as sentences: days
 * on which the hub is closed although it is open on that weekday, and working days that the hub has added
 * or given other hours. Dates beyond the calendar are left out. Source: deadline.md, "A working day".
 */
export const daysAhead = (
  today: string,
  hub: Hub,
  { calendar, dateAfter, workingHoursOn }: WorkingDays,
): readonly string[] => {
  const closed: string[] = [];
  const added: string[] = [];
  const otherHours: string[] = [];
  const covered = coveredBy(calendar);
  const { to } = covered;
  const days = londonDays(covered);
  for (let date = today, left = datesAhead; left > 0 && date <= to; left -= 1) {
    const usual = hub.hours[days.on(date).weekday];
    const day = workingHoursOn(date);
    const extra = hub.extraWorkingDays.find((one) => one.date === date);
    const holiday = bankHolidayOn(calendar, date);
    if (day === undefined && usual !== undefined) {
      const reason = holiday ?? hub.closureDays.find((one) => one.date === date)?.reason;
      closed.push(`${dayWords(date)} (${reason})`);
    } else if (day !== undefined && extra !== undefined) {
      const words = `${dayWords(date)}, ${hoursWords(day)} (${extra.reason})`;
      if (usual === undefined || holiday !== undefined) added.push(words);
      else if (usual.opens !== extra.hours.opens || usual.closes !== extra.hours.closes)
        otherHours.push(words);
    }
    date = dateAfter(date);
  }
  return [
    { begins: "We are closed on", days: closed },
    { begins: "We are also open on", days: added },
    { begins: "Our hours are different on", days: otherHours },
  ].flatMap(({ begins, days }) => (days.length === 0 ? [] : [`${begins} ${listed(days)}.`]));
};
