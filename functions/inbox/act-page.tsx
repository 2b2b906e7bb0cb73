import type { FieldError } from "../../shared/domain/answers.ts";
import type { Consultation } from "../../shared/domain/consultation.ts";
import type { Hub } from "../../shared/domain/hub.ts";
import { errorSummary } from "../../shared/pages/error-summary.tsx";
import { formErrors } from "../../shared/pages/form-errors.ts";
import { button, warningText } from "../../shared/pages/generated/components.ts";
import { questionField } from "../../shared/pages/question-field.tsx";
import { page } from "../../shared/pages/shell.tsx";
import type { Staff } from "../../shared/session.ts";
import type { Act } from "./acts.ts";
import { signOut } from "./sign-out.tsx";
import { siteOf } from "./site.ts";

/** The form of one act, with what was typed and what is wrong with it, or why it was refused. */
export const actPage = (
  { hub, staff }: { readonly hub: Hub; readonly staff: Staff },
  consultation: Consultation,
  name: string,
  act: Act,
  typed: Readonly<Record<string, unknown>>,
  problem: { readonly errors?: readonly FieldError[]; readonly refusal?: string } = {},
): string => {
  const { reference, version } = consultation;
  const fields = act.fields(consultation);
  const errors = formErrors(problem.errors ?? [], fields, typed);
  const address = `/consultations/${reference}`;
  return page(
    {
      ...siteOf(hub, staff),
      title: act.title,
      back: address,
      error: errors.length > 0 || problem.refusal !== undefined,
      afterMain: signOut,
    },
    <>
      {errors.length > 0 ? errorSummary(errors, fields) : null}
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">Consultation {reference}</span>
        {act.title}
      </h1>
      {problem.refusal === undefined
        ? null
        : warningText({
            text: `${problem.refusal} What you typed is below.`,
            iconFallbackText: "Warning",
          })}
      <form method="post" action={`${address}/${name}`} novalidate>
        <input type="hidden" name="version" value={String(version)} />
        {fields.map((field) =>
          questionField(field, {
            hub,
            value: typed[field.id],
            error: errors.find((error) => error.field === field.id)?.message,
          }),
        )}
        {button({ text: act.button, preventDoubleClick: true })}
      </form>
    </>,
  );
};
