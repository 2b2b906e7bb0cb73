import type { Priority } from "../../../shared/domain/consultation.ts";
import type { Field } from "../../../shared/domain/questions.ts";
import { readFields } from "../../../shared/domain/read-fields.ts";
import { type Act, isKeyOf } from "./act.ts";

/** Each priority in words. */
export const priorities = {
  red: "Red: before all others",
  amber: "Amber: before those that nobody has judged",
  green: "Green: after those that nobody has judged",
  blue: "Blue: last",
} as const satisfies Readonly<Record<Priority, string>>;

const fields: readonly Field[] = [
  {
    id: "priority",
    ask: "What is its priority?",
    called: "Priority",
    hint: "It orders the list. The time by which the call is due stays as it is.",
    kind: {
      type: "choice",
      options: Object.entries(priorities).map(([value, label]) => ({ value, label })),
    },
    must: "yes",
    missing: "Select the priority",
  },
  {
    id: "priorityBecause",
    ask: "Why?",
    called: "Why it has this priority",
    kind: { type: "text" },
    must: "yes",
    missing: "Enter why it has this priority",
  },
];

/** A duty worker's judgement, with its reason. */
export const priority: Act = {
  title: "Set the priority",
  button: "Set priority",
  fields: () => fields,
  prefilled: (consultation) =>
    consultation.priority === undefined ? {} : { priority: consultation.priority },
  plan: (_, typed, context) => {
    const { values, errors } = readFields(fields, typed, context);
    const { priority: judged, priorityBecause = "" } = values;
    if (errors.length > 0 || !isKeyOf(priorities, judged)) return { errors };
    return {
      command: async (who, { seal }) => ({
        ...who,
        do: "set-priority",
        priority: judged,
        reason: await seal("words", { priorityBecause }),
      }),
    };
  },
};
