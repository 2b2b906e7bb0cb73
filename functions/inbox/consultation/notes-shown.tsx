import { questions } from "../../../shared/domain/questions.ts";
import type { RecordTexts } from "../../../shared/store/records.ts";
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
  settled: "How the disagreement was settled",
  ...Object.fromEntries(
    questions
      .filter(({ page: own }) => own === "the-child")
      .map(({ id, called, calledByHub }) => [id, calledByHub ?? called]),
  ),
};

/** Notes and reasons, in the order recorded. */
export const notesShown = (recorded: readonly RecordTexts[]) =>
  recorded.length === 0
    ? null
    : section(
        "Notes and reasons",
        recorded.map((texts) =>
          typedRows(Object.entries(texts).map(([name, text]) => [noteNames[name] ?? name, text])),
        ),
      );
