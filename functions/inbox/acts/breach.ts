import type { BreachReason } from "../../../shared/domain/consultation.ts";
import type { Field } from "../../../shared/domain/questions.ts";
import { readFields } from "../../../shared/domain/read-fields.ts";
import { type Act, isKeyOf } from "./act.ts";

/** Each reason for a promise that was not kept, in words. */
export const breachReasons = {
  "too-few-staff": "There were too few of us",
  "not-noticed": "Nobody noticed that it was due",
  "not-reached": "We rang and did not reach them in time",
  "wrong-number": "The number was wrong",
  "system-failed": "A system did not work",
  other: "Something else",
} as const satisfies Readonly<Record<BreachReason, string>>;

const fields: readonly Field[] = [
  {
    id: "breachReason",
    ask: "Why was the call not made in time?",
    called: "Why the call was not made in time",
    hint: "This is counted in the figures.",
    kind: {
      type: "choice",
      options: Object.entries(breachReasons).map(([value, label]) => ({ value, label })),
    },
    must: "yes",
    missing: "Select why the call was not made in time",
  },
  {
    id: "breachBecause",
    ask: "What happened, and what was done about it?",
    called: "What happened",
    hint: "This stays with the consultation. It is in no figures and no export.",
    kind: { type: "text" },
    must: "yes",
    missing: "Enter what happened, and what was done about it",
  },
];

/** A manager says why the promise was not kept. */
export const breach: Act = {
  title: "Record why the promise was not kept",
  button: "Record why",
  managerOnly: true,
  fields: () => fields,
  prefilled: (consultation) =>
    consultation.breach === undefined ? {} : { breachReason: consultation.breach.reason },
  plan: (_, typed, context) => {
    const { values, errors } = readFields(fields, typed, context);
    const { breachReason, breachBecause = "" } = values;
    if (errors.length > 0 || !isKeyOf(breachReasons, breachReason)) return { errors };
    return {
      command: async (who, { seal }) => ({
        ...who,
        do: "explain-breach",
        reason: breachReason,
        words: await seal("words", { breachBecause }),
      }),
    };
  },
};
