import type { Field } from "../../../shared/domain/questions.ts";
import { readFields } from "../../../shared/domain/read-fields.ts";
import { lastDayKept } from "../../../shared/domain/retention.ts";
import { dayWords } from "../../../shared/domain/time-words.ts";
import type { Act } from "./act.ts";

const fields: readonly Field[] = [
  {
    id: "liftedBecause",
    ask: "Why is the hold not needed any more?",
    called: "Why the legal hold was lifted",
    kind: { type: "text" },
    must: "yes",
    missing: "Enter why the hold is not needed any more",
  },
];

/** From then on it is kept as long as any other. */
export const liftHold: Act = {
  title: "Lift the legal hold",
  button: "Lift the legal hold",
  managerOnly: true,
  intro: (consultation, { hub, today }) => {
    const until = lastDayKept(consultation, hub);
    if (until === undefined) return undefined;
    return until < today
      ? `It would have been kept until ${dayWords(until)}: its words are deleted the next morning.`
      : `It is then kept until ${dayWords(until)}.`;
  },
  fields: () => fields,
  plan: (_, typed, context) => {
    const { values, errors } = readFields(fields, typed, context);
    const { liftedBecause = "" } = values;
    if (errors.length > 0) return { errors };
    return {
      command: async (who, { seal }) => ({
        ...who,
        do: "lift-hold",
        because: await seal("words", { liftedBecause }),
      }),
    };
  },
};
