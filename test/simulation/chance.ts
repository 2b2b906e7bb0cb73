import { createHash } from "node:crypto";

/** Chance from a seed: the same name and seed give the same sequence, on every machine. */
export type Chance = {
  /** A whole number from 0 up to, not including, `limit`. */
  readonly below: (limit: number) => number;
  /** A whole number from `least` to `most`, both included. */
  readonly between: (least: number, most: number) => number;
  /** True in `share` of all cases. */
  readonly is: (share: number) => boolean;
  readonly pick: <One>(list: readonly [One, ...One[]]) => One;
};

/** Sequences of different names are independent, so that a draw more in one leaves the others as they are. */
export const chanceOf = (seed: number, name: string): Chance => {
  const hash = createHash("sha256").update(`${seed}\u0000${name}`).digest();
  let [a, b, c, d] = [0, 4, 8, 12].map((place) => hash.readInt32LE(place)) as [
    number,
    number,
    number,
    number,
  ];
  // sfc32, by Chris Doty-Humphrey, in the public domain.
  const next = () => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    is: (share) => next() < share,
    pick: (list) => list[below(list.length)] ?? list[0],
  };
};
