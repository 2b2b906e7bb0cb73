import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Action,
  type ActionRule,
  actionRules,
  consentRules,
  type Decision,
  decide,
  type TellAnswer,
  type TellRule,
  tellRules,
} from "../../../shared/domain/decision.ts";
import { type DecisionInputs, decisionValues } from "../../../shared/domain/decision-inputs.ts";
import type { ConsentAnswer, ConsentRule, RuleSet } from "../../../shared/domain/rule-sets.ts";
import { anyInputs, grounds, harmTicks } from "./any-inputs.ts";
import {
  aside,
  authorities,
  everyCombination,
  everyHarm,
  everyUnsafe,
  harmClasses,
  harmClassOf,
  placeOf,
  representative,
  unsafeClasses,
  unsafeClassOf,
} from "./input-space.ts";
import {
  actionConditions,
  askWithoutName,
  type Condition,
  consentConditions,
  dutyConditions,
  flagConditions,
  tellConditions,
} from "./policy-conditions.ts";
import { named } from "./quiet-inputs.ts";
import { rowsCovering, rulesOf, truthTableRows } from "./truth-table-rows.ts";

type Decided = { readonly inputs: DecisionInputs; readonly decision: Decision };

const combinations = everyCombination();

const joined = (list: readonly string[]) => list.join(" ");

/** All that a decision says, save the words of its reasons. */
const summary = ({ ruleSet, because, reasons, also, flags, ...answers }: Decision) =>
  joined([
    ...[ruleSet, because.action, because.consent, because.tell],
    ...[answers.action, answers.consent, answers.tell, answers.consultation],
    ...["reasons", ...reasons.map(({ rule }) => rule), "also", ...also, "flags", ...flags],
  ]);

const decidedUnder = (ruleSet: RuleSet) => {
  // Few decisions differ: kept once each, the whole space fits into little memory.
  const different = new Map<string, Decision>();
  const keptOnce = (decision: Decision) => {
    const key = summary(decision);
    const kept = different.get(key) ?? decision;
    different.set(key, kept);
    return kept;
  };
  const all: readonly Decided[] = combinations.map((inputs) => ({
    inputs,
    decision: keptOnce(decide(inputs, ruleSet)),
  }));
  const byPlace = new Map(all.map(({ inputs, decision }) => [placeOf(inputs), decision]));
  return { ruleSet, all, byPlace };
};

/** Every combination, decided once under each of decision.md's rule sets. */
const older = decidedUnder(named("lscb-2018"));
const newer = decidedUnder(named("dfe-2024"));
const space = [older, newer] as const;

/** The first few that are otherwise than they should be, under either rule set: few enough to read. */
const exceptions = (isOtherwise: (one: Decided) => boolean) =>
  space.flatMap(({ all }) => all.filter(isOtherwise).slice(0, 2));

const areSame = (some: readonly string[], others: readonly string[]) =>
  some.length === others.length && some.every((id, index) => id === others[index]);

const isSame = (one: Decision, other: Decision | undefined): boolean =>
  other !== undefined &&
  one.ruleSet === other.ruleSet &&
  one.because.action === other.because.action &&
  one.because.consent === other.because.consent &&
  one.because.tell === other.because.tell &&
  one.action === other.action &&
  one.consent === other.consent &&
  one.tell === other.tell &&
  one.consultation === other.consultation &&
  areSame(one.also, other.also) &&
  areSame(one.flags, other.flags);

const firstOf = (conditions: readonly Condition[], inputs: DecisionInputs) =>
  conditions.find(({ when }) => when(inputs))?.id;

const allOf = (conditions: readonly Condition[], inputs: DecisionInputs) =>
  conditions.filter(({ when }) => when(inputs)).map(({ id }) => id);

const isAskedWithoutName = (consent: ConsentAnswer) =>
  askWithoutName.answers.some((answer) => answer === consent);

describe("the whole space of answers", () => {
  it("has 196,560 combinations under each rule set, and counts none of them twice", () => {
    expect(combinations).toHaveLength(196_560);
    for (const { byPlace } of space) expect(byPlace.size).toBe(196_560);
  });

  it("is decided everywhere by the conditions of the page that a safeguarding lead signs", () => {
    const isOtherwise = ({ inputs, decision: { because, also, flags, consent } }: Decided) =>
      because.action !== firstOf(actionConditions, inputs) ||
      because.consent !== firstOf(consentConditions, inputs) ||
      because.tell !== firstOf(tellConditions, inputs) ||
      joined(flags) !== joined(allOf(flagConditions, inputs)) ||
      joined(also) !==
        joined([
          ...allOf(dutyConditions, inputs),
          ...(isAskedWithoutName(consent) ? ["ask-without-name"] : []),
        ]);
    expect(exceptions(isOtherwise)).toEqual([]);
  });

  it("is covered by the truth table: each combination by exactly one row, decided by its rules", () => {
    const rows = truthTableRows(combinations, older.ruleSet);
    expect(rows.length).toBeLessThanOrEqual(80);
    const covered = new Map(rows.map((row) => [row, 0]));
    const otherwise = older.all.filter(({ inputs, decision }) => {
      const [row, ...others] = rowsCovering(rows, inputs);
      if (row === undefined || others.length > 0) return true;
      covered.set(row, (covered.get(row) ?? 0) + 1);
      return [decision, newer.byPlace.get(placeOf(inputs))].some(
        (one) => joined(Object.values(one?.because ?? {})) !== rulesOf(row),
      );
    });
    expect(otherwise.slice(0, 3)).toEqual([]);
    expect([...covered.values()]).toEqual(rows.map((row) => row.combinations));
  });
});

const { danger, canWait, told, consent, lead, age, openCase, concernAbout, fgm } = decisionValues;

/** Every combination of the answers that decide beside the two lists of ticks. */
const others: readonly Omit<DecisionInputs, "harm" | "unsafe">[] = danger.flatMap((one) =>
  canWait.flatMap((wait) =>
    told.flatMap((knows) =>
      consent.flatMap((said) =>
        lead.flatMap((led) =>
          concernAbout.flatMap((about) =>
            fgm.map((learned) => ({
              ...{ danger: one, canWait: wait, told: knows, consent: said, lead: led },
              ...{ concernAbout: about, fgm: learned, ...aside },
            })),
          ),
        ),
      ),
    ),
  ),
);

/** In turn, in an order that mixes them: a prime step meets each before it comes back to the first. */
const otherAt = (turn: number) => {
  const other = others[(turn * 7919) % others.length];
  if (other === undefined) throw new Error("no other answers");
  return other;
};

describe("ticks that mean the same to every rule may be counted as one", () => {
  it("in each of the 524,288 pairs of lists that the form takes, all other answers in turn", () => {
    let pairs = 0;
    const standing = everyUnsafe.map((unsafe) => unsafeClasses[unsafeClassOf(unsafe)]);
    const otherwise = everyHarm.flatMap((harm) => {
      const standingHarm = harmClasses[harmClassOf(harm)];
      return everyUnsafe.filter((unsafe, index) => {
        pairs += 1;
        const { ruleSet, byPlace } = pairs % 2 === 0 ? older : newer;
        const other = otherAt(pairs);
        const is = decide({ ...other, harm, unsafe }, ruleSet);
        const instead = { ...other, harm: standingHarm, unsafe: standing[index] ?? ["none"] };
        return !isSame(is, byPlace.get(placeOf(instead)));
      });
    });
    expect(otherwise.slice(0, 3)).toEqual([]);
    expect(pairs).toBe(524_288);
  });

  it("in each list that leaves the decision open, with every other answer that could decide it", () => {
    const leads: readonly string[] = ["agreed", "disagreed", "not-tried"];
    const abouts: readonly string[] = ["no-one", "position-of-trust"];
    const open = older.all.filter(
      ({ inputs }) =>
        inputs.canWait !== undefined &&
        leads.includes(inputs.lead) &&
        abouts.includes(inputs.concernAbout),
    );
    const listsOf = Map.groupBy(everyUnsafe, unsafeClassOf);
    const otherwise = open.filter(({ inputs, decision }) =>
      listsOf
        .get(unsafeClassOf(inputs.unsafe))
        ?.some((unsafe) => !isSame(decide({ ...inputs, unsafe }, older.ruleSet), decision)),
    );
    expect(open).toHaveLength(2 * 6 * 270);
    expect(otherwise.slice(0, 3)).toEqual([]);
  });

  it("in any answers at all", () => {
    fc.assert(
      fc.property(anyInputs, fc.constantFrom(...space), (inputs, { ruleSet }) => {
        expect(decide(inputs, ruleSet)).toEqual(decide(representative(inputs), ruleSet));
      }),
      { numRuns: 20_000 },
    );
  });

  it("with a further tick as well: what it leads to follows from what was ticked counted as one", () => {
    const harmLeads = everyHarm.every((harm) =>
      harmTicks.every((tick) => {
        const standing = harmClasses[harmClassOf(harm)];
        return harmClassOf([...harm, tick]) === harmClassOf([...standing, tick]);
      }),
    );
    const unsafeLeads = everyUnsafe.every((unsafe) =>
      grounds.every((tick) => {
        const standing = unsafeClasses[unsafeClassOf(unsafe)];
        return unsafeClassOf([...unsafe, tick]) === unsafeClassOf([...standing, tick]);
      }),
    );
    expect([harmLeads, unsafeLeads]).toEqual([true, true]);
  });
});

describe("the child's age, home and social worker", () => {
  const theirs = [
    ...["adult-safeguarding", "ask-the-young-person", "other-authority", "check-authority"],
    ...["allocated-social-worker", "authority-unknown"],
  ];
  const beside = age.flatMap((one) =>
    authorities.flatMap((authority) =>
      openCase.map((is) => ({ age: one, authority, openCase: is })),
    ),
  );
  const withoutTheirs = (decision: Decision): Decision => ({
    ...decision,
    also: decision.also.filter((id) => !theirs.includes(id)),
    flags: decision.flags.filter((id) => !theirs.includes(id)),
  });

  it("change no answer in any combination, only their own duties and the flag of an unknown home", () => {
    const otherwise = combinations.filter((inputs, index) => {
      const { ruleSet, byPlace } = index % 2 === 0 ? older : newer;
      const was = byPlace.get(placeOf(inputs));
      const is = decide({ ...inputs, ...beside[(index * 7919) % beside.length] }, ruleSet);
      return was === undefined || !isSame(withoutTheirs(is), withoutTheirs(was));
    });
    expect(beside).toHaveLength(72);
    expect(otherwise.slice(0, 3)).toEqual([]);
  });

  it("bring the duties and the flag that the page says, whatever else was answered", () => {
    fc.assert(
      fc.property(anyInputs, fc.constantFrom(...beside), (inputs, other) => {
        const changed = { ...inputs, ...other };
        const { also, flags, consent: answer } = decide(changed, newer.ruleSet);
        expect(joined(flags)).toBe(joined(allOf(flagConditions, changed)));
        expect(joined(also.filter((id) => id !== "ask-without-name"))).toBe(
          joined(allOf(dutyConditions, changed)),
        );
        expect(also.includes("ask-without-name")).toBe(isAskedWithoutName(answer));
      }),
      { numRuns: 20_000 },
    );
  });
});

const urgency: Readonly<Record<Action, number>> = {
  "call-999": 4,
  "refer-now": 3,
  consult: 2,
  "speak-to-lead": 1,
  "seek-consent": 0,
  "refer-with-consent": 0,
};

const harmOf = (...lists: readonly DecisionInputs["harm"][]) => [
  ...new Set(lists.map((list) => harmClasses[harmClassOf(list)])),
];
const unsafeOf = (...lists: readonly DecisionInputs["unsafe"][]) => [
  ...new Set(lists.map((list) => unsafeClasses[unsafeClassOf(list)])),
];
const has = (ticks: readonly string[], one: string) => ticks.length === 1 && ticks.includes(one);

type Step = (inputs: DecisionInputs) => readonly Partial<DecisionInputs>[];

const anyHarm = harmOf(...harmTicks.map((tick) => [tick]));

/** Each step of the fifth invariant: from these answers to some that must not be less urgent. */
const steps: Readonly<Record<string, Step>> = {
  "a sign of harm in place of none or not sure": ({ harm }) =>
    has(harm, "none") || has(harm, "unsure") ? anyHarm.map((one) => ({ harm: one })) : [],
  "a further sign of harm": ({ harm }) =>
    harmOf(...harmTicks.map((tick) => [...harm.filter((one) => one !== "none"), tick])).map(
      (one) => ({ harm: one }),
    ),
  "being unsure of harm in place of seeing none": ({ harm }) =>
    has(harm, "none") ? [{ harm: harmClasses.unsure }] : [],
  "more danger": (inputs) => {
    if (inputs.danger === "yes") return [];
    return inputs.danger === "no" ? [{ danger: "unsure" }, { danger: "yes" }] : [{ danger: "yes" }];
  },
  "a child who cannot safely wait, or may not": (inputs) =>
    inputs.canWait === "yes" ? [{ canWait: "unsure" }, { canWait: "no" }] : [],
  "a ground added": ({ unsafe }) => [
    ...unsafeOf(...grounds.map((tick) => [...unsafe.filter((one) => one !== "none"), tick])).map(
      (one) => ({ unsafe: one }),
    ),
    { fgm: "yes" as const },
  ],
  "being unsure of safety in place of no reason": ({ unsafe }) =>
    has(unsafe, "none") ? [{ unsafe: unsafeClasses.unsure }] : [],
  "a lead who disagrees in place of agreeing": (inputs) =>
    inputs.lead === "agreed" ? [{ lead: "disagreed" }] : [],
  "consent refused or withdrawn in place of given": (inputs) =>
    inputs.consent === "given" ? [{ consent: "refused" }, { consent: "withdrawn" }] : [],
};

/** What each rule answers, from decision.md's tables. */
const actionOf: Readonly<Record<ActionRule, Action>> = {
  A1: "call-999",
  A2: "refer-now",
  A3: "refer-now",
  A4: "refer-now",
  A5: "consult",
  A6: "refer-with-consent",
  A7: "seek-consent",
  A8: "speak-to-lead",
  A9: "consult",
};
const consentIn2018 = {
  C1: "not-required",
  C2: "held",
  C3: "ask-mash",
  C4: "ask-mash",
  C5: "respect-refusal",
  C6: "ask-mash",
  C7: "seek",
} as const satisfies Readonly<Record<ConsentRule, ConsentAnswer>>;
const consentOf: Readonly<Record<string, Readonly<Record<ConsentRule, ConsentAnswer>>>> = {
  "lscb-2018": consentIn2018,
  "dfe-2024": { ...consentIn2018, C3: "not-required" },
};
const tellOf: Readonly<Record<TellRule, TellAnswer>> = {
  T1: "ask-mash",
  T2: "not-yet",
  T3: "ask-mash",
  T4: "yes",
};

const asksFor: Readonly<Record<ConsentAnswer, number>> = {
  "not-required": 0,
  held: 1,
  seek: 2,
  "ask-mash": 2,
  "respect-refusal": 2,
};

const isHarmed = ({ harm, unsafe, fgm: learned }: DecisionInputs) =>
  !has(harm, "none") && !has(harm, "unsure")
    ? true
    : learned === "yes" || unsafeClassOf(unsafe).startsWith("harm-itself");

const isGround = ({ unsafe, fgm: learned }: DecisionInputs) =>
  learned === "yes" || (!has(unsafe, "none") && !has(unsafe, "unsure"));

describe("the policy's invariants hold in the whole space, under both rule sets", () => {
  it("1: every combination has one answer of each kind, the one that the policy gives to its rule", () => {
    const otherwise = space.flatMap(({ all, ruleSet }) =>
      all.filter(
        ({ decision: { because, reasons, ...decision } }) =>
          decision.ruleSet !== ruleSet.id ||
          decision.action !== actionOf[because.action] ||
          decision.consent !== consentOf[ruleSet.id]?.[because.consent] ||
          decision.tell !== tellOf[because.tell] ||
          joined(reasons.map(({ rule }) => rule)) !==
            joined([because.action, because.consent, because.tell]),
      ),
    );
    expect(otherwise.slice(0, 3)).toEqual([]);
  });

  it("1: every rule of the three tables decides somewhere; there is none that never does", () => {
    for (const { all } of space) {
      const deciding = new Set<string>();
      for (const { decision } of all)
        for (const rule of Object.values(decision.because)) deciding.add(rule);
      const rules = [...actionRules, ...consentRules, ...tellRules].map(({ id }) => id);
      expect(rules.filter((id) => !deciding.has(id))).toEqual([]);
      expect(deciding.size).toBe(9 + 7 + 4);
    }
  });

  it("2: a child in immediate danger is a call to 999, whatever else is said", () => {
    expect(
      exceptions(
        ({ inputs, decision }) => inputs.danger === "yes" && decision.action !== "call-999",
      ),
    ).toEqual([]);
  });

  it("3: harm or danger is never less urgent than a call now, and never needs agreement", () => {
    expect(
      exceptions(
        ({ inputs, decision }) =>
          (isHarmed(inputs) || inputs.danger !== "no") &&
          (urgency[decision.action] < urgency["refer-now"] || decision.consent !== "not-required"),
      ),
    ).toEqual([]);
  });

  it("4: with a ground nobody is sent to tell, to ask, to refer with consent or to the lead", () => {
    const unfit: readonly Action[] = ["speak-to-lead", "seek-consent", "refer-with-consent"];
    expect(
      exceptions(
        ({ inputs, decision }) =>
          isGround(inputs) && (decision.tell === "yes" || unfit.includes(decision.action)),
      ),
    ).toEqual([]);
  });

  it.each(Object.entries(steps))("5: %s never lowers the urgency", (_, step) => {
    let taken = 0;
    const lowered = combinations.filter((inputs) => {
      const place = placeOf(inputs);
      return step(inputs).some((change) => {
        taken += 1;
        const after = placeOf({ ...inputs, ...change });
        return space.some(({ byPlace }) => {
          const [was, is] = [byPlace.get(place), byPlace.get(after)];
          if (was === undefined || is === undefined) throw new Error("a step out of the space");
          return urgency[is.action] < urgency[was.action];
        });
      });
    });
    expect(lowered.slice(0, 3)).toEqual([]);
    expect(taken).toBeGreaterThan(1_000);
  });

  it("6: the 2024 advice never changes action or tell, and never asks for more consent", () => {
    const otherwise = older.all.filter(({ inputs, decision: was }) => {
      const is = newer.byPlace.get(placeOf(inputs));
      return (
        is === undefined ||
        is.action !== was.action ||
        is.tell !== was.tell ||
        asksFor[is.consent] > asksFor[was.consent]
      );
    });
    expect(otherwise.slice(0, 3)).toEqual([]);
  });

  it("7: every decision says to record the reasons", () => {
    expect(exceptions(({ decision }) => !decision.also.includes("record-reasons"))).toEqual([]);
  });

  it("8: whether the child can wait influences nothing where it is not asked", () => {
    const otherwise = combinations.filter(
      (inputs, index) =>
        inputs.canWait === undefined &&
        canWait.some((answer, turn) => {
          const { ruleSet, byPlace } = (index + turn) % 2 === 0 ? older : newer;
          const is = decide({ ...inputs, canWait: answer }, ruleSet);
          return !isSame(is, byPlace.get(placeOf(inputs)));
        }),
    );
    expect(otherwise.slice(0, 3)).toEqual([]);
  });
});
