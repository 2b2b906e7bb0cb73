import { optionsOf } from "../domain/answer-schema.ts";
import type { Hub } from "../domain/hub.ts";
import { instantFrom } from "../domain/instant.ts";
import type { Field } from "../domain/questions.ts";
import { dateWords } from "../domain/time-words.ts";

/** What stands for an answer that was left empty. */
export const notProvided = "Not provided";

/** `2018-05-04` as `4 May 2018`, `2027-03` as `March 2027`; anything else as it is. */
const dayWords = (date: string) => {
  const isMonth = /^\d{4}-\d{2}$/.test(date);
  const noon = instantFrom(`${date}${isMonth ? "-01" : ""}T12:00:00Z`);
  if (noon === undefined) return date;
  const words = dateWords(noon).split(" ");
  return words.slice(isMonth ? 2 : 1).join(" ");
};

/**
 * An answer as people read it, a line for each: the words of options, dates in words, typed text as it
 * is. An option that this catalogue no longer has is shown by its value, so that old cases still read.
 */
export const answerLines = (question: Field, value: unknown, hub: Hub): readonly string[] => {
  const values = [value].flat().filter((one) => typeof one === "string" && one !== "");
  const { type } = question.kind;
  if (type === "birth-date" || type === "day-ahead" || type === "due-month")
    return values.map((one) => dayWords(`${one}`));
  const options = optionsOf(question, hub);
  return values.map((one) => options.find((option) => option.value === one)?.label ?? `${one}`);
};

/** The same in one text: several choices on a line each, and "Not provided" for what was left empty. */
export const answerWords = (question: Field, value: unknown, hub: Hub): string => {
  const lines = answerLines(question, value, hub);
  return lines.length === 0 ? notProvided : lines.join("\n");
};
