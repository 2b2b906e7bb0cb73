import type { FieldError } from "../../../shared/domain/answers.ts";
import type { Consultation } from "../../../shared/domain/consultation.ts";
import type { Instant } from "../../../shared/domain/instant.ts";
import { errorSummary } from "../../../shared/pages/error-summary.tsx";
import { formErrors } from "../../../shared/pages/form-errors.ts";
import { button, warningText } from "../../../shared/pages/generated/components.ts";
import { questionField } from "../../../shared/pages/question-field.tsx";
import { page } from "../../../shared/pages/shell.tsx";
import type { Act, ActContext } from "../acts/act.ts";
import { resumedForm } from "../resumed-form.tsx";
import { signOut } from "../sign-in/sign-out.tsx";
import { siteOf } from "../site.ts";
import { typedBy, typedByField } from "../typed-by.ts";

type Shown = {
  readonly errors?: readonly FieldError[];
  readonly refusal?: string;
  /** What stands in the fields was typed then, and not recorded. */
  readonly resumedFrom?: Instant;
};

/** The form of one act, with what was typed and what is wrong with it, or why it was refused. */
export const actPage = (
  context: ActContext,
  consultation: Consultation,
  name: string,
  act: Act,
  typed: Readonly<Record<string, unknown>>,
  { errors: wrong = [], refusal, resumedFrom }: Shown = {},
): string => {
  const { hub, staff } = context;
  const { reference, version } = consultation;
  const fields = act.fields(consultation, context);
  const errors = formErrors(wrong, fields, typed);
  const intro = act.intro?.(consultation, context);
  // One question is answered at once: only what takes a while to type is kept.
  const isLong = fields.some(({ kind }) => kind.type === "text");
  const back = `/consultations/${reference}`;
  const address = `${back}/${name}`;
  return page(
    {
      ...siteOf(hub, staff),
      title: act.title,
      back,
      error: errors.length > 0 || refusal !== undefined,
      afterMain: signOut,
    },
    <>
      {errors.length > 0 ? errorSummary(errors, fields) : null}
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">Consultation {reference}</span>
        {act.title}
      </h1>
      {refusal === undefined
        ? null
        : warningText({
            text: `${refusal} What you typed is below.`,
            iconFallbackText: "Warning",
          })}
      {resumedFrom === undefined ? null : resumedForm(address, resumedFrom)}
      {intro === undefined ? null : <p class="govuk-body">{intro}</p>}
      <form
        method="post"
        action={address}
        data-keep={isLong ? `${address}/keep` : undefined}
        novalidate
      >
        <input type="hidden" name="version" value={String(version)} />
        <input type="hidden" name={typedByField} value={typedBy(staff)} />
        {fields.map((field) =>
          questionField(field, {
            hub,
            forSomebodyElse: true,
            value: typed[field.id],
            error: errors.find((error) => error.field === field.id)?.message,
          }),
        )}
        <div class="govuk-button-group">
          {button({ text: act.button, preventDoubleClick: true })}
          {isLong
            ? button({
                text: "Finish later",
                classes: "govuk-button--secondary",
                attributes: { formaction: `${address}/keep` },
              })
            : null}
        </div>
        <p class="govuk-hint" role="status" data-kept />
      </form>
    </>,
  );
};
