import type { Field } from "../domain/questions.ts";
import { dateBoxes, fromBoxes, toBoxes } from "./date-boxes.ts";

/** Raw answers by question id, as `parseAnswers` reads them. */
export type RawAnswers = Readonly<Record<string, string | readonly string[]>>;

const textsByName = (fields: Iterable<readonly [string, unknown]>) => {
  const texts = new Map<string, string[]>();
  for (const [name, value] of fields) {
    if (typeof value !== "string") continue;
    const earlier = texts.get(name);
    if (earlier === undefined) texts.set(name, [value]);
    else earlier.push(value);
  }
  return texts;
};

/**
 * The raw answers in a posted form: fields are named by question id, several choices repeat the name,
 * and a date stands in `<id>-day`, `<id>-month`, `<id>-year`. Every other field is ignored. A question
 * of which the form has no field (no option picked, say) has no answer; an empty field has an empty one.
 */
export const formAnswers = (
  fields: Iterable<readonly [string, unknown]>,
  questions: readonly Field[],
): RawAnswers => {
  const texts = textsByName(fields);
  return Object.fromEntries(
    questions.flatMap(
      ({ id, kind }): readonly (readonly [string, string | readonly string[]])[] => {
        const boxes = dateBoxes(kind);
        if (boxes.length > 0) {
          const typed = boxes.map((box) => texts.get(`${id}-${box}`)?.at(-1));
          return typed.every((text) => text === undefined)
            ? []
            : [
                [
                  id,
                  fromBoxes(
                    boxes,
                    typed.map((text) => text ?? ""),
                  ),
                ],
              ];
        }
        const values = texts.get(id);
        if (values === undefined) return [];
        return [[id, kind.type === "choices" ? values : (values.at(-1) ?? "")]];
      },
    ),
  );
};

/** The reverse: the fields in which a browser would send these answers. */
export const formFields = (
  answers: Readonly<Record<string, unknown>>,
  questions: readonly Field[],
): readonly (readonly [name: string, value: string])[] =>
  questions.flatMap(({ id, kind }): readonly (readonly [string, string])[] => {
    const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
    if (answer === undefined) return [];
    const boxes = dateBoxes(kind);
    if (boxes.length > 0) {
      const typed = toBoxes(boxes, answer);
      return boxes.map((box, index) => [`${id}-${box}`, typed[index] ?? ""]);
    }
    return [answer].flat().flatMap((value) => (typeof value === "string" ? [[id, value]] : []));
  });
