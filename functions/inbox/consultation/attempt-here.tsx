import { type Consultation, isOpen } from "../../../shared/domain/consultation.ts";
import { owesCall } from "../../../shared/domain/listed.ts";
import { button, insetText } from "../../../shared/pages/generated/components.ts";
import { questionField } from "../../../shared/pages/question-field.tsx";
import type { ActContext } from "../acts/act.ts";
import { attempt } from "../acts/attempt.ts";
import { section } from "./section.tsx";

/** Two clicks on the page itself: what came of the call, and Record. */
export const attemptHere = (consultation: Consultation, context: ActContext) => {
  const { reference, version, holder } = consultation;
  const canAct = context.staff.role !== "auditor" && holder !== undefined;
  if (!canAct || !isOpen(consultation) || !owesCall(consultation)) return null;
  const { fields, prefilled, intro, button: record } = attempt;
  const values: Readonly<Record<string, string>> = prefilled(consultation, context);
  const hint = intro(consultation);
  const address = `/consultations/${reference}/attempt`;
  return section(
    "When nobody could be reached",
    <>
      {hint === undefined ? null : insetText({ text: hint })}
      <form method="post" action={address} class="app-attempt" novalidate>
        <input type="hidden" name="version" value={String(version)} />
        {fields(consultation, context)
          .filter(({ must }) => must === "yes")
          .map((field) => questionField(field, { hub: context.hub, value: values[field.id] }))}
        {button({ text: record, classes: "govuk-button--secondary", preventDoubleClick: true })}
      </form>
      <p class="govuk-body">
        <a class="govuk-link" href={address}>
          Record a call that was earlier, or when you will try again
        </a>
      </p>
    </>,
  );
};
