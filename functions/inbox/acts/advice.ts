import { readFields } from "../../../shared/domain/read-fields.ts";
import type { Act } from "./act.ts";
import { adviceFields, advicePrefilled, advisedFrom } from "./advice-fields.ts";

/** Advice that changed after the conversation, or was left out of its record. What was said before stands in the history. */
export const advice: Act = {
  title: "Record new advice",
  button: "Record advice",
  intro: () =>
    "Record it when you have spoken to them again. The practitioner is written to, and reads this in place of the advice before it.",
  fields: adviceFields,
  prefilled: advicePrefilled,
  plan: (consultation, typed, context) => {
    const { values, errors } = readFields(adviceFields(consultation), typed, context);
    const advised = advisedFrom(values);
    if (errors.length > 0 || advised === undefined) return { errors };
    return {
      command: async (who, prepare) => ({
        ...who,
        do: "record-advice",
        advised: await advised(prepare),
      }),
    };
  },
};
