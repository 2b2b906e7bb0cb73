import type { Envelope, Mailer } from "../../shared/mail/mailer.ts";
import { mimeOf } from "../../shared/mail/mime.ts";

/** `before`: refused, nothing was sent. `after`: it was sent, and the answer was lost. */
export type MailFault = "before" | "after";

export type FakeMailer = Mailer & {
  /** Every letter that left, oldest first. */
  readonly sent: readonly { readonly envelope: Envelope; readonly raw: Buffer }[];
  /** The next sends fail like this, one after the other; then all goes well again. */
  readonly failNext: (...faults: readonly MailFault[]) => void;
};

/** A mailer in memory. It makes the real MIME, so what cannot be sent fails here as it does for SES. */
export const fakeMailer = (): FakeMailer => {
  const sent: { readonly envelope: Envelope; readonly raw: Buffer }[] = [];
  const planned: MailFault[] = [];
  return {
    sent,
    failNext: (...faults) => {
      planned.push(...faults);
    },
    send: async (envelope) => {
      const raw = await mimeOf(envelope);
      const fault = planned.shift();
      if (fault === "before") throw new Error("the fake mailer refused the letter");
      sent.push({ envelope, raw });
      if (fault === "after") throw new Error("the fake mailer's answer was lost");
      return { messageId: `fake-${sent.length}` };
    },
  };
};
