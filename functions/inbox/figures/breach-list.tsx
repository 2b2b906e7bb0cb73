import type { Breach } from "../../../shared/domain/figures.ts";
import { dateTimeWords } from "../../../shared/domain/time-words.ts";
import { breachReasons } from "../acts/breach.ts";
import { plainTable } from "./figure-tables.tsx";

/** Each promise that was not kept, and why. A manager is led to where the reason is recorded. */
export const breachList = (
  caption: string,
  breaches: readonly Breach[],
  { recordsReasons }: { readonly recordsReasons: boolean },
) => {
  const why = ({ reference, reason }: Breach) =>
    reason === undefined ? (
      <>
        Not yet explained
        {recordsReasons ? (
          <>
            .{" "}
            <a
              class="govuk-link app-no-print"
              href={`/consultations/${reference}/breach`}
              aria-label={`Record why ${reference} was not answered in time`}
            >
              Record why
            </a>
          </>
        ) : null}
      </>
    ) : (
      (breachReasons[reason] ?? reason)
    );
  return plainTable(
    caption,
    ["Reference", "Call was due by", "Contact", "Why"],
    breaches.map((breach) => [
      <a class="govuk-link app-reference" href={`/consultations/${breach.reference}`}>
        {breach.reference}
      </a>,
      dateTimeWords(breach.dueAt),
      breach.contactAt === undefined ? "None" : dateTimeWords(breach.contactAt),
      why(breach),
    ]),
  );
};
