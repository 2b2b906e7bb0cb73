import {
  asksCanWait,
  type DecisionInputs,
  hasGround,
  isHarmed,
  isUnsure,
} from "./decision-inputs.ts";
import {
  type Because,
  type ConsentAnswer,
  type ConsentRule,
  newestBeside,
  type RuleSet,
} from "./rule-sets.ts";

/** Which wording was shown: raised whenever a word of a decision changes, and kept by `npm run wording`. */
export const wordingVersion = "2026-11-22.3";

/** What to do. */
export type Action =
  | "call-999"
  | "refer-now"
  | "consult"
  | "refer-with-consent"
  | "seek-consent"
  | "speak-to-lead";

/** Should the family be told? */
export type TellAnswer = "yes" | "not-yet" | "ask-mash";

export type ActionRule = "A1" | "A2" | "A3" | "A4" | "A5" | "A6" | "A7" | "A8" | "A9";
export type TellRule = "T1" | "T2" | "T3" | "T4";

/** What follows from the answers before any rule is read: decision.md's definitions, by name. */
type Facts = DecisionInputs & {
  readonly harmed: boolean;
  readonly ground: boolean;
  /** No harm is seen, and yet there is a reason not to ask. */
  readonly contradictory: boolean;
  /** The family does not know, and yet has answered. */
  readonly mismatch: boolean;
  /** The family knows already what it would have been safer not to know. */
  readonly tippedOff: boolean;
  readonly agreed: boolean;
  readonly harmUnsure: boolean;
  readonly unsafeUnsure: boolean;
  readonly cannotWait: boolean;
  readonly inTrust: boolean;
  readonly noReasonNotToAsk: boolean;
};

const groundOtherThan = (inputs: DecisionInputs, ...ids: readonly string[]) =>
  hasGround({ ...inputs, unsafe: inputs.unsafe.filter((tick) => !ids.includes(tick)) });

const only = (ticks: readonly string[], one: string) => ticks.length === 1 && ticks[0] === one;

const factsOf = (inputs: DecisionInputs): Facts => {
  const harmed = isHarmed(inputs);
  const noReasonNotToAsk = only(inputs.unsafe, "none") && inputs.fgm === "no";
  return {
    ...inputs,
    harmed,
    ground: hasGround(inputs),
    contradictory:
      !harmed && only(inputs.harm, "none") && groundOtherThan(inputs, "risk-to-worker"),
    mismatch: inputs.told === "no" && ["given", "refused", "withdrawn"].includes(inputs.consent),
    tippedOff:
      inputs.told === "yes" && groundOtherThan(inputs, "unjustified-delay", "risk-to-worker"),
    agreed: inputs.consent === "given" && inputs.told !== "no" && noReasonNotToAsk,
    harmUnsure: isUnsure(inputs.harm),
    unsafeUnsure: isUnsure(inputs.unsafe),
    cannotWait: asksCanWait(inputs) && inputs.canWait !== "yes",
    inTrust: inputs.concernAbout === "position-of-trust",
    noReasonNotToAsk,
  };
};

type Rule<Id, Answer> = {
  readonly id: Id;
  readonly when: (facts: Facts) => boolean;
  readonly then: Answer;
  readonly because: Because;
};

const seed = "Safeguarding board reminder, 2018";
const beyond = "(not in the board's 2018 reminder)";
const otherwise = () => true;

/** What to do: the first row that applies (decision.md, "Action"). */
export const actionRules: readonly Rule<ActionRule, Action>[] = [
  {
    id: "A1",
    when: (f) => f.danger === "yes",
    then: "call-999",
    because: {
      text: "A child is in immediate danger. The police and ambulance service can get there now; a form cannot.",
      source: `The safeguarding partnership's advice on reporting a concern ${beyond}`,
    },
  },
  {
    id: "A2",
    when: (f) => f.danger === "unsure",
    then: "refer-now",
    because: {
      text: "You are not sure that the child is safe now. Somebody needs to talk that through with you straight away.",
      source: `Practice of safeguarding hubs ${beyond}`,
    },
  },
  {
    id: "A3",
    when: (f) => f.harmed,
    then: "refer-now",
    because: {
      text: "What you describe may be significant harm. Sharing it without agreement is normally justified, and it should not wait for a call back.",
      source: `${seed}, circumstances 1, 2 and 3; that it is done by telephone now is the partnership's procedures ${beyond}`,
    },
  },
  {
    id: "A4",
    when: (f) => f.cannotWait || f.tippedOff,
    then: "refer-now",
    because: {
      text: "A call tomorrow may be too late: the child may not be safe until then, or somebody who could cause harm already knows.",
      source: `Practice of safeguarding hubs ${beyond}`,
    },
  },
  {
    id: "A5",
    when: (f) => f.ground || f.mismatch || f.inTrust,
    then: "consult",
    because: {
      text: "There is a reason to take care before anybody is asked or told. Talk it through with a social worker first.",
      source: `${seed}, golden rules 2 and 3`,
    },
  },
  {
    id: "A6",
    when: (f) => f.agreed,
    then: "refer-with-consent",
    because: {
      text: "The family knows, agrees, and nothing makes it unsafe. Help works best when you ask for it together.",
      source: `${seed}, golden rule 4 and "When consent should be sought"`,
    },
  },
  {
    id: "A7",
    when: (f) =>
      only(f.harm, "none") &&
      f.consent === "not-sought" &&
      f.noReasonNotToAsk &&
      f.lead !== "disagreed",
    then: "seek-consent",
    because: {
      text: "You see no sign of significant harm and no reason not to ask. A referral is then a way to get help, and the family should be asked first.",
      source: `${seed}, "When consent should be sought"`,
    },
  },
  {
    id: "A8",
    when: (f) => f.lead === "not-tried",
    then: "speak-to-lead",
    because: {
      text: "Your safeguarding lead knows your setting and can often settle the question of consent with you today.",
      source: `${seed}, "When to refer without consent": use the support and advice of the safeguarding leads`,
    },
  },
  {
    id: "A9",
    when: otherwise,
    then: "consult",
    because: {
      text: "You are still worried, and your safeguarding lead has not settled it. That is what a Professional Consultation is for.",
      source: `${seed}, "When to refer without consent"; where your lead was reached, or is you, practice of safeguarding hubs ${beyond}`,
    },
  },
];

type ConsentRow = Omit<Rule<ConsentRule, ConsentAnswer>, "then">;

/** Is consent needed: the first row that applies; its answer is the rule set's (decision.md, "Consent"). */
export const consentRules: readonly ConsentRow[] = [
  {
    id: "C1",
    when: (f) => f.danger !== "no" || f.harmed,
    because: {
      text: "Preventing significant harm to a child is in the public interest. In your judgement there is a lawful basis to share what is needed without agreement.",
      source: `${seed}, circumstances 1, 2 and 3, and golden rule 4`,
    },
  },
  {
    id: "C2",
    when: (f) => f.agreed && !f.inTrust,
    because: {
      text: "The family knows what you would share and has agreed to it.",
      source: `${seed}, golden rule 4`,
    },
  },
  {
    id: "C3",
    when: (f) => f.harmUnsure || f.cannotWait || f.contradictory || f.tippedOff,
    because: {
      text: "It is not yet clear whether the child may be harmed. You can share some information in order to decide whether to share more.",
      source: `${seed}, "When to refer without consent": sharing some information in order to decide`,
    },
  },
  {
    id: "C4",
    when: (f) => f.ground || f.unsafeUnsure || f.mismatch || f.inTrust,
    because: {
      text: "It may be unsafe to ask. That is a reason to wait and take advice, not a reason to go without agreement.",
      source: `${seed}, golden rules 2 and 3`,
    },
  },
  {
    id: "C5",
    when: (f) => f.consent === "refused" || f.consent === "withdrawn",
    because: {
      text: "Nothing you have told us outweighs the family's answer. Where possible, respect the wishes of people who do not agree.",
      source: `${seed}, golden rule 4`,
    },
  },
  {
    id: "C6",
    when: (f) => f.consent === "could-not-seek",
    because: {
      text: "You have not been able to ask. Take advice without naming the child where you can, and write down how you tried.",
      source: `${seed}, golden rule 3`,
    },
  },
  {
    id: "C7",
    when: otherwise,
    because: {
      text: "There is no sign of significant harm and nothing makes it unsafe to ask. Help works best when the family takes part.",
      source: `${seed}, "When consent should be sought"`,
    },
  },
];

/** Should the family be told: the first row that applies (decision.md, "Tell the family"). */
export const tellRules: readonly Rule<TellRule, TellAnswer>[] = [
  {
    id: "T1",
    when: (f) => f.ground && f.told === "yes",
    then: "ask-mash",
    because: {
      text: "The family knows already, and there is a reason to take care. Say no more until we have agreed what to say.",
      source: `${seed}, golden rule 2`,
    },
  },
  {
    id: "T2",
    when: (f) => f.ground,
    then: "not-yet",
    because: {
      text: "You gave a reason why telling the family now could be unsafe or do harm.",
      source: `${seed}, golden rule 2: unless it is unsafe or inappropriate`,
    },
  },
  {
    id: "T3",
    when: (f) =>
      f.unsafeUnsure ||
      f.danger !== "no" ||
      f.inTrust ||
      f.harm.includes("disclosure") ||
      f.mismatch,
    then: "ask-mash",
    because: {
      text: "It is not yet clear that telling the family is safe. Take advice before you say anything.",
      source: `${seed}, golden rule 3`,
    },
  },
  {
    id: "T4",
    when: otherwise,
    then: "yes",
    because: {
      text: "Being open from the start is the rule, and you gave no reason against it. Where a young person is able to understand, speak to them first.",
      source: `${seed}, golden rule 2`,
    },
  },
];

const alsoRows = [
  { id: "record-reasons", when: otherwise },
  { id: "share-the-minimum", when: otherwise },
  { id: "do-not-investigate", when: (f: Facts) => f.harmed },
  { id: "named-doctor", when: (f: Facts) => f.unsafe.includes("fabricated-illness") },
  { id: "lado", when: (f: Facts) => f.inTrust },
  { id: "report-fgm-to-police", when: (f: Facts) => f.fgm === "yes" },
  {
    id: "adult-safeguarding",
    when: (f: Facts) => f.harm.includes("prevent-harm-to-adult") || f.age === "18-or-over",
  },
  { id: "allocated-social-worker", when: (f: Facts) => f.openCase === "yes" },
  { id: "other-authority", when: (f: Facts) => f.authority === "other" },
  { id: "check-authority", when: (f: Facts) => f.authority === "unknown" },
  { id: "both-children", when: (f: Facts) => f.concernAbout === "another-child" },
  { id: "ask-the-young-person", when: (f: Facts) => ["13-to-15", "16-or-17"].includes(f.age) },
  { id: "own-escalation", when: (f: Facts) => f.lead === "disagreed" },
  { id: "no-lead", when: (f: Facts) => f.lead === "no-lead" },
  { id: "record-attempts", when: (f: Facts) => f.consent === "could-not-seek" },
  {
    id: "refusal-may-change-risk",
    when: (f: Facts) => f.consent === "refused" || f.consent === "withdrawn",
  },
  {
    id: "ask-without-name",
    when: (_: Facts, consent: ConsentAnswer) =>
      ["seek", "ask-mash", "respect-refusal"].includes(consent),
  },
] as const satisfies readonly {
  readonly id: string;
  readonly when: (facts: Facts, consent: ConsentAnswer) => boolean;
}[];

/** A duty that applies beside the three answers (decision.md, "Also"). */
export type Also = (typeof alsoRows)[number]["id"];

const flagRows = [
  { id: "act-now", when: (_: Facts, rule: ActionRule) => ["A1", "A2", "A3", "A4"].includes(rule) },
  { id: "contradictory", when: (f: Facts) => f.contradictory },
  { id: "mismatch", when: (f: Facts) => f.mismatch },
  { id: "tipped-off", when: (f: Facts) => f.tippedOff },
  { id: "lead-disagreed", when: (f: Facts) => f.lead === "disagreed" },
  { id: "authority-unknown", when: (f: Facts) => f.authority === "unknown" },
  { id: "refused", when: (f: Facts) => f.consent === "refused" || f.consent === "withdrawn" },
] as const satisfies readonly {
  readonly id: string;
  readonly when: (facts: Facts, rule: ActionRule) => boolean;
}[];

/** What the duty team must see at once, from the answers alone (decision.md, "Flags"). */
export type DecisionFlag = (typeof flagRows)[number]["id"];

/** One rule that decided, in plain English, with where it comes from. */
export type Reason = { readonly rule: string; readonly text: string; readonly source: string };

/** The whole answer to one set of inputs. */
export type Decision = {
  readonly ruleSet: string;
  readonly action: Action;
  readonly consent: ConsentAnswer;
  readonly tell: TellAnswer;
  readonly because: {
    readonly action: ActionRule;
    readonly consent: ConsentRule;
    readonly tell: TellRule;
  };
  readonly also: readonly Also[];
  readonly flags: readonly DecisionFlag[];
  /** `call-first`: telephone before sending. Never closed: nothing stops anybody from asking. */
  readonly consultation: "open" | "call-first";
  readonly reasons: readonly Reason[];
  /** The newest other rule set's consent answer, where it is another one. */
  readonly differs?: {
    readonly ruleSet: string;
    readonly consent: ConsentAnswer;
    readonly because: ConsentRule;
  };
};

const firstThatApplies = <Row extends { readonly when: (facts: Facts) => boolean }>(
  rows: readonly Row[],
  facts: Facts,
): Row => {
  const row = rows.find(({ when }) => when(facts));
  if (row === undefined) throw new Error("a rule table has no last row that always applies");
  return row;
};

/**
 * The decision for these inputs under this rule set. Pure and total: every valid set of inputs has
 * exactly one action, one consent answer and one tell answer (decision.md).
 */
export const decide = (inputs: DecisionInputs, ruleSet: RuleSet): Decision => {
  const facts = factsOf(inputs);
  const action = firstThatApplies(actionRules, facts);
  const consentRow = firstThatApplies(consentRules, facts);
  const tell = firstThatApplies(tellRules, facts);
  const consent = ruleSet.consent[consentRow.id];
  const other = newestBeside(ruleSet);
  const otherConsent = other?.consent[consentRow.id];
  return {
    ruleSet: ruleSet.id,
    action: action.then,
    consent,
    tell: tell.then,
    because: { action: action.id, consent: consentRow.id, tell: tell.id },
    also: alsoRows.filter(({ when }) => when(facts, consent)).map(({ id }) => id),
    flags: flagRows.filter(({ when }) => when(facts, action.id)).map(({ id }) => id),
    consultation: ["call-999", "refer-now"].includes(action.then) ? "call-first" : "open",
    reasons: [
      { rule: action.id, ...action.because },
      { rule: consentRow.id, ...(ruleSet.because[consentRow.id] ?? consentRow.because) },
      { rule: tell.id, ...tell.because },
    ],
    ...(other !== undefined && otherConsent !== undefined && otherConsent !== consent
      ? { differs: { ruleSet: other.id, consent: otherConsent, because: consentRow.id } }
      : {}),
  };
};
