import { readAnswer } from "./answer-schema.ts";
import type { FieldError } from "./answers.ts";
import type { Hub } from "./hub.ts";
import type { Field } from "./questions.ts";

/** What no reader can see is no reason, and no advice. */
const invisible = /^[\s\p{Cc}\p{Cf}]*$/u;

/** Typed values of a form by field id, each checked as the practitioner's form checks its own. */
export const readFields = (
  fields: readonly Field[],
  typed: Readonly<Record<string, unknown>>,
  context: { readonly hub: Hub; readonly today: string },
): {
  readonly values: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
} => {
  const values: Record<string, string> = {};
  const errors: FieldError[] = [];
  for (const field of fields) {
    const given = typed[field.id];
    if (typeof given !== "string" || invisible.test(given)) {
      if (field.must === "yes") errors.push({ field: field.id, message: field.missing });
      continue;
    }
    const read = readAnswer(field, given, context);
    if ("wrong" in read) errors.push({ field: field.id, message: read.wrong });
    else if (typeof read.value === "string") values[field.id] = read.value;
  }
  return { values, errors };
};
