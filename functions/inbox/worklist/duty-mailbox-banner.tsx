import { earliest, type Instant } from "../../../shared/domain/instant.ts";
import type { Listed } from "../../../shared/domain/listed.ts";
import { shortDateTimeWords } from "../../../shared/domain/time-words.ts";
import { warningText } from "../../../shared/pages/generated/components.ts";

/** Beyond these the list itself is as quick to look through. */
const mostLinks = 20;

/** Says on the worklist that the duty mailbox does not get its letters, and about whom they were. */
export const dutyMailboxBanner = (open: readonly Listed[], now: Instant) => {
  const missed = open
    .map(({ reference, unreachedFrom = [] }) => ({
      reference,
      since: unreachedFrom.filter((from) => from <= now),
    }))
    .filter(({ since }) => since.length > 0);
  const all = missed.flatMap((one) => one.since);
  const since = earliest(...all);
  if (since === undefined) return null;
  const count =
    all.length === 1
      ? "1 letter to the duty mailbox has not arrived"
      : `${all.length} letters to the duty mailbox have not arrived`;
  const shown = missed.slice(0, mostLinks);
  return (
    <>
      {warningText({
        text: `${count} since ${shortDateTimeWords(since)}: work from this list. Somebody must look at the mailbox.`,
        iconFallbackText: "Warning",
      })}
      <p class="govuk-body">
        {all.length === 1 ? "It was about " : "They were about "}
        {shown.map(({ reference }, index) => (
          <>
            {index === 0 ? "" : ", "}
            <a class="govuk-link app-reference" href={`/consultations/${reference}`}>
              {reference}
            </a>
          </>
        ))}
        {missed.length > shown.length ? ` and ${missed.length - shown.length} more` : ""}.
      </p>
    </>
  );
};
