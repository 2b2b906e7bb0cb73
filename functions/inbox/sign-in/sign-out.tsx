import { button } from "../../../shared/pages/generated/components.ts";

const quiet = "govuk-button--secondary";

/** Stands outside `<main>` on every page behind the door. */
export const signOut = (
  <div class="govuk-button-group">
    <form method="post" action="/sign-out" novalidate>
      {button({ text: "Sign out", classes: quiet })}
    </form>
    <form method="post" action="/sign-out-everywhere" novalidate>
      {button({ text: "Sign out everywhere", classes: quiet })}
    </form>
  </div>
);
