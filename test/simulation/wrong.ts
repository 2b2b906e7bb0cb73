/** What a life shows to be wrong. The first four are counted in the figures. */
export type Wrong = {
  readonly is: "lost" | "missed" | "late" | "duplicate" | "unowed" | "leak" | "odd";
  readonly what: string;
};
