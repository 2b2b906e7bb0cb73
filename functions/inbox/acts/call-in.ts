import type { Field } from "../../../shared/domain/questions.ts";
import { readFields } from "../../../shared/domain/read-fields.ts";
import type { Act } from "./act.ts";

const fields: readonly Field[] = [
  {
    id: "callIn",
    ask: "What did they say?",
    called: "What they said when they rang",
    kind: { type: "text" },
    must: "yes",
    missing: "Enter what they said",
  },
];

/** The practitioner rang. A note, and no contact: only a social worker speaking with them is that. */
export const callIn: Act = {
  title: "Record that the practitioner rang",
  button: "Record their call",
  intro: () =>
    "This does not stop the clock. If a social worker spoke with them, record the contact and the advice instead.",
  fields: () => fields,
  plan: (_, typed, context) => {
    const { values, errors } = readFields(fields, typed, context);
    const { callIn = "" } = values;
    if (errors.length > 0) return { errors };
    return {
      command: async (who, { seal }) => ({
        ...who,
        do: "note-call-in",
        note: await seal("words", { callIn }),
      }),
    };
  },
};
