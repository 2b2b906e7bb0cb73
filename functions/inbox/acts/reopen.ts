import type { Field } from "../../../shared/domain/questions.ts";
import { readFields } from "../../../shared/domain/read-fields.ts";
import type { Act } from "./act.ts";

const fields: readonly Field[] = [
  {
    id: "reopened",
    ask: "Why do you reopen it?",
    called: "Why it is reopened",
    kind: { type: "text" },
    must: "yes",
    missing: "Enter why you reopen it",
  },
];

/** Why it is taken up again. */
export const reopen: Act = {
  title: "Reopen the consultation",
  button: "Reopen consultation",
  fields: () => fields,
  plan: (_, typed, context) => {
    const { values, errors } = readFields(fields, typed, context);
    const { reopened = "" } = values;
    if (errors.length > 0) return { errors };
    return {
      command: async (who, { seal }) => ({
        ...who,
        do: "reopen",
        reason: await seal("words", { reopened }),
      }),
    };
  },
};
