import { optionsOf } from "../../../shared/domain/answer-schema.ts";
import { filledIn } from "../../../shared/domain/decision-words.ts";
import { type Question, questions } from "../../../shared/domain/questions.ts";
import type { RuleSet } from "../../../shared/domain/rule-sets.ts";
import { defaultHub } from "./hubs.ts";

/** Words with the hub's own details left open, for a page that no hub in particular shows. */
export const leftOpen = (text: string): string =>
  filledIn(text, {
    due: "[day and time]",
    telephone: "[the hub's number]",
    adults: "[the adults' number]",
  });

const questionNamed = (id: string): Question => {
  const question = questions.find((one) => one.id === id);
  if (question === undefined) throw new Error(`no question ${id}`);
  return question;
};

/** What a question is called. */
export const calledOf = (questionId: string): string => questionNamed(questionId).called;

/** An answer as the form words it. */
export const labelOf = (questionId: string, value: string): string => {
  const options = optionsOf(questionNamed(questionId), defaultHub);
  const option = options.find((one) => one.value === value);
  if (option === undefined) throw new Error(`no answer ${value} to ${questionId}`);
  return option.label;
};

/** How a rule set is called at the head of a column: by its year. */
export const column = ({ dated, id }: RuleSet): string => `${dated.slice(0, 4)} (${id})`;
