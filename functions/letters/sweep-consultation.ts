import type { Consultation } from "../../shared/domain/consultation.ts";
import { toldByDigest } from "../../shared/domain/digest.ts";
import { type Instant, plusSeconds } from "../../shared/domain/instant.ts";
import { letterContent } from "../../shared/domain/letter-words.ts";
import {
  type Letter,
  leased,
  lettersDue,
  sent,
  turnOf,
  withoutReceipt,
} from "../../shared/domain/letters.ts";
import type { Envelope } from "../../shared/mail/mailer.ts";
import { changeConsultation, loadIndexed } from "../../shared/store/consultations.ts";
import { countReceipt } from "../../shared/store/receipts-counted.ts";
import { type Addressee, openAddressee, openCode } from "../../shared/store/sealed-words.ts";
import { type Flood, newRequestsIn, type Place } from "./flood.ts";
import { leaseSeconds, type SweepDeps } from "./sweep-deps.ts";

const addressOf = async (
  { settings: { hub }, keys }: SweepDeps,
  { recipient }: Letter,
  consultation: Consultation,
): Promise<Addressee> => {
  const { duty, manager, fallback, canary } = hub.mailboxes;
  // Nobody of the hub is told of the service's own test.
  if (consultation.isCanary === true && recipient !== "practitioner") return { email: canary };
  switch (recipient) {
    case "duty": {
      const { authority } = consultation.clear;
      const own = hub.authorities.find(({ id }) => id === authority)?.dutyMailbox;
      return { email: own ?? duty };
    }
    case "manager":
      return { email: manager };
    case "fallback":
      return { email: fallback };
    case "holder":
      return { email: consultation.holder?.email ?? duty };
    case "practitioner":
      return openAddressee(keys, consultation);
  }
};

const envelopeOf = async (
  deps: SweepDeps,
  letter: Letter,
  to: string,
  consultation: Consultation,
  now: Instant,
): Promise<Envelope> => {
  const { settings, working } = deps;
  const { hub, formAddress, inboxAddress } = settings;
  return {
    from: hub.mailboxes.sender,
    to,
    replyTo: hub.mailboxes.duty,
    reference: consultation.reference,
    kind: letter.kind,
    letterKey: letter.key,
    recipient: letter.recipient,
    sentAt: now,
    content: letterContent(letter, {
      consultation,
      hub,
      working,
      now,
      formAddress,
      inboxAddress,
      ...(letter.kind === "code" ? { code: await openCode(deps.keys, consultation) } : {}),
    }),
  };
};

type Standing = NonNullable<Awaited<ReturnType<typeof loadIndexed>>>;

/** The last turn whose letters go: in a crowd the first pass sends only what somebody has to hear now. */
export type UpTo = ReturnType<typeof turnOf>;

/**
 * Takes every letter that is due on one consultation: until the lease runs out, no other sweep sends it.
 * A new-request letter that a digest tells is taken in the digest's name, and not sent here.
 */
const takeLetters = async (
  deps: SweepDeps,
  standing: Standing,
  place: Place,
  upTo: UpTo,
  now: Instant,
) => {
  const { reference } = standing.consultation;
  const lease = deps.ids.token();
  const leasedUntil = plusSeconds(now, leaseSeconds);
  const name = place.is === "joins" ? place.name : undefined;
  const digest = place.is === "covered" ? place.digest.name : name;
  // What the write that counts has taken: the change may be worked out again on a fresher item.
  let letters: readonly Letter[] = [];
  let handed: readonly Letter[] = [];
  const taken = await changeConsultation(
    deps,
    reference,
    now,
    (fresh, { wakesAt }) => {
      const told = place.is === "covered" ? toldByDigest(fresh, place.digest) : undefined;
      const due = lettersDue(told ?? fresh, deps.working, now);
      const shared = place.is === "alone" ? [] : newRequestsIn(due);
      letters = due.filter((letter) => !shared.includes(letter) && turnOf(letter) <= upTo);
      handed = digest === undefined ? [] : shared;
      const isNothingToDo = letters.length + handed.length === 0 && told === undefined;
      // Hours or rules may have changed since the wake-up was stored: then the write only mends it.
      if (isNothingToDo && (due.length > 0 || wakesAt === undefined || wakesAt > now))
        return { refused: "nothing-due" };
      const own = letters.reduce(
        (held, letter) => leased(held, letter, { lease, leasedUntil }),
        told ?? fresh,
      );
      return {
        consultation: handed.reduce(
          (held, letter) =>
            leased(held, letter, {
              lease,
              leasedUntil,
              ...(digest === undefined ? {} : { digest }),
            }),
          own,
        ),
      };
    },
    standing,
  );
  if ("refused" in taken) return undefined;
  return { consultation: taken.consultation, letters, isHanded: handed.length > 0 };
};

const isReceiptOwed = async (
  { table }: SweepDeps,
  { emailHash }: Addressee,
  { reference, isCanary }: Consultation,
  now: Instant,
) => emailHash === undefined || isCanary === true || countReceipt(table, emailHash, reference, now);

/**
 * Sends one letter, as of when it was taken: what is written down later it does not know.
 * @returns what became of it, or undefined when it failed: the lease is the retry. A fourth receipt to one
 * address within the hour is withheld: it is not owed.
 */
const sendLetter = async (
  deps: SweepDeps,
  letter: Letter,
  consultation: Consultation,
  now: Instant,
) => {
  const { log, mailer } = deps;
  try {
    const to = await addressOf(deps, letter, consultation);
    if (letter.kind === "receipt" && !(await isReceiptOwed(deps, to, consultation, now)))
      return { letter, isWithheld: true } as const;
    const envelope = await envelopeOf(deps, letter, to.email, consultation, now);
    const { messageId } = await mailer.send(envelope);
    log.count("LettersSent");
    if (letter.kind === "not-delivered" && consultation.isCanary !== true)
      log.count("DutyLettersUndelivered");
    return { letter, isWithheld: false, messageId, sentAt: now } as const;
  } catch (thrown) {
    log.error("letter failed", {
      reference: consultation.reference,
      letter: letter.key,
      recipient: letter.recipient,
      thrown,
    });
    log.count("LettersFailed");
    return undefined;
  }
};

/** What one consultation gave a sweep: how many letters went, and in whose turn the next one goes. */
type Swept = { readonly went: number; readonly next?: UpTo };

/** Takes, sends and marks what is due on one consultation, up to this turn. */
export const sweepConsultation = async (
  deps: SweepDeps,
  flood: Flood | undefined,
  reference: string,
  upTo: UpTo,
): Promise<Swept> => {
  const now = deps.clock();
  const standing = await loadIndexed(deps, reference);
  if (standing === undefined) return { went: 0 };
  const due = lettersDue(standing.consultation, deps.working, now);
  const fresh = newRequestsIn(due);
  const turns = due.map(turnOf).filter((turn) => turn > upTo);
  const next = turns.length === 0 ? {} : ({ next: turns.includes(1) ? 1 : 2 } as const);
  const place: Place =
    fresh.length === 0
      ? { is: "alone" }
      : ((await flood?.placeFor(standing.consultation, fresh, now)) ?? { is: "waits" });
  const taken = await takeLetters(deps, standing, place, upTo, now);
  if (taken === undefined) return { went: 0, ...next };
  const { consultation, letters, isHanded } = taken;
  if (place.is === "joins" && isHanded) flood?.join(place.name, consultation);
  // All at once, so that the last is marked well before the lease runs out.
  const tries = letters.map((letter) => sendLetter(deps, letter, consultation, now));
  const gone = (await Promise.all(tries)).filter((one) => one !== undefined);
  if (gone.length > 0)
    await changeConsultation(
      deps,
      reference,
      deps.clock(),
      (fresh) => ({
        consultation: gone.reduce(
          (held, one) =>
            one.isWithheld
              ? withoutReceipt(held, now)
              : sent(held, one.letter, { sentAt: one.sentAt, messageId: one.messageId }),
          fresh,
        ),
      }),
      { consultation },
    );
  return { went: gone.filter(({ isWithheld }) => !isWithheld).length, ...next };
};
