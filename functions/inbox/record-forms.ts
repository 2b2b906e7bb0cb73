import type { Consultation, Outcome } from "../../shared/domain/consultation.ts";
import {
  actionWords,
  consentWords,
  tellWords,
  withoutNumber,
} from "../../shared/domain/decision-words.ts";
import type { Field, Option } from "../../shared/domain/questions.ts";

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

const optional = { must: "no", missing: "" } as const;

/** Two clicks: what came of it, and Record. */
export const attemptFields = ({ hasSecondContact }: Consultation): readonly Field[] => [
  {
    id: "result",
    ask: "What came of the call?",
    called: "Result",
    kind: {
      type: "choice",
      options: [
        { value: "no-answer", label: "No answer" },
        { value: "engaged", label: "Engaged" },
        { value: "left-a-message", label: "Left a message" },
        { value: "wrong-number", label: "Wrong number" },
        { value: "spoke", label: "Spoke to somebody, not to the practitioner" },
      ],
    },
    must: "yes",
    missing: "Select what came of the call",
  },
  ...(hasSecondContact
    ? [
        {
          id: "number",
          ask: "Whose number did you ring?",
          called: "Number",
          kind: {
            type: "choice",
            options: [
              { value: "practitioner", label: "The practitioner's" },
              { value: "second-contact", label: "The second contact's" },
            ],
          },
          must: "yes",
          missing: "Select whose number you rang",
        } as const,
      ]
    : []),
];

/** The conversation and the advice, in the decision's own values. */
export const contactFields = ({ decision }: Consultation): readonly Field[] => [
  {
    id: "socialWorker",
    ask: "Which social worker spoke to the practitioner?",
    called: "Social worker",
    kind: { type: "short" },
    must: "yes",
    missing: "Enter the name of the social worker who spoke to the practitioner",
  },
  {
    id: "date",
    ask: "On which day?",
    called: "Day of the conversation",
    hint: "For example, 24 11 2026.",
    kind: { type: "birth-date" },
    must: "yes",
    missing: "Enter the day of the conversation",
  },
  {
    id: "time",
    ask: "At what time?",
    called: "Time of the conversation",
    hint: "For example, 2:45pm or 14:45.",
    kind: { type: "short" },
    must: "yes",
    missing: "Enter the time of the conversation",
  },
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

const outcomes: Readonly<Record<Outcome, string>> = {
  "advice-only": "Advice only",
  "practitioner-to-seek-consent": "Practitioner to ask the family to agree",
  "early-help": "Early help",
  "practitioner-to-refer": "Practitioner to make a referral",
  "taken-as-referral": "Taken as a referral",
  "strategy-discussion": "Strategy discussion",
  "police-999": "Police or 999",
  "passed-to-allocated-worker": "Passed to the child's own social worker",
  "other-authority": "Another authority",
  lado: "Local authority designated officer (LADO)",
  "adult-safeguarding": "Adult safeguarding",
  withdrawn: "Withdrawn",
  "unable-to-contact": "Unable to contact",
  duplicate: "Duplicate",
};

/** Whether a text is one of the outcomes. */
export const isOutcome = (text: unknown): text is Outcome =>
  typeof text === "string" && Object.hasOwn(outcomes, text);

/** No closing without reasons, nor, for a named child, without the case record. */
export const closeFields = ({ clear }: Consultation): readonly Field[] => [
  {
    id: "outcome",
    ask: "What is the outcome?",
    called: "Outcome",
    kind: {
      type: "choice",
      options: Object.entries(outcomes).map(([value, label]) => ({ value, label })),
    },
    must: "yes",
    missing: "Select the outcome",
  },
  {
    id: "reasons",
    ask: "Why?",
    called: "Reasons",
    kind: { type: "text" },
    must: "yes",
    missing: "Enter the reasons",
  },
  ...(clear["named"] === "named"
    ? [
        {
          id: "caseRecord",
          ask: "What is the case record's number, or why is there none?",
          called: "Case record",
          hint: "This service must not be the only record about a named child.",
          kind: { type: "short" },
          must: "yes",
          missing: "Enter the case record's number, or why there is none",
        } as const,
      ]
    : []),
  {
    id: "decidedBy",
    ask: "If it is taken as a referral over a refusal, which manager decided?",
    called: "Manager who decided",
    kind: { type: "short" },
    ...optional,
  },
  {
    id: "child",
    ask: "If nobody could be contacted, what was done about the child?",
    called: "What was done about the child",
    kind: { type: "text" },
    ...optional,
  },
  {
    id: "duplicateOf",
    ask: "If it is a duplicate, what is the other reference?",
    called: "Other reference",
    hint: "For example, 7K2M-9QXD-4TRW.",
    kind: { type: "short" },
    ...optional,
  },
];

/** Why it is taken up again. */
export const reopenFields: readonly Field[] = [
  {
    id: "reopened",
    ask: "Why do you reopen it?",
    called: "Why it is reopened",
    kind: { type: "text" },
    must: "yes",
    missing: "Enter why you reopen it",
  },
];
