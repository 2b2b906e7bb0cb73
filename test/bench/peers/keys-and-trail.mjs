import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { GenerateDataKeyCommand, GenerateMacCommand, KMSClient } from "@aws-sdk/client-kms";

const logGroupName = process.env["TRAIL_LOG_GROUP"];
const logStreamName = "peer";

/**
 * The calls that the product makes beside its two puts, in the same order and as many at once: a data key for
 * the words, a keyed hash and then a data key for the address, a keyed hash of the child, and the trail.
 * Nothing is done with what they answer.
 */
export const openKeysAndTrail = async () => {
  const kms = new KMSClient({});
  const logs = new CloudWatchLogsClient({});
  await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));

  const dataKey = (reference, part) =>
    kms.send(
      new GenerateDataKeyCommand({
        KeyId: process.env["SEALING_KEY_ID"],
        KeySpec: "AES_256",
        EncryptionContext: { reference, part },
      }),
    );
  const hash = (text) =>
    kms.send(
      new GenerateMacCommand({
        KeyId: process.env["CHILD_HASH_KEY_ID"],
        MacAlgorithm: "HMAC_SHA_256",
        Message: Buffer.from(text),
      }),
    );

  return {
    keys: (reference) =>
      Promise.all([
        dataKey(reference, "words"),
        hash("an address").then(() => dataKey(reference, "address")),
        hash("a child"),
      ]),
    trail: (reference) =>
      logs.send(
        new PutLogEventsCommand({
          logGroupName,
          logStreamName,
          logEvents: [{ timestamp: Date.now(), message: JSON.stringify({ reference }) }],
        }),
      ),
  };
};
