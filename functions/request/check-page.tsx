import type { Decision } from "../../shared/domain/decision.ts";
import type { Question } from "../../shared/domain/questions.ts";
import { answerRow } from "../../shared/pages/answer-row.tsx";
import { button } from "../../shared/pages/generated/components.ts";
import { page } from "../../shared/pages/shell.tsx";
import { answerSections, stepWords } from "./form-sections.ts";
import { guidanceAddresses } from "./guidance-addresses.ts";
import { lookAgain } from "./look-again.tsx";
import { callNow, daysAheadWords, type Frame, shellOf, warning } from "./page-frame.tsx";

/** Everything that was answered, each with a way to change it, and Send. */
export const checkPage = (
  frame: Frame,
  asked: readonly Question[],
  answers: Readonly<Record<string, string | readonly string[]>>,
  decision: Decision,
  today: string,
): string => {
  const title = "Check your answers";
  return page(
    shellOf(frame, title),
    <>
      <span class="govuk-caption-l">{stepWords("check")}</span>
      <h1 class="govuk-heading-l">{title}</h1>
      {decision.action === "call-999" ||
      (decision.consultation === "call-first" && answers["telephoned"] !== "yes")
        ? warning(callNow(frame, decision.action === "call-999"))
        : null}
      {lookAgain(answers, asked, { hub: frame.hub, today })}
      {answerSections.map(({ heading, pages }) => {
        const rows = asked.filter((question) => pages.includes(question.page));
        return rows.length === 0 ? null : (
          <>
            <h2 class="govuk-heading-m">{heading}</h2>
            <dl class="govuk-summary-list">
              {rows.map((question) =>
                answerRow(
                  question,
                  answers[question.id],
                  frame.hub,
                  `/request/${question.page}#${question.id}`,
                ),
              )}
            </dl>
          </>
        );
      })}
      <h2 class="govuk-heading-m">Send your request</h2>
      <p class="govuk-body">
        This is a request for advice. It is not a referral. A social worker will contact you by{" "}
        <strong>{frame.hours.dueText}</strong>.
      </p>
      {daysAheadWords(frame)}
      <p class="govuk-body">
        Do you want to keep{" "}
        <a class="govuk-link" href={guidanceAddresses.record}>
          a record of what the guidance says
        </a>
        ? Print or save it before you send: it cannot be made afterwards.
      </p>
      <form method="post" action="/request/check" novalidate>
        {button({ text: "Send request", preventDoubleClick: true })}
      </form>
    </>,
  );
};
