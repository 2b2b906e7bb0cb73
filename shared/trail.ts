import type { Instant } from "./domain/instant.ts";

/** One write, as it is remembered outside the table: against it every history can be held later. */
export type TrailEntry = {
  readonly reference: string;
  readonly revision: number;
  /** How many history entries there were, and the hash of the last. */
  readonly entries: number;
  readonly head: string;
  readonly at: Instant;
};

/**
 * Where functions can only append. Never rejects: what it is told of is done already, so a missed entry is
 * logged and counted, and the next write trails a newer head.
 */
export type Trail = { readonly append: (entry: TrailEntry) => Promise<void> };
