import { type Attempt, type Consultation, flagsAt } from "./consultation.ts";
import { flagNames } from "./flag-names.ts";
import type { TrackerRow } from "./letter-content.ts";
import { due, isLate, type LetterContext, settled, timeLeft } from "./letter-context.ts";
import { type LetterKind, nextReminder } from "./letters.ts";
import { questions } from "./questions.ts";
import { dateTimeWords, dateWords } from "./time-words.ts";

const resultNames = {
  "no-answer": "no answer",
  engaged: "engaged",
  "left-a-message": "left a message",
  "wrong-number": "wrong number",
  spoke: "spoke to somebody",
} as const satisfies Readonly<Record<Attempt["result"], string>>;

/** The kind of organisation, as the form calls it. */
export const agencyName = (agency: unknown): string => {
  const kind = questions.find(({ id }) => id === "agency")?.kind;
  const known = kind?.type === "choice" ? kind.options : [];
  return known.find(({ value }) => value === agency)?.label ?? "Not known";
};

const whatComesNext = {
  "not-started": "a reminder to the duty team if nobody has tried to ring",
  "due-soon": "a reminder to the duty team if nobody has made contact",
  overdue: "an alert to the duty team and the manager, and an apology to the practitioner",
  "still-overdue": "another alert to the manager, and again at each opening",
} as const;

const hasWords = (kind: LetterKind): kind is keyof typeof whatComesNext => kind in whatComesNext;

const nextForHub = (context: LetterContext) => {
  const coming = nextReminder(context.consultation, context.working, context.now);
  if (coming !== undefined && hasWords(coming.kind))
    return `At ${dateTimeWords(coming.at)}: ${whatComesNext[coming.kind]}`;
  return asksWhatHappened(context, "the practitioner is asked") ?? "No more reminders about it";
};

/** The letter on the day agreed comes when the hub opens, on that day or the next working day. */
const asksWhatHappened = ({ consultation, working, now }: LetterContext, who: string) => {
  const followUpOn = consultation.advised?.followUpOn;
  if (followUpOn === undefined) return undefined;
  const { opens } = working.workingHoursOn(followUpOn) ?? working.workingDayAfter(followUpOn);
  return now < opens ? `On ${dateWords(opens)} ${who} what happened next` : undefined;
};

const nextForPractitioner = (context: LetterContext) => {
  if (settled(context) !== undefined)
    return asksWhatHappened(context, "we ask you") ?? "Nothing: we send no more emails about it";
  return isLate(context)
    ? "We still owe you this call, and our manager has been told. You do not have to wait for it"
    : `A social worker contacts you by ${due(context)}`;
};

const attemptsSoFar = (context: LetterContext) => {
  const { attempts } = context.consultation;
  const last = attempts.at(-1);
  if (last === undefined) return settled(context) === undefined ? "None yet" : "None";
  return `${attempts.length}, the last at ${dateTimeWords(last.at)} (${resultNames[last.result]})`;
};

const times = ({ consultation: { reference, receivedAt, dueAt, projected } }: LetterContext) => [
  { label: "Reference", value: reference },
  { label: "Received", value: dateTimeWords(receivedAt) },
  {
    label: "Call due by",
    value: `${dateTimeWords(dueAt)}${projected ? " (bank holidays of that year are not yet published)" : ""}`,
  },
];

/** The original promise is kept and shown beside the revised one (deadline.md). */
const firstPromise = ({ consultation: { dueAt, originallyDueAt } }: LetterContext) =>
  dueAt === originallyDueAt
    ? []
    : [{ label: "First promised by", value: dateTimeWords(originallyDueAt) }];

const howItEnded = ({ contact, closedAt, dueAt }: Consultation): TrackerRow | undefined => {
  if (contact !== undefined) {
    const inTime = contact.at <= dueAt ? "in time" : "after the call was due";
    return { label: "Contact made", value: `${dateTimeWords(contact.at)}, ${inTime}` };
  }
  return closedAt === undefined
    ? undefined
    : { label: "Closed", value: `${dateTimeWords(closedAt)}, without contact` };
};

/** The clock that runs, or how it stopped. */
const clock = (context: LetterContext, left: string): TrackerRow =>
  howItEnded(context.consultation) ?? { label: "Working time left", value: left };

/** Where a consultation stands, for the hub's own people. */
export const hubTracker = (context: LetterContext): readonly TrackerRow[] => {
  const { holder, clear } = context.consultation;
  const flags = flagsAt(context.consultation, context.now).map((flag) => flagNames[flag]);
  return [
    ...times(context),
    ...firstPromise(context),
    clock(context, timeLeft(context)),
    { label: "Who has it", value: holder?.name ?? "Nobody yet" },
    { label: "Attempts to call", value: attemptsSoFar(context) },
    { label: "Flags", value: flags.join(", ") || "None" },
    { label: "Kind of organisation", value: agencyName(clear["agency"]) },
    { label: "What happens next", value: nextForHub(context) },
  ];
};

/** The same for the practitioner: no worker's name, no flag. */
export const practitionerTracker = (context: LetterContext): readonly TrackerRow[] => [
  ...times(context),
  clock(context, isLate(context) ? "None: we are late" : timeLeft(context)),
  {
    label: "Who has it",
    value: context.consultation.holder === undefined ? "The duty team" : "A duty worker",
  },
  { label: "Attempts to call", value: attemptsSoFar(context) },
  { label: "What happens next", value: nextForPractitioner(context) },
];
