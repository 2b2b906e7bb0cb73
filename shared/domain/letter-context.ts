import { type Consultation, isOpen } from "./consultation.ts";
import type { Hub } from "./hub.ts";
import type { Instant } from "./instant.ts";
import type { LetterContent } from "./letter-content.ts";
import type { Letter } from "./letters.ts";
import { dateTimeWords, durationWords } from "./time-words.ts";
import type { WorkingTime } from "./working-time.ts";

/** What a letter is written from. Addresses are those of the form's and the inbox's own sites. */
export type LetterContext = {
  readonly consultation: Consultation;
  readonly hub: Hub;
  readonly working: WorkingTime;
  readonly now: Instant;
  readonly formAddress: string;
  readonly inboxAddress: string;
  /** The digits of the one-time code: only in the letter that brings it. */
  readonly code?: string;
};

/** One letter's own words; the rest is the same in all. */
export type Words = Pick<LetterContent, "heading" | "paragraphs" | "status"> & {
  /** `<what> by <time>`: the meaning in the first words of the subject. */
  readonly what: string;
  /** The letter is not about when the call is due: its subject names no time. */
  readonly timeless?: true;
};

export type WordsOf = (context: LetterContext, letter: Letter) => Words;

/** By when the call is due, in words. */
export const due = ({ consultation }: LetterContext): string => dateTimeWords(consultation.dueAt);

/** The promise has run out, whether it was kept or not. */
export const isLate = ({ consultation: { dueAt }, now }: LetterContext): boolean => now >= dueAt;

/** The answers said that this cannot wait. */
export const isActNow = ({ consultation: { flags } }: LetterContext): boolean =>
  flags.includes("act-now");

/** Contact or closing: a letter that was held up may go after it, and must not call for what is done. */
export const settled = ({ consultation }: LetterContext): string | undefined => {
  if (consultation.contact !== undefined) return "Contact made";
  return isOpen(consultation) ? undefined : "Closed without contact";
};

const overdueWords = (workingSeconds: number) =>
  workingSeconds < 60
    ? "None: it is overdue"
    : `None: overdue by ${durationWords(workingSeconds)} of working time`;

/** Working time until the call is due, or since, in words. */
export const timeLeft = (context: LetterContext): string => {
  const { consultation, working, now } = context;
  const { dueAt } = consultation;
  return isLate(context)
    ? overdueWords(working.workingSecondsBetween(dueAt, now))
    : durationWords(working.workingSecondsBetween(now, dueAt));
};

/** The banner of every letter about a promise that has run out. */
export const lateStatus = (context: LetterContext): LetterContent["status"] => ({
  text: `Overdue: the call was due by ${due(context)}`,
  tone: "late",
});

/** The hub's emergency duty team and its number. */
export const emergencyTeam = ({ hub: { emergencyDutyTeam: team } }: LetterContext): string =>
  `the ${team.name} on ${team.telephone}`;

/** When the hub next opens, in words. */
export const reopens = ({ working, now }: LetterContext): string =>
  dateTimeWords(working.nextOpening(now));
