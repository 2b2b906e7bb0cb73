import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import * as z from "zod";
import { type Answer, failure11, json11 } from "./answer.ts";

const keyId = z.string().min(1);
const context = z.record(z.string(), z.string()).default({});
const base64 = z.base64().transform((text) => Buffer.from(text, "base64"));

const generateDataKey = z.object({
  KeyId: keyId,
  EncryptionContext: context,
  KeySpec: z.literal("AES_256"),
});
const decrypt = z.object({
  CiphertextBlob: base64,
  EncryptionContext: context,
  KeyId: keyId.optional(),
});
const generateMac = z.object({
  KeyId: keyId,
  Message: base64,
  MacAlgorithm: z.literal("HMAC_SHA_256"),
});

const ivBytes = 12;
const tagBytes = 16;
/** Says what a wrapped key is, and so that it was made here. */
const magic = Buffer.from("local-kms-1:");

type Context = Readonly<Record<string, string>>;

/** What a wrapped key is bound to, the same text whichever way round the context was written. */
const bound = (key: string, encryptionContext: Context) =>
  Buffer.from(
    JSON.stringify([
      key,
      Object.entries(encryptionContext).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
    ]),
  );

/**
 * KMS on this machine, in KMS's own JSON protocol: the keys that may be named are derived from one
 * secret in a file. A wrong key, context or wrapped text fails as it does there.
 */
export const createKms = ({
  secret,
  keyIds,
}: {
  readonly secret: Buffer;
  readonly keyIds: readonly string[];
}) => {
  const keys = new Map(
    keyIds.map((id) => [id, Buffer.from(hkdfSync("sha256", secret, "", `local-kms ${id}`, 32))]),
  );
  const unknownKey = (id: string) => failure11("NotFoundException", `There is no local key ${id}.`);
  const unopened = failure11("InvalidCiphertextException", "The wrapped key cannot be opened.");

  const wrap = (id: string, key: Buffer, dataKey: Buffer, encryptionContext: Context) => {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv("aes-256-gcm", key, iv);
    cipher.setAAD(bound(id, encryptionContext));
    const name = Buffer.from(id);
    return Buffer.concat([
      magic,
      Buffer.from([name.length]),
      name,
      iv,
      cipher.update(dataKey),
      cipher.final(),
      cipher.getAuthTag(),
    ]);
  };

  const open = (blob: Buffer, encryptionContext: Context) => {
    if (!blob.subarray(0, magic.length).equals(magic)) return undefined;
    const nameStart = magic.length + 1;
    const nameEnd = nameStart + (blob[magic.length] ?? 0);
    const id = blob.subarray(nameStart, nameEnd).toString();
    const key = keys.get(id);
    if (key === undefined || blob.length < nameEnd + ivBytes + tagBytes) return undefined;
    const decipher = createDecipheriv(
      "aes-256-gcm",
      key,
      blob.subarray(nameEnd, nameEnd + ivBytes),
      { authTagLength: tagBytes },
    );
    decipher.setAAD(bound(id, encryptionContext));
    decipher.setAuthTag(blob.subarray(-tagBytes));
    try {
      const text = decipher.update(blob.subarray(nameEnd + ivBytes, -tagBytes));
      return { id, dataKey: Buffer.concat([text, decipher.final()]) };
    } catch {
      return undefined;
    }
  };

  const operations: Readonly<Record<string, (input: unknown) => Answer>> = {
    GenerateDataKey: (input) => {
      const { KeyId, EncryptionContext } = generateDataKey.parse(input);
      const key = keys.get(KeyId);
      if (key === undefined) return unknownKey(KeyId);
      const dataKey = randomBytes(32);
      return json11({
        KeyId,
        Plaintext: dataKey.toString("base64"),
        CiphertextBlob: wrap(KeyId, key, dataKey, EncryptionContext).toString("base64"),
      });
    },
    Decrypt: (input) => {
      const { CiphertextBlob, EncryptionContext, KeyId } = decrypt.parse(input);
      const opened = open(CiphertextBlob, EncryptionContext);
      if (opened === undefined) return unopened;
      if (KeyId !== undefined && KeyId !== opened.id)
        return failure11("IncorrectKeyException", "The wrapped key is another key's.");
      return json11({
        KeyId: opened.id,
        Plaintext: opened.dataKey.toString("base64"),
        EncryptionAlgorithm: "SYMMETRIC_DEFAULT",
      });
    },
    GenerateMac: (input) => {
      const { KeyId, Message, MacAlgorithm } = generateMac.parse(input);
      const key = keys.get(KeyId);
      if (key === undefined) return unknownKey(KeyId);
      return json11({
        KeyId,
        MacAlgorithm,
        Mac: createHmac("sha256", key).update(Message).digest("base64"),
      });
    },
  };

  return async (operation: string, input: unknown): Promise<Answer> => {
    const known = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
    if (known === undefined)
      return failure11("UnknownOperationException", "The local KMS does not know this operation.");
    try {
      return known(input);
    } catch (error) {
      if (error instanceof z.ZodError)
        return failure11("ValidationException", "The local KMS cannot read this request.");
      throw error;
    }
  };
};
