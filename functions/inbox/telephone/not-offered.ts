import { optionsOf } from "../../../shared/domain/answer-schema.ts";
import type { Answers, FieldError } from "../../../shared/domain/answers.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import type { Question } from "../../../shared/domain/questions.ts";

/**
 * The practitioner's form takes away an option that does not go with the answers before it. Where all of them
 * stand on one page it can be picked: then that is what is wrong, and not that nothing was selected.
 */
export const notOffered =
  (
    given: Readonly<Record<string, unknown>>,
    answers: Answers,
    catalogue: readonly Question[],
    hub: Hub,
  ) =>
  (error: FieldError): FieldError => {
    const question = catalogue.find(({ id }) => id === error.field);
    const offers = question?.offers?.(answers);
    const value = given[error.field];
    if (question === undefined || offers === undefined || typeof value !== "string") return error;
    const options = optionsOf(question, hub);
    const isTakenAway = options.some((option) => option.value === value) && !offers.includes(value);
    if (!isTakenAway) return error;
    const left = options
      .filter((option) => offers.includes(option.value))
      .map(({ label }) => `“${label}”`);
    return {
      field: error.field,
      message: `${question.called} must go with the other answers. Select ${left.join(" or ")}, or change the other answers`,
    };
  };
