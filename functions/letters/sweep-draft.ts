import { codeLetter, savedLetter } from "../../shared/domain/draft-letters.ts";
import { type Instant, plusSeconds } from "../../shared/domain/instant.ts";
import { leased, sent } from "../../shared/domain/letters.ts";
import { type DraftLetter, draftLettersDue, savedUntil } from "../../shared/domain/saved-draft.ts";
import type { Envelope } from "../../shared/mail/mailer.ts";
import {
  changeSavedDraft,
  openSavedAddress,
  openSavedCode,
  type StoredDraft,
} from "../../shared/store/saved-drafts.ts";
import { leaseSeconds, type SweepDeps } from "./sweep-deps.ts";

const contentOf = async (
  { keys, settings: { hub } }: SweepDeps,
  hash: string,
  saved: StoredDraft,
  { kind, at }: DraftLetter,
  page: string,
) =>
  kind === "saved"
    ? savedLetter({ hub, page, savedAt: at, expiresAt: savedUntil(saved.savedAt) })
    : codeLetter({ hub, page, askedAt: at, code: await openSavedCode(keys, hash, saved) });

const envelopeOf = async (
  deps: SweepDeps,
  hash: string,
  saved: StoredDraft,
  letter: DraftLetter,
  now: Instant,
): Promise<Envelope> => {
  const { hub, formAddress } = deps.settings;
  const { email, token } = await openSavedAddress(deps.keys, hash, saved);
  return {
    from: hub.mailboxes.sender,
    to: email,
    replyTo: hub.mailboxes.duty,
    kind: letter.kind,
    letterKey: letter.key,
    recipient: "practitioner",
    sentAt: now,
    content: await contentOf(deps, hash, saved, letter, `${formAddress}/return/${token}`),
  };
};

/** Takes, sends and marks what is due on one saved draft, as for a consultation. @returns how many letters went. */
export const sweepDraft = async (deps: SweepDeps, hash: string): Promise<number> => {
  const { clock, ids, mailer, log } = deps;
  const now = clock();
  const lease = { lease: ids.token(), leasedUntil: plusSeconds(now, leaseSeconds) };
  let letters: readonly DraftLetter[] = [];
  const taken = await changeSavedDraft(deps, hash, now, (fresh) => {
    letters = draftLettersDue(fresh, now);
    // Nothing due: the index was stale, or its days are over; the write mends the wake-up.
    return letters.reduce((held, letter) => leased(held, letter, lease), fresh);
  });
  if (taken === undefined) return 0;
  let count = 0;
  for (const letter of letters)
    try {
      const { messageId } = await mailer.send(await envelopeOf(deps, hash, taken, letter, now));
      log.count("LettersSent");
      await changeSavedDraft(deps, hash, clock(), (fresh) =>
        sent(fresh, letter, { sentAt: now, messageId }),
      );
      count += 1;
    } catch (thrown) {
      // The lease is the retry.
      log.error("letter failed", { letter: letter.kind, recipient: "practitioner", thrown });
      log.count("LettersFailed");
    }
  return count;
};
