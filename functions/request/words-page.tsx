import type { FamilyWords, WordsPart } from "../../shared/domain/family-words.ts";
import { page } from "../../shared/pages/shell.tsx";
import { guidanceAddresses } from "./guidance-addresses.ts";
import { type Frame, numberNow, shellOf } from "./page-frame.tsx";

const partOf = (
  { heading, points = [], sayings = [], next = [] }: WordsPart,
  filled: (text: string) => string,
) => (
  <div class="app-part">
    <h2 class="govuk-heading-m">{heading}</h2>
    {points.length === 0 ? null : (
      <ul class="govuk-list govuk-list--bullet">
        {points.map((point) => (
          <li>{filled(point)}</li>
        ))}
      </ul>
    )}
    {sayings.length === 0 ? null : (
      <ul class="app-sayings">
        {sayings.map(({ say, why }) => (
          <li class="app-saying">
            <p class="app-saying__words">“{say}”</p>
            <p class="app-saying__why">{why}</p>
          </li>
        ))}
      </ul>
    )}
    {next.map((step) => (
      <p class="govuk-body">{filled(step)}</p>
    ))}
  </div>
);

/** Words to use with the family: the same for everybody, to read, print and take along. */
export const wordsPage = (frame: Frame, { title, when, parts, source }: FamilyWords): string => {
  const { name, telephone } = numberNow(frame);
  const filled = (text: string) => text.replaceAll("{ring}", `${name} on ${telephone}`);
  return page(
    shellOf({ ...frame, back: guidanceAddresses.decision }, title),
    <>
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body-l">{when}</p>
      {parts.map((part) => partOf(part, filled))}
      <p class="app-source">Source: {source}</p>
      <p class="govuk-body app-no-print">
        You can print this page.{" "}
        <a class="govuk-link" href={guidanceAddresses.decision}>
          Go back to what the guidance says
        </a>
      </p>
    </>,
  );
};
