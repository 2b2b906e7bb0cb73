import type { Became, Consultation, LetterState } from "./consultation.ts";
import { earliest, type Instant, plusSeconds } from "./instant.ts";

type Leased = Extract<LetterState, { readonly lease: string }>;
type Sent = Extract<LetterState, { readonly sentAt: Instant }>;

/** One thing that the mail provider tells of one letter. */
export type Told = {
  readonly letterKey: string;
  readonly messageId: string;
  /** When the provider took the letter. */
  readonly takenAt: Instant;
  readonly became: keyof Became;
  readonly at: Instant;
};

/** An automatic reply comes as a bounce for now, beside a delivery that may be told of a little later. */
const waitsForDeliverySeconds = 60;

const deliveredWithinSeconds = 3600;

/**
 * From when a letter counts as not delivered: rejected or bounced for good, whatever else was told;
 * bounced for now, and a minute later no delivery; or an hour after it was sent, and no delivery.
 * Undefined while somebody is sending it, and once it was delivered (case.md, "not-delivered").
 */
export const failsAt = (state: LetterState): Instant | undefined => {
  if (!("sentAt" in state)) return undefined;
  const { rejected, bounced, bouncedForNow, delivered } = state.became ?? {};
  const forGood = earliest(rejected, bounced);
  if (forGood !== undefined) return forGood;
  if (delivered !== undefined) return undefined;
  return earliest(
    bouncedForNow && plusSeconds(bouncedForNow, waitsForDeliverySeconds),
    plusSeconds(state.sentAt, deliveredWithinSeconds),
  );
};

/** The mark was lost, but not the letter. */
const markedLate = (
  { lease: _, leasedUntil: __, ...kept }: Leased,
  sentAt: Instant,
  messageId: string,
): Sent => ({ ...kept, sentAt, messageId });

const withTold = (state: LetterState, { messageId, takenAt, became, at }: Told): LetterState => {
  const before = "sentAt" in state ? state : markedLate(state, takenAt, messageId);
  const known = before.became ?? {};
  return { ...before, became: { ...known, [became]: earliest(known[became], at) ?? at } };
};

/**
 * What owes a letter (a consultation, a digest) with what the provider told of a letter: each kind keeps its earliest time, so that the
 * order in which it is told, and how often, make no difference. A letter whose mark was lost has gone after
 * all. One message may have settled several letters: it is told of each. Of a letter that was sent once more
 * only the last message counts.
 * @returns undefined when nothing is new, or there is no such letter.
 */
export const withDelivery = <Owing extends Pick<Consultation, "letters">>(
  owing: Owing,
  told: Told,
): Owing | undefined => {
  const changed = Object.entries(owing.letters).flatMap(([key, state]) => {
    const isIt = "sentAt" in state ? state.messageId === told.messageId : key === told.letterKey;
    if (!isIt) return [];
    const next = withTold(state, told);
    const isNew =
      !("sentAt" in state) ||
      ("sentAt" in next && state.became?.[told.became] !== next.became?.[told.became]);
    return isNew ? [[key, next] as const] : [];
  });
  return changed.length === 0
    ? undefined
    : { ...owing, letters: { ...owing.letters, ...Object.fromEntries(changed) } };
};

/** What is said of letters that did not arrive, and since when. */
export type Undelivered = { readonly key: string; readonly since: Instant };

const undelivered = (
  { letters }: Pick<Consultation, "letters">,
  recipient: string,
  now: Instant,
): readonly Undelivered[] =>
  Object.entries(letters).flatMap(([key, state]) => {
    const since = failsAt(state);
    return key.endsWith(`/${recipient}`) && since !== undefined && since <= now
      ? [{ key, since }]
      : [];
  });

/** Letters to the duty mailbox that have not arrived by now: the list shows them as a banner. */
export const undeliveredToDuty = (consultation: Pick<Consultation, "letters">, now: Instant) =>
  undelivered(consultation, "duty", now);

/** The practitioner's address does not work: only telephoning reaches them. */
export const practitionerBounced = ({ letters }: Pick<Consultation, "letters">): boolean =>
  Object.entries(letters).some(([key, state]) => {
    if (!key.endsWith("/practitioner") || !("sentAt" in state)) return false;
    const { rejected, bounced, bouncedForNow, delivered } = state.became ?? {};
    return (
      rejected !== undefined ||
      bounced !== undefined ||
      (bouncedForNow !== undefined && delivered === undefined)
    );
  });
