import { createHmac } from "node:crypto";
import type { Keys } from "./seal.ts";

/** A key that cannot be had from the hash of `id`. `use` says for what, so that no two uses share one. */
export const keyFromId = (id: string, use: string): Uint8Array =>
  new Uint8Array(createHmac("sha256", id).update(use).digest());

/**
 * Keys for what is found by a random id of 128 bits that a browser holds, where the table has only the id's
 * hash: neither the table nor the key that seals everything else opens it while nobody has kept the id, and no
 * call is needed for whoever brings it.
 */
export const keysOfId = (id: string, use: string): Pick<Keys, "dataKey" | "unwrap"> => {
  const plain = keyFromId(id, use);
  return {
    dataKey: async () => ({ plain, wrapped: new Uint8Array() }),
    unwrap: async () => plain,
  };
};
