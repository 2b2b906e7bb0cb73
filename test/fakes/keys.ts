import { createCipheriv, createDecipheriv, createHmac } from "node:crypto";
import type { Keys, SealContext } from "../../shared/store/seal.ts";

const ivBytes = 12;
const tagBytes = 16;

const bound = ({ reference, part }: SealContext) => Buffer.from(JSON.stringify([reference, part]));

/**
 * Keys in memory, with real AES: a wrapped key opens with this secret and its own context only. The same
 * run makes the same data keys. `opened` remembers for what each key was unwrapped.
 */
export const fakeKeys = (
  secret = "the secret of the fake keys",
): Keys & { readonly opened: readonly SealContext[] } => {
  const derived = (purpose: string) => createHmac("sha256", secret).update(purpose).digest();
  const wrapping = derived("wrapping");
  const opened: SealContext[] = [];
  let made = 0;
  return {
    opened,
    dataKey: async (context) => {
      made += 1;
      const plain = derived(`data key ${made}`);
      const iv = derived(`iv ${made}`).subarray(0, ivBytes);
      const cipher = createCipheriv("aes-256-gcm", wrapping, iv).setAAD(bound(context));
      const wrapped = Buffer.concat([
        iv,
        cipher.update(plain),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
      return { plain: Uint8Array.from(plain), wrapped: Uint8Array.from(wrapped) };
    },
    unwrap: async (wrapped, context) => {
      opened.push(context);
      const decipher = createDecipheriv("aes-256-gcm", wrapping, wrapped.subarray(0, ivBytes), {
        authTagLength: tagBytes,
      }).setAAD(bound(context));
      decipher.setAuthTag(wrapped.subarray(-tagBytes));
      const text = decipher.update(wrapped.subarray(ivBytes, -tagBytes));
      return Uint8Array.from(Buffer.concat([text, decipher.final()]));
    },
    hash: async (text) => createHmac("sha256", derived("hash")).update(text).digest("base64url"),
  };
};
