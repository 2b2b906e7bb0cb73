import type { Child } from "hono/jsx";
import type { Instant } from "../../shared/domain/instant.ts";
import { dateTimeWords } from "../../shared/domain/time-words.ts";
import { button, insetText } from "../../shared/pages/generated/components.ts";

/** Says that this was begun and not recorded, with a way to begin anew. */
export const resumedForm = (address: string, at: Instant, which: Child = null) => (
  <>
    {insetText({
      text: `You began this at ${dateTimeWords(at)}. None of it is recorded yet.`,
    })}
    <form method="post" action={`${address}/forget`} novalidate>
      {which}
      {button({ text: "Delete this and begin anew", classes: "govuk-button--secondary" })}
    </form>
  </>
);
