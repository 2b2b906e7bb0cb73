import type { CountedCall } from "../shared/store/counting-proxy.ts";
import { median, spread } from "./measured.ts";

/** The median of so many runs, each system once a round. */
export const rounds = 15;

/** 1,000 */
export const grownWords = (count: number) => count.toLocaleString("en-GB");

/** The middle of some runs in milliseconds, with the quickest and the slowest. */
export const timeWords = (runs: readonly number[]) =>
  `${median(runs).toFixed(1)} ms (${spread(runs)
    .map((each) => each.toFixed(1))
    .join(" to ")})`;

/** The units that some calls consumed, of one kind. */
export const unitsOf = (calls: readonly CountedCall[], kind: "read" | "write") =>
  calls
    .filter(({ operation }) => (operation === "PutItem") === (kind === "write"))
    .reduce((sum, call) => sum + (call.units ?? 0), 0);

/** How many of some calls were queries. */
export const queriesIn = (calls: readonly CountedCall[]) =>
  calls.filter(({ operation }) => operation === "Query").length;
