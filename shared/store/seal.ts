import { base64url, CompactEncrypt, compactDecrypt, decodeProtectedHeader } from "jose";

/** What a data key is bound to. A key asked for one part opens no other. */
export type SealContext = {
  readonly reference: string;
  readonly part: "words" | "address" | "advice" | "draft" | "unfinished";
};

/** The key that seals: wraps a data key of its own for each item, and hashes by a secret. */
export type Keys = {
  readonly dataKey: (
    context: SealContext,
  ) => Promise<{ readonly plain: Uint8Array; readonly wrapped: Uint8Array }>;
  readonly unwrap: (wrapped: Uint8Array, context: SealContext) => Promise<Uint8Array>;
  /** Keyed hash: the same text gives the same hash, and nobody without the key can try texts. */
  readonly hash: (text: string) => Promise<string>;
};

const utf8 = new TextEncoder();

/**
 * Seals a value as a JWE (`dir`, A256GCM). Reference, part and the wrapped key stand in the protected
 * header, so that a text moved to another item, or another part of it, does not open.
 */
export const seal = async (
  keys: Pick<Keys, "dataKey">,
  context: SealContext,
  value: unknown,
): Promise<string> => {
  const { plain, wrapped } = await keys.dataKey(context);
  return new CompactEncrypt(utf8.encode(JSON.stringify(value)))
    .setProtectedHeader({
      alg: "dir",
      enc: "A256GCM",
      reference: context.reference,
      part: context.part,
      key: base64url.encode(wrapped),
    })
    .encrypt(plain);
};

/** Thrown when a sealed text does not belong where it stands. It names the place, never the content. */
export class SealBroken extends Error {
  constructor({ reference, part }: SealContext, cause?: unknown) {
    super(`the sealed ${part} of ${reference} does not open`, { cause });
    this.name = "SealBroken";
  }
}

/** Opens what `seal` made. @throws SealBroken when it was altered or moved. */
export const open = async (
  keys: Pick<Keys, "unwrap">,
  context: SealContext,
  sealed: string,
): Promise<unknown> => {
  try {
    const { reference, part, key } = decodeProtectedHeader(sealed);
    if (reference !== context.reference || part !== context.part || typeof key !== "string")
      throw new Error("sealed for another place");
    const plain = await keys.unwrap(base64url.decode(key), context);
    const { plaintext } = await compactDecrypt(sealed, plain, {
      keyManagementAlgorithms: ["dir"],
      contentEncryptionAlgorithms: ["A256GCM"],
    });
    return JSON.parse(new TextDecoder().decode(plaintext));
  } catch (thrown) {
    throw new SealBroken(context, thrown);
  }
};
