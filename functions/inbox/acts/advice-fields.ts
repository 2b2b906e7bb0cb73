import type { Advised, Consultation, SealedRef } from "../../../shared/domain/consultation.ts";
import {
  actionWords,
  consentWords,
  tellWords,
  withoutNumber,
} from "../../../shared/domain/decision-words.ts";
import type { Field, Option } from "../../../shared/domain/questions.ts";
import { isKeyOf, optional, type Prepare } from "./act.ts";

const fromWords = (words: Readonly<Record<string, { readonly heading: string }>>) =>
  Object.entries(words).map(([value, { heading }]) => ({
    value,
    label: withoutNumber(heading),
  }));

const tablesSaid = (words: Readonly<Record<string, { readonly heading: string }>>, said: string) =>
  `The practitioner was told: ${fromWords(words).find(({ value }) => value === said)?.label ?? said}.`;

const yesNo: readonly Option[] = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
];

/** The advice, in the decision's own values beside the tables' answer. */
export const adviceFields = ({ decision }: Consultation): readonly Field[] => [
  {
    id: "advice",
    ask: "What did you advise?",
    called: "Advice",
    hint: "The practitioner can read this.",
    kind: { type: "text" },
    must: "yes",
    missing: "Enter what you advised",
  },
  {
    id: "reasons",
    ask: "Why?",
    called: "Reasons",
    hint: "The practitioner can read this.",
    kind: { type: "text" },
    must: "yes",
    missing: "Enter the reasons",
  },
  {
    id: "plan",
    ask: "Who does what by when?",
    called: "Who does what by when",
    hint: "The practitioner can read this.",
    kind: { type: "text" },
    must: "yes",
    missing: "Enter who does what by when",
  },
  {
    id: "followUpOn",
    ask: "On which day do you look again at what happened?",
    called: "Day to look again",
    hint: "The practitioner is asked on that day what happened next. If you agreed no day, leave it empty.",
    kind: { type: "day-ahead" },
    ...optional,
  },
  {
    id: "action",
    ask: "What to do, as you advised it",
    called: "Action advised",
    hint: tablesSaid(actionWords, decision.action),
    kind: { type: "choice", options: fromWords(actionWords) },
    must: "yes",
    missing: "Select what you advised to do",
  },
  {
    id: "consent",
    ask: "Consent, as you advised it",
    called: "Consent advised",
    hint: tablesSaid(consentWords, decision.consent),
    kind: { type: "choice", options: fromWords(consentWords) },
    must: "yes",
    missing: "Select what you advised about consent",
  },
  {
    id: "tell",
    ask: "Telling the family, as you advised it",
    called: "Telling advised",
    hint: tablesSaid(tellWords, decision.tell),
    kind: { type: "choice", options: fromWords(tellWords) },
    must: "yes",
    missing: "Select what you advised about telling the family",
  },
  {
    id: "agrees",
    ask: "Does the practitioner agree?",
    called: "Practitioner agrees",
    kind: { type: "choice", options: yesNo },
    must: "yes",
    missing: "Select whether the practitioner agrees",
  },
  {
    id: "nameAsked",
    ask: "Was the child's name asked for or given?",
    called: "Name asked for or given",
    kind: { type: "choice", options: yesNo },
    must: "yes",
    missing: "Select whether the child's name was asked for or given",
  },
  {
    id: "historyChecked",
    ask: "Was the history checked?",
    called: "History checked",
    kind: { type: "choice", options: yesNo },
    must: "yes",
    missing: "Select whether the history was checked",
  },
];

/** What is known of it before anybody types: what the tables said, and a name that was given. */
export const advicePrefilled = ({ decision, clear }: Consultation) => ({
  action: decision.action,
  consent: decision.consent,
  tell: decision.tell,
  ...(clear["named"] === "named" ? { nameAsked: "yes" } : {}),
});

/** Seals what was advised. Undefined when one of the values is none of the tables'. */
export const advisedFrom = (
  values: Readonly<Record<string, string>>,
): ((prepare: Prepare) => Promise<Advised>) | undefined => {
  const { action, consent, tell, advice = "", reasons = "", plan = "", followUpOn } = values;
  if (!isKeyOf(actionWords, action) || !isKeyOf(consentWords, consent) || !isKeyOf(tellWords, tell))
    return undefined;
  const texts = { advice, reasons, plan };
  return async ({ seal }) => {
    const [words, readable]: readonly [SealedRef, SealedRef] = await Promise.all([
      seal("words", texts),
      seal("advice", texts),
    ]);
    return {
      action,
      consent,
      tell,
      practitionerAgrees: values["agrees"] === "yes",
      nameAsked: values["nameAsked"] === "yes",
      historyChecked: values["historyChecked"] === "yes",
      ...(followUpOn === undefined ? {} : { followUpOn }),
      words,
      advice: readable,
    };
  };
};
