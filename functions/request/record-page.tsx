import type { Decision } from "../../shared/domain/decision.ts";
import type { DecisionRecord } from "../../shared/domain/decision-record.ts";
import { page } from "../../shared/pages/shell.tsx";
import { guidanceAddresses } from "./guidance-addresses.ts";
import { callNow, type Frame, shellOf, warning } from "./page-frame.tsx";
import { recordSections } from "./record-sections.tsx";

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
      {recordSections({ opening, sections }, guidanceAddresses.recordText)}
    </>,
  );
