import type { Field } from "../../../shared/domain/questions.ts";
import { readFields } from "../../../shared/domain/read-fields.ts";
import type { Act } from "./act.ts";

const fields: readonly Field[] = [
  {
    id: "heldBecause",
    ask: "Why must it be kept?",
    called: "Why it is under a legal hold",
    hint: "For example, a court case, a complaint, an inquiry, or somebody who asks what is held about them.",
    kind: { type: "text" },
    must: "yes",
    missing: "Enter why it must be kept",
  },
];

/** Nothing of it may be deleted until a manager lifts the hold. */
export const hold: Act = {
  title: "Put it under a legal hold",
  button: "Put it under a legal hold",
  managerOnly: true,
  intro: () => "Nothing of it is deleted, whatever its age, until a manager lifts the hold.",
  fields: () => fields,
  plan: (_, typed, context) => {
    const { values, errors } = readFields(fields, typed, context);
    const { heldBecause = "" } = values;
    if (errors.length > 0) return { errors };
    return {
      command: async (who, { seal }) => ({
        ...who,
        do: "hold",
        because: await seal("words", { heldBecause }),
      }),
    };
  },
};
