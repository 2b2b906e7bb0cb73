import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "../../../shared/domain/decision.ts";
import type { DecisionInputs } from "../../../shared/domain/decision-inputs.ts";
import { ruleSets } from "../../../shared/domain/rule-sets.ts";
import { shownDecision } from "../../../shared/domain/shown-decision.ts";
import { anyInputs } from "./any-inputs.ts";
import { defaultHub } from "./hubs.ts";
import { named, quiet } from "./quiet-inputs.ts";

const shownAs = {
  hub: defaultHub,
  due: "5:30pm on Tuesday 24 November 2026",
  ring: { name: "us", telephone: "0345 045 1362" },
};

const shown = (
  inputs: Partial<DecisionInputs>,
  ruleSet: "lscb-2018" | "dfe-2024" = "lscb-2018",
  ring = shownAs.ring,
) => shownDecision(decide({ ...quiet, ...inputs }, named(ruleSet)), { ...shownAs, ring });

describe("a decision in words", () => {
  it("has three answers, each with its question, heading, reason, source and rule", () => {
    const { action, consent, tell } = shown({ harm: ["unsure"] });
    expect(action).toEqual({
      asks: "What should you do?",
      heading: "Ask a social worker",
      steps: [
        "We will contact you by 5:30pm on Tuesday 24 November 2026. Telephone us if anything gets worse.",
      ],
      reason: expect.stringMatching(/^You are still worried/),
      source: expect.stringContaining("When to refer without consent"),
      rule: "A9",
    });
    expect(consent).toMatchObject({
      asks: "Do you need the family's agreement?",
      heading: "Speak to us before you decide about consent",
      rule: "C3",
    });
    expect(tell).toMatchObject({
      asks: "Should you tell the family?",
      heading: "Be open with the family",
      steps: ["Tell them what you will share, with whom and why. Telling is not asking."],
      rule: "T4",
    });
  });

  it("gives each answer the reason and the source of its own rule", () => {
    const decision = decide({ ...quiet, harm: ["unsure"] }, named("lscb-2018"));
    const { action, consent, tell } = shownDecision(decision, shownAs);
    expect(
      [action, consent, tell].map(({ rule, reason, source }) => ({ rule, text: reason, source })),
    ).toEqual(decision.reasons);
  });

  it("does not compare with a rule set that is not known any more", () => {
    const decision = decide({ ...quiet, harm: ["unsure"] }, named("lscb-2018"));
    const differs = { ruleSet: "gone-1999", consent: "seek", because: "C3" } as const;
    expect(shownDecision({ ...decision, differs }, shownAs).differing).toBeUndefined();
    expect(shownDecision({ ...decision, ruleSet: "gone-1999" }, shownAs).differing).toBeUndefined();
  });

  it("puts both rule sets in one paragraph where they differ, today's national advice first", () => {
    expect(shown({ harm: ["unsure"] }).differing).toBe(
      "The guidance differs here. Today's national advice, the Department for Education's advice of 2024, says “You do not normally need the family's agreement”. The local safeguarding board's reminder of 2018 says “Speak to us before you decide about consent”. This hub follows the local safeguarding board's reminder of 2018.",
    );
    expect(shown({ harm: ["unsure"] }, "dfe-2024").differing).toBe(
      "The guidance differs here. Today's national advice, the Department for Education's advice of 2024, says “You do not normally need the family's agreement”. The local safeguarding board's reminder of 2018 says “Speak to us before you decide about consent”. This hub follows today's national advice.",
    );
  });

  it("says nothing of rule sets where they agree", () => {
    expect(shown({}).differing).toBeUndefined();
  });

  it("names the number to ring at this hour, whatever the answer is", () => {
    expect(shown({}).judgement).toBe(
      "This is advice for your own judgement. If your judgement says that it is more urgent than this, telephone us on 0345 045 1362.",
    );
    const night = { name: "the Emergency Duty Team", telephone: "01733 234 724" };
    expect(shown({ danger: "unsure" }, "lscb-2018", night)).toMatchObject({
      action: { heading: "Telephone the Emergency Duty Team on 01733 234 724 now" },
      judgement: expect.stringContaining("telephone the Emergency Duty Team on 01733 234 724."),
    });
  });

  it("puts the telephone before the family where it cannot wait, and only there", () => {
    expect(shown({ harm: ["evidence"] }).tell.steps[1]).toBe("Telephone us first, then tell them.");
    expect(shown({ harm: ["evidence"], unsafe: ["flight"] }).tell.steps).toHaveLength(1);
  });

  it("says whom to ring about how to make a referral", () => {
    expect(shown({ told: "yes", consent: "given" }).action.steps).toEqual([
      "The family has agreed. This request is not a referral.",
      "If you do not know how to make a referral, telephone us on 0345 045 1362.",
    ]);
  });

  it("lists every duty, with the adults' number where there is one to ring", () => {
    const { also } = shown({ age: "18-or-over" });
    expect(also.map(({ id }) => id)).toEqual(
      decide({ ...quiet, age: "18-or-over" }, named("lscb-2018")).also,
    );
    expect(also.find(({ id }) => id === "adult-safeguarding")?.text).toContain(
      "ring Adult safeguarding on 0345 045 5202",
    );
  });

  it("leaves no gap unfilled, for any answers and under every rule set", () => {
    fc.assert(
      fc.property(anyInputs, fc.constantFrom(...ruleSets), (inputs, ruleSet) => {
        const said = JSON.stringify(shownDecision(decide(inputs, ruleSet), shownAs));
        expect(said).not.toMatch(/\{\w+\}|undefined|[:,[]""/);
      }),
    );
  });

  it("refuses a decision whose reasons are lost", () => {
    const decision = { ...decide(quiet, named("lscb-2018")), reasons: [] };
    expect(() => shownDecision(decision, shownAs)).toThrow("without the reason of rule A7");
  });
});
