import { withDelivery } from "../../shared/domain/delivery.ts";
import { changeConsultation } from "../../shared/store/consultations.ts";
import type { DeliveryDeps } from "./delivery-deps.ts";
import { recordDigestDelivery } from "./record-digest-delivery.ts";
import { readSesEvent } from "./ses-event.ts";

/**
 * Keeps what SES says became of one letter. Told twice, late or out of order it comes to the same. What
 * follows from it, such as a letter to the fallback mailbox, is the sweep's: this only moves the wake-up.
 * @throws when the store fails, so that the event is delivered again.
 */
export const recordDelivery = async (
  deps: DeliveryDeps,
  event: unknown,
): Promise<{ readonly recorded: boolean }> => {
  const { clock, log, followCalendar } = deps;
  const read = readSesEvent(event);
  if (read.is === "unreadable") {
    log.error("mail event unreadable");
    log.count("MailEventsUnreadable");
  }
  if (read.is === "unreadable" || read.is === "nothing") return { recorded: false };
  const now = clock();
  await followCalendar(now);
  if (read.is === "told-of-digest") return recordDigestDelivery(deps, read, now);
  const { reference, told } = read;
  const done = await changeConsultation(deps, reference, now, (fresh) => {
    const consultation = withDelivery(fresh, told);
    return consultation === undefined ? { refused: "nothing-new" } : { consultation };
  });
  if (!("refused" in done)) {
    log.info(`letter ${told.became}`, { reference, letter: told.letterKey });
    return { recorded: true };
  }
  if (done.refused === "unknown") {
    log.error("mail event for no consultation", { reference, letter: told.letterKey });
    log.count("MailEventsUnreadable");
  }
  return { recorded: false };
};
