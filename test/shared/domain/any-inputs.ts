import * as fc from "fast-check";
import type { DecisionInputs } from "../../../shared/domain/decision-inputs.ts";

/** The ticks of decision.md's two lists, without none and unsure; written from the document. */
export const harmTicks = [
  "evidence",
  "reasonable-cause",
  "prevent-harm-to-child",
  "prevent-harm-to-adult",
  "immobile-injury",
  "disclosure",
] as const;

export const grounds = [
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
] as const;

const ticksOf = <Tick extends string>(ticks: readonly Tick[]) =>
  fc.oneof(
    fc.constant<readonly (Tick | "none" | "unsure")[]>(["none"]),
    fc.constant<readonly (Tick | "none" | "unsure")[]>(["unsure"]),
    fc.subarray([...ticks], { minLength: 1, maxLength: 2 }),
    fc.subarray([...ticks], { minLength: 1 }),
    fc
      .subarray([...ticks], { minLength: 1 })
      .map((some): readonly (Tick | "none" | "unsure")[] => [...some, "unsure"]),
  );

export const anyUnsafe = ticksOf(grounds);

/** Any valid inputs; danger no, harm none and unsafe none come often, for there the later rules are. */
export const anyInputs: fc.Arbitrary<DecisionInputs> = fc.record(
  {
    danger: fc.constantFrom("yes", "no", "no", "no", "unsure"),
    harm: fc.oneof(fc.constant(["none"] as const), ticksOf(harmTicks)),
    canWait: fc.constantFrom("yes", "yes", "no", "unsure"),
    told: fc.constantFrom("yes", "some", "no"),
    consent: fc.constantFrom("given", "refused", "withdrawn", "not-sought", "could-not-seek"),
    unsafe: fc.oneof(fc.constant(["none"] as const), anyUnsafe),
    lead: fc.constantFrom(
      "agreed",
      "disagreed",
      "could-not-reach",
      "not-tried",
      "i-am-the-lead",
      "no-lead",
    ),
    age: fc.constantFrom("unborn", "under-1", "1-to-12", "13-to-15", "16-or-17", "18-or-over"),
    authority: fc.constantFrom("cambridgeshire", "peterborough", "other", "unknown"),
    openCase: fc.constantFrom("yes", "no", "unknown"),
    concernAbout: fc.constantFrom(
      "parent-or-carer",
      "other-family",
      "position-of-trust",
      "another-child",
      "someone-else",
      "no-one",
      "unknown",
    ),
    fgm: fc.constantFrom("no", "no", "no", "yes"),
  },
  { noNullPrototype: true },
);
