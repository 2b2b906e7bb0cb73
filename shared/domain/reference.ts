import { createHash } from "node:crypto";

/** Without I, L, O and U, which are misread or misheard (Crockford's base 32). */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * The reference for the n-th try of one sender's key: the first 60 bits of SHA-256(scope ‖ key ‖ n), as
 * `7K2M-9QXD-4TRW`. The same key always finds the same consultation, and nobody can guess one without it
 * (design.md, "The reference").
 */
export const referenceFor = (scope: string, key: string, n: number): string => {
  const bits = createHash("sha256")
    .update(`${scope}\u0000${key}\u0000${n}`)
    .digest()
    .readBigUInt64BE();
  const letters = Array.from({ length: 12 }, (_, index) =>
    alphabet.charAt(Number((bits >> BigInt(59 - 5 * index)) & 31n)),
  ).join("");
  return [letters.slice(0, 4), letters.slice(4, 8), letters.slice(8)].join("-");
};

/**
 * A reference as it is read aloud or mistyped: lower case, without dashes, O for 0 and I or L for 1.
 * @returns undefined when it can be no reference.
 */
export const readReference = (typed: string): string | undefined => {
  const letters = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
  return /^[0-9A-Z]{12}$/.test(letters)
    ? [letters.slice(0, 4), letters.slice(4, 8), letters.slice(8)].join("-")
    : undefined;
};
