import type { Flag } from "./consultation.ts";

/** Each flag's name for the duty team: a name only, never what stands behind it. */
export const flagNames = {
  "act-now": "Act now",
  contradictory: "Answers contradict each other",
  mismatch: "Family's answer, but family not told",
  "tipped-off": "Family already knows",
  "lead-disagreed": "Safeguarding lead disagrees",
  "authority-unknown": "Authority not known",
  refused: "Family refused",
  "not-named": "Child not named",
  "personal-email": "Personal email address",
  "not-telephoned": "Has not telephoned",
  "no-message": "Leave no message",
  "got-worse": "It got worse",
  "wants-to-withdraw": "Wants to withdraw",
  "free-now": "Free now",
  disagrees: "Practitioner disagrees",
  "not-agreed": "Says this is not what was agreed",
  "not-done": "Not all that was agreed is done",
  "said-after-closing": "Said something after closing",
} as const satisfies Readonly<Record<Flag, string>>;
