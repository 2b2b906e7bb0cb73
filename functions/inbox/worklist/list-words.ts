import type { NextCallTime } from "../../../shared/domain/call-times.ts";
import { type Attempt, isOpen } from "../../../shared/domain/consultation.ts";
import { type Instant, inLondon } from "../../../shared/domain/instant.ts";
import type { Listed } from "../../../shared/domain/listed.ts";
import {
  durationWords,
  shortDateTimeWords,
  shortDateWords,
  timeWords,
} from "../../../shared/domain/time-words.ts";
import type { WorkingTime } from "../../../shared/domain/working-time.ts";
import { attemptResults } from "../acts/attempt.ts";

/** The time alone when it is today, else with its day. */
export const momentWords = (
  at: Instant,
  now: Instant,
  { dateOf }: Pick<WorkingTime, "dateOf">,
): string => (dateOf(at) === dateOf(now) ? timeWords(at) : shortDateTimeWords(at));

/** How late a call is. Overnight and at weekends no working time goes by, and it is late all the same. */
export const lateWords = (
  dueAt: Instant,
  now: Instant,
  { workingSecondsBetween }: Pick<WorkingTime, "workingSecondsBetween">,
  unit = "",
): string => {
  const seconds = workingSecondsBetween(dueAt, now);
  return seconds === 0 ? "late since closing time" : `${durationWords(seconds)}${unit} late`;
};

/** Working time that is left or gone; the time due by stands beside it. */
export const timeLeftWords = (listed: Listed, now: Instant, working: WorkingTime): string => {
  const { contact, dueAt } = listed;
  if (contact !== undefined) return "Contact made";
  if (!isOpen(listed)) return "Closed";
  return now < dueAt
    ? `${durationWords(working.workingSecondsBetween(now, dueAt))} left`
    : lateWords(dueAt, now, working);
};

/** When to ring next, as the list says it. */
export const callTimeWords = (
  time: NextCallTime,
  now: Instant,
  { dateOf }: Pick<WorkingTime, "dateOf">,
): string => {
  switch (time.when) {
    case "free-now":
      return `Free now, until ${timeWords(time.until)}`;
    case "now":
      return `Now, until ${timeWords(time.until)}`;
    case "later": {
      const day = dateOf(time.from) === dateOf(now) ? "Today" : shortDateWords(time.from);
      return `${day}, in the ${inLondon(time.from).hour < 12 ? "morning" : "afternoon"}`;
    }
    case "passed":
      return "Their times have passed: ring anyway";
    case "not-said":
      return "Not said";
  }
};

const resultWords: Readonly<Record<string, string>> = attemptResults;

const inSentence = (words: string) => `${words.charAt(0).toLowerCase()}${words.slice(1)}`;

/** What came of one attempt, and on whose number if that was not the practitioner's. */
export const attemptWords = ({ result, number }: Attempt): string =>
  `${inSentence(resultWords[result] ?? result)}${number === "second-contact" ? " (second contact)" : ""}`;

/** When somebody means to try again, or meant to. */
export const nextTryWords = (
  { attempts }: Pick<Listed, "attempts">,
  now: Instant,
  working: WorkingTime,
): string | undefined => {
  const next = attempts.at(-1)?.nextTryAt;
  if (next === undefined) return undefined;
  return `next try ${now < next ? "" : "was due "}${momentWords(next, now, working)}`;
};

/** `2, last at 10:40am: no answer; next try 2pm`. */
export const attemptsWords = (listed: Listed, now: Instant, working: WorkingTime): string => {
  const last = listed.attempts.at(-1);
  if (last === undefined) return "None";
  const next = listed.contact === undefined ? nextTryWords(listed, now, working) : undefined;
  return `${listed.attempts.length}, last at ${momentWords(last.at, now, working)}: ${attemptWords(last)}${next === undefined ? "" : `; ${next}`}`;
};
