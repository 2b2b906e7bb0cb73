import { button } from "../../shared/pages/generated/components.ts";

/** Stands outside `<main>` on every page behind the door. */
export const signOut = (
  <form method="post" action="/sign-out" novalidate>
    {button({ text: "Sign out", classes: "govuk-button--secondary" })}
  </form>
);
