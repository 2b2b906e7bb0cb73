import type { Consultation, Worker } from "../../../shared/domain/consultation.ts";
import type { Field } from "../../../shared/domain/questions.ts";
import { readFields } from "../../../shared/domain/read-fields.ts";
import type { Staff } from "../../../shared/session.ts";
import type { Act, ActContext } from "./act.ts";

const isWorker = (person: Staff): person is Worker => person.role !== "auditor";

/** Everybody who can ring, but whoever has it. */
const others = ({ holder }: Consultation, { people }: ActContext): readonly Worker[] =>
  people.filter(isWorker).filter(({ id }) => id !== holder?.id);

const fields = (consultation: Consultation, context: ActContext): readonly Field[] => [
  {
    id: "to",
    ask: "Who takes it?",
    called: "Who takes it",
    hint: "Everybody who has signed in within the last 30 days.",
    kind: {
      type: "choice",
      options: others(consultation, context).map(({ id, name }) => ({ value: id, label: name })),
    },
    must: "yes",
    missing: "Select who takes it. Whoever is not in this list must sign in once first",
  },
];

/** A manager gives it to somebody else, whoever has it. */
export const reassign: Act = {
  title: "Give it to somebody else",
  button: "Give it to them",
  managerOnly: true,
  fields,
  plan: (consultation, typed, context) => {
    const { values, errors } = readFields(fields(consultation, context), typed, context);
    const to = others(consultation, context).find(({ id }) => id === values["to"]);
    if (errors.length > 0 || to === undefined) return { errors };
    const { id, name, email, role } = to;
    return { command: async (who) => ({ ...who, do: "reassign", to: { id, name, email, role } }) };
  },
};
