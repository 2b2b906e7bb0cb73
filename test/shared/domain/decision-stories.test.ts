import { describe, expect, it } from "vitest";
import { parseInputs } from "../../../shared/domain/answers.ts";
import { actionRules, consentRules, decide, tellRules } from "../../../shared/domain/decision.ts";
import { context } from "./example-answers.ts";
import { dutyConditions, flagConditions } from "./policy-conditions.ts";
import { named, quiet } from "./quiet-inputs.ts";
import { type WorkedCase, workedCases } from "./worked-cases.ts";

/** What the service says to this practitioner, whose answers go in as the API takes them. */
const answered = ({ answers }: WorkedCase, ruleSet: "lscb-2018" | "dfe-2024") => {
  const read = parseInputs({ ...quiet, ...answers }, context);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  const { because, action, consent, tell, also, flags } = decide(read.inputs, named(ruleSet));
  expect(also.slice(0, 2)).toEqual(["record-reasons", "share-the-minimum"]);
  return {
    rules: `${because.action} ${because.consent} ${because.tell}`,
    action,
    consent,
    tell,
    also: also.slice(2),
    flags,
  };
};

describe("stories from practice", () => {
  it.each(workedCases)("$title", (one) => {
    const { rules, action, consent, tell, also, flags, in2024 } = one;
    const expected = { rules, action, consent, tell, also, flags };
    expect(answered(one, "lscb-2018")).toEqual(expected);
    expect(answered(one, "dfe-2024")).toEqual({ ...expected, ...in2024 });
  });

  it("are thirty, and meet every rule, every duty and every flag", () => {
    expect(workedCases).toHaveLength(30);
    const met = new Set(
      workedCases.flatMap(({ rules, also, flags }) => [...rules.split(" "), ...also, ...flags]),
    );
    const all = [actionRules, consentRules, tellRules, dutyConditions, flagConditions];
    const missed = all.flat().filter(({ id }) => !met.has(id));
    expect(missed.map(({ id }) => id)).toEqual(["record-reasons", "share-the-minimum"]);
  });
});
