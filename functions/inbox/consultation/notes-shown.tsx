import { questions } from "../../../shared/domain/questions.ts";
import type { RecordTexts } from "../../../shared/store/records.ts";
import { correctionNames } from "../acts/correct.ts";
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
export const recordShown = (texts: RecordTexts) =>
  typedRows(Object.entries(texts).map(([name, text]) => [noteNames[name] ?? name, text]));

/** Notes and reasons, in the order recorded. */
export const notesShown = (recorded: readonly RecordTexts[]) =>
  recorded.length === 0 ? null : section("Notes and reasons", recorded.map(recordShown));
