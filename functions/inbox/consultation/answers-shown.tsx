import type { Answers } from "../../../shared/domain/answers.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import type { Page, Question } from "../../../shared/domain/questions.ts";
import { answerRow } from "../../../shared/pages/answer-row.tsx";
import { section } from "./section.tsx";

type Part = { readonly title: string; readonly on: readonly Page[] };

/** Their own question comes first: it is what the call is about. */
export const theirQuestion: readonly Part[] = [{ title: "What they ask", on: ["your-question"] }];

/** Whom to ring, when, and what to mind. */
export const toRing: readonly Part[] = [
  { title: "The practitioner, and when to ring", on: ["about-you"] },
  { title: "Keeping everybody safe", on: ["keeping-safe"] },
];

/** The order in which a caller needs the rest. */
export const facts: readonly Part[] = [
  { title: "What they know", on: ["what-you-know"] },
  { title: "The child", on: ["about-the-child", "named", "the-child"] },
  {
    title: "Risk, consent and the family",
    on: ["danger", "harm", "told", "consent", "unsafe"],
  },
];

/** As the duty team reads it: named for them, and with days in place of "today". */
const forTheHub = (question: Question, times: Readonly<Record<string, string>>): Question => {
  const { kind } = question;
  const named = { ...question, called: question.calledByHub ?? question.called };
  if (question.id !== "bestTimes" || kind.type !== "choices") return named;
  const options = kind.options.map(({ value, label }) => ({ value, label: times[value] ?? label }));
  return { ...named, kind: { ...kind, options } };
};

/** Draws parts of the answers, each under its heading; one without an answer is left out. */
export const answersShown =
  (
    answers: Answers,
    hub: Hub,
    catalogue: readonly Question[],
    times: Readonly<Record<string, string>>,
  ) =>
  (parts: readonly Part[]) =>
    parts.map(({ title, on }) => {
      const rows = catalogue.filter(({ id, page: own }) => on.includes(own) && answers[id]);
      return rows.length === 0
        ? null
        : section(
            title,
            <dl class="govuk-summary-list">
              {rows.map((one) => answerRow(forTheHub(one, times), answers[one.id], hub))}
            </dl>,
          );
    });
