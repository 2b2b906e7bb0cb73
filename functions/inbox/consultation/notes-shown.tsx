import { questions } from "../../../shared/domain/questions.ts";
import { dateTimeWords } from "../../../shared/domain/time-words.ts";
import { warningText } from "../../../shared/pages/generated/components.ts";
import { correctionNames } from "../acts/correct.ts";
import type { RecordedAct, RecordedText } from "./recorded-acts.ts";
import { section } from "./section.tsx";
import { typedRows } from "./typed-rows.tsx";

const noteNames: Readonly<Record<string, string>> = {
  reasons: "Reasons",
  caseRecord: "Case record",
  child: "What was done about the child",
  reopened: "Why it was reopened",
  happened: "What happened next, in the practitioner's words",
  priorityBecause: "Why it has this priority",
  callIn: "What they said when they rang",
  practitionerView: "How the practitioner sees it",
  hubView: "How the hub sees it",
  breachBecause: "Why the promise was not kept",
  settled: "How the disagreement was settled",
  heldBecause: "Why it is under a legal hold",
  liftedBecause: "Why the legal hold was lifted",
  advice: "Advice",
  plan: "Who does what by when",
  ...correctionNames,
  ...Object.fromEntries(
    questions
      .filter(({ page: own }) => own === "the-child")
      .map(({ id, called, calledByHub }) => [id, calledByHub ?? called]),
  ),
};

/** One record's texts, each under its name. */
export const recordShown = ({ texts }: RecordedText) =>
  texts === undefined
    ? warningText({
        text: "What was recorded here cannot be opened: it was altered, or is gone. Tell your manager.",
        iconFallbackText: "Warning",
      })
    : typedRows(Object.entries(texts).map(([name, text]) => [noteNames[name] ?? name, text]));

/** What was typed with each act, under who and when, oldest first. */
export const notesShown = (acts: readonly RecordedAct[]) =>
  acts.every(({ recorded }) => recorded.length === 0)
    ? null
    : section(
        "Notes and reasons",
        acts
          .filter(({ recorded }) => recorded.length > 0)
          .map(({ at, who, what, recorded }) => (
            <>
              <h3 class="govuk-heading-s">
                {dateTimeWords(at)}: {who} {what}
              </h3>
              {recorded.map(recordShown)}
            </>
          )),
      );
