import { type Consultation, isOpen, type LetterState } from "./consultation.ts";
import { failsAt } from "./delivery.ts";
import { type Instant, plusSeconds, secondsBetween } from "./instant.ts";
import {
  letterKey,
  lettersDue,
  type Occasion,
  occasions,
  partsOf,
  type Recipient,
  sendableAt,
} from "./letters.ts";
import type { WorkingTime } from "./working-time.ts";

/** Where one letter stands, and why, in plain sentences with times in UTC. No case text, no address. */
export type ExplainedLetter = {
  readonly key: string;
  /** `waits`: its reason stands, its time has not come. `undelivered`: it went and did not arrive. */
  readonly is: "sent" | "undelivered" | "being-sent" | "owed" | "waits" | "not-owed";
  /** Of one that is owed, waits or is being sent: from when it can be tried. */
  readonly from?: Instant;
  readonly sentences: readonly string[];
};

type Reason = { readonly occasion: Occasion; readonly recipient: Recipient };

const reasonsIn = (list: readonly Occasion[]): ReadonlyMap<string, Reason> =>
  new Map(
    list.flatMap((occasion) =>
      occasion.to.map((recipient) => [
        letterKey(occasion.kind, occasion.occasion, recipient),
        { occasion, recipient },
      ]),
    ),
  );

/** The letters that there would be if nobody had called, tried or closed: those whose reason has gone are among them. */
const hadNobodyActed = (consultation: Consultation, working: WorkingTime, now: Instant) => {
  const { contact: _, closedAt: __, ...rest } = consultation;
  const { receiptWithheldAt: ___, ...owing } = rest;
  const open: Consultation = { ...owing, state: "received" };
  const beforeDue = plusSeconds(open.dueAt, -1);
  return [beforeDue, now].flatMap((moment) =>
    [open, { ...open, attempts: [] }].flatMap((each) => occasions(each, working, moment)),
  );
};

/** Neither contact nor closing ends these. */
const aboutAdvice: readonly string[] = ["advice-ready", "difference", "what-happened", "code"];

/** Why a letter that is not owed is not. */
const whyNot = (kind: string, recipient: string, consultation: Consultation, now: Instant) => {
  const { contact, closedAt, attempts, dueAt, holder, receiptWithheldAt } = consultation;
  const [attempt] = attempts;
  if (kind === "receipt" && receiptWithheldAt !== undefined)
    return `three receipts had gone to the same address within an hour when it fell due, at ${receiptWithheldAt}`;
  if (kind === "difference") return "the difference was settled, or advice was recorded anew";
  if (aboutAdvice.includes(kind)) return "a later letter tells the same, or its reason has gone";
  if (contact !== undefined) return `contact was recorded at ${contact.recordedAt}`;
  if (!isOpen(consultation)) return `the consultation was closed at ${closedAt ?? "some time"}`;
  if (kind === "not-started" && attempt !== undefined)
    return `an attempt to call was made at ${attempt.at}`;
  if ((kind === "not-started" || kind === "due-soon") && now >= dueAt)
    return `the time by which the call was due went by at ${dueAt}, and "overdue" took its place`;
  if (recipient === "holder" && holder === undefined) return "nobody holds the consultation now";
  if (kind === "not-delivered") return "the letter it speaks of is not undelivered any more";
  return "a later letter tells the same, or its reason has gone";
};

const times = (count: number) => (count === 1 ? "first try" : `try ${count}`);

const toldWords = {
  delivered: "Delivered",
  delayed: "Delayed",
  bouncedForNow: "Bounced for now (a full mailbox, or an automatic reply)",
  bounced: "Bounced for good",
  rejected: "Rejected by the mail provider",
  complained: "Complained of as unwanted",
} as const;

type Sent = Extract<LetterState, { readonly sentAt: Instant }>;

const isSent = (state: LetterState | undefined): state is Sent =>
  state !== undefined && "sentAt" in state;

const ofSent = (
  key: string,
  state: Sent,
  { letters }: Consultation,
  now: Instant,
): ExplainedLetter => {
  const { sentAt, messageId, tries, became = {} } = state;
  const same = Object.entries(letters)
    .filter(([other, held]) => other !== key && isSent(held) && held.messageId === messageId)
    .map(([other]) => other);
  const told = [
    became.delivered && `${toldWords.delivered} at ${became.delivered}.`,
    became.delayed && `${toldWords.delayed} at ${became.delayed}.`,
    became.bouncedForNow && `${toldWords.bouncedForNow} at ${became.bouncedForNow}.`,
    became.bounced && `${toldWords.bounced} at ${became.bounced}.`,
    became.rejected && `${toldWords.rejected} at ${became.rejected}.`,
    became.complained && `${toldWords.complained} at ${became.complained}.`,
  ].filter((sentence) => sentence !== undefined);
  const fails = failsAt(state);
  const hasFailed = fails !== undefined && fails <= now;
  return {
    key,
    is: hasFailed ? "undelivered" : "sent",
    sentences: [
      ...(state.digest === undefined
        ? [`Sent at ${sentAt} as message ${messageId}, ${times(tries)}.`]
        : [`Told at ${sentAt} by the digest ${state.digest}, as message ${messageId}.`]),
      ...(same.length === 0 ? [] : [`The same message settled ${same.join(", ")}.`]),
      ...(told.length === 0 ? ["Nothing was told yet of what became of it."] : told),
      ...(fails === undefined
        ? []
        : [
            hasFailed
              ? `It counts as not delivered since ${fails}.`
              : `Without a delivery it counts as not delivered from ${fails}.`,
          ]),
    ],
  };
};

/**
 * Every letter that a consultation has sent, owes, will owe or might have owed, in the order in which
 * they fall due: by the same rules as `lettersDue`, so that what is said here is what the sweep does.
 */
export const explainLetters = (
  consultation: Consultation,
  working: WorkingTime,
  now: Instant,
): readonly ExplainedLetter[] => {
  const standing = reasonsIn(occasions(consultation, working, now));
  const might = reasonsIn(hadNobodyActed(consultation, working, now));
  const due = lettersDue(consultation, working, now);
  const keys = [...standing.keys(), ...might.keys(), ...Object.keys(consultation.letters)];

  const explain = (key: string): ExplainedLetter => {
    const state = consultation.letters[key];
    if (isSent(state)) return ofSent(key, state, consultation, now);
    const until = state?.leasedUntil;
    const { kind, recipient } = partsOf(key);
    const reason = standing.get(key);
    const isLeased = until !== undefined && until > now;
    const tried =
      state === undefined
        ? []
        : state.digest === undefined
          ? [
              isLeased
                ? `Being sent, ${times(state.tries)}: leased until ${state.leasedUntil}. If it is not marked as sent by then, it is tried again.`
                : `The ${times(state.tries)} was not marked as sent: its lease ran out at ${state.leasedUntil}.`,
            ]
          : [
              `With other requests of the same minute it is told by the digest ${state.digest}, and marked when that has gone. It asks again at ${state.leasedUntil}.`,
            ];
    if (reason === undefined)
      return {
        key,
        is: "not-owed",
        sentences: [...tried, `Not owed: ${whyNot(kind, recipient, consultation, now)}.`],
      };
    const { at } = reason.occasion;
    const sendable = sendableAt(reason.occasion, working, now);
    const from = until !== undefined && until > sendable ? until : sendable;
    if (isLeased) return { key, is: "being-sent", from, sentences: tried };
    if (from <= now) {
      const by = due.find((letter) => letter.key !== key && letter.covers.includes(key));
      const how =
        by === undefined ? "it goes with the next sweep" : `the letter ${by.key} tells it too`;
      return { key, is: "owed", from, sentences: [...tried, `Owed since ${at}: ${how}.`] };
    }
    const waits =
      at > now
        ? sendable > at
          ? `Not due until ${at}, outside opening hours: it goes at ${sendable}.`
          : `Not due until ${at}.`
        : `Owed since ${at}, and goes in opening hours only: at ${sendable}.`;
    return { key, is: "waits", from, sentences: [...tried, waits] };
  };

  const dueAtOf = (key: string) =>
    standing.get(key)?.occasion.at ?? might.get(key)?.occasion.at ?? consultation.receivedAt;
  return [...new Set(keys)].toSorted((a, b) => secondsBetween(dueAtOf(b), dueAtOf(a))).map(explain);
};
