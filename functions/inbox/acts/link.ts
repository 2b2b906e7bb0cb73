import type { Field } from "../../../shared/domain/questions.ts";
import { readFields } from "../../../shared/domain/read-fields.ts";
import { readReference } from "../../../shared/domain/reference.ts";
import type { Act } from "./act.ts";

const fields: readonly Field[] = [
  {
    id: "other",
    ask: "What is the other reference?",
    called: "Other reference",
    hint: "For example, 7K2M-9QXD-4TRW.",
    kind: { type: "short" },
    must: "yes",
    missing: "Enter the other reference",
  },
];

/** Another consultation that may concern the same child. */
export const link: Act = {
  title: "Link it with another consultation",
  button: "Link them",
  intro: () =>
    "Link two that may concern the same child or family. If it is the same request sent twice, close one as a duplicate instead.",
  fields: () => fields,
  plan: (_, typed, context) => {
    const { values, errors } = readFields(fields, typed, context);
    const other = readReference(values["other"] ?? "");
    if (errors.length > 0) return { errors };
    // It is kept in clear: nothing but a reference may stand there.
    return other === undefined
      ? { errors: [{ field: "other", message: "Other reference must be like 7K2M-9QXD-4TRW" }] }
      : { command: async (who) => ({ ...who, do: "link", other }) };
  },
};
