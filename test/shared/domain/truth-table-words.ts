import { decisionValues } from "../../../shared/domain/decision-inputs.ts";
import { labelOf } from "./in-the-forms-words.ts";
import { harmClassOf, unsafeClassOf } from "./input-space.ts";
import { listed } from "./markdown.ts";
import { type KindId, kindIds, kinds, type Row } from "./truth-table-rows.ts";

type Words = { readonly called: string; readonly words: Readonly<Record<string, string>> };

const kindWords: { readonly [Id in KindId]: Words } = {
  danger: { called: "Immediate danger", words: { yes: "yes", unsure: "not sure", no: "no" } },
  harm: {
    called: "Signs of harm",
    words: { none: "none", unsure: "not sure", sign: "a sign", disclosure: "a disclosure" },
  },
  canWait: {
    called: "Safe to wait",
    words: { yes: "yes", no: "no", unsure: "not sure", "not-asked": "not asked" },
  },
  told: { called: "Family knows", words: { yes: "yes", some: "some of it", no: "no" } },
  consent: {
    called: "Consent",
    words: {
      given: "given",
      refused: "refused",
      withdrawn: "withdrawn",
      "not-sought": "not asked",
      "could-not-seek": "tried and could not ask",
    },
  },
  care: {
    called: "Reason to take care",
    words: {
      none: "none",
      unsure: "not sure",
      "worker-only": "risk to the worker only",
      "delay-only": "delay",
      reason: "another reason",
      "harm-itself": "a reason that is harm itself",
    },
  },
  lead: {
    called: "Lead",
    words: {
      disagreed: "disagrees",
      "not-tried": "not spoken to yet",
      "any-other": "another answer",
    },
  },
  about: {
    called: "About somebody who works with children",
    words: { "anybody-else": "no", "position-of-trust": "yes" },
  },
};

const quoted = (questionId: string, values: readonly string[]) =>
  values.map((value) => `“${labelOf(questionId, value)}”`).join("; ");

const harmOf = (...names: readonly string[]) =>
  decisionValues.harm.filter((tick) => names.includes(harmClassOf([tick])));
const unsafeOf = (...names: readonly string[]) =>
  decisionValues.unsafe.filter((tick) => names.includes(unsafeClassOf([tick])));

/** How the form's answers are grouped in the truth table, in the form's own words. */
export const groups = (): readonly (readonly [called: string, group: string, holds: string])[] => [
  ["Signs of harm", "a sign", quoted("harm", harmOf("sign", "sign-and-adult"))],
  [
    "Signs of harm",
    "a disclosure",
    `${quoted("harm", harmOf("disclosure"))}, alone or with other signs`,
  ],
  ["Reason to take care", "risk to the worker only", quoted("unsafe", unsafeOf("worker-only"))],
  [
    "Reason to take care",
    "delay",
    `${quoted("unsafe", unsafeOf("delay-only"))}, alone or with a risk to the worker`,
  ],
  [
    "Reason to take care",
    "another reason",
    `${quoted("unsafe", unsafeOf("reason", "illness"))}; any of these, alone or with delay or a risk to the worker`,
  ],
  [
    "Reason to take care",
    "a reason that is harm itself",
    `${quoted("unsafe", unsafeOf("harm-itself"))}, whatever else was selected; or FGM was learned of`,
  ],
  ["Somebody who works with children", "yes", quoted("concernAbout", ["position-of-trust"])],
];

const kindsOf = (id: KindId): readonly string[] => kinds[id];

/** The kinds of one row in words, or nothing where every kind will do. */
const narrowed = ({ when }: Row, id: KindId): string => {
  const { called, words } = kindWords[id];
  const asked = kindsOf(id).filter((kind) => kind !== "not-asked");
  const missing = asked.filter((kind) => !when[id].includes(kind));
  if (missing.length === 0 || when[id].join() === "not-asked") return "";
  const values = id === "lead" && missing.length === 1 ? missing : when[id];
  const allBut = values === missing ? "anything but " : "";
  return `${called}: ${allBut}${listed(values.map((kind) => words[kind] ?? kind))}`;
};

/** A row in words, as far as it is told apart by these kinds. */
export const inWords = (row: Row, ids: readonly KindId[]): string =>
  ids
    .map((id) => narrowed(row, id))
    .filter((words) => words !== "")
    .join(" · ");

/** What all of several rows have in common is said once, above them. */
export const commonOf = (rows: readonly Row[]): readonly KindId[] =>
  rows.length < 2
    ? []
    : kindIds.filter((id) => new Set(rows.map((row) => narrowed(row, id))).size === 1);
