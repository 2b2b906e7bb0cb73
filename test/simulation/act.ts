/** What somebody of the hub can set out to do. */
export type ActName =
  | "claim"
  | "release"
  | "reassign"
  | "attempt"
  | "call-in"
  | "priority"
  | "name"
  | "contact"
  | "advice"
  | "difference"
  | "settle"
  | "close";

/** Mia is the manager. */
export type WorkerName = "ann" | "ben" | "cat" | "mia";

/** One act that somebody of the hub sets out to do. */
export type Act = {
  readonly at: number;
  readonly worker: WorkerName;
  readonly act: ActName;
  readonly result: "no-answer" | "left-a-message" | "spoke";
  readonly outcome: "advice-only" | "withdrawn";
  /** Whether the page is fetched first, and for how long it was looked at: what it names may be old. */
  readonly opensPage: boolean;
  readonly looksFor: number;
  /** Of advice: the practitioner does not agree with it. */
  readonly disagrees?: true;
  /** The London date that is agreed on with the advice, on which to look again. */
  readonly looksAgainOn?: string;
};
