import { codeLetter } from "./draft-letters.ts";
import { hubLetters } from "./hub-letters.ts";
import { at, type Instant, secondsBetween } from "./instant.ts";
import type { CalendarEntry, LetterContent } from "./letter-content.ts";
import { emergencyTeam, type LetterContext, settled, type WordsOf } from "./letter-context.ts";
import { hubTracker, practitionerTracker } from "./letter-tracker.ts";
import type { Letter, LetterKind } from "./letters.ts";
import { practitionerLetters } from "./practitioner-letters.ts";
import { shortDateTimeWords } from "./time-words.ts";

const isForThePractitioner = (kind: LetterKind): kind is keyof typeof practitionerLetters =>
  kind in practitionerLetters;

const isForTheHub = (kind: LetterKind): kind is keyof typeof hubLetters => kind in hubLetters;

const wordsFor = ({ kind, recipient }: Letter): WordsOf => {
  if (recipient === "practitioner") {
    if (isForThePractitioner(kind)) return practitionerLetters[kind];
  } else if (isForTheHub(kind)) return hubLetters[kind];
  throw new Error(`the letter ${kind} has no words for ${recipient}`);
};

const minutesSince = (from: Instant, to: Instant) => Math.floor(secondsBetween(from, to) / 60);

/** The minutes since receipt rise by themselves; what comes later gets more, for all can fall into one minute. */
const calendarSequence = (
  { consultation: { receivedAt, movedAt } }: LetterContext,
  overAt: Instant | undefined,
): number => {
  if (overAt !== undefined) return minutesSince(receivedAt, overAt) + 2;
  return movedAt === undefined ? 0 : minutesSince(receivedAt, movedAt) + 1;
};

/** The entry that a letter puts into a calendar, changes there or takes out of it, if it does. */
const calendarOf = (
  { kind }: Letter,
  context: LetterContext,
  url: string,
): CalendarEntry | undefined => {
  const { reference, receivedAt, dueAt, contact, closedAt } = context.consultation;
  const overAt = kind === "call-settled" ? (contact?.recordedAt ?? closedAt) : undefined;
  const isOwed = (kind === "new-request" || kind === "due-moved") && settled(context) === undefined;
  // A call that was made, or is not owed any more, belongs in nobody's calendar.
  if (overAt === undefined && !isOwed) return undefined;
  const before = context.working.minusWorkingSeconds(dueAt, 1800);
  return {
    uid: `${reference}@professional-consultation`,
    sequence: calendarSequence(context, overAt),
    status: overAt === undefined ? "confirmed" : "cancelled",
    summary: `Consultation ${reference}: call by ${shortDateTimeWords(dueAt)}`,
    description: "Sign in to read the request. Nothing about it is in this entry.",
    url,
    starts: receivedAt > before ? receivedAt : before,
    ends: dueAt,
  };
};

const ringUs = (context: LetterContext) =>
  `If anything gets worse, ring ${context.hub.telephone}. When we are closed, ring ${emergencyTeam(context)}. If a child is in immediate danger, call 999.`;

const automatic = ({ hub }: LetterContext) =>
  `This letter was sent automatically by the ${hub.name}. Replies go to the duty team. Do not put anything about a child or a family in a reply.`;

/**
 * What this letter says now. Holds the reference, times, the kind of agency, the state, flags' names and
 * one link; a worker's name only in the hub's own letters; nothing that was typed (case.md, "Letters").
 */
export const letterContent = (letter: Letter, context: LetterContext): LetterContent => {
  const { reference, dueAt } = context.consultation;
  if (letter.kind === "code")
    return codeLetter({
      hub: context.hub,
      page: `${context.formAddress}/status`,
      code: context.code ?? "",
      askedAt: at(letter.occasion),
      reference,
    });
  const forPractitioner = letter.recipient === "practitioner";
  const { what, timeless, ...words } = wordsFor(letter)(context, letter);
  const href = forPractitioner
    ? `${context.formAddress}/status`
    : `${context.inboxAddress}/consultations/${reference}`;
  const calendar = calendarOf(letter, context, href);
  return {
    ...words,
    subject: `Consultation ${reference}: ${what}${timeless === true ? "" : ` by ${shortDateTimeWords(dueAt)}`}`,
    tracker: forPractitioner ? practitionerTracker(context) : hubTracker(context),
    link: {
      text: forPractitioner
        ? "Find out where your request stands"
        : "Sign in to read the request and to record what you do",
      href,
    },
    closing: forPractitioner ? [ringUs(context), automatic(context)] : [automatic(context)],
    ...(calendar === undefined ? {} : { calendar }),
  };
};
