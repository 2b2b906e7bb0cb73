import { timingSafeEqual } from "node:crypto";
import type { Keys } from "./seal.ts";

/** The header in which the service's own test request carries its mark. */
export const canaryHeader = "Canary";

type Hash = Keys["hash"];

/**
 * What proves that a request is the service's own test: a hash by a key of its own, of the one key under
 * which that request is stored. It can be used for no other.
 */
export const canaryMark = (hash: Hash, idempotencyKey: string): Promise<string> =>
  hash(`canary ${idempotencyKey.toLowerCase()}`);

/** Whether a mark was made for this key by whoever may use ours. */
export const isCanaryMark = async (
  hash: Hash,
  idempotencyKey: string,
  mark: string,
): Promise<boolean> => {
  const [right, sent] = [Buffer.from(await canaryMark(hash, idempotencyKey)), Buffer.from(mark)];
  return right.length === sent.length && timingSafeEqual(right, sent);
};
