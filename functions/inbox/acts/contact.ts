import type { Consultation } from "../../../shared/domain/consultation.ts";
import { inLondon } from "../../../shared/domain/instant.ts";
import type { Field } from "../../../shared/domain/questions.ts";
import { readFields } from "../../../shared/domain/read-fields.ts";
import { notBefore, readTime } from "../read-time.ts";
import type { Act } from "./act.ts";
import { adviceFields, advicePrefilled, advisedFrom } from "./advice-fields.ts";

const fields = (consultation: Consultation): readonly Field[] => [
  {
    id: "socialWorker",
    ask: "Which social worker spoke to the practitioner?",
    called: "Social worker",
    kind: { type: "short" },
    must: "yes",
    missing: "Enter the name of the social worker who spoke to the practitioner",
  },
  {
    id: "date",
    ask: "On which day?",
    called: "Day of the conversation",
    hint: "For example, 24 11 2026.",
    kind: { type: "birth-date" },
    must: "yes",
    missing: "Enter the day of the conversation",
  },
  {
    id: "time",
    ask: "At what time?",
    called: "Time of the conversation",
    hint: "For example, 2:45pm or 14:45.",
    kind: { type: "short" },
    must: "yes",
    missing: "Enter the time of the conversation",
  },
  ...adviceFields(consultation),
];

/** The conversation and the advice. Only this stops the clock. */
export const contact: Act = {
  title: "Record the contact and the advice",
  button: "Record contact and advice",
  fields,
  prefilled: (consultation, { today, now }) => ({
    date: today,
    time: inLondon(now).toPlainTime().toString({ smallestUnit: "minute" }),
    ...advicePrefilled(consultation),
  }),
  plan: (consultation, typed, context) => {
    const { values, errors } = readFields(fields(consultation), typed, context);
    const { date = "", time = "", socialWorker = "" } = values;
    const at = date === "" || time === "" ? undefined : readTime(date, time);
    const wrongTime =
      at === undefined && date !== "" && time !== ""
        ? [{ field: "time", message: "Time of the conversation must be a time, like 2:45pm" }]
        : [];
    const advised = advisedFrom(values);
    if (errors.length + wrongTime.length > 0 || at === undefined || advised === undefined)
      return { errors: [...errors, ...wrongTime] };
    return {
      command: async (who, prepare) => ({
        ...who,
        do: "record-contact",
        at: notBefore(at, consultation.receivedAt),
        socialWorker,
        advised: await advised(prepare),
      }),
    };
  },
};
