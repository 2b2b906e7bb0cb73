import type { Instant } from "../../shared/domain/instant.ts";
import { dateTimeWords } from "../../shared/domain/time-words.ts";
import { button, insetText } from "../../shared/pages/generated/components.ts";

/** Says that this was begun and not recorded, with a way to begin anew. */
export const resumedForm = (address: string, at: Instant) => (
  <>
    {insetText({
      text: `You began this at ${dateTimeWords(at)}. None of it is recorded yet.`,
    })}
    <form method="post" action={`${address}/forget`} novalidate>
      {button({ text: "Begin anew", classes: "govuk-button--secondary" })}
    </form>
  </>
);
