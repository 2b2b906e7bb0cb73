/** How a consultation can end (case.md, "What is recorded"). */
export const everyOutcome = [
  "advice-only",
  "practitioner-to-seek-consent",
  "early-help",
  "practitioner-to-refer",
  "taken-as-referral",
  "strategy-discussion",
  "police-999",
  "passed-to-allocated-worker",
  "other-authority",
  "lado",
  "adult-safeguarding",
  "withdrawn",
  "unable-to-contact",
  "duplicate",
] as const;

export type Outcome = (typeof everyOutcome)[number];
