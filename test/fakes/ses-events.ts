import { recordDelivery } from "../../functions/delivery/record-delivery.ts";
import type { Instant } from "../../shared/domain/instant.ts";
import { tagFromLetterKey } from "../../shared/mail/letter-tag.ts";
import type { Envelope } from "../../shared/mail/mailer.ts";
import type { FakeMailer } from "./mailer.ts";

/** What SES would tell of a letter, in the shape in which EventBridge brings it. */
const sesEvent = (
  { reference, letterKey, recipient, sentAt }: Envelope,
  messageId: string,
  eventType: string,
  more: Readonly<Record<string, unknown>> = {},
) => ({
  version: "0",
  source: "aws.ses",
  "detail-type": eventType,
  detail: {
    eventType,
    mail: {
      timestamp: sentAt,
      messageId,
      tags: {
        ...(reference === undefined ? {} : { reference: [reference] }),
        letter: [tagFromLetterKey(letterKey)],
        recipient: [tagFromLetterKey(recipient)],
      },
    },
    ...more,
  },
});

/** What SES tells of a letter that arrived. */
export const deliveredEvent = (envelope: Envelope, messageId: string, at: Instant) =>
  sesEvent(envelope, messageId, "Delivery", { delivery: { timestamp: at } });

/**
 * Tells of each letter that left since the last call that it arrived, in the order of their names: letters
 * that leave at once have no order of their own, and what is counted afterwards must not depend on it.
 */
export const tellDelivered = (mailer: FakeMailer) => {
  let told = 0;
  return async (deps: Parameters<typeof recordDelivery>[0]) => {
    const fresh = mailer.sent
      .slice(told)
      .map(({ envelope }, index) => ({ envelope, id: `fake-${told + index + 1}` }))
      .toSorted((a, b) => (a.envelope.letterKey < b.envelope.letterKey ? -1 : 1));
    told = mailer.sent.length;
    for (const { envelope, id } of fresh)
      await recordDelivery(deps, deliveredEvent(envelope, id, envelope.sentAt));
  };
};

/** What SES tells of a letter that no mailbox takes. */
export const bouncedEvent = (envelope: Envelope, messageId: string, at: Instant) =>
  sesEvent(envelope, messageId, "Bounce", {
    bounce: { timestamp: at, bounceType: "Permanent" },
  });
