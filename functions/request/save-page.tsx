import type { Field } from "../../shared/domain/questions.ts";
import { errorSummary } from "../../shared/pages/error-summary.tsx";
import type { FormError } from "../../shared/pages/form-errors.ts";
import { button } from "../../shared/pages/generated/components.ts";
import { questionField } from "../../shared/pages/question-field.tsx";
import { page } from "../../shared/pages/shell.tsx";
import { type CodeState, codeForms, codeNotice, isCodeWrong } from "./code-form.tsx";
import { type Frame, leaveBy, numberNow, shellOf, warning } from "./page-frame.tsx";
import { siteOf } from "./site.ts";

/** Where the link goes. */
export const saveField = {
  id: "email",
  ask: "Which email address shall we send the link to?",
  called: "Your email address",
  hint: "Use one that only you read.",
  kind: { type: "email" },
  must: "yes",
  missing: "Enter the email address that we shall send the link to",
} as const satisfies Field;

const cannotWait = (frame: Pick<Frame, "hub" | "hours">) => {
  const { name, telephone } = numberNow(frame);
  return warning(
    `Nobody sees a saved request. If it cannot wait, ring ${name} on ${telephone}, or call 999 if a child is in immediate danger.`,
  );
};

/** Asks where the link shall go. */
export const savePage = (frame: Frame, typed = "", errors: readonly FormError[] = []): string => {
  const title = "Save and come back later";
  return page(
    {
      ...siteOf(frame.hub),
      title,
      error: errors.length > 0,
      back: "/request/check",
      afterMain: leaveBy("/leave"),
    },
    <>
      {errors.length > 0 ? errorSummary(errors, [saveField]) : null}
      <h1 class="govuk-heading-l">{title}</h1>
      {cannotWait(frame)}
      <p class="govuk-body">
        We keep what you have typed for 7 days, and send you a link to it. The link asks for a code,
        which we send to the same address.
      </p>
      <form method="post" action="/request/save" novalidate>
        {questionField(saveField, {
          hub: frame.hub,
          value: typed,
          error: errors[0]?.message,
        })}
        {button({ text: "Save and send me the link", preventDoubleClick: true })}
      </form>
    </>,
  );
};

/** It is saved, until when, and what it is not. */
export const savedPage = (frame: Frame, until: string, address: string): string => {
  const title = "Your request is saved, but not sent";
  return page(
    shellOf(frame, title, false),
    <>
      <h1 class="govuk-heading-l">{title}</h1>
      {cannotWait(frame)}
      <p class="govuk-body">
        We are sending an email with a link to <strong class="app-typed">{address}</strong>. What
        you have typed is kept until <strong>{until}</strong>, and then deleted. If the address is
        wrong,{" "}
        <a class="govuk-link" href="/request/save">
          save it again
        </a>
        .
      </p>
      <p class="govuk-body">
        If other people use this computer, leave and clear it now. The link brings everything back.
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/request/check">
          Go on with it now
        </a>
      </p>
    </>,
  );
};

/** The page to which the link leads: it shows nothing before the code. */
export const returnPage = (frame: Frame, token: string, state?: CodeState): string => {
  const title = "Go back to your request";
  return page(
    { ...siteOf(frame.hub), title, error: isCodeWrong(state), afterMain: leaveBy("/leave") },
    <>
      {codeNotice(state)}
      <h1 class="govuk-heading-l">{title}</h1>
      {cannotWait(frame)}
      <p class="govuk-body">
        To show what you typed only to you, we send a code to the email address that you gave us.
      </p>
      {codeForms(frame.hub, state, {
        typed: `/return/${token}`,
        asks: `/return/${token}/code`,
        has: `/return/${token}?asked=sent`,
      })}
    </>,
  );
};
