import { actionRules, consentRules, tellRules } from "./decision.ts";
import {
  actionWords,
  alsoWords,
  consentWords,
  decisionSentences,
  tellWords,
} from "./decision-words.ts";
import { type Because, type RuleSet, ruleSets } from "./rule-sets.ts";
import kept from "./wordings.json" with { type: "json" };

type AnswerWords = { readonly heading: string; readonly then: string };

/** Everything that a decision can say, as it was worded at one time: by value, and by rule and rule set. */
export type Wording = {
  readonly action: Readonly<Record<string, AnswerWords>>;
  readonly consent: Readonly<Record<string, AnswerWords>>;
  readonly tell: Readonly<Record<string, AnswerWords>>;
  readonly also: Readonly<Record<string, string>>;
  /** By rule set, then by rule. */
  readonly reasons: Readonly<Record<string, Readonly<Record<string, Because>>>>;
  /** The oldest version was kept without them. */
  readonly sentences?: Readonly<Record<string, string>>;
};

type Reasoned = { readonly id: string; readonly because: Because };

/** Every reason that a rule set gives, its own where it has one. */
const reasonsOf = ({ because }: RuleSet) => {
  const rows: readonly Reasoned[] = [
    ...actionRules,
    ...consentRules.map((rule) => ({ id: rule.id, because: because[rule.id] ?? rule.because })),
    ...tellRules,
  ];
  return Object.fromEntries(rows.map((row) => [row.id, row.because]));
};

/** Today's words, as `wordingVersion` names them. */
export const presentWording: Wording = {
  action: actionWords,
  consent: consentWords,
  tell: tellWords,
  also: alsoWords,
  reasons: Object.fromEntries(ruleSets.map((ruleSet) => [ruleSet.id, reasonsOf(ruleSet)])),
  sentences: decisionSentences,
};

const wordings: Readonly<Record<string, Wording>> = kept;

/**
 * The words that a consultation's decision was shown in (decision.md: the record keeps the wording shown).
 * @returns undefined for a version that this code does not know, such as a newer one after a rollback.
 */
export const wordingNamed = (version: string): Wording | undefined =>
  Object.hasOwn(wordings, version) ? wordings[version] : undefined;
