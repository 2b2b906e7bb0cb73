import type { FieldError } from "../domain/answers.ts";
import type { Field } from "../domain/questions.ts";
import { type DateBox, dateBoxes, wrongBoxes } from "./date-boxes.ts";

/** What is wrong, in the form's words, and the id of the field at which it is put right. */
export type FormError = FieldError & { readonly target?: string };

const isNeeded = {
  day: "a day from 1 to 31",
  month: "a month from 1 to 12",
  year: "a year of 4 numbers, like 2018",
} as const satisfies Readonly<Record<DateBox, string>>;

const and = (words: readonly string[]) =>
  words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;

const dateMessage = (
  { called }: Field,
  { empty, impossible }: ReturnType<typeof wrongBoxes>,
): string | undefined => {
  if (empty.length > 0) return `${called} must include ${and(empty.map((box) => `a ${box}`))}`;
  return impossible.length > 0
    ? `${called} must have ${and(impossible.map((box) => isNeeded[box]))}`
    : undefined;
};

/** A date that no calendar has is typed as on the form, not as the API takes it. */
const asTyped = (message: string) =>
  message.replace(
    /, like (\d{4})-(\d{2})(?:-(\d{2}))?$/,
    (_, year, month, day) =>
      `, like ${[day, month, year].flatMap((part) => (part === undefined ? [] : [Number(part)])).join(" ")}`,
  );

const dateError = (error: FieldError, question: Field, answer: unknown): FormError => {
  const boxes = dateBoxes(question.kind);
  const wrong = wrongBoxes(boxes, answer);
  const isEmpty = wrong.empty.length === boxes.length;
  const [first = boxes[0]] = isEmpty ? [] : [...wrong.empty, ...wrong.impossible];
  return {
    field: error.field,
    message: (isEmpty ? undefined : dateMessage(question, wrong)) ?? asTyped(error.message),
    target: `${question.id}-${first}`,
  };
};

/**
 * The errors of a page as its form says them: for a date, which box is wrong, and there the link leads.
 * @param answers the raw answers that were refused.
 */
export const formErrors = (
  errors: readonly FieldError[],
  questions: readonly Field[],
  answers: Readonly<Record<string, unknown>>,
): readonly FormError[] =>
  errors.map((error) => {
    const question = questions.find(({ id }) => id === error.field);
    if (question === undefined) return error;
    return dateBoxes(question.kind).length > 0
      ? dateError(error, question, answers[question.id])
      : { ...error, target: question.id };
  });
