import { createCipheriv, createDecipheriv, createSecretKey } from "node:crypto";
import type { Chance } from "./chance.ts";

const tagBytes = 16;

type Gcm = { readonly iv: Uint8Array; readonly additionalData: Uint8Array };

/**
 * The same AES as WebCrypto's, on this thread: a pool of threads answers in any order, and no run could be
 * replayed. Random bytes and the network (the feed of bank holidays) come from the life too.
 * Everything is put back at the end.
 */
export const onOneThread = async <Answer>(
  { chance, feed }: { readonly chance: Chance; readonly feed: () => Response },
  act: () => Promise<Answer>,
): Promise<Answer> => {
  const secrets = new WeakMap<object, Uint8Array>();
  const secretOf = (key: object) => secrets.get(key) ?? new Uint8Array();
  const { subtle } = crypto;
  const replaced = {
    importKey: async (
      _: string,
      raw: Uint8Array,
      algorithm: string,
      __: boolean,
      usages: never,
    ) => {
      const bytes = Uint8Array.from(raw);
      const key = createSecretKey(bytes).toCryptoKey(algorithm, false, usages);
      secrets.set(key, bytes);
      return key;
    },
    encrypt: async ({ iv, additionalData }: Gcm, key: object, plain: Uint8Array) => {
      const cipher = createCipheriv("aes-256-gcm", secretOf(key), iv).setAAD(additionalData);
      const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
      return Uint8Array.from(sealed).buffer;
    },
    decrypt: async ({ iv, additionalData }: Gcm, key: object, sealed: Uint8Array) => {
      const cipher = createDecipheriv("aes-256-gcm", secretOf(key), iv, {
        authTagLength: tagBytes,
      });
      cipher.setAAD(additionalData).setAuthTag(sealed.subarray(-tagBytes));
      const plain = Buffer.concat([cipher.update(sealed.subarray(0, -tagBytes)), cipher.final()]);
      return Uint8Array.from(plain).buffer;
    },
  };
  const getRandomValues = (array: Uint8Array) => {
    for (let place = 0; place < array.length; place++) array[place] = chance.below(256);
    return array;
  };
  const { fetch } = globalThis;
  Object.assign(subtle, replaced);
  Object.assign(crypto, { getRandomValues });
  globalThis.fetch = async () => feed();
  try {
    return await act();
  } finally {
    for (const name of Object.keys(replaced)) Reflect.deleteProperty(subtle, name);
    Reflect.deleteProperty(crypto, "getRandomValues");
    globalThis.fetch = fetch;
  }
};
