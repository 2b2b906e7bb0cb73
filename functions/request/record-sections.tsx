import type { DecisionRecord } from "../../shared/domain/decision-record.ts";

/** The opening of a record that is printed or saved, then what has to be done with it, then its parts. */
export const recordSections = (
  { opening, sections }: Pick<DecisionRecord, "opening" | "sections">,
  textAddress: string,
) => (
  <>
    <div class="app-part">
      {opening.map((line) => (
        <p class="app-record__line" dir="auto">
          {line}
        </p>
      ))}
    </div>
    <p class="govuk-body app-no-print">
      Print this page, or{" "}
      <a class="govuk-link" href={textAddress} download>
        save it as plain text
      </a>
      .
    </p>
    {sections.map(({ heading, lines, room = 0 }) => (
      <div class="app-part">
        <h2 class="govuk-heading-m">{heading}</h2>
        {lines.map((line) => (
          <p class="app-record__line" dir="auto">
            {line}
          </p>
        ))}
        {Array.from({ length: room }, () => (
          <div class="app-writing-line" />
        ))}
      </div>
    ))}
  </>
);
