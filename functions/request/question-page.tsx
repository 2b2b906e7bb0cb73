import type { Decision } from "../../shared/domain/decision.ts";
import { type Page, pages, type Question } from "../../shared/domain/questions.ts";
import { errorSummary } from "../../shared/pages/error-summary.tsx";
import type { FormError } from "../../shared/pages/form-errors.ts";
import { button } from "../../shared/pages/generated/components.ts";
import { questionField } from "../../shared/pages/question-field.tsx";
import { page } from "../../shared/pages/shell.tsx";
import { stepWords } from "./form-sections.ts";
import { goneNotice } from "./gone-notice.tsx";
import { callNow, type Frame, shellOf, warning } from "./page-frame.tsx";

/** Whether to name the child, by what the guidance says about consent (case.md). */
const namingAdvice = ({ consent }: Decision) => {
  if (consent === "not-required")
    return "We recommend that you name the child: we cannot protect a child we cannot identify.";
  return consent === "held"
    ? undefined
    : "We recommend that you ask without the name: naming the child is sharing.";
};

/** Sent along by the button that saves: a link would lose what stands on the page. */
export const saveForLater = "saveForLater";

/** One page of the form: every question that is asked on it. */
export const questionPage = (
  frame: Frame,
  id: Page,
  shown: readonly Question[],
  values: Readonly<Record<string, unknown>>,
  errors: readonly FormError[],
): string => {
  const alone = shown.length === 1;
  const own = pages.find((one) => one.id === id);
  const title = alone
    ? (shown[0]?.ask ?? "").replace("{due}", frame.hours.dueText)
    : (own?.title ?? "");
  const intro = own !== undefined && "intro" in own ? own.intro : undefined;
  const naming =
    id === "named" && frame.decision !== undefined ? namingAdvice(frame.decision) : undefined;
  const isGone = frame.isGone === true;
  return page(
    {
      ...shellOf(frame, isGone ? `Begin again: ${title}` : title, false),
      error: errors.length > 0,
    },
    <>
      {errors.length > 0 ? errorSummary(errors, shown) : null}
      {isGone
        ? goneNotice(frame, {
            isFirst: id === pages[0].id,
            isTypedKept: Object.keys(frame.soFar ?? {}).length > 0,
          })
        : null}
      {frame.soFar?.["danger"] === "yes" && id !== "danger" ? warning(callNow(frame, true)) : null}
      {naming === undefined ? null : <div class="govuk-inset-text">{naming}</div>}
      <span class="govuk-caption-l">{stepWords(id)}</span>
      <form method="post" action={`/request/${id}`} novalidate>
        {alone ? null : <h1 class="govuk-heading-l">{title}</h1>}
        {intro === undefined ? null : <p class="govuk-body">{intro}</p>}
        {shown.map((question) =>
          questionField(question, {
            hub: frame.hub,
            value: values[question.id],
            error: errors.find(({ field }) => field === question.id)?.message,
            due: frame.hours.dueText,
            asHeading: alone,
            only:
              question.id === "bestTimes"
                ? frame.hours.callTimes
                : question.offers?.(frame.soFar ?? {}),
          }),
        )}
        <div class="govuk-button-group">
          {button({ text: "Continue" })}
          {button({
            text: "Save and come back later",
            name: saveForLater,
            classes: "govuk-button--secondary",
          })}
        </div>
      </form>
    </>,
  );
};
