import { actionRules, tellRules, wordingVersion } from "../../../shared/domain/decision.ts";
import { type DecisionInputs, decisionValues } from "../../../shared/domain/decision-inputs.ts";
import {
  type AnswerWords,
  actionWords,
  alsoWords,
  consentWords,
  decisionSentences,
  tellWords,
} from "../../../shared/domain/decision-words.ts";
import { flagNames } from "../../../shared/domain/flag-names.ts";
import { type ConsentRule, type RuleSet, ruleSets } from "../../../shared/domain/rule-sets.ts";
import { presentWording } from "../../../shared/domain/wording.ts";
import { column, leftOpen } from "./in-the-forms-words.ts";
import {
  authorities,
  everyCombination,
  everyHarm,
  everyUnsafe,
  harmClassOf,
  unsafeClassOf,
} from "./input-space.ts";
import { markdownTable } from "./markdown.ts";
import {
  actionConditions,
  askWithoutName,
  type Condition,
  consentConditions,
  dutyConditions,
  flagConditions,
  tellConditions,
  terms,
} from "./policy-conditions.ts";
import { kindIds, type Row, rulesOf, truthTableRows } from "./truth-table-rows.ts";
import { commonOf, groups, inWords } from "./truth-table-words.ts";

const [firstRuleSet] = ruleSets;
if (firstRuleSet === undefined) throw new Error("no rule set");

const count = (number: number) => number.toLocaleString("en-GB");
const bold = (text: string) => `**${text}**`;
const inFull = ({ heading, then }: AnswerWords) => leftOpen(`${bold(heading)} ${then}`);

const monthOf = ({ dated }: RuleSet) =>
  new Date(`${dated}-15T12:00:00Z`).toLocaleDateString("en-GB", { month: "long", year: "numeric" });

const conditionOf = (conditions: readonly Condition[], id: string): string => {
  const condition = conditions.find((one) => one.id === id);
  if (condition === undefined) throw new Error(`no condition in words for ${id}`);
  return condition.words;
};

const reasonOf = (ruleSet: RuleSet, id: string) => {
  const because = presentWording.reasons[ruleSet.id]?.[id];
  if (because === undefined) throw new Error(`no reason for ${id} under ${ruleSet.id}`);
  return `${because.text} *${because.source}*`;
};

const combinationsBy = (rows: readonly Row[], answer: keyof Row["rules"], id: string) =>
  count(
    rows
      .filter(({ rules }) => rules[answer] === id)
      .reduce((sum, { combinations }) => sum + combinations, 0),
  );

const ruleTable = (
  rows: readonly Row[],
  answer: "action" | "tell",
  rules: readonly { readonly id: string; readonly words: AnswerWords }[],
  conditions: readonly Condition[],
) =>
  markdownTable(
    ["Rule", "When", "Answer", "Why, and where it comes from", "Combinations"],
    rules.map(({ id, words }) => [
      id,
      conditionOf(conditions, id),
      inFull(words),
      leftOpen(reasonOf(firstRuleSet, id)),
      combinationsBy(rows, answer, id),
    ]),
  );

const consentHeading = (ruleSet: RuleSet, id: ConsentRule) =>
  consentWords[ruleSet.consent[id]].heading;

const consentIds = ["C1", "C2", "C3", "C4", "C5", "C6", "C7"] as const;

const consentReasons = (id: string) => {
  const reasons = ruleSets.map((ruleSet) => reasonOf(ruleSet, id));
  return new Set(reasons).size === 1
    ? reasons.slice(0, 1).join("")
    : ruleSets.map((ruleSet, index) => `${column(ruleSet)}: ${reasons[index]}`).join(" ");
};

const consentTable = (rows: readonly Row[]) =>
  markdownTable(
    [
      ...["Rule", "When"],
      ...ruleSets.map(column),
      ...["Why, and where it comes from", "Combinations"],
    ],
    consentIds.map((id) => [
      id,
      conditionOf(consentConditions, id),
      ...ruleSets.map((ruleSet) => inFull(consentWords[ruleSet.consent[id]])),
      consentReasons(id),
      combinationsBy(rows, "consent", id),
    ]),
  );

const consentRuleOf = ({ rules }: Row) => {
  const id = consentIds.find((one) => one === rules.consent);
  if (id === undefined) throw new Error(`no consent rule ${rules.consent}`);
  return id;
};

const tellOf = ({ rules }: Row) => {
  const rule = tellRules.find(({ id }) => id === rules.tell);
  return rule === undefined ? "" : tellWords[rule.then].heading;
};

const section = (
  heading: string,
  condition: string,
  rows: readonly (Row & { readonly number: number })[],
) => {
  const common = commonOf(rows);
  const said = rows
    .slice(0, 1)
    .map((row) => inWords(row, common))
    .join("");
  return [
    `### ${heading}`,
    said === "" ? condition : `${condition} In each of these rows: ${said}.`,
    markdownTable(
      [
        ...["Row", "Answers"],
        ...ruleSets.map((ruleSet) => `Consent, ${column(ruleSet)}`),
        ...["Tell the family", "Rules", "Combinations"],
      ],
      rows.map((row) => [
        String(row.number),
        inWords(
          row,
          kindIds.filter((id) => !common.includes(id)),
        ),
        ...ruleSets.map((ruleSet) => consentHeading(ruleSet, consentRuleOf(row))),
        tellOf(row),
        rulesOf(row),
        count(row.combinations),
      ]),
    ),
  ].join("\n\n");
};

const sections = (rows: readonly Row[]) =>
  actionRules.map(({ id, then }) =>
    section(
      `${id}: ${leftOpen(actionWords[then].heading)}`,
      conditionOf(actionConditions, id),
      rows
        .map((row, index) => ({ ...row, number: index + 1 }))
        .filter(({ rules }) => rules.action === id),
    ),
  );

const sizesOf = <Ticks extends readonly string[], Name extends string>(
  lists: readonly Ticks[],
  classOf: (ticks: Ticks) => Name,
) => {
  const sizes = new Map<Name, number>();
  for (const ticks of lists) {
    const name = classOf(ticks);
    sizes.set(name, (sizes.get(name) ?? 0) + 1);
  }
  return sizes;
};

/** How many different forms the combinations stand for, every list of ticks counted by itself. */
const formsFor = (combinations: readonly DecisionInputs[]) => {
  const harm = sizesOf(everyHarm, harmClassOf);
  const unsafe = sizesOf(everyUnsafe, unsafeClassOf);
  const beside = decisionValues.age.length * authorities.length * decisionValues.openCase.length;
  return combinations.reduce(
    (sum, inputs) =>
      sum +
      (harm.get(harmClassOf(inputs.harm)) ?? 0) *
        (unsafe.get(unsafeClassOf(inputs.unsafe)) ?? 0) *
        beside,
    0,
  );
};

/** The truth table of the decision as a page of Markdown, for a safeguarding lead to read and sign. */
export const truthTable = (): string => {
  const combinations = everyCombination();
  const rows = truthTableRows(combinations, firstRuleSet);
  const duties = dutyConditions.map(({ id, words }) => [leftOpen(alsoWords[id]), words, id]);
  return `${[
    "# The truth table of the decision",
    "This page is written by `npm run truth-table` from the rules themselves, and a test fails when the two differ. Do not edit it by hand: change the rule, and write the page anew.",
    "It says what the service answers a practitioner for **every** set of answers that its form can take: what to do, whether the family's agreement is needed, and whether the family should be told. It is advice for a professional's own judgement, never a ruling, and every answer says: if your judgement says it is more urgent than this, telephone.",
    "## Read and agreed",
    "I have read this page. For each row, the answers are those that I expect under the guidance named. (Sign a printed or saved copy: when a rule or a word changes, this page is written anew, and is to be read anew.)",
    markdownTable(
      ["Name", "Role and organisation", "Rule set", "Date", "Signature"],
      [1, 2, 3].map(() => [" ", " ", " ", " ", " "]),
    ),
    `Wording of ${wordingVersion}. Rows that you do not agree with, by number:`,
    "## The rule sets",
    "A hub uses one of them. The action and what to tell the family are the same in all; only the consent answer can differ, and where it does the page shows both.",
    markdownTable(
      ["Rule set", "What it is", "Dated", "Where it comes from"],
      ruleSets.map((ruleSet) => [ruleSet.id, ruleSet.title, monthOf(ruleSet), ruleSet.source]),
    ),
    "## How to read it",
    `Each of the three answers has a short list of rules. The first rule that applies decides, and the last always applies. The truth table at the end joins the three lists: ${rows.length} rows, of which exactly one fits any set of answers. What a row does not name makes no difference to it. “A or B” means either.`,
    `The last column counts combinations of answers: ${count(combinations.length)} in all, with ticks that mean the same to every rule counted as one, and the child's age, home and social worker left aside because they only add duties and flags. They stand for ${count(formsFor(combinations))} different forms. A test goes through all of the former under each rule set, and through every way to tick the two lists of signs and reasons, to show that the latter come to the same.`,
    "Terms used in the rules:",
    markdownTable(
      ["Term", "Meaning"],
      terms.map(({ term, meaning }) => [bold(term), meaning]),
    ),
    "“Not sure” of a list counts only when nothing else in that list was selected. Groups of answers used in the truth table:",
    markdownTable(
      ["Question", "Group", "Answers of the form"],
      groups().map(([called, group, holds]) => [called, bold(group), holds]),
    ),
    "## What to do",
    ruleTable(
      rows,
      "action",
      actionRules.map(({ id, then }) => ({ id, words: actionWords[then] })),
      actionConditions,
    ),
    "After A1 to A4 the page says first, and large, to telephone; the request can still be sent. Nobody is ever turned away.",
    "## Is the family's agreement needed?",
    consentTable(rows),
    "## Should the family be told?",
    ruleTable(
      rows,
      "tell",
      tellRules.map(({ id, then }) => ({ id, words: tellWords[then] })),
      tellConditions,
    ),
    `Where the answer is to be open and the page says to telephone, it adds: ${decisionSentences.telephoneThenTell}`,
    "## What applies as well",
    "All that apply are shown beside the three answers.",
    markdownTable(
      ["What the practitioner reads", "When", "Id"],
      [
        ...duties,
        [leftOpen(alsoWords["ask-without-name"]), askWithoutName.words, "ask-without-name"],
      ],
    ),
    "## What the duty team sees at once",
    markdownTable(
      ["Flag", "When", "Id"],
      flagConditions.map(({ id, words }) => [flagNames[id], words, id]),
    ),
    "## The truth table",
    ...sections(rows),
  ].join("\n\n")}\n`;
};
