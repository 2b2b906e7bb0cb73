import { eachAtOnce } from "../../shared/at-once.ts";
import { withDelivery } from "../../shared/domain/delivery.ts";
import { replacedKey } from "../../shared/domain/digest.ts";
import type { Instant } from "../../shared/domain/instant.ts";
import { partsOf } from "../../shared/domain/letters.ts";
import { changeConsultation } from "../../shared/store/consultations.ts";
import { changeDigest, loadDigest } from "../../shared/store/digests.ts";
import { UnreadableItem } from "../../shared/store/tracker-item.ts";
import type { DeliveryDeps } from "./delivery-deps.ts";
import type { EventRead } from "./ses-event.ts";

type ToldOfDigest = Extract<EventRead, { readonly is: "told-of-digest" }>;

/**
 * Keeps what became of a digest: on the digest, whose sweep tells the fallback mailbox, and on each request
 * that it covers, whose new-request letter it was. Told again, it goes on where it failed.
 * @throws when the store fails, so that the event is delivered again.
 */
export const recordDigestDelivery = async (
  deps: DeliveryDeps,
  { name, told }: ToldOfDigest,
  now: Instant,
): Promise<{ readonly recorded: boolean }> => {
  const { table, log } = deps;
  const { letterKey, became } = told;
  const changed = await changeDigest(table, name, (digest) => withDelivery(digest, told));
  const { covers } = changed ?? (await loadDigest(table, name));
  if (covers.length === 0) {
    log.error("mail event for no digest", { letter: letterKey });
    log.count("MailEventsUnreadable");
    return { recorded: false };
  }
  const { kind, recipient } = partsOf(letterKey);
  const key = replacedKey({ recipient });
  let failed: { readonly thrown: unknown } | undefined;
  if (kind === "digest")
    await eachAtOnce(covers, async ({ reference }) => {
      try {
        await changeConsultation(deps, reference, now, (fresh) => {
          const isTheirs = fresh.letters[key]?.digest === name;
          const consultation = isTheirs
            ? withDelivery(fresh, { ...told, letterKey: key })
            : undefined;
          return consultation === undefined ? { refused: "nothing-new" } : { consultation };
        });
      } catch (thrown) {
        log.error("mail event not noted", { reference, letter: letterKey, thrown });
        // What can never be read must not bring the event back for ever.
        if (!(thrown instanceof UnreadableItem)) failed = { thrown };
      }
    });
  if (failed !== undefined) throw failed.thrown;
  if (changed !== undefined) log.info(`letter ${became}`, { letter: letterKey });
  return { recorded: changed !== undefined };
};
