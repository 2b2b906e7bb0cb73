import {
  DecryptCommand,
  GenerateDataKeyCommand,
  GenerateMacCommand,
  KMSClient,
} from "@aws-sdk/client-kms";
import type { Keys } from "./seal.ts";

/** Keys kept by KMS. `hashKeyId` names an HMAC key. */
export const kmsKeys = (sealingKeyId: string, hashKeyId: string): Keys => {
  const client = new KMSClient({
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
  });
  return {
    dataKey: async (context) => {
      const { Plaintext, CiphertextBlob } = await client.send(
        new GenerateDataKeyCommand({
          KeyId: sealingKeyId,
          KeySpec: "AES_256",
          EncryptionContext: context,
        }),
      );
      if (Plaintext === undefined || CiphertextBlob === undefined)
        throw new Error("KMS gave no data key");
      return { plain: Plaintext, wrapped: CiphertextBlob };
    },
    unwrap: async (wrapped, context) => {
      const { Plaintext } = await client.send(
        new DecryptCommand({
          KeyId: sealingKeyId,
          CiphertextBlob: wrapped,
          EncryptionContext: context,
        }),
      );
      if (Plaintext === undefined) throw new Error("KMS opened no data key");
      return Plaintext;
    },
    hash: async (text) => {
      const { Mac } = await client.send(
        new GenerateMacCommand({
          KeyId: hashKeyId,
          MacAlgorithm: "HMAC_SHA_256",
          Message: new TextEncoder().encode(text),
        }),
      );
      if (Mac === undefined) throw new Error("KMS gave no hash");
      return Buffer.from(Mac).toString("base64url");
    },
  };
};
