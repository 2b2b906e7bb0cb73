/**
 * The values that the decision reads, by question id (decision.md, "Inputs"). Their words for people are
 * in questions.ts; the hub's own authorities are added to `authority` there.
 */
export const decisionValues = {
  danger: ["yes", "no", "unsure"],
  harm: [
    "evidence",
    "reasonable-cause",
    "prevent-harm-to-child",
    "prevent-harm-to-adult",
    "immobile-injury",
    "disclosure",
    "none",
    "unsure",
  ],
  canWait: ["yes", "no", "unsure"],
  told: ["yes", "some", "no"],
  consent: ["given", "refused", "withdrawn", "not-sought", "could-not-seek"],
  unsafe: [
    "risk-to-child",
    "risk-to-adult",
    "risk-to-worker",
    "evidence-lost",
    "police-prejudice",
    "unjustified-delay",
    "flight",
    "forced-marriage",
    "honour-based-abuse",
    "fabricated-illness",
    "sexual-abuse-in-family",
    "none",
    "unsure",
  ],
  lead: ["agreed", "disagreed", "could-not-reach", "not-tried", "i-am-the-lead", "no-lead"],
  age: ["unborn", "under-1", "1-to-12", "13-to-15", "16-or-17", "18-or-over"],
  openCase: ["yes", "no", "unknown"],
  concernAbout: [
    "parent-or-carer",
    "other-family",
    "position-of-trust",
    "another-child",
    "someone-else",
    "no-one",
    "unknown",
  ],
  fgm: ["yes", "no"],
} as const;

type Values = typeof decisionValues;
type One<Id extends keyof Values> = Values[Id][number];

/**
 * One practitioner's answers, as the decision reads them. `canWait` counts only where it is asked;
 * `authority` is one of the hub's ids, `other` or `unknown`.
 */
export type DecisionInputs = {
  readonly danger: One<"danger">;
  readonly harm: readonly One<"harm">[];
  readonly canWait?: One<"canWait">;
  readonly told: One<"told">;
  readonly consent: One<"consent">;
  readonly unsafe: readonly One<"unsafe">[];
  readonly lead: One<"lead">;
  readonly age: One<"age">;
  readonly authority: string;
  readonly openCase: One<"openCase">;
  readonly concernAbout: One<"concernAbout">;
  readonly fgm: One<"fgm">;
};

type AboutHarm = Pick<DecisionInputs, "harm" | "unsafe" | "fgm">;

const harmfulReasons: readonly string[] = [
  "forced-marriage",
  "honour-based-abuse",
  "sexual-abuse-in-family",
];

const ticked = (ticks: readonly string[]) =>
  ticks.some((tick) => tick !== "none" && tick !== "unsure");

/** *Harmed*: a child is suffering or likely to suffer significant harm (decision.md, "Definitions"). */
export const isHarmed = ({ harm, unsafe, fgm }: AboutHarm): boolean =>
  ticked(harm) || fgm === "yes" || unsafe.some((tick) => harmfulReasons.includes(tick));

/** *Ground*: a reason for which asking or telling the family may be unsafe. */
export const hasGround = ({ unsafe, fgm }: AboutHarm): boolean => ticked(unsafe) || fgm === "yes";

/** `unsure` counts only when no tick of the same list outweighs it. */
export const isUnsure = (ticks: readonly string[]): boolean =>
  ticks.includes("unsure") && !ticked(ticks);

/** `canWait` is asked only where it can matter: danger no, and not harmed. */
export const asksCanWait = (inputs: AboutHarm & Pick<DecisionInputs, "danger">): boolean =>
  inputs.danger === "no" && !isHarmed(inputs);
