import type { DecisionRecord } from "../../shared/domain/decision-record.ts";
import type { Field } from "../../shared/domain/questions.ts";
import { errorSummary } from "../../shared/pages/error-summary.tsx";
import type { FormError } from "../../shared/pages/form-errors.ts";
import { button, notificationBanner } from "../../shared/pages/generated/components.ts";
import { questionField } from "../../shared/pages/question-field.tsx";
import { page } from "../../shared/pages/shell.tsx";
import { type Frame, ownShell } from "./page-frame.tsx";
import { recordSections } from "./record-sections.tsx";

/** The six digits, as they are typed. */
const codeField = {
  id: "code",
  ask: "What is the code?",
  called: "The code",
  hint: "Six digits. It works once, for ten minutes.",
  kind: { type: "short" },
  must: "yes",
  missing: "Enter the code from the email",
} as const satisfies Field;

type Asked = {
  readonly reference: string;
  /** What became of asking for a code, if it was just asked for. */
  readonly asked?: "sent" | "too-often";
};

const askedWords = {
  sent: "We have sent a code to the email address that you gave us. It can take a minute or two.",
  "too-often":
    "You have asked for a code a moment ago, or several times within the hour. Use the last one that you got, or wait.",
} as const;

/** Before the advice can be read: a code is asked for, and typed. */
export const codePage = (
  { hub }: Pick<Frame, "hub">,
  { reference, asked }: Asked,
  errors: readonly FormError[] = [],
): string => {
  const title = "Read the advice";
  return page(
    { ...ownShell(hub, title, `/status/${reference}`), error: errors.length > 0 },
    <>
      {errors.length > 0 ? errorSummary(errors, [codeField]) : null}
      {asked === undefined || errors.length > 0
        ? null
        : notificationBanner({ titleText: "Important", text: askedWords[asked] })}
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        The advice is about a child. To show it only to you, we send a code to the email address
        that you gave us.
      </p>
      {asked === "sent" || errors.length > 0 ? (
        <form method="post" action={`/status/${reference}/advice`} novalidate>
          {questionField(codeField, { hub, error: errors[0]?.message })}
          {button({ text: "Continue" })}
        </form>
      ) : null}
      <form method="post" action={`/status/${reference}/code`} novalidate>
        {button({
          text: asked === undefined && errors.length === 0 ? "Send me a code" : "Send another code",
          preventDoubleClick: true,
          ...(asked === undefined && errors.length === 0
            ? {}
            : { classes: "govuk-button--secondary" }),
        })}
      </form>
      {asked === undefined && errors.length === 0 ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`/status/${reference}/advice?asked=sent`}>
            I have a code
          </a>
        </p>
      ) : null}
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
  isNotAgreed: boolean,
): string =>
  page(
    ownShell(hub, record.title, `/status/${reference}`),
    <>
      <h1 class="govuk-heading-l">{record.title}</h1>
      {recordSections(record, `/status/${reference}/advice.txt`)}
      <div class="app-no-print">
        <h2 class="govuk-heading-m">Is this not what you agreed?</h2>
        {isNotAgreed ? (
          <p class="govuk-body">
            You told us that this is not what you agreed. A manager can see it. To talk about it,
            telephone <strong>{hub.telephone}</strong> and quote {reference}.
          </p>
        ) : (
          <form method="post" action={`/status/${reference}/not-agreed`} novalidate>
            {button({
              text: "This is not what we agreed",
              classes: "govuk-button--secondary",
              preventDoubleClick: true,
            })}
          </form>
        )}
      </div>
    </>,
  );
