import type { Consultation, Flag } from "./consultation.ts";

/** Fields that a command can take away. */
type Passing = "holder" | "closedAt" | "outcome" | "duplicateOf" | "difference" | "hold";

/** What a command does: the fields it changes, and what the history says about it. */
export type Effect = {
  readonly fields: Partial<Consultation>;
  readonly entry: Readonly<Record<string, unknown>>;
  /** Fields that are gone afterwards. */
  readonly without?: readonly Passing[];
};

/** The flags with one more, once. */
export const withFlag = (flags: readonly Flag[], flag: Flag): readonly Flag[] =>
  flags.includes(flag) ? flags : [...flags, flag];
