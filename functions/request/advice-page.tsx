import type { DecisionRecord } from "../../shared/domain/decision-record.ts";
import { button } from "../../shared/pages/generated/components.ts";
import { page } from "../../shared/pages/shell.tsx";
import { TelephoneLink } from "../../shared/pages/telephone-link.tsx";
import { type CodeState, codeForms, codeNotice, isCodeWrong } from "./code-form.tsx";
import { type Frame, ownShell } from "./page-frame.tsx";
import { recordSections } from "./record-sections.tsx";

/** Before the advice can be read: a code is asked for, and typed. */
export const codePage = (
  { hub }: Pick<Frame, "hub">,
  reference: string,
  state?: CodeState,
): string => {
  const title = "Read the advice";
  return page(
    { ...ownShell(hub, title, `/status/${reference}`), error: isCodeWrong(state) },
    <>
      {codeNotice(state)}
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        The advice is about a child. To show it only to you, we send a code to the email address
        that you gave us.
      </p>
      {codeForms(hub, state, {
        typed: `/status/${reference}/advice`,
        asks: `/status/${reference}/code`,
        has: `/status/${reference}/advice?asked=sent`,
      })}
      <p class="govuk-body">
        No code? Telephone <strong>{hub.telephone}</strong> and quote {reference}.
      </p>
    </>,
  );
};

/** The advice, on one page that prints well. */
export const advicePage = (
  { hub }: Pick<Frame, "hub">,
  reference: string,
  record: DecisionRecord,
  { isNotAgreed, looksAgain }: { readonly isNotAgreed: boolean; readonly looksAgain: boolean },
): string =>
  page(
    ownShell(hub, record.title, `/status/${reference}`),
    <>
      <h1 class="govuk-heading-l">{record.title}</h1>
      {isNotAgreed ? (
        <div class="govuk-inset-text app-no-print">
          You told us that this is not what you agreed. A manager can see it. To talk about it,
          telephone <TelephoneLink number={hub.telephone} /> and quote {reference}.
        </div>
      ) : null}
      {looksAgain ? (
        <p class="govuk-body app-no-print">
          The day on which you agreed to look again has come.{" "}
          <a class="govuk-link" href={`/status/${reference}/what-happened`}>
            Tell us what happened next
          </a>
        </p>
      ) : null}
      {recordSections(record, `/status/${reference}/advice.txt`)}
      {isNotAgreed ? null : (
        <div class="app-no-print">
          <h2 class="govuk-heading-m">Is this not what you agreed?</h2>
          <form method="post" action={`/status/${reference}/not-agreed`} novalidate>
            {button({
              text: "This is not what we agreed",
              classes: "govuk-button--secondary",
              preventDoubleClick: true,
            })}
          </form>
        </div>
      )}
    </>,
  );
