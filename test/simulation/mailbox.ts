import { createHash } from "node:crypto";
import type { Envelope, Mailer } from "../../shared/mail/mailer.ts";
import { mimeOf } from "../../shared/mail/mime.ts";
import type { Invocation, World } from "./world.ts";

/** A letter that left. */
export type Left = {
  readonly at: number;
  readonly envelope: Envelope;
  readonly raw: Buffer;
  readonly messageId: string;
  readonly invocation: Invocation;
  /** Whether the sender learnt that it left. */
  readonly isConfirmed: boolean;
};

/** The mail provider. It makes the real MIME, so what cannot be sent fails here as it does for SES. */
export const mailbox = (world: World, left: (letter: Left) => void) => {
  const sent: Left[] = [];

  const mailerFor = (current: () => Invocation): Mailer => ({
    send: (envelope) => {
      const invocation = current();
      return world.call(
        invocation,
        "mailer",
        `send ${envelope.reference} ${envelope.letterKey}`,
        async (fault) => {
          const raw = await mimeOf(envelope);
          const messageId = `sim-${sent.length + 1}`;
          const letter = {
            at: world.now(),
            envelope,
            raw,
            messageId,
            invocation,
            isConfirmed: fault?.kind !== "answer-lost",
          };
          sent.push(letter);
          left(letter);
          return { messageId };
        },
        ({ messageId }) =>
          `${messageId} ${createHash("sha256")
            .update(sent.at(-1)?.raw ?? "")
            .digest("hex")
            .slice(0, 12)}`,
      );
    },
  });

  return { mailerFor, sent: sent as readonly Left[] };
};
