import type { Instant } from "../domain/instant.ts";
import type { LetterContent } from "../domain/letter-content.ts";

/** One letter to one address, ready to be made into MIME. */
export type Envelope = {
  readonly from: string;
  readonly to: string;
  /** Where a reply goes: a mailbox that somebody watches. */
  readonly replyTo: string;
  /** The consultation that it is about. A letter about a draft has none: it starts no thread. */
  readonly reference?: string;
  readonly kind: string;
  /** `<kind>/<occasion>/<recipient>`: the same for every try of the same letter. */
  readonly letterKey: string;
  /** `duty`, `manager`, `practitioner`, … */
  readonly recipient: string;
  readonly sentAt: Instant;
  readonly content: LetterContent;
};

/**
 * The port through which letters leave. Resolves with the provider's message id once the provider has
 * taken the letter; rejects when it has not, or when nobody knows.
 */
export type Mailer = {
  readonly send: (envelope: Envelope) => Promise<{ readonly messageId: string }>;
};
