import type { Consultation } from "./consultation.ts";
import { type Instant, inLondon, instantOf } from "./instant.ts";
import { dayWords } from "./time-words.ts";
import type { WorkingDay } from "./working-days.ts";
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

/** A part of a working day in which somebody can be rung. */
type CallWindow = { readonly from: Instant; readonly until: Instant };

const noonOf = ({ opens }: WorkingDay): Instant =>
  instantOf(inLondon(opens).withPlainTime("12:00").toInstant());

const partsOf = (day: WorkingDay): Readonly<Record<"am" | "pm", CallWindow>> => {
  const noon = noonOf(day);
  const latest = day.closes < noon ? day.closes : noon;
  const earliest = day.opens > noon ? day.opens : noon;
  return { am: { from: day.opens, until: latest }, pm: { from: earliest, until: day.closes } };
};

/**
 * When to ring: now, because they said that they are free or because it is one of their times; else the
 * first of their times still to come. `passed`: all have gone, or fell on days without working hours.
 */
export type NextCallTime =
  | { readonly when: "free-now" | "now"; readonly until: Instant }
  | ({ readonly when: "later" } & CallWindow)
  | { readonly when: "passed" | "not-said" };

/** The practitioner's next best time. A morning ends at noon in London; the hub's hours bound each part. */
export const nextCallTime = (
  {
    receivedAt,
    clear,
    flags,
    freeUntil,
  }: Pick<Consultation, "receivedAt" | "clear" | "flags" | "freeUntil">,
  now: Instant,
  { dateOf, workingHoursOn, workingDayAfter }: WorkingTime,
): NextCallTime => {
  if (freeUntil !== undefined && now < freeUntil && flags.includes("free-now"))
    return { when: "free-now", until: freeUntil };
  const said = [clear["bestTimes"] ?? []].flat();
  if (said.length === 0) return { when: "not-said" };
  const today = dateOf(receivedAt);
  const windowsOf = (name: string, day: WorkingDay | undefined) => {
    if (day === undefined) return [];
    const { am, pm } = partsOf(day);
    return [
      ...(said.includes(`${name}-am`) ? [am] : []),
      ...(said.includes(`${name}-pm`) ? [pm] : []),
    ];
  };
  const next = [
    ...windowsOf("today", workingHoursOn(today)),
    ...windowsOf("next", workingDayAfter(today)),
  ].find(({ from, until }) => from < until && now < until);
  if (next === undefined) return { when: "passed" };
  return now < next.from ? { when: "later", ...next } : { when: "now", until: next.until };
};
