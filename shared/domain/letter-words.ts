import { type Attempt, type Consultation, type Flag, isOpen } from "./consultation.ts";
import type { Hub } from "./hub.ts";
import type { Instant } from "./instant.ts";
import type { CalendarEntry, LetterContent, TrackerRow } from "./letter-content.ts";
import { type Letter, type LetterKind, nextReminder } from "./letters.ts";
import { questions } from "./questions.ts";
import { dateTimeWords, durationWords, shortDateTimeWords, timeWords } from "./time-words.ts";
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
  "still-overdue": "another alert to the manager",
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
  consultation.contact !== undefined
    ? "Contact made"
    : isOpen(consultation)
      ? undefined
      : "Closed without contact";

const timeLeft = (context: LetterContext) => {
  const { consultation, working, now } = context;
  const { dueAt } = consultation;
  return settled(context) ?? workingTimeLeft(dueAt, working, now);
};

const workingTimeLeft = (dueAt: Instant, working: WorkingTime, now: Instant) =>
  now < dueAt
    ? durationWords(working.workingSecondsBetween(now, dueAt))
    : `None: overdue by ${durationWords(working.workingSecondsBetween(dueAt, now))} of working time`;

const attemptsSoFar = ({ consultation: { attempts } }: LetterContext) => {
  const last = attempts.at(-1);
  if (last === undefined) return "None yet";
  return `${attempts.length}, the last at ${dateTimeWords(last.at)} (${resultNames[last.result]})`;
};

const times = ({ consultation: { receivedAt, dueAt, projected } }: LetterContext) => [
  { label: "Received", value: dateTimeWords(receivedAt) },
  {
    label: "Call due by",
    value: `${dateTimeWords(dueAt)}${projected ? " (rests on a bank holiday not yet published)" : ""}`,
  },
];

const hubTracker = (context: LetterContext): readonly TrackerRow[] => {
  const { holder, flags, clear } = context.consultation;
  return [
    ...times(context),
    { label: "Working time left", value: timeLeft(context) },
    { label: "Who has it", value: holder?.name ?? "Nobody yet" },
    { label: "Attempts to call", value: attemptsSoFar(context) },
    { label: "Flags", value: flags.map((flag) => flagNames[flag]).join(", ") || "None" },
    { label: "Asked by", value: agencyName(clear["agency"]) },
    { label: "What happens next", value: next(context) },
  ];
};

const practitionerTracker = (context: LetterContext): readonly TrackerRow[] => {
  const { consultation, now } = context;
  return [
    ...times(context),
    {
      label: "Working time left",
      value: now < consultation.dueAt ? timeLeft(context) : "None: we are late",
    },
    {
      label: "Who has it",
      value: consultation.holder === undefined ? "The duty team" : "A duty worker",
    },
    { label: "Attempts to call", value: attemptsSoFar(context) },
    {
      label: "What happens next",
      value:
        now < consultation.dueAt
          ? "A social worker contacts you by the time above"
          : "Our manager has been told. You do not need to wait: ring us",
    },
  ];
};

const notAReferral = "This is a request for advice. It is not a referral.";

const ringUs = ({ hub }: LetterContext) =>
  `If anything gets worse, ring ${hub.telephone}. When we are closed, ring the ${hub.emergencyDutyTeam.name} on ${hub.emergencyDutyTeam.telephone}. If a child is in immediate danger, call 999.`;

const automatic = ({ hub }: LetterContext) =>
  `This letter was sent automatically by the ${hub.name}. Replies go to the duty team. Do not put anything about a child or a family in a reply.`;

type Words = Pick<LetterContent, "heading" | "paragraphs" | "status"> & {
  /** `<what> by <time>`: the meaning in the first words of the subject. */
  readonly what: string;
};

type WordsOf = (context: LetterContext, letter: Letter) => Words;

const due = ({ consultation }: LetterContext) => dateTimeWords(consultation.dueAt);

const inTime = (context: LetterContext): LetterContent["status"] => ({
  text: `Call due in ${timeLeft(context)} of working time`,
  tone: "calm",
});

const lateStatus = (context: LetterContext): LetterContent["status"] => ({
  text: `Overdue: the call was due by ${due(context)}`,
  tone: "late",
});

const telephoneFirst = ({ consultation: { flags } }: LetterContext) =>
  flags.includes("act-now")
    ? ["The answers say that this cannot wait. Ring the practitioner now."]
    : [];

const forTheHub = {
  "new-request": (context) => ({
    what: "call",
    heading: "A practitioner asks for a Professional Consultation",
    status: context.consultation.flags.includes("act-now")
      ? { text: "Act now", tone: "late" }
      : inTime(context),
    paragraphs: [
      ...telephoneFirst(context),
      `A social worker must contact the practitioner by ${due(context)}. Only a conversation stops the clock: a message, an email or a claim does not.`,
    ],
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
      context.consultation.attempts.length === 0
        ? `Nobody has tried to ring yet. The call is due by ${due(context)}.`
        : `No contact has been made yet. The call is due by ${due(context)}.`,
    ],
  }),
  overdue: (context) => ({
    what: "overdue, call was due",
    heading: "The promise has been missed",
    status: lateStatus(context),
    paragraphs: [
      "No contact has been recorded. Ring the practitioner now. They have been sent an apology with our telephone number.",
    ],
  }),
  "still-overdue": (context) => ({
    what: "still overdue, call was due",
    heading: "The call has still not been made",
    status: lateStatus(context),
    paragraphs: [
      "No contact has been recorded. You will be told again at each opening until there is one.",
    ],
  }),
} as const satisfies Partial<Record<LetterKind, WordsOf>>;

const forThePractitioner = {
  receipt: (context) => ({
    what: "we will call",
    heading: "We have your request",
    status: { text: `A social worker will contact you by ${due(context)}`, tone: "calm" },
    paragraphs: [
      notAReferral,
      ...(context.consultation.flags.includes("act-now")
        ? [
            `Your answers say that this cannot wait. Ring ${context.hub.telephone} now if you have not done so: do not wait for us to call you.`,
          ]
        : []),
      `Keep your reference: ${context.consultation.reference}. Write down that you asked for advice, when, and why.`,
      `If nobody has contacted you by then, ring ${context.hub.telephone} and quote the reference.`,
    ],
  }),
  tried: (context, { occasion }) => {
    const attempt = context.consultation.attempts[Number(occasion) - 1];
    if (attempt === undefined) throw new Error("a tried letter for an attempt that is not there");
    return {
      what: "we rang, and owe you a call",
      heading: "We tried to reach you",
      status: { text: `We rang at ${dateTimeWords(attempt.at)}`, tone: "soon" },
      paragraphs: [
        `We rang at ${timeWords(attempt.at)} and did not reach you. Ring ${context.hub.telephone} and quote ${context.consultation.reference}. We will also try again.`,
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
      `You do not have to wait for us. Ring ${context.hub.telephone} and quote ${context.consultation.reference}. Our manager has been told.`,
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
        ? "See how far it is (it asks for your reference and email address)"
        : "Sign in to read it and to record what you do",
      href,
    },
    closing: forPractitioner ? [ringUs(context), automatic(context)] : [automatic(context)],
    ...(letter.kind === "new-request" ? { calendar: callEntry(context, href) } : {}),
  };
};
