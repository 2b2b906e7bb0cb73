import type { Field } from "../../../shared/domain/questions.ts";
import { readFields } from "../../../shared/domain/read-fields.ts";
import type { Act } from "./act.ts";

const fields: readonly Field[] = [
  {
    id: "settled",
    ask: "How was it settled, and who decided?",
    called: "How the disagreement was settled",
    kind: { type: "text" },
    must: "yes",
    missing: "Enter how it was settled, and who decided",
  },
];

/** How practitioner and hub came to agree, or who decided. */
export const settle: Act = {
  title: "Record how the disagreement was settled",
  button: "Record how it was settled",
  managerOnly: true,
  fields: () => fields,
  plan: (_, typed, context) => {
    const { values, errors } = readFields(fields, typed, context);
    const { settled = "" } = values;
    if (errors.length > 0) return { errors };
    return {
      command: async (who, { seal }) => ({
        ...who,
        do: "settle-difference",
        how: await seal("words", { settled }),
      }),
    };
  },
};
