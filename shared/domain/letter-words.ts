import { type Attempt, type Consultation, type Flag, flagsAt, isOpen } from "./consultation.ts";
import type { Hub } from "./hub.ts";
import type { Instant } from "./instant.ts";
import type { CalendarEntry, LetterContent, TrackerRow } from "./letter-content.ts";
import { type Letter, type LetterKind, nextReminder } from "./letters.ts";
import { questions } from "./questions.ts";
import { dateTimeWords, durationWords, shortDateTimeWords } from "./time-words.ts";
import type { WorkingTime } from "./working-time.ts";

/** What a letter is written from. Addresses are those of the form's and the inbox's own sites. */
export type LetterContext = {
  readonly consultation: Consultation;
  readonly hub: Hub;
  readonly working: WorkingTime;
  readonly now: Instant;
  readonly formAddress: string;
  readonly inboxAddress: string;
};

/** Each flag's name for the duty team: a name only, never what stands behind it. */
export const flagNames = {
  "act-now": "Act now",
  contradictory: "Answers contradict each other",
  mismatch: "Family's answer, but family not told",
  "tipped-off": "Family already knows",
  "lead-disagreed": "Safeguarding lead disagrees",
  "authority-unknown": "Authority not known",
  refused: "Family refused",
  "not-named": "Child not named",
  "personal-email": "Personal email address",
  "not-telephoned": "Has not telephoned",
  "no-message": "Leave no message",
  "got-worse": "It got worse",
  "wants-to-withdraw": "Wants to withdraw",
  "free-now": "Free now",
  "not-agreed": "Says this is not what was agreed",
} as const satisfies Readonly<Record<Flag, string>>;

const resultNames = {
  "no-answer": "no answer",
  engaged: "engaged",
  "left-a-message": "left a message",
  "wrong-number": "wrong number",
  spoke: "spoke to somebody",
} as const satisfies Readonly<Record<Attempt["result"], string>>;

const agencyName = (agency: unknown) => {
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

const next = ({ consultation, working, now }: LetterContext) => {
  const coming = nextReminder(consultation, working, now);
  return coming === undefined || !hasWords(coming.kind)
    ? "Nothing more is due by letter"
    : `At ${dateTimeWords(coming.at)}: ${whatComesNext[coming.kind]}`;
};

/** Contact or closing: a letter that was held up may go after it, and must not call for what is done. */
const settled = ({ consultation }: LetterContext) =>
  consultation.contact === undefined
    ? isOpen(consultation)
      ? undefined
      : "Closed without contact"
    : "Contact made";

const overdueWords = (workingSeconds: number) =>
  workingSeconds < 60
    ? "None: it is overdue"
    : `None: overdue by ${durationWords(workingSeconds)} of working time`;

const timeLeft = (context: LetterContext) => {
  const { consultation, working, now } = context;
  const { dueAt } = consultation;
  return (
    settled(context) ??
    (now < dueAt
      ? durationWords(working.workingSecondsBetween(now, dueAt))
      : overdueWords(working.workingSecondsBetween(dueAt, now)))
  );
};

const attemptsSoFar = ({ consultation: { attempts } }: LetterContext) => {
  const last = attempts.at(-1);
  if (last === undefined) return "None yet";
  return `${attempts.length}, the last at ${dateTimeWords(last.at)} (${resultNames[last.result]})`;
};

const isLate = ({ consultation: { dueAt }, now }: LetterContext) => now >= dueAt;

const times = ({ consultation: { receivedAt, dueAt, projected } }: LetterContext) => [
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

const hubTracker = (context: LetterContext): readonly TrackerRow[] => {
  const { holder, clear } = context.consultation;
  const flags = flagsAt(context.consultation, context.now).map((flag) => flagNames[flag]);
  return [
    ...times(context),
    ...firstPromise(context),
    { label: "Working time left", value: timeLeft(context) },
    { label: "Who has it", value: holder?.name ?? "Nobody yet" },
    { label: "Attempts to call", value: attemptsSoFar(context) },
    { label: "Flags", value: flags.join(", ") || "None" },
    { label: "Kind of organisation", value: agencyName(clear["agency"]) },
    { label: "What happens next", value: next(context) },
  ];
};

const nextForPractitioner = (context: LetterContext) => {
  if (settled(context) !== undefined) return "Nothing more is due by letter";
  return isLate(context)
    ? "We still owe you this call, and our manager has been told. You do not have to wait for it"
    : `A social worker contacts you by ${due(context)}`;
};

const practitionerTracker = (context: LetterContext): readonly TrackerRow[] => [
  ...times(context),
  {
    label: "Working time left",
    value: settled(context) ?? (isLate(context) ? "None: we are late" : timeLeft(context)),
  },
  {
    label: "Who has it",
    value: context.consultation.holder === undefined ? "The duty team" : "A duty worker",
  },
  { label: "Attempts to call", value: attemptsSoFar(context) },
  { label: "What happens next", value: nextForPractitioner(context) },
];

const notAReferral = "This is a request for advice. It is not a referral.";

const ringUs = (context: LetterContext) =>
  `If anything gets worse, ring ${context.hub.telephone}. When we are closed, ring ${emergencyTeam(context)}. If a child is in immediate danger, call 999.`;

const emergencyTeam = ({ hub: { emergencyDutyTeam: team } }: LetterContext) =>
  `the ${team.name} on ${team.telephone}`;

const reopens = ({ working, now }: LetterContext) => dateTimeWords(working.nextOpening(now));

/** The number that applies at this hour: overdue goes at closing time, when the hub's own no longer answers. */
const ringAndQuote = (context: LetterContext) => {
  const { hub, consultation, working, now } = context;
  const quote = `and quote ${consultation.reference}`;
  return working.isOpen(now)
    ? `Ring ${hub.telephone} ${quote}.`
    : `Ring ${hub.telephone} from ${reopens(context)} ${quote}. If it cannot wait until then, ring ${emergencyTeam(context)}.`;
};

const automatic = ({ hub }: LetterContext) =>
  `This letter was sent automatically by the ${hub.name}. Replies go to the duty team. Do not put anything about a child or a family in a reply.`;

type Words = Pick<LetterContent, "heading" | "paragraphs" | "status"> & {
  /** `<what> by <time>`: the meaning in the first words of the subject. */
  readonly what: string;
};

type WordsOf = (context: LetterContext, letter: Letter) => Words;

const due = ({ consultation }: LetterContext) => dateTimeWords(consultation.dueAt);

const lateStatus = (context: LetterContext): LetterContent["status"] => ({
  text: `Overdue: the call was due by ${due(context)}`,
  tone: "late",
});

const isActNow = ({ consultation: { flags } }: LetterContext) => flags.includes("act-now");

const telephoneFirst = (context: LetterContext) =>
  isActNow(context) ? ["The answers say that this cannot wait. Ring the practitioner now."] : [];

const newRequestStatus = (context: LetterContext): LetterContent["status"] => {
  const done = settled(context);
  if (done !== undefined) return { text: done, tone: "calm" };
  if (isLate(context)) return lateStatus(context);
  return isActNow(context)
    ? { text: "Act now", tone: "late" }
    : { text: `Call due in ${timeLeft(context)} of working time`, tone: "calm" };
};

const forTheHub = {
  "new-request": (context) => ({
    what: isActNow(context) ? "act now, call" : "call",
    heading: "A practitioner asks for a Professional Consultation",
    status: newRequestStatus(context),
    paragraphs:
      settled(context) === undefined
        ? [
            ...telephoneFirst(context),
            `A social worker must speak with the practitioner by ${due(context)}. Only a conversation stops the clock: a message, an email or a claim does not.`,
          ]
        : ["This letter was held up. What it asks for has been dealt with since."],
  }),
  "not-started": (context) => ({
    what: "not started, call",
    heading: "Nobody has tried to ring yet",
    status: { text: `Not started: ${timeLeft(context)} of working time left`, tone: "soon" },
    paragraphs: [
      ...telephoneFirst(context),
      `No attempt to ring has been recorded. The call is due by ${due(context)}.`,
    ],
  }),
  "due-soon": (context) => ({
    what: "due soon, call",
    heading: "The call is due soon",
    status: { text: `Due soon: ${timeLeft(context)} of working time left`, tone: "soon" },
    paragraphs: [
      ...telephoneFirst(context),
      context.consultation.attempts.length === 0
        ? `Nobody has tried to ring yet. The call is due by ${due(context)}.`
        : `No contact has been made yet. The call is due by ${due(context)}.`,
    ],
  }),
  overdue: (context) => ({
    what: "overdue, call was due",
    heading: "The call is overdue",
    status: lateStatus(context),
    paragraphs: [
      "We promised the practitioner a call and no contact has been recorded. Ring them now.",
      "They get an apology with our telephone number, so they may ring in: record it when they do.",
    ],
  }),
  "still-overdue": (context) => ({
    what: "still overdue, call was due",
    heading: "The call is still overdue",
    status: lateStatus(context),
    paragraphs: [
      "No contact has been recorded. Ring the practitioner, or give it to somebody who can.",
      "You are told again each time the hub opens, until contact is recorded.",
    ],
  }),
} as const satisfies Partial<Record<LetterKind, WordsOf>>;

/** What the receipt says first, for requests that wait for a call and for those that must not. */
const receiptAdvice = (context: LetterContext): readonly string[] => {
  const { hub, working, now } = context;
  const isOpenNow = working.isOpen(now);
  return [
    ...(isOpenNow
      ? []
      : [`We are closed now. Nobody will read your request before ${reopens(context)}.`]),
    ...(isActNow(context)
      ? [
          `Your answers say that this cannot wait. ${context.consultation.decision.action === "call-999" ? "Call 999 now. Then ring" : "Ring"} ${isOpenNow ? hub.telephone : emergencyTeam(context)} now if you have not done so: do not wait for us to call you.`,
        ]
      : []),
  ];
};

const receiptStatus = (context: LetterContext): LetterContent["status"] => {
  const done = settled(context);
  if (done !== undefined) return { text: done, tone: "calm" };
  return isLate(context)
    ? lateStatus(context)
    : { text: `A social worker will contact you by ${due(context)}`, tone: "calm" };
};

const forThePractitioner = {
  receipt: (context) => ({
    what: isLate(context) ? "received, call was due" : "we will call",
    heading: "We have your request",
    status: receiptStatus(context),
    paragraphs: [
      notAReferral,
      ...(settled(context) === undefined ? receiptAdvice(context) : []),
      `Keep your reference: ${context.consultation.reference}. Write down that you asked for advice, when, and why.`,
      `If nobody has contacted you by ${due(context)}, ring ${context.hub.telephone} and quote the reference.`,
    ],
  }),
  tried: (context, { occasion }) => {
    const attempt = context.consultation.attempts[Number(occasion) - 1];
    if (attempt === undefined) throw new Error("a tried letter for an attempt that is not there");
    const at = dateTimeWords(attempt.at);
    const [rang, status] =
      attempt.number === "second-contact"
        ? [
            `We rang your second contact at ${at} and did not reach them.`,
            "We rang your second contact and did not reach them",
          ]
        : [`We rang at ${at} and did not reach you.`, "We rang and did not reach you"];
    return {
      what: isLate(context) ? "we rang you, call was due" : "we rang you, call due",
      heading: "We tried to reach you",
      status: { text: status, tone: "soon" },
      paragraphs: [
        `${rang} We will try again.`,
        `You do not have to wait for that. ${ringAndQuote(context)}`,
        notAReferral,
      ],
    };
  },
  overdue: (context) => ({
    what: "we are late, call was due",
    heading: "We have not kept our promise",
    status: lateStatus(context),
    paragraphs: [
      `We said that a social worker would contact you by ${due(context)}. Nobody has. We apologise.`,
      `You do not have to wait for us. ${ringAndQuote(context)} Our manager has been told.`,
      notAReferral,
    ],
  }),
} as const satisfies Partial<Record<LetterKind, WordsOf>>;

const wordsFor = ({ kind, recipient }: Letter): WordsOf => {
  if (recipient === "practitioner") {
    if (kind === "receipt" || kind === "tried" || kind === "overdue")
      return forThePractitioner[kind];
  } else if (kind !== "receipt" && kind !== "tried") return forTheHub[kind];
  throw new Error(`the letter ${kind} has no words for ${recipient}`);
};

const callEntry = (context: LetterContext, url: string): CalendarEntry => {
  const { reference, receivedAt, dueAt } = context.consultation;
  return {
    uid: `${reference}@professional-consultation`,
    sequence: 0,
    status: "confirmed",
    summary: `Consultation ${reference}: call by ${shortDateTimeWords(dueAt)}`,
    description: "Sign in to read the request. Nothing about it is in this entry.",
    url,
    starts:
      receivedAt > context.working.minusWorkingSeconds(dueAt, 1800)
        ? receivedAt
        : context.working.minusWorkingSeconds(dueAt, 1800),
    ends: dueAt,
  };
};

/**
 * What this letter says now. Holds the reference, times, the kind of agency, the state, flags' names and
 * one link; a worker's name only in the hub's own letters; nothing that was typed (case.md, "Letters").
 */
export const letterContent = (letter: Letter, context: LetterContext): LetterContent => {
  const { reference, dueAt } = context.consultation;
  const forPractitioner = letter.recipient === "practitioner";
  const { what, ...words } = wordsFor(letter)(context, letter);
  const href = forPractitioner
    ? `${context.formAddress}/status`
    : `${context.inboxAddress}/consultations/${reference}`;
  return {
    ...words,
    subject: `Consultation ${reference}: ${what} by ${shortDateTimeWords(dueAt)}`,
    tracker: forPractitioner ? practitionerTracker(context) : hubTracker(context),
    link: {
      text: forPractitioner
        ? "How to find out how far it is"
        : "Sign in to read it and to record what you do",
      href,
    },
    closing: forPractitioner ? [ringUs(context), automatic(context)] : [automatic(context)],
    // A call that was made, or is not owed any more, belongs in nobody's calendar.
    ...(letter.kind === "new-request" && settled(context) === undefined
      ? { calendar: callEntry(context, href) }
      : {}),
  };
};
