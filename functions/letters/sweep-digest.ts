import { eachAtOnce } from "../../shared/at-once.ts";
import {
  type Digest,
  type DigestLetter,
  digestLettersDue,
  partsOfDigest,
  toldByDigest,
} from "../../shared/domain/digest.ts";
import { digestContent } from "../../shared/domain/digest-letters.ts";
import { type Instant, plusSeconds } from "../../shared/domain/instant.ts";
import { leased, sent } from "../../shared/domain/letters.ts";
import type { Envelope } from "../../shared/mail/mailer.ts";
import { changeConsultation } from "../../shared/store/consultations.ts";
import { changeDigest } from "../../shared/store/digests.ts";
import { leaseSeconds, type SweepDeps } from "./sweep-deps.ts";

const addressOf = ({ settings: { hub } }: SweepDeps, digest: Digest, letter: DigestLetter) => {
  const { duty, manager, fallback } = hub.mailboxes;
  if (letter.recipient === "manager") return manager;
  if (letter.recipient === "fallback") return fallback;
  const { mailbox } = partsOfDigest(digest.name);
  return hub.authorities.find(({ id }) => id === mailbox)?.dutyMailbox ?? duty;
};

const envelopeOf = (
  deps: SweepDeps,
  digest: Digest,
  letter: DigestLetter,
  now: Instant,
): Envelope => ({
  from: deps.settings.hub.mailboxes.sender,
  to: addressOf(deps, digest, letter),
  replyTo: deps.settings.hub.mailboxes.duty,
  kind: letter.kind,
  letterKey: letter.key,
  recipient: letter.recipient,
  sentAt: now,
  content: digestContent(digest, letter, deps.settings),
});

const sendLetter = async (deps: SweepDeps, digest: Digest, letter: DigestLetter, now: Instant) => {
  const { log, mailer } = deps;
  try {
    const { messageId } = await mailer.send(envelopeOf(deps, digest, letter, now));
    log.count("LettersSent");
    if (letter.kind === "not-delivered") log.count("DutyLettersUndelivered");
    return { letter, messageId };
  } catch (thrown) {
    // The lease is the retry.
    log.error("letter failed", { letter: letter.key, recipient: letter.recipient, thrown });
    log.count("LettersFailed");
    return undefined;
  }
};

/** Marks each request that this digest has told. One that fails asks the digest when its lease has run out. */
const tellCovered = (deps: SweepDeps, digest: Digest) =>
  eachAtOnce(digest.covers, async ({ reference }) => {
    try {
      await changeConsultation(deps, reference, deps.clock(), (fresh) => {
        const consultation = toldByDigest(fresh, digest);
        return consultation === undefined ? { refused: "nothing-new" } : { consultation };
      });
    } catch (thrown) {
      deps.log.error("digest not noted", { reference, letter: `digest/${digest.name}`, thrown });
      deps.log.count("PoisonItems");
    }
  });

/** Takes, sends and marks what is due of one digest, then marks what it covers. @returns how many letters went. */
export const sweepDigest = async (deps: SweepDeps, name: string): Promise<number> => {
  const { table, clock, ids } = deps;
  const now = clock();
  const lease = { lease: ids.token(), leasedUntil: plusSeconds(now, leaseSeconds) };
  let letters: readonly DigestLetter[] = [];
  const taken = await changeDigest(table, name, (fresh) => {
    letters = digestLettersDue(fresh, now);
    return letters.length === 0
      ? undefined
      : letters.reduce((held, letter) => leased(held, letter, lease), fresh);
  });
  if (taken === undefined) return 0;
  const tries = letters.map((letter) => sendLetter(deps, taken, letter, now));
  const gone = (await Promise.all(tries)).filter((one) => one !== undefined);
  if (gone.length === 0) return 0;
  const marked = await changeDigest(table, name, (fresh) =>
    gone.reduce(
      (held, { letter, messageId }) => sent(held, letter, { sentAt: now, messageId }),
      fresh,
    ),
  );
  if (marked !== undefined && gone.some(({ letter: { kind } }) => kind === "digest"))
    await tellCovered(deps, marked);
  return gone.length;
};
