/** What a practitioner can say of their own request after sending it. */
export type OwnWord =
  | "nobody-called"
  | "free-now"
  | "got-worse"
  | "no-longer-needed"
  | "not-agreed"
  | "what-happened";

/** One look at the status page, and what the practitioner does there, one thing after the other. */
export type OwnVisit = {
  readonly at: number;
  readonly does: readonly (Exclude<OwnWord, "not-agreed"> | "read-advice")[];
  /** How long a page is looked at before something on it is pressed, and how often it is pressed at once. */
  readonly looksFor: number;
  readonly presses: 1 | 2;
  /** A wrong code first. */
  readonly mistypes: boolean;
  /** Reads the advice, and says that it is not what was agreed. */
  readonly disagrees: boolean;
  /** What is told when asked what happened next, and whether in words of their own too. */
  readonly tells?: { readonly did: "all" | "some" | "none"; readonly writes: boolean };
};

/** A form that is saved so long before it is sent; by the link in the letter, or at once in the same browser. */
export type Saving = {
  readonly before: number;
  readonly comesBack: boolean;
  readonly presses: 1 | 2 | 5;
  readonly mistypes: boolean;
};
