import type { Hub } from "../../shared/domain/hub.ts";
import type { Field } from "../../shared/domain/questions.ts";
import { errorSummary } from "../../shared/pages/error-summary.tsx";
import { button, notificationBanner } from "../../shared/pages/generated/components.ts";
import { questionField } from "../../shared/pages/question-field.tsx";

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

const wrongWords = {
  wrong: "Enter the six digits of the last code that we sent you, or ask for another",
  "tried-out": "A wrong code was entered five times. Ask for another code",
} as const;

/** How far somebody is with a code: it was asked for, asked for too often, or typed wrongly. */
export type CodeState = "sent" | "too-often" | keyof typeof wrongWords | undefined;

/** What is wrong with what was typed, if anything. */
const wrongIn = (state: CodeState) =>
  state === "wrong" || state === "tried-out" ? wrongWords[state] : undefined;

/** The page says what is wrong. */
export const isCodeWrong = (state: CodeState): boolean => wrongIn(state) !== undefined;

const askedWords = {
  sent: "We have sent a code to the email address that you gave us. It can take a minute or two.",
  "too-often":
    "You have asked for a code a moment ago, or several times within the hour. Use the last one that you got, or wait.",
} as const;

/** What stands above the heading: what is wrong, or what was done. */
export const codeNotice = (state: CodeState) => {
  if (state === undefined) return null;
  return state === "sent" || state === "too-often"
    ? notificationBanner({ titleText: "Important", text: askedWords[state] })
    : errorSummary([{ field: "code", target: "code", message: wrongWords[state] }], [codeField]);
};

/** The form in which a code is typed, and the one that asks for it. */
export const codeForms = (
  hub: Hub,
  state: CodeState,
  { typed, asks, has }: { readonly typed: string; readonly asks: string; readonly has: string },
) => {
  const isTyped = state === "sent" || isCodeWrong(state);
  return (
    <>
      {isTyped ? (
        <form method="post" action={typed} novalidate>
          {questionField(codeField, {
            hub,
            error: wrongIn(state),
          })}
          {button({ text: "Continue" })}
        </form>
      ) : null}
      <form method="post" action={asks} novalidate>
        {button({
          text: isTyped ? "Send another code" : "Send me a code",
          preventDoubleClick: true,
          ...(isTyped ? { classes: "govuk-button--secondary" } : {}),
        })}
      </form>
      {isTyped ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={has}>
            I have a code
          </a>
        </p>
      )}
    </>
  );
};
