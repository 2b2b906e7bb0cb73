import type { Difference } from "./differences.ts";
import type { LateHoliday } from "./late-holiday.ts";

/** What happened to one consultation, in seconds since 1970. */
export type Told = {
  readonly received: number;
  readonly actNow: boolean;
  /** By when a call is promised, and from when that stands: the first on receipt. */
  readonly promises: readonly { readonly from: number; readonly due: number }[];
  readonly holiday?: LateHoliday;
  /** When somebody had it. */
  readonly held: readonly { readonly from: number; readonly until: number }[];
  readonly attempts: readonly { readonly at: number; readonly isFailed: boolean }[];
  /** When a contact was recorded, and when it was closed. */
  readonly contact?: number;
  readonly closed?: number;
  /** When the practitioner said that nobody has called. */
  readonly chases: readonly number[];
  /** When advice was recorded. */
  readonly advised: readonly number[];
  /** When practitioner and hub did not agree about it. */
  readonly differences: readonly Difference[];
  /** The London date agreed on to look again, and when the practitioner told what happened next. */
  readonly looksAgainOn?: string;
  readonly saidWhatHappened?: number;
  /** Code that did not yet write down when that was, or when a promise was moved, may have had it since. */
  readonly isForgotten: boolean;
  /** When the duty team was told of it: a calendar entry that it got before the end is cancelled then. */
  readonly announced: readonly number[];
};
