import { decide } from "../../../shared/domain/decision.ts";
import type { DecisionInputs } from "../../../shared/domain/decision-inputs.ts";
import type { RuleSet } from "../../../shared/domain/rule-sets.ts";
import { harmClassOf, unsafeClassOf } from "./input-space.ts";

/**
 * What is told apart in the truth table, in the form's order. FGM stands with the reasons to take care that are
 * harm themselves: the three answers are the same.
 */
export const kinds = {
  danger: ["yes", "unsure", "no"],
  harm: ["none", "unsure", "sign", "disclosure"],
  canWait: ["yes", "no", "unsure", "not-asked"],
  told: ["yes", "some", "no"],
  consent: ["given", "refused", "withdrawn", "not-sought", "could-not-seek"],
  care: ["none", "unsure", "worker-only", "delay-only", "reason", "harm-itself"],
  lead: ["disagreed", "not-tried", "any-other"],
  about: ["anybody-else", "position-of-trust"],
} as const;

type Kinds = typeof kinds;
export type KindId = keyof Kinds;

/** One kind of answer for each question. */
type Case = { readonly [Id in KindId]: Kinds[Id][number] };

export const kindIds = [
  "danger",
  "harm",
  "canWait",
  "told",
  "consent",
  "care",
  "lead",
  "about",
] as const satisfies readonly KindId[];

const careOf = ({ fgm, unsafe }: DecisionInputs): Case["care"] => {
  const name = fgm === "yes" ? "harm-itself" : unsafeClassOf(unsafe);
  if (name === "illness") return "reason";
  return name === "harm-itself-and-illness" ? "harm-itself" : name;
};

const harmOf = ({ harm }: DecisionInputs): Case["harm"] => {
  const name = harmClassOf(harm);
  if (name === "sign-and-adult") return "sign";
  return name === "disclosure-and-adult" ? "disclosure" : name;
};

/** These answers as the truth table tells them apart. */
const caseOf = (inputs: DecisionInputs): Case => ({
  danger: inputs.danger,
  harm: harmOf(inputs),
  canWait: inputs.canWait ?? "not-asked",
  told: inputs.told,
  consent: inputs.consent,
  care: careOf(inputs),
  lead: inputs.lead === "disagreed" || inputs.lead === "not-tried" ? inputs.lead : "any-other",
  about: inputs.concernAbout === "position-of-trust" ? "position-of-trust" : "anybody-else",
});

const keyOf = (one: Case) => kindIds.map((id) => one[id]).join(" ");

/** What a row holds about every combination that it covers. */
export type Row = {
  readonly when: { readonly [Id in KindId]: readonly string[] };
  readonly rules: { readonly action: string; readonly consent: string; readonly tell: string };
  readonly combinations: number;
};

/** The three rules that decide, as `A1 C1 T1`. */
export const rulesOf = ({ rules }: Row): string => `${rules.action} ${rules.consent} ${rules.tell}`;

const merged = (one: Row, other: Row, along: KindId): Row => ({
  ...one,
  when: {
    ...one.when,
    [along]: kinds[along].filter((kind) =>
      [...one.when[along], ...other.when[along]].includes(kind),
    ),
  },
  combinations: one.combinations + other.combinations,
});

/** Rows that differ in one kind only and are decided by the same rules become one. */
const mergedAlong = (rows: readonly Row[], along: KindId): readonly Row[] => {
  const alike = new Map<string, Row>();
  for (const row of rows) {
    const others = kindIds.map((id) => (id === along ? "" : row.when[id].join()));
    const key = [rulesOf(row), ...others].join(" ");
    const other = alike.get(key);
    alike.set(key, other === undefined ? row : merged(other, row, along));
  }
  return [...alike.values()];
};

const mergedUntilDone = (rows: readonly Row[]): readonly Row[] => {
  const fewer = kindIds.reduce(mergedAlong, rows);
  return fewer.length < rows.length ? mergedUntilDone(fewer) : fewer;
};

/** One row for each case that occurs, with how many of these combinations it stands for. */
const oneByOne = (combinations: readonly DecisionInputs[], ruleSet: RuleSet): readonly Row[] => {
  const alike = new Map<string, { readonly inputs: DecisionInputs; combinations: number }>();
  for (const inputs of combinations) {
    const key = keyOf(caseOf(inputs));
    const seen = alike.get(key);
    if (seen === undefined) alike.set(key, { inputs, combinations: 1 });
    else seen.combinations += 1;
  }
  return [...alike.values()].map(({ inputs, combinations: many }) => {
    const { danger, harm, canWait, told, consent, care, lead, about } = caseOf(inputs);
    return {
      when: {
        danger: [danger],
        harm: [harm],
        canWait: [canWait],
        told: [told],
        consent: [consent],
        care: [care],
        lead: [lead],
        about: [about],
      },
      rules: decide(inputs, ruleSet).because,
      combinations: many,
    };
  });
};

/**
 * The truth table: few rows that together cover all these combinations, each of them once, in the order of the
 * rules that decide. Rows only come to be by joining two that differ in one kind, so none can overlap.
 */
export const truthTableRows = (
  combinations: readonly DecisionInputs[],
  ruleSet: RuleSet,
): readonly Row[] =>
  mergedUntilDone(oneByOne(combinations, ruleSet)).toSorted((one, other) =>
    rulesOf(one).localeCompare(rulesOf(other), "en"),
  );

/** The rows that speak of these answers: one, when the table is right. */
export const rowsCovering = (rows: readonly Row[], inputs: DecisionInputs): readonly Row[] => {
  const one = caseOf(inputs);
  return rows.filter(({ when }) => kindIds.every((id) => when[id].includes(one[id])));
};
