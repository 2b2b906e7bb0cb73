/** What somebody of the duty team can set out to do. */
export type ActName = "claim" | "release" | "attempt" | "contact" | "close";

/** One act that somebody of the duty team sets out to do. */
export type Act = {
  readonly at: number;
  readonly worker: "ann" | "ben" | "cat";
  readonly act: ActName;
  readonly result: "no-answer" | "left-a-message" | "spoke";
  readonly outcome: "advice-only" | "withdrawn";
  /** Whether the page is fetched first, and for how long it was looked at: what it names may be old. */
  readonly opensPage: boolean;
  readonly looksFor: number;
  /** The London date that is agreed on with the advice, on which to look again. */
  readonly looksAgainOn?: string;
};
