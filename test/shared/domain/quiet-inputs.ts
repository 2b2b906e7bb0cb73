import type { DecisionInputs } from "../../../shared/domain/decision-inputs.ts";
import { type RuleSet, ruleSetNamed } from "../../../shared/domain/rule-sets.ts";

/** Nothing serious, nothing unsafe, nobody asked yet, and the lead agrees: each story changes some. */
export const quiet: DecisionInputs = {
  danger: "no",
  harm: ["none"],
  canWait: "yes",
  told: "no",
  consent: "not-sought",
  unsafe: ["none"],
  lead: "agreed",
  age: "1-to-12",
  authority: "cambridgeshire",
  openCase: "no",
  concernAbout: "parent-or-carer",
  fgm: "no",
};

/** The two rule sets of decision.md. */
export const named = (id: "lscb-2018" | "dfe-2024"): RuleSet => {
  const ruleSet = ruleSetNamed(id);
  if (ruleSet === undefined) throw new Error(`no rule set ${id}`);
  return ruleSet;
};
