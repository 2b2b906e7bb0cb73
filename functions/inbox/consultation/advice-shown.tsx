import type { Consultation } from "../../../shared/domain/consultation.ts";
import {
  actionWords,
  consentWords,
  tellWords,
  withoutNumber,
} from "../../../shared/domain/decision-words.ts";
import { dateTimeWords, dayWords } from "../../../shared/domain/time-words.ts";
import { didWords } from "../../../shared/domain/what-happened.ts";
import { recordShown } from "./notes-shown.tsx";
import type { RecordedText } from "./recorded-acts.ts";
import { section } from "./section.tsx";
import { typedRows } from "./typed-rows.tsx";

const headingOf = (words: { readonly heading: string } | undefined) =>
  withoutNumber(words?.heading ?? "");

const yesNo = (said: boolean) => (said ? "Yes" : "No");

/** The advice beside what the tables had said: where they differ, the rules are checked. */
export const adviceShown = (
  { advised, decision, happened }: Consultation,
  advice: RecordedText | undefined,
) => {
  if (advised === undefined || advice === undefined) return null;
  const beside = (
    words: Readonly<Record<string, { readonly heading: string }>>,
    said: string,
    table: string,
  ) =>
    `${headingOf(words[said])}${said === table ? "" : ` (the tables said: ${headingOf(words[table])})`}`;
  return section(
    "Advice given",
    <>
      {recordShown(advice)}
      {typedRows([
        ["What to do", beside(actionWords, advised.action, decision.action)],
        ["Consent", beside(consentWords, advised.consent, decision.consent)],
        ["Telling the family", beside(tellWords, advised.tell, decision.tell)],
        ["Practitioner agrees", yesNo(advised.practitionerAgrees)],
        ["Name asked for or given", yesNo(advised.nameAsked)],
        ["History checked", yesNo(advised.historyChecked)],
        [
          "Look again on",
          advised.followUpOn === undefined ? undefined : dayWords(advised.followUpOn),
        ],
        [
          "What happened next",
          happened === undefined
            ? undefined
            : `${didWords[happened.did]}, said at ${dateTimeWords(happened.at)}`,
        ],
      ])}
    </>,
  );
};
