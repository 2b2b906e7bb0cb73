import type { Consultation } from "../../shared/domain/consultation.ts";
import { type Instant, plusSeconds } from "../../shared/domain/instant.ts";
import { letterContent } from "../../shared/domain/letter-words.ts";
import { type Letter, leased, lettersDue, sent } from "../../shared/domain/letters.ts";
import type { Envelope } from "../../shared/mail/mailer.ts";
import { changeConsultation, dueKeys } from "../../shared/store/consultations.ts";
import { writeHeartbeat } from "../../shared/store/house.ts";
import { savedIn } from "../../shared/store/saved-drafts.ts";
import { openAddress, openCode } from "../../shared/store/sealed-words.ts";
import type { Key } from "../../shared/store/table.ts";
import { referenceIn } from "../../shared/store/tracker-item.ts";
import { leaseSeconds, type SweepDeps } from "./sweep-deps.ts";
import { sweepDraft } from "./sweep-draft.ts";

/** After this, no further consultation is begun: the next sweep goes on. */
const beginsForSeconds = 30;

const atOnce = 8;

const addressOf = async (
  { settings: { hub }, keys }: SweepDeps,
  { recipient }: Letter,
  consultation: Consultation,
): Promise<string> => {
  const { duty, manager, fallback } = hub.mailboxes;
  switch (recipient) {
    case "duty": {
      const { authority } = consultation.clear;
      return hub.authorities.find(({ id }) => id === authority)?.dutyMailbox ?? duty;
    }
    case "manager":
      return manager;
    case "fallback":
      return fallback;
    case "holder":
      return consultation.holder?.email ?? duty;
    case "practitioner":
      return (await openAddress(keys, consultation)).email;
  }
};

const envelopeOf = async (
  deps: SweepDeps,
  letter: Letter,
  consultation: Consultation,
  now: Instant,
): Promise<Envelope> => {
  const { settings, working } = deps;
  const { hub, formAddress, inboxAddress } = settings;
  return {
    from: hub.mailboxes.sender,
    to: await addressOf(deps, letter, consultation),
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

/** Takes every letter that is due on one consultation: until the lease runs out, no other sweep sends it. */
const takeLetters = async (deps: SweepDeps, reference: string, now: Instant) => {
  const lease = deps.ids.token();
  const leasedUntil = plusSeconds(now, leaseSeconds);
  // What the write that counts has taken: the change may be worked out again on a fresher item.
  let letters: readonly Letter[] = [];
  const taken = await changeConsultation(deps, reference, now, (fresh, { wakesAt }) => {
    letters = lettersDue(fresh, deps.working, now);
    // Hours or rules may have changed since the wake-up was stored: then the write only mends it.
    if (letters.length === 0 && (wakesAt === undefined || wakesAt > now))
      return { refused: "nothing-due" };
    return {
      consultation: letters.reduce(
        (held, letter) => leased(held, letter, { lease, leasedUntil }),
        fresh,
      ),
    };
  });
  return "refused" in taken ? undefined : { consultation: taken.consultation, letters };
};

/**
 * Sends one letter, as of when it was taken: what is written down later it does not know.
 * @returns what became of it, or undefined when it failed: the lease is the retry.
 */
const sendLetter = async (
  deps: SweepDeps,
  letter: Letter,
  consultation: Consultation,
  now: Instant,
) => {
  const { log, mailer } = deps;
  try {
    const { messageId } = await mailer.send(await envelopeOf(deps, letter, consultation, now));
    log.count("LettersSent");
    if (letter.kind === "not-delivered") log.count("DutyLettersUndelivered");
    return { letter, messageId, sentAt: now };
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
const sweepOne = async (deps: SweepDeps, reference: string): Promise<number> => {
  const now = deps.clock();
  const taken = await takeLetters(deps, reference, now);
  if (taken === undefined) return 0;
  const { consultation, letters } = taken;
  // All at once, so that the last is marked well before the lease runs out.
  const tries = letters.map((letter) => sendLetter(deps, letter, consultation, now));
  const gone = (await Promise.all(tries)).filter((one) => one !== undefined);
  if (gone.length > 0)
    await changeConsultation(
      deps,
      reference,
      deps.clock(),
      (fresh) => ({
        consultation: gone.reduce((held, { letter, ...how }) => sent(held, letter, how), fresh),
      }),
      { consultation },
    );
  return gone.length;
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

  const one = async (key: Key) => {
    const reference = referenceIn(key);
    const saved = savedIn(key);
    try {
      return await (saved === undefined ? sweepOne(deps, reference) : sweepDraft(deps, saved));
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
    for (let first = 0; first < page.keys.length && clock() <= until; first += atOnce) {
      const sentNow = await Promise.all(page.keys.slice(first, first + atOnce).map(one));
      count += sentNow.reduce((sum, each) => sum + each, 0);
    }
    after = page.next;
  } while (after !== undefined && clock() <= until);
  if (count > 0) log.info("letters sent", { count });
  return { sent: count };
};
