import type { Consultation } from "../../shared/domain/consultation.ts";
import { dayWords } from "../../shared/domain/time-words.ts";
import { whatHappenedFields } from "../../shared/domain/what-happened.ts";
import { errorSummary } from "../../shared/pages/error-summary.tsx";
import type { FormError } from "../../shared/pages/form-errors.ts";
import { button } from "../../shared/pages/generated/components.ts";
import { questionField } from "../../shared/pages/question-field.tsx";
import { page } from "../../shared/pages/shell.tsx";
import { type Frame, numberNow, ownShell, warning } from "./page-frame.tsx";

/** Asks what became of what was agreed. */
export const whatHappenedPage = (
  frame: Pick<Frame, "hub" | "hours">,
  { reference, advised }: Pick<Consultation, "reference" | "advised">,
  typed: Readonly<Record<string, unknown>> = {},
  errors: readonly FormError[] = [],
): string => {
  const { hub } = frame;
  const { name, telephone } = numberNow(frame);
  const title = "Tell us what happened next";
  const agreed = advised?.followUpOn;
  return page(
    { ...ownShell(hub, title, `/status/${reference}`), error: errors.length > 0 },
    <>
      {errors.length > 0 ? errorSummary(errors, whatHappenedFields) : null}
      <h1 class="govuk-heading-l">{title}</h1>
      {agreed === undefined ? null : (
        <p class="govuk-body">
          When you talked with a social worker, you agreed to look again on {dayWords(agreed)}.
        </p>
      )}
      {warning(
        `If you are more worried than you were, do not write it here: ring ${name} on ${telephone}, or call 999 if a child is in immediate danger.`,
      )}
      <form method="post" action={`/status/${reference}/what-happened`} novalidate>
        {whatHappenedFields.map((field) =>
          questionField(field, {
            hub,
            value: typed[field.id],
            error: errors.find((one) => one.field === field.id)?.message,
          }),
        )}
        {button({ text: "Tell the duty team", preventDoubleClick: true })}
      </form>
      <p class="govuk-body">This is not a referral.</p>
    </>,
  );
};
