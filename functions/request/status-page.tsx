import type { Field } from "../../shared/domain/questions.ts";
import { errorSummary } from "../../shared/pages/error-summary.tsx";
import type { FormError } from "../../shared/pages/form-errors.ts";
import { button } from "../../shared/pages/generated/components.ts";
import { questionField } from "../../shared/pages/question-field.tsx";
import { page } from "../../shared/pages/shell.tsx";
import { importantNotice } from "./important-notice.tsx";
import { type Frame, numberNow, outOfHours, warning, whoAnswers } from "./page-frame.tsx";
import { siteOf } from "./site.ts";

/** What names a request and shows that it is one's own. */
export const statusFields = [
  {
    id: "reference",
    ask: "What is your reference?",
    called: "Your reference",
    hint: "It is in the email that we sent you, and looks like 7K2M-9QXD-4TRW.",
    kind: { type: "short" },
    must: "yes",
    missing: "Enter your reference",
  },
  {
    id: "email",
    ask: "Which email address did you give us?",
    called: "Your email address",
    kind: { type: "email" },
    must: "yes",
    missing: "Enter the email address that you gave us",
  },
] as const satisfies readonly Field[];

/** Why somebody is asked again who had named their request before. */
export type StatusNotice = "ended" | "not-told";

const noticed = (notice: StatusNotice, frame: Pick<Frame, "hub" | "hours">) => {
  const { name, telephone } = numberNow(frame);
  return importantNotice(
    notice === "not-told"
      ? "What you have just sent did not reach us."
      : "Name your request again to see it.",
    <>
      <p class="govuk-body">
        We close the page about a request after 30 minutes, so that nobody else reads it on this
        computer. Your request stands as it was.
      </p>
      {notice === "not-told" ? (
        <p class="govuk-body">
          Name your request again, and then tell us again. If it cannot wait, ring {name} on{" "}
          {telephone}.
        </p>
      ) : null}
    </>,
  );
};

/** Asks which request: the same page for everybody, whatever the reference in its address. */
export const statusPage = (
  frame: Pick<Frame, "hub" | "hours">,
  {
    typed = {},
    errors = [],
    notice,
  }: {
    readonly typed?: Readonly<Record<string, unknown>>;
    readonly errors?: readonly FormError[];
    readonly notice?: StatusNotice | undefined;
  } = {},
): string => {
  const { hub, hours } = frame;
  const title = "How far is your request?";
  return page(
    { ...siteOf(hub), title, error: errors.length > 0 },
    <>
      {errors.length > 0 ? errorSummary(errors, statusFields) : null}
      {notice === undefined ? null : noticed(notice, frame)}
      <h1 class="govuk-heading-l">{title}</h1>
      {warning(
        `If anything has got worse, do not look here: ring ${whoAnswers(frame)}, or call 999 if a child is in immediate danger.`,
      )}
      {outOfHours(frame)}
      <form method="post" action="/status" novalidate>
        {statusFields.map((field) =>
          questionField(field, {
            hub,
            value: typed[field.id],
            error: errors.find((one) => one.field === field.id)?.message,
          }),
        )}
        {button({ text: "Continue" })}
      </form>
      <h2 class="govuk-heading-m">You do not have your reference?</h2>
      <p class="govuk-body">
        Telephone <strong>{hub.telephone}</strong> and say when you sent your request.{" "}
        {hours.openText}
      </p>
    </>,
  );
};
