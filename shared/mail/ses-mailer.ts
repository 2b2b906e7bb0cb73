import { SESClient, type SESClientConfig, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { tagFromLetterKey } from "./letter-tag.ts";
import type { Mailer } from "./mailer.ts";
import { mimeOf } from "./mime.ts";

/**
 * One try, which ends well within the letters function's 45 seconds. The SDK does not try again: a
 * try that ran out of time may have been sent, and the lease decides when there is another.
 * Without `throwOnRequestTimeout` the SDK only warns and goes on waiting.
 */
export const sesClientConfig = {
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    throwOnRequestTimeout: true,
  },
} as const satisfies SESClientConfig;

/** SES's own messages quote addresses and errors are logged, so only the name goes on. */
const notConfirmed = (error: unknown): Error =>
  new Error(`SES did not confirm the letter: ${error instanceof Error ? error.name : "unknown"}`);

/**
 * Letters through SES, tagged with reference (where there is one), letter key and recipient so that what becomes of each
 * can be traced back (`letterKeyFromTag`). The client is made for the first letter.
 */
export const sesMailer = ({
  client,
  configurationSet,
}: {
  readonly client?: SESClient;
  readonly configurationSet?: string;
} = {}): Mailer => {
  let made = client;
  return {
    send: async (envelope) => {
      const command = new SendRawEmailCommand({
        Source: envelope.from,
        Destinations: [envelope.to],
        RawMessage: { Data: await mimeOf(envelope) },
        Tags: [
          ...(envelope.reference === undefined
            ? []
            : [{ Name: "reference", Value: envelope.reference }]),
          { Name: "letter", Value: tagFromLetterKey(envelope.letterKey) },
          { Name: "recipient", Value: tagFromLetterKey(envelope.recipient) },
        ],
        ConfigurationSetName: configurationSet,
      });
      made ??= new SESClient(sesClientConfig);
      const { MessageId } = await made.send(command).catch((error: unknown) => {
        throw notConfirmed(error);
      });
      if (MessageId === undefined) throw new Error("SES gave the letter no message id");
      return { messageId: MessageId };
    },
  };
};
