import type { Consultation } from "../../../shared/domain/consultation.ts";
import type { Outcome } from "../../../shared/domain/outcome.ts";
import type { Field } from "../../../shared/domain/questions.ts";
import { readFields } from "../../../shared/domain/read-fields.ts";
import { readReference } from "../../../shared/domain/reference.ts";
import { type Act, isKeyOf, optional } from "./act.ts";

/** Each outcome in words. */
export const outcomes: Readonly<Record<Outcome, string>> = {
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

/** No closing without reasons, nor, for a named child, without the case record. */
const fields = ({ clear }: Consultation): readonly Field[] => [
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

/** The end, with its outcome and reasons. What each outcome asks for besides is the domain's to say. */
export const close: Act = {
  title: "Close the consultation",
  button: "Close consultation",
  fields,
  prefilled: (_, { other }) =>
    other === undefined ? {} : { outcome: "duplicate", duplicateOf: other },
  plan: (consultation, typed, context) => {
    const { values, errors } = readFields(fields(consultation), typed, context);
    const { outcome, reasons = "", caseRecord = "", child = "", decidedBy } = values;
    const other = values["duplicateOf"];
    const duplicateOf = other === undefined ? undefined : readReference(other);
    // It is kept in clear: nothing but a reference may stand there.
    const otherErrors =
      other !== undefined && duplicateOf === undefined
        ? [{ field: "duplicateOf", message: "Other reference must be like 7K2M-9QXD-4TRW" }]
        : [];
    if (errors.length + otherErrors.length > 0 || !isKeyOf(outcomes, outcome))
      return { errors: [...errors, ...otherErrors] };
    return {
      command: async (who, { seal }) => ({
        ...who,
        do: "close",
        outcome,
        reasons: await seal("words", { reasons, caseRecord, child }),
        caseRecord: caseRecord === "" ? "not-said" : "number",
        childConsidered: child !== "",
        ...(decidedBy === undefined ? {} : { decidedByManager: decidedBy }),
        ...(duplicateOf === undefined ? {} : { duplicateOf }),
      }),
    };
  },
};
