import type { Consultation } from "../../../shared/domain/consultation.ts";
import { type Question, questions } from "../../../shared/domain/questions.ts";
import { readFields } from "../../../shared/domain/read-fields.ts";
import { childText } from "../../../shared/domain/receipt.ts";
import type { Act } from "./act.ts";

/** As the form asks for a child that is named. */
const fields = ({ clear }: Consultation): readonly Question[] =>
  questions.filter(
    ({ page, askedWhen }) =>
      page === "the-child" && (askedWhen?.({ ...clear, named: "named" }, false) ?? true),
  );

/** The child's name, asked for or given after the request: earlier consultations can then be found. */
export const nameChild: Act = {
  title: "Record the child's name",
  button: "Record the name",
  intro: () =>
    "Ask for the name only if you need it to protect the child, and say why you ask. It is kept sealed.",
  fields,
  plan: (consultation, typed, context) => {
    const { values, errors } = readFields(fields(consultation), typed, context);
    if (errors.length > 0) return { errors };
    const text = childText(values);
    return {
      command: async (who, { seal, hash }) => {
        const [words, child] = await Promise.all([
          seal("words", values),
          text === undefined ? undefined : hash(text),
        ]);
        return { ...who, do: "name-child", words, ...(child === undefined ? {} : { child }) };
      },
    };
  },
};
