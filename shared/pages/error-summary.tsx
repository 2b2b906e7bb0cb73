import type { HtmlEscapedString } from "hono/utils/html";
import type { Field } from "../domain/questions.ts";
import { dateBoxes } from "./date-boxes.ts";
import type { FormError } from "./form-errors.ts";
import { errorSummary as summary } from "./generated/components.ts";

/** The id of a question's first field: its first option, its first box, or the one there is. */
const firstField = ({ id, kind }: Field) => {
  const [first] = dateBoxes(kind);
  return first === undefined ? id : `${id}-${first}`;
};

/**
 * All that is wrong with a page, each with a link to its field. It takes the focus when the page opens,
 * without a script. What is wrong with no question of this page stands without a link.
 */
export const errorSummary = (
  errors: readonly FormError[],
  questions: readonly Field[],
): HtmlEscapedString =>
  summary({
    titleText: "There is a problem",
    attributes: { tabindex: "-1", autofocus: "" },
    errorList: errors.map(({ field, message, target }) => {
      const question = questions.find(({ id }) => id === field);
      const id = target ?? (question && firstField(question));
      return { text: message, href: id === undefined ? undefined : `#${id}` };
    }),
  });
