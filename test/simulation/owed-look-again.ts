import { londonAt } from "./london.ts";
import type { Reason } from "./owed-reminders.ts";
import type { Told } from "./what-happened.ts";

// Written from case.md's table of letters: `what-happened`, on the follow-up date agreed, in opening hours.

const always = Number.POSITIVE_INFINITY;

/** Why the practitioner is asked what happened next: from the day agreed on, until they have told. */
export const whatHappenedReasons = ({
  looksAgainOn,
  saidWhatHappened: until = always,
  holiday,
}: Told): readonly Reason[] => {
  if (looksAgainOn === undefined) return [];
  const begins = londonAt(looksAgainOn, "00:00");
  const reason = { kind: "what-happened", occasion: looksAgainOn, to: ["practitioner"] };
  if (holiday === undefined) return [{ ...reason, from: begins, until, isCertain: true }];
  const { date: late, adopted, knownBy } = holiday;
  const from = Math.max(begins, adopted);
  // By the calendar as published first, for a while by either, and then by the one with the late holiday.
  return [
    { ...reason, from: begins, until: Math.min(until, adopted), isCertain: true },
    { ...reason, from, until: Math.min(until, knownBy), isCertain: false },
    { ...reason, from, until, late, isCertain: true },
  ];
};
