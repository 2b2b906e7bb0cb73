import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Decision, decide } from "../../../shared/domain/decision.ts";
import type { DecisionInputs } from "../../../shared/domain/decision-inputs.ts";
import type { RuleSet } from "../../../shared/domain/rule-sets.ts";
import { anyInputs, anyUnsafe, grounds, harmTicks } from "./any-inputs.ts";
import { type ByThePolicy, byThePolicy } from "./decision-oracle.ts";
import { named, quiet } from "./quiet-inputs.ts";

const [lscb, dfe] = [named("lscb-2018"), named("dfe-2024")];
const both = ["lscb-2018", "dfe-2024"] as const;
const anyRuleSet = fc.constantFrom(lscb, dfe);

const sorted = (ids: readonly string[]) => ids.toSorted().join(" ");

const summary = (decision: ByThePolicy | Decision) => {
  const { action, consent, tell, because, also, flags, consultation } = decision;
  const rules = `${because.action} ${because.consent} ${because.tell}`;
  return [rules, action, consent, tell, consultation, sorted(also), sorted(flags)].join(" | ");
};

const anyOf = <const Lists extends Readonly<Record<string, readonly unknown[]>>>(lists: Lists) =>
  Object.entries(lists).reduce<readonly Readonly<Record<string, unknown>>[]>(
    (soFar, [id, values]) =>
      soFar.flatMap((one) => values.map((value) => ({ ...one, [id]: value }))),
    [quiet],
  ) as readonly DecisionInputs[];

/** Every combination, with one tick of each kind that the definitions tell apart. */
const everyKind = anyOf({
  danger: ["yes", "no", "unsure"],
  harm: [["none"], ["unsure"], ["evidence"], ["disclosure"], ["prevent-harm-to-adult", "unsure"]],
  canWait: ["yes", "no", "unsure"],
  told: ["yes", "some", "no"],
  consent: ["given", "refused", "withdrawn", "not-sought", "could-not-seek"],
  unsafe: [
    ["none"],
    ["unsure"],
    ["flight"],
    ["fabricated-illness", "unsure"],
    ["risk-to-worker"],
    ["unjustified-delay"],
    ["risk-to-worker", "unjustified-delay"],
    ["forced-marriage"],
    ["honour-based-abuse"],
    ["sexual-abuse-in-family"],
  ],
  lead: ["agreed", "disagreed", "not-tried"],
  concernAbout: ["no-one", "position-of-trust"],
  fgm: ["yes", "no"],
});

describe("the decision is the one in the policy's tables", () => {
  it.each(both)("for every combination of the kinds of answer, under %s", (id) => {
    const ruleSet = named(id);
    const different = everyKind.filter(
      (inputs) => summary(decide(inputs, ruleSet)) !== summary(byThePolicy(inputs, id)),
    );
    expect(different.slice(0, 3)).toEqual([]);
  });

  it("for any answers at all", () => {
    fc.assert(
      fc.property(anyInputs, fc.constantFrom(...both), (inputs, id) => {
        expect(summary(decide(inputs, named(id)))).toBe(summary(byThePolicy(inputs, id)));
      }),
      { numRuns: 8000 },
    );
  });

  it("names the newest other rule set exactly where its consent answer is another one", () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        const [older, newer] = [byThePolicy(inputs, "lscb-2018"), byThePolicy(inputs, "dfe-2024")];
        const because = older.because.consent;
        const isSame = older.consent === newer.consent;
        expect(decide(inputs, lscb).differs).toEqual(
          isSame ? undefined : { ruleSet: "dfe-2024", consent: newer.consent, because },
        );
        expect(decide(inputs, dfe).differs).toEqual(
          isSame ? undefined : { ruleSet: "lscb-2018", consent: older.consent, because },
        );
        expect("differs" in decide(inputs, lscb)).toBe(!isSame);
      }),
      { numRuns: 3000 },
    );
  });

  it("gives one reason for each of the three answers, in their order, with its source", () => {
    fc.assert(
      fc.property(anyInputs, anyRuleSet, (inputs, ruleSet) => {
        const { because, reasons, ...decision } = decide(inputs, ruleSet);
        expect(decision.ruleSet).toBe(ruleSet.id);
        expect(reasons.map(({ rule }) => rule)).toEqual([
          because.action,
          because.consent,
          because.tell,
        ]);
        for (const { text, source } of reasons)
          for (const words of [text, source]) expect(words).toMatch(/\w/);
      }),
    );
  });

  it("gives a rule set's own reason in place of the usual one, where it has one", () => {
    const unsure: DecisionInputs = { ...quiet, harm: ["unsure"] };
    const consentReason = (ruleSet: RuleSet) =>
      decide(unsure, ruleSet).reasons.find(({ rule }) => rule === "C3")?.text;
    expect(consentReason(lscb)).toMatch(/^It is not yet clear/);
    expect(consentReason(dfe)).toMatch(/National advice/);
  });

  it("takes “none” for none only where it stands alone", () => {
    const told: DecisionInputs = { ...quiet, told: "yes", consent: "given" };
    expect(decide(told, lscb).consent).toBe("held");
    expect(decide({ ...told, unsafe: ["none", "unsure"] }, lscb).consent).toBe("ask-mash");
  });
});

const holds = (check: (inputs: DecisionInputs, ruleSet: RuleSet) => void) =>
  fc.assert(fc.property(anyInputs, anyRuleSet, check), { numRuns: 3000 });

const urgency: Readonly<Record<string, number>> = {
  "call-999": 5,
  "refer-now": 4,
  consult: 3,
  "speak-to-lead": 2,
  "seek-consent": 1,
  "refer-with-consent": 1,
};
const urgent = ({ action }: Decision) => urgency[action] ?? Number.NaN;

const isGround = (inputs: DecisionInputs) =>
  inputs.fgm === "yes" || grounds.some((ground) => inputs.unsafe.includes(ground));

const isHarmedOrInDanger = (inputs: DecisionInputs) =>
  inputs.danger !== "no" ||
  inputs.fgm === "yes" ||
  harmTicks.some((tick) => inputs.harm.includes(tick)) ||
  inputs.unsafe.some((tick) =>
    ["forced-marriage", "honour-based-abuse", "sexual-abuse-in-family"].includes(tick),
  );

describe("the policy's invariants", () => {
  it("1: every rule of the three tables, every duty and every flag is reached", () => {
    const reached = new Set<string>();
    const ages = anyOf({
      age: ["18-or-over", "13-to-15", "16-or-17"],
      authority: ["other", "unknown"],
      openCase: ["yes"],
      concernAbout: ["another-child"],
      lead: ["no-lead"],
    });
    for (const inputs of [...everyKind, ...ages]) {
      const { because, also, flags, consultation } = decide(inputs, lscb);
      for (const id of [...Object.values(because), ...also, ...flags, consultation])
        reached.add(id);
    }
    expect([...reached].toSorted()).toEqual(
      [
        ...["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9"],
        ...["C1", "C2", "C3", "C4", "C5", "C6", "C7", "T1", "T2", "T3", "T4"],
        ...["record-reasons", "share-the-minimum", "do-not-investigate", "named-doctor", "lado"],
        ...["report-fgm-to-police", "adult-safeguarding", "allocated-social-worker"],
        ...["other-authority", "check-authority", "both-children", "ask-the-young-person"],
        ...["own-escalation", "no-lead", "record-attempts", "refusal-may-change-risk"],
        ...["ask-without-name", "act-now", "contradictory", "mismatch", "tipped-off"],
        ...["lead-disagreed", "authority-unknown", "refused", "open", "call-first"],
      ].toSorted(),
    );
  });

  it("2: danger yes is call 999, whatever else is said", () => {
    holds((inputs, ruleSet) => {
      expect(decide({ ...inputs, danger: "yes" }, ruleSet).action).toBe("call-999");
    });
  });

  it("3: harm or danger is never less urgent than refer-now, and needs no consent", () => {
    holds((inputs, ruleSet) => {
      fc.pre(isHarmedOrInDanger(inputs));
      const decision = decide(inputs, ruleSet);
      expect(urgent(decision)).toBeGreaterThanOrEqual(4);
      expect(decision.consent).toBe("not-required");
    });
  });

  it("4: with a ground, the family is not told, and nobody is sent to the lead or the family", () => {
    holds((inputs, ruleSet) => {
      fc.pre(isGround(inputs));
      const { action, tell } = decide(inputs, ruleSet);
      expect(tell).not.toBe("yes");
      expect(["speak-to-lead", "seek-consent", "refer-with-consent"]).not.toContain(action);
    });
  });

  const neverLowers = (change: fc.Arbitrary<(inputs: DecisionInputs) => DecisionInputs>) =>
    fc.assert(
      fc.property(anyInputs, anyRuleSet, change, (inputs, ruleSet, more) => {
        const [before, after] = [decide(inputs, ruleSet), decide(more(inputs), ruleSet)];
        expect(urgent(after)).toBeGreaterThanOrEqual(urgent(before));
      }),
      { numRuns: 3000 },
    );
  const setTo = (change: Partial<DecisionInputs>) =>
    neverLowers(fc.constant((inputs) => ({ ...inputs, ...change })));

  it("5: a tick in place of none or unsure of harm never lowers the urgency", () => {
    neverLowers(fc.constantFrom(...harmTicks).map((tick) => (was) => ({ ...was, harm: [tick] })));
  });

  it("5: a further tick of harm never lowers the urgency", () => {
    neverLowers(
      fc.constantFrom(...harmTicks).map((tick) => (was) => ({
        ...was,
        harm: [...was.harm.filter((one) => one !== "none" && one !== tick), tick],
      })),
    );
  });

  it("5: being unsure of harm, instead of seeing none, never lowers the urgency", () => {
    neverLowers(
      fc.constant((was) => ({ ...was, harm: was.harm.includes("none") ? ["unsure"] : was.harm })),
    );
  });

  it("5: more danger never lowers the urgency", () => {
    neverLowers(
      fc.constantFrom("unsure" as const, "yes" as const).map((danger) => (was) => ({
        ...was,
        danger: was.danger === "yes" ? "yes" : danger,
      })),
    );
  });

  it("5: a child who cannot safely wait, or may not, never lowers the urgency", () => {
    setTo({ canWait: "no" });
    neverLowers(
      fc.constant((was) => ({ ...was, canWait: was.canWait === "no" ? "no" : "unsure" })),
    );
  });

  it("5: a ground added never lowers the urgency", () => {
    neverLowers(
      fc.constantFrom(...grounds).map((ground) => (was) => ({
        ...was,
        unsafe: [...was.unsafe.filter((one) => one !== "none" && one !== ground), ground],
      })),
    );
    setTo({ fgm: "yes" });
  });

  it("5: being unsure of safety, instead of seeing no risk, never lowers the urgency", () => {
    neverLowers(
      fc.constant((was) => ({
        ...was,
        unsafe: was.unsafe.includes("none") ? ["unsure"] : was.unsafe,
      })),
    );
  });

  it("5: a lead who disagrees instead of agreeing never lowers the urgency", () => {
    neverLowers(
      fc.constant((was) => ({ ...was, lead: was.lead === "agreed" ? "disagreed" : was.lead })),
    );
  });

  it("5: consent refused or withdrawn instead of given never lowers the urgency", () => {
    neverLowers(
      fc.constantFrom("refused" as const, "withdrawn" as const).map((consent) => (was) => ({
        ...was,
        consent: was.consent === "given" ? consent : was.consent,
      })),
    );
  });

  it("6: the 2024 advice never changes action or tell, and never asks for more consent", () => {
    const asksFor: Readonly<Record<string, number>> = {
      "not-required": 0,
      held: 1,
      seek: 2,
      "ask-mash": 2,
      "respect-refusal": 2,
    };
    holds((inputs) => {
      const [older, newer] = [decide(inputs, lscb), decide(inputs, dfe)];
      expect([newer.action, newer.tell]).toEqual([older.action, older.tell]);
      expect(asksFor[newer.consent]).toBeLessThanOrEqual(asksFor[older.consent] ?? Number.NaN);
    });
  });

  it("7: every decision says to record the reasons, also when nothing is shared", () => {
    holds((inputs, ruleSet) => {
      expect(decide(inputs, ruleSet).also).toContain("record-reasons");
    });
  });

  it("8: whether the child can wait does not influence a decision that no longer asks it", () => {
    holds((inputs, ruleSet) => {
      fc.pre(isHarmedOrInDanger(inputs));
      const { canWait: _, ...withoutIt } = inputs;
      const decision = decide(inputs, ruleSet);
      expect(decide(withoutIt, ruleSet)).toEqual(decision);
      for (const canWait of ["yes", "no", "unsure"] as const)
        expect(decide({ ...inputs, canWait }, ruleSet)).toEqual(decision);
    });
  });

  it("where it is asked and not known, a child is not taken to be able to wait", () => {
    const { canWait: _, ...unanswered } = quiet;
    expect(decide(unanswered, lscb).action).toBe("refer-now");
  });

  it("unsure counts only when no tick of the same list outweighs it", () => {
    fc.assert(
      fc.property(anyInputs, anyUnsafe, anyRuleSet, (inputs, unsafe, ruleSet) => {
        fc.pre(unsafe.some((tick) => tick !== "none" && tick !== "unsure"));
        const ticks = unsafe.filter((tick) => tick !== "unsure");
        expect(decide({ ...inputs, unsafe: [...ticks, "unsure"] }, ruleSet)).toEqual(
          decide({ ...inputs, unsafe: ticks }, ruleSet),
        );
      }),
    );
  });

  it("nobody is ever turned away: a consultation is open, or comes after a call", () => {
    holds((inputs, ruleSet) => {
      const { action, consultation } = decide(inputs, ruleSet);
      expect(consultation).toBe(
        action === "call-999" || action === "refer-now" ? "call-first" : "open",
      );
    });
  });
});
