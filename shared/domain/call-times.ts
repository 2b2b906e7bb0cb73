import { type Instant, inLondon } from "./instant.ts";
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
