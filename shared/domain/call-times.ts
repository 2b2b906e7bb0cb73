import { type Instant, inLondon } from "./instant.ts";
import { dayWords } from "./time-words.ts";
import type { WorkingTime } from "./working-time.ts";

/**
 * The values of `bestTimes` that are still to come (case.md): nobody rings this morning in the afternoon,
 * or today when the hub is closed for the rest of the day. The API takes any of them.
 */
export const callTimesToCome = (
  now: Instant,
  { dateOf, workingHoursOn }: Pick<WorkingTime, "dateOf" | "workingHoursOn">,
): readonly string[] => {
  const today = workingHoursOn(dateOf(now));
  const isOver = today === undefined || now >= today.closes;
  return [
    ...(!isOver && inLondon(now).hour < 12 ? ["today-am"] : []),
    ...(isOver ? [] : ["today-pm"]),
    "next-am",
    "next-pm",
  ];
};

/**
 * The values of `bestTimes` as days: the duty team may read on Wednesday what somebody meant on Tuesday by
 * "today".
 */
export const callTimeWords = (
  receivedAt: Instant,
  { dateOf, workingDayAfter }: Pick<WorkingTime, "dateOf" | "workingDayAfter">,
): Readonly<Record<string, string>> => {
  const today = dayWords(dateOf(receivedAt));
  const next = dayWords(workingDayAfter(dateOf(receivedAt)).date);
  return {
    "today-am": `${today}, in the morning`,
    "today-pm": `${today}, in the afternoon`,
    "next-am": `${next}, in the morning`,
    "next-pm": `${next}, in the afternoon`,
  };
};
