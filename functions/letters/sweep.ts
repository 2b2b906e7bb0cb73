import { eachAtOnce } from "../../shared/at-once.ts";
import type { Consultation } from "../../shared/domain/consultation.ts";
import { toldByDigest } from "../../shared/domain/digest.ts";
import { type Instant, plusSeconds } from "../../shared/domain/instant.ts";
import { letterContent } from "../../shared/domain/letter-words.ts";
import {
  type Letter,
  leased,
  lettersDue,
  sent,
  withoutReceipt,
} from "../../shared/domain/letters.ts";
import type { Envelope } from "../../shared/mail/mailer.ts";
import { changeConsultation, dueKeys, loadIndexed } from "../../shared/store/consultations.ts";
import { digestNameIn } from "../../shared/store/digests.ts";
import { writeHeartbeat } from "../../shared/store/house.ts";
import { countReceipt } from "../../shared/store/receipts-counted.ts";
import { savedIn } from "../../shared/store/saved-drafts.ts";
import { type Addressee, openAddressee, openCode } from "../../shared/store/sealed-words.ts";
import type { Key } from "../../shared/store/table.ts";
import { referenceIn } from "../../shared/store/tracker-item.ts";
import { type Flood, floodOf, newRequestsIn, type Place } from "./flood.ts";
import { leaseSeconds, type SweepDeps } from "./sweep-deps.ts";
import { sweepDraft } from "./sweep-draft.ts";

/** After this, no further consultation is begun: the next sweep goes on. */
const beginsForSeconds = 30;

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

/**
 * Takes every letter that is due on one consultation: until the lease runs out, no other sweep sends it.
 * A new-request letter that a digest tells is taken in the digest's name, and not sent here.
 */
const takeLetters = async (deps: SweepDeps, standing: Standing, place: Place, now: Instant) => {
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
      letters = due.filter((letter) => !shared.includes(letter));
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

/** Takes, sends and marks what is due on one consultation. @returns how many letters went. */
const sweepOne = async (deps: SweepDeps, flood: Flood, reference: string): Promise<number> => {
  const now = deps.clock();
  const standing = await loadIndexed(deps, reference);
  if (standing === undefined) return 0;
  const fresh = newRequestsIn(lettersDue(standing.consultation, deps.working, now));
  const place: Place =
    fresh.length === 0 ? { is: "alone" } : await flood.placeFor(standing.consultation, fresh, now);
  const taken = await takeLetters(deps, standing, place, now);
  if (taken === undefined) return 0;
  const { consultation, letters, isHanded } = taken;
  if (place.is === "joins" && isHanded) flood.join(place.name, consultation);
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
  return gone.filter(({ isWithheld }) => !isWithheld).length;
};

/**
 * One sweep: writes the heartbeat, then for everything that the wake index shows as due takes, sends and
 * marks its letters. An item that cannot be handled is named and counted, and stops nothing else.
 */
export const sweep = async (deps: SweepDeps): Promise<{ readonly sent: number }> => {
  const { log, clock, table, followCalendar } = deps;
  const began = clock();
  const until = plusSeconds(began, beginsForSeconds);
  log.count("SweepsBegun");
  await writeHeartbeat(table, began).catch((thrown: unknown) =>
    log.error("heartbeat failed", { thrown }),
  );

  const flood = floodOf(deps);
  const digests: string[] = [];
  const one = async (key: Key) => {
    const digest = digestNameIn(key);
    if (digest !== undefined) {
      // Sent at the end, when everybody who joins it has.
      digests.push(digest);
      return 0;
    }
    const reference = referenceIn(key);
    const saved = savedIn(key);
    try {
      return await (saved === undefined
        ? sweepOne(deps, flood, reference)
        : sweepDraft(deps, saved));
    } catch (thrown) {
      // The hash of a saved draft leads to nobody; it is in no other log.
      log.error(saved === undefined ? "consultation not swept" : "saved draft not swept", {
        ...(saved === undefined ? { reference } : {}),
        thrown,
      });
      log.count("PoisonItems");
      return 0;
    }
  };

  let count = 0;
  let after: string | undefined;
  do {
    const page = await dueKeys(deps, began, after);
    // Only then is a calendar needed: a sweep with nothing to do reads nothing else.
    if (page.keys.length > 0) await followCalendar(began);
    const sentNow = await eachAtOnce(page.keys, one, () => clock() <= until);
    count += sentNow.reduce((sum, each) => sum + each, 0);
    after = page.next;
  } while (after !== undefined && clock() <= until);
  count += await flood.send(digests);
  if (count > 0) log.info("letters sent", { count });
  return { sent: count };
};
