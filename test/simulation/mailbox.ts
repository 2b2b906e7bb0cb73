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

const made = new Map<string, Promise<Buffer>>();
const mostMade = 1000;

/** The same envelope makes the same bytes: of the many lives that differ by a fault only, most letters are alike. */
const rawOf = (envelope: Envelope): Promise<Buffer> => {
  const text = JSON.stringify(envelope);
  const known = made.get(text);
  if (known !== undefined) return known;
  if (made.size >= mostMade) made.clear();
  const raw = mimeOf(envelope);
  made.set(text, raw);
  return raw;
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
        `send ${envelope.reference ?? "a draft's"} ${envelope.letterKey}`,
        async (fault) => {
          const raw = await rawOf(envelope);
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
