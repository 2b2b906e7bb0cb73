import type { Decision } from "../../shared/domain/decision.ts";
import type { DecisionRecord } from "../../shared/domain/decision-record.ts";
import { page } from "../../shared/pages/shell.tsx";
import { guidanceAddresses } from "./guidance-addresses.ts";
import { callNow, type Frame, shellOf, warning } from "./page-frame.tsx";

/** One's own record of a decision, to print or to save. */
export const recordPage = (
  frame: Frame,
  { title, opening, sections }: DecisionRecord,
  { action, consultation }: Decision,
): string =>
  page(
    shellOf({ ...frame, back: guidanceAddresses.decision }, title),
    <>
      {consultation === "call-first" ? (
        <div class="app-no-print">{warning(callNow(frame, action === "call-999"))}</div>
      ) : null}
      <h1 class="govuk-heading-l">{title}</h1>
      <div class="app-part">
        {opening.map((line) => (
          <p class="app-record__line">{line}</p>
        ))}
      </div>
      <p class="govuk-body app-no-print">
        Print this page, or{" "}
        <a class="govuk-link" href={guidanceAddresses.recordText} download>
          save it as plain text
        </a>
        .
      </p>
      {sections.map(({ heading, lines, room = 0 }) => (
        <div class="app-part">
          <h2 class="govuk-heading-m">{heading}</h2>
          {lines.map((line) => (
            <p class="app-record__line">{line}</p>
          ))}
          {Array.from({ length: room }, () => (
            <div class="app-writing-line" />
          ))}
        </div>
      ))}
    </>,
  );
