import { importantNotice } from "./important-notice.tsx";
import { type Frame, numberNow } from "./page-frame.tsx";

/**
 * Said where answers were given that are no longer there: what became of them, that nothing was sent, and
 * how to begin again. Whoever overlooks it believes that they are nearly done.
 */
export const goneNotice = (
  frame: Pick<Frame, "hub" | "hours">,
  { isFirst, isTypedKept }: { readonly isFirst: boolean; readonly isTypedKept: boolean },
) => {
  const { name, telephone } = numberNow(frame);
  return importantNotice(
    "Your earlier answers are no longer here. Nothing was sent.",
    <>
      <p class="govuk-body">
        To keep what you tell us about a child safe, we delete it after 60 minutes without an
        answer. It is also gone when you leave or close the browser, and if your browser takes no
        cookies.
      </p>
      <p class="govuk-body">
        {isTypedKept
          ? "What you have just typed is kept: you see it again when you check your answers. "
          : "Nothing of what you typed is left. "}
        {isFirst ? (
          "Begin again with the question on this page."
        ) : (
          <a class="govuk-notification-banner__link" href="/request/danger">
            Begin again with the first question
          </a>
        )}
      </p>
      <p class="govuk-body">
        If you had saved or sent your request, use the link in our email. If it cannot wait, ring{" "}
        {name} on {telephone}.
      </p>
    </>,
  );
};
