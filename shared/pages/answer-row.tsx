import type { HtmlEscapedString } from "hono/utils/html";
import type { Hub } from "../domain/hub.ts";
import type { Field } from "../domain/questions.ts";
import { answerLines, notProvided } from "./answer-words.ts";
import { escaped } from "./escaped.ts";

const Answer = ({ lines }: { readonly lines: readonly string[] }) => {
  if (lines.length === 0) return <span class="app-not-provided">{notProvided}</span>;
  const [only] = lines;
  return lines.length === 1 ? (
    <div class="app-typed" dir="auto">
      {only}
    </div>
  ) : (
    <ul class="govuk-list app-lines">
      {lines.map((line) => (
        <li dir="auto">{line}</li>
      ))}
    </ul>
  );
};

/** Within a sentence; an abbreviation stays as it is. */
const withinSentence = (called: string) =>
  called.replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase());

/**
 * One answer as a row of a summary list (`<dl class="govuk-summary-list">`), on check-answers and on the
 * duty page alike. Typed text keeps its lines and its own direction.
 * @param change where it can be changed.
 */
export const answerRow = (
  question: Field,
  value: unknown,
  hub: Hub,
  change?: string,
): HtmlEscapedString =>
  escaped(
    <div class="govuk-summary-list__row">
      <dt class="govuk-summary-list__key">{question.called}</dt>
      <dd class="govuk-summary-list__value">
        <Answer lines={answerLines(question, value, hub)} />
      </dd>
      {change === undefined ? null : (
        <dd class="govuk-summary-list__actions">
          <a class="govuk-link" href={change}>
            Change<span class="govuk-visually-hidden"> {withinSentence(question.called)}</span>
          </a>
        </dd>
      )}
    </div>,
  );
