import {
  type Became,
  type Consultation,
  isFailed,
  isOpen,
  type LetterState,
} from "./consultation.ts";
import { failsAt } from "./delivery.ts";
import { earliest, type Instant, plusSeconds } from "./instant.ts";
import { standingCode } from "./one-time-code.ts";
import { saidWhatHappened } from "./what-happened.ts";
import type { WorkingTime } from "./working-time.ts";

/** Every letter that a consultation can owe today (case.md, "Letters"). */
export type LetterKind =
  | "new-request"
  | "receipt"
  | "not-started"
  | "tried"
  | "not-reached"
  | "due-soon"
  | "overdue"
  | "still-overdue"
  | "chased"
  | "due-moved"
  | "call-settled"
  | "not-delivered"
  | "advice-ready"
  | "difference"
  | "what-happened"
  | "code";

/** To whom a letter goes; the address behind it is looked up when it is sent. */
export type Recipient = "duty" | "manager" | "holder" | "practitioner" | "fallback";

/** One letter to one recipient on one occasion. `covers`: the keys that are settled by sending it. */
export type Letter = {
  readonly kind: LetterKind;
  readonly occasion: string;
  readonly recipient: Recipient;
  readonly key: string;
  readonly covers: readonly string[];
};

/** One reason for letters: which kind, on which occasion, from when, to whom. */
export type Occasion = {
  readonly kind: LetterKind;
  readonly occasion: string;
  /** From when it is owed. */
  readonly at: Instant;
  readonly to: readonly Recipient[];
};

const hour = 3600;
const beforeClosingSeconds = 2 * hour;
const afterOpeningSeconds = hour;
const dueSoonSeconds = 4 * hour;
const actNowSeconds = hour;
/** How far two clocks may be apart (design.md, "One wake-up"). */
const mostSkewSeconds = 15;

/** Reminders wait for opening hours; every other letter goes at any time. */
const onlyWhenOpen: readonly LetterKind[] = [
  "not-started",
  "due-soon",
  "still-overdue",
  "what-happened",
];

/** Of reminders that fall due at once, one recipient gets the first of these, and it covers the rest. */
const reminders: readonly LetterKind[] = ["overdue", "still-overdue", "due-soon", "not-started"];

/** Told once for all that fall due at once: the fallback mailbox need not hear of each letter apart. */
const together: readonly LetterKind[] = [...reminders, "not-delivered"];

/**
 * In whose turn a letter goes when more is due than can leave at once: what somebody has to hear now (0),
 * then reminders (1), then receipts, which tell what a page has told (2).
 */
export const turnOf = ({ kind }: Pick<Letter, "kind">): 0 | 1 | 2 => {
  if (kind === "receipt") return 2;
  return onlyWhenOpen.includes(kind) ? 1 : 0;
};

/** The key of one letter: the same for every try of it. */
export const letterKey = (kind: LetterKind, occasion: string, recipient: Recipient) =>
  `${kind}/${occasion}/${recipient}`;

/** What a letter key is made of. */
export const partsOf = (key: string) => {
  const [kind = "", occasion = "", recipient = ""] = key.split("/");
  return { kind, occasion, recipient };
};

/** Whether a letter has gone. */
export const isSent = (state: LetterState | undefined) => state !== undefined && "sentAt" in state;

const dutyTeam = ({ holder }: Consultation): readonly Recipient[] =>
  holder === undefined ? ["duty"] : ["duty", "holder"];

const onReceipt = (consultation: Consultation): readonly Occasion[] => {
  const { receivedAt: at, flags, receiptWithheldAt } = consultation;
  return [
    {
      kind: "new-request",
      occasion: "received",
      at,
      to: flags.includes("act-now") ? ["duty", "manager"] : ["duty"],
    },
    ...(receiptWithheldAt === undefined
      ? [{ kind: "receipt", occasion: "received", at, to: ["practitioner"] } as const]
      : []),
  ];
};

const failedAttempts = ({ attempts }: Consultation): readonly Occasion[] =>
  attempts.flatMap((attempt, index) =>
    isFailed(attempt)
      ? [{ kind: "tried", occasion: `${index + 1}`, at: attempt.at, to: ["practitioner"] }]
      : [],
  );

/** After three failures, whenever each was: what follows them tells the manager nothing new. */
const notReached = ({ attempts }: Consultation): readonly Occasion[] => {
  const third = attempts.filter(isFailed)[2];
  return third === undefined
    ? []
    : [{ kind: "not-reached", occasion: "3", at: third.at, to: ["manager"] }];
};

/** No attempt yet: before closing on the day received, after opening on the due day, and soon if act-now. */
const notStarted = (consultation: Consultation, working: WorkingTime): readonly Occasion[] => {
  const { receivedAt, dueAt, flags } = consultation;
  const { dateOf, workingHoursOn, plusWorkingSeconds, minusWorkingSeconds } = working;
  const [receivedDay, dueDay] = [dateOf(receivedAt), dateOf(dueAt)];
  const dayReceived = workingHoursOn(receivedDay);
  const dayDue = workingHoursOn(dueDay);
  const beforeClosing =
    dayReceived && minusWorkingSeconds(dayReceived.closes, beforeClosingSeconds);
  const to = dutyTeam(consultation);
  return [
    ...(beforeClosing !== undefined && receivedAt < beforeClosing
      ? [{ kind: "not-started", occasion: receivedDay, at: beforeClosing, to } as const]
      : []),
    ...(dayDue === undefined
      ? []
      : [
          {
            kind: "not-started",
            occasion: dueDay,
            at: plusWorkingSeconds(dayDue.opens, afterOpeningSeconds),
            to,
          } as const,
        ]),
    ...(flags.includes("act-now")
      ? [
          {
            kind: "not-started",
            occasion: "act-now",
            at: plusWorkingSeconds(receivedAt, actNowSeconds),
            to: [...to, "manager"],
          } as const,
        ]
      : []),
  ];
};

const dueSoon = (consultation: Consultation, working: WorkingTime): Occasion => {
  const { receivedAt, dueAt } = consultation;
  const before = working.minusWorkingSeconds(dueAt, dueSoonSeconds);
  return {
    kind: "due-soon",
    occasion: working.dateOf(dueAt),
    at: before < receivedAt ? receivedAt : before,
    to: dutyTeam(consultation),
  };
};

/** "Nobody has called me": each time is an occasion, and one that is still owed is told by the next. */
const chased = (consultation: Consultation): readonly Occasion[] => {
  const { chases, lastChasedAt } = consultation;
  return lastChasedAt === undefined
    ? []
    : [{ kind: "chased", occasion: `${chases}`, at: lastChasedAt, to: dutyTeam(consultation) }];
};

/** The duty mailbox has a calendar entry from the first letter on: this one corrects it. */
const moved = (consultation: Consultation): readonly Occasion[] => {
  const { movedAt, dueAt } = consultation;
  return movedAt === undefined || !hadCalendarEntry(consultation, movedAt)
    ? []
    : [{ kind: "due-moved", occasion: dueAt, at: movedAt, to: ["duty"] }];
};

/** And this one cancels it: once more if it was settled, reopened, and settled again. */
const settled = (consultation: Consultation): readonly Occasion[] => {
  const at = consultation.contact?.recordedAt ?? consultation.closedAt;
  return at === undefined || !hadCalendarEntry(consultation, at)
    ? []
    : [{ kind: "call-settled", occasion: at, at, to: ["duty"] }];
};

/**
 * A first letter that was taken after that carried no entry, or the right one. Within what clocks may
 * differ nobody can tell; to correct or cancel what is not there does nothing.
 */
const hadCalendarEntry = ({ letters }: Consultation, until: Instant) => {
  const state = letters[letterKey("new-request", "received", "duty")];
  return (
    state !== undefined &&
    "sentAt" in state &&
    // A digest carries none.
    state.digest === undefined &&
    state.sentAt <= plusSeconds(until, mostSkewSeconds)
  );
};

/** Advice is ready to be read; on the day agreed the practitioner is asked what happened next. */
const afterAdvice = (consultation: Consultation, working: WorkingTime): readonly Occasion[] => {
  const { advised } = consultation;
  const { recordedAt, followUpOn } = advised ?? {};
  return [
    ...(recordedAt === undefined
      ? []
      : [
          {
            kind: "advice-ready",
            occasion: recordedAt,
            at: recordedAt,
            to: ["practitioner"],
          } as const,
        ]),
    ...(followUpOn === undefined || saidWhatHappened(consultation) !== undefined
      ? []
      : [
          {
            kind: "what-happened",
            occasion: followUpOn,
            at: (working.workingHoursOn(followUpOn) ?? working.workingDayAfter(followUpOn)).opens,
            to: ["practitioner"],
          } as const,
        ]),
  ];
};

/** Practitioner and hub do not agree about the advice: closing settles nothing of that. */
const differing = ({ difference }: Consultation): readonly Occasion[] =>
  difference === undefined
    ? []
    : [{ kind: "difference", occasion: difference.since, at: difference.since, to: ["manager"] }];

/** Only while it opens something: one that is late by ten minutes would mislead. */
const codeAsked = (consultation: Consultation, now: Instant): readonly Occasion[] => {
  const code = standingCode(consultation, now);
  return code === undefined
    ? []
    : [{ kind: "code", occasion: code.askedAt, at: code.askedAt, to: ["practitioner"] }];
};

/**
 * Each letter to the duty mailbox that did not arrive: somebody else must hear of it. Of a digest that did
 * not arrive they hear once, for all that it covers (digest.ts).
 */
const notDelivered = (consultation: Consultation): readonly Occasion[] =>
  Object.entries(consultation.letters).flatMap(([key, state]) => {
    const { kind, occasion, recipient } = partsOf(key);
    const at = failsAt(state);
    return recipient !== "duty" || at === undefined || state.digest !== undefined
      ? []
      : [{ kind: "not-delivered", occasion: `${kind}.${occasion}`, at, to: ["fallback"] }];
  });

/** The opening that this moment belongs to and the next two: older ones are covered by the latest. */
const openingsAfterDue = (
  { dueAt }: Consultation,
  working: WorkingTime,
  now: Instant,
): readonly Occasion[] => {
  const today = working.workingHoursOn(working.dateOf(now))?.opens;
  const opened = today !== undefined && today <= now ? [today] : [];
  const next = working.nextOpening(now < dueAt ? dueAt : now);
  // By a clock some seconds behind, `next` may have been told already: without the one after it nothing
  // would ever wake the consultation again.
  return [...opened, next, working.nextOpening(next)]
    .filter((opening) => opening > dueAt)
    .map((at) => ({
      kind: "still-overdue",
      occasion: working.dateOf(at),
      at,
      to: ["manager"],
    }));
};

/** Everything whose reason stands at `now`, whether its time has come or not, sent or not. */
export const occasions = (
  consultation: Consultation,
  working: WorkingTime,
  now: Instant,
): readonly Occasion[] => {
  // The address has gone, and with it whatever there was to tell.
  if (consultation.emptiedAt !== undefined) return [];
  const always = [
    ...onReceipt(consultation),
    ...afterAdvice(consultation, working),
    ...differing(consultation),
    ...settled(consultation),
    ...codeAsked(consultation, now),
  ];
  if (!isOpen(consultation) || consultation.contact !== undefined) return always;
  const { attempts, dueAt } = consultation;
  const overdue: Occasion = {
    kind: "overdue",
    occasion: working.dateOf(dueAt),
    at: dueAt,
    to: ["duty", "manager", "practitioner"],
  };
  const late = [overdue, ...openingsAfterDue(consultation, working, now)];
  const inTime = [
    ...(attempts.length === 0 ? notStarted(consultation, working) : []),
    dueSoon(consultation, working),
  ].filter(({ at }) => at < dueAt);
  return [
    ...always,
    ...failedAttempts(consultation),
    ...notReached(consultation),
    ...chased(consultation),
    ...moved(consultation),
    ...notDelivered(consultation),
    ...(now < dueAt ? inTime : []),
    ...late,
  ];
};

/** From when a letter may go: reminders that come outside opening hours wait for the next opening. */
export const sendableAt = ({ kind, at }: Occasion, working: WorkingTime, now: Instant): Instant => {
  if (!onlyWhenOpen.includes(kind)) return at;
  const moment = at < now ? now : at;
  if (!working.isOpen(moment)) return working.nextOpening(moment);
  return at;
};

const leasedUntil = (state: LetterState | undefined) =>
  state !== undefined && "leasedUntil" in state ? state.leasedUntil : undefined;

const forWhoeverHasIt: readonly LetterKind[] = ["not-started", "due-soon", "chased"];

/** What goes while nobody has it is done with: whoever claims it later has read it in the list, and is not written to at once. */
const alsoSettled = (
  { kind, occasion }: Occasion,
  recipient: Recipient,
  { holder }: Consultation,
): readonly string[] =>
  recipient === "duty" && holder === undefined && forWhoeverHasIt.includes(kind)
    ? [letterKey(kind, occasion, "holder")]
    : [];

type Owed = Letter & { readonly from: Instant };

/** Every letter that is owed and not sent, with the instant from which it can be tried. */
const owed = (consultation: Consultation, working: WorkingTime, now: Instant): readonly Owed[] =>
  occasions(consultation, working, now).flatMap((occasion) => {
    const sendable = sendableAt(occasion, working, now);
    return occasion.to.flatMap((recipient) => {
      const key = letterKey(occasion.kind, occasion.occasion, recipient);
      const state = consultation.letters[key];
      if (isSent(state)) return [];
      const until = leasedUntil(state);
      const from = until !== undefined && until > sendable ? until : sendable;
      const covers = [key, ...alsoSettled(occasion, recipient, consultation)];
      return [{ kind: occasion.kind, occasion: occasion.occasion, recipient, key, covers, from }];
    });
  });

const rank = ({ kind }: Letter) => reminders.indexOf(kind);

/**
 * The letters to send now. A pure function of the consultation, the hub's hours and now: each at most
 * once per occasion and recipient, none whose reason has gone, and of reminders that fall due at once
 * one for each recipient, which covers the others (case.md, "Letters").
 */
export const lettersDue = (
  consultation: Consultation,
  working: WorkingTime,
  now: Instant,
): readonly Letter[] => {
  const due = owed(consultation, working, now).filter(({ from }) => from <= now);
  const isTogether = ({ kind }: Letter) => together.includes(kind);
  const byRecipient = Map.groupBy(due.filter(isTogether), ({ recipient }) => recipient);
  const oneEach = [...byRecipient.values()].flatMap((same) => {
    const [first] = same.toSorted((a, b) => rank(a) - rank(b));
    return first === undefined ? [] : [{ ...first, covers: same.flatMap(({ covers }) => covers) }];
  });
  return [...due.filter((letter) => !isTogether(letter)), ...oneEach].map(
    ({ from: _, ...letter }) => letter,
  );
};

/**
 * The next instant at which anything is due on this consultation: a letter, or a lease that runs out and
 * lets a letter be tried again. At or before `now` when something is due now; undefined when nothing is
 * owed, and then it is in no index and costs nothing.
 */
export const wakeAt = (
  consultation: Consultation,
  working: WorkingTime,
  now: Instant,
): Instant | undefined => earliest(...owed(consultation, working, now).map(({ from }) => from));

/** What comes next if nobody acts: the first reminder, alert or escalation after `now`. */
export const nextReminder = (
  consultation: Consultation,
  working: WorkingTime,
  now: Instant,
): { readonly kind: LetterKind; readonly at: Instant } | undefined =>
  occasions(consultation, working, now)
    .filter(({ kind }) => reminders.includes(kind))
    // One that has gone to everybody would seem to come again at the next opening.
    .filter(({ kind, occasion, to }) =>
      to.some((recipient) => !isSent(consultation.letters[letterKey(kind, occasion, recipient)])),
    )
    .map((occasion) => ({ kind: occasion.kind, at: sendableAt(occasion, working, now) }))
    .filter(({ at }) => at > now)
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))[0];

const reminderNames: readonly string[] = reminders;

/** One letter that went, and everything else that it settled is not told as a letter of its own. */
export type SentLetter = {
  readonly kind: string;
  readonly recipient: string;
  readonly sentAt: Instant;
  readonly became?: Became;
};

const sentAs = ({ sentAt, messageId, became }: Extract<LetterState, { sentAt: Instant }>) => ({
  sentAt,
  messageId,
  ...(became === undefined ? {} : { became }),
});

/** The letters that really went, whatever else each of them covered. */
export const sentLetters = ({ letters }: Consultation): readonly SentLetter[] => {
  const settled = Object.entries(letters).flatMap(([key, state]) => {
    const { kind, recipient } = partsOf(key);
    return "sentAt" in state ? [{ kind, recipient, ...sentAs(state) }] : [];
  });
  const order = ({ kind, recipient }: SentLetter) =>
    reminderNames.indexOf(kind) * 2 + (recipient === "holder" ? 1 : 0);
  return [...Map.groupBy(settled, ({ messageId }) => messageId).values()].flatMap((same) => {
    const [first] = same.toSorted((a, b) => order(a) - order(b));
    return first === undefined ? [] : [first];
  });
};

/** What owes letters, and remembers which of them went: a consultation, or a saved draft. */
type OwesLetters = Pick<Consultation, "letters">;

type Keys = Pick<Letter, "key" | "covers">;

/**
 * What owes it, with this letter taken by one sender until `leasedUntil`; no other may send it. `digest`:
 * it is that digest's to tell.
 */
export const leased = <Owing extends OwesLetters>(
  owing: Owing,
  { covers }: Keys,
  lease: { readonly lease: string; readonly leasedUntil: Instant; readonly digest?: string },
): Owing => ({
  ...owing,
  letters: {
    ...owing.letters,
    ...Object.fromEntries(
      covers.map((key) => [key, { ...lease, tries: (owing.letters[key]?.tries ?? 0) + 1 }]),
    ),
  },
});

/**
 * What was told of a letter before it was marked: the provider can be quicker than the mark. It names the
 * letter that went, and holds for every other that this one settles.
 */
const toldBefore = (state: LetterState | undefined, messageId: string) =>
  state !== undefined &&
  "sentAt" in state &&
  state.messageId === messageId &&
  state.became !== undefined
    ? { became: state.became }
    : {};

/** What owes it, with this letter sent, and with it every letter that it covers. */
export const sent = <Owing extends OwesLetters>(
  owing: Owing,
  letter: Keys,
  {
    sentAt,
    messageId,
    digest,
  }: { readonly sentAt: Instant; readonly messageId: string; readonly digest?: string },
): Owing => ({
  ...owing,
  letters: {
    ...owing.letters,
    ...Object.fromEntries(
      letter.covers.map((key) => [
        key,
        {
          ...toldBefore(owing.letters[letter.key], messageId),
          ...toldBefore(owing.letters[key], messageId),
          tries: owing.letters[key]?.tries ?? 1,
          sentAt,
          messageId,
          ...(digest === undefined ? {} : { digest }),
        },
      ]),
    ),
  },
});

/** The consultation without the receipt: three have gone to the same address within the hour. */
export const withoutReceipt = (consultation: Consultation, at: Instant): Consultation => {
  const { [letterKey("receipt", "received", "practitioner")]: _, ...letters } =
    consultation.letters;
  return { ...consultation, receiptWithheldAt: at, letters };
};
