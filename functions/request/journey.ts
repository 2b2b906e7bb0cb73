import { type AnswerContext, type FormRead, readForm } from "../../shared/domain/answers.ts";
import type { Decision } from "../../shared/domain/decision.ts";
import { type Page, pages, type Question, questions } from "../../shared/domain/questions.ts";
import type { Draft } from "../../shared/store/drafts.ts";

/** Where a practitioner can be between the start page and Send. */
export type Step = Page | "decision" | "check";

/** The decision is shown before anything about the child's identity (case.md). */
const decisionAfter: Page = "about-the-child";

const steps: readonly Step[] = [
  ...pages.flatMap(({ id }): Step[] => (id === decisionAfter ? [id, "decision"] : [id])),
  "check",
];

/** Names one decision, so that another one is shown before going on. */
const nameOf = ({ action, consent, tell }: Decision) => `${action} ${consent} ${tell}`;

const isOn = (page: Step) => (question: Question) => question.page === page;

/** The steps of this practitioner's form: pages on which nothing is asked are left out. */
const ownSteps = ({ asked }: FormRead): readonly Step[] =>
  steps.filter((step) => step === "decision" || step === "check" || asked.some(isOn(step)));

const isDone = (step: Step, { done, decided }: Draft, { asked, errors, decision }: FormRead) => {
  if (step === "check") return false;
  if (step === "decision") return decision !== undefined && nameOf(decision) === decided;
  const ids = asked.filter(isOn(step)).map(({ id }) => id);
  return done.includes(step) && !errors.some(({ field }) => ids.includes(field));
};

/**
 * Where to go on: the first step that is not done. After a change that opens a question, or leads to
 * another decision, that comes first, and then check answers again.
 */
export const nextStep = (draft: Draft, context: AnswerContext): Step => {
  const read = readForm(draft.answers, context);
  return ownSteps(read).find((step) => !isDone(step, draft, read)) ?? "check";
};

/** The step before, for the back link; undefined on the first. */
export const stepBefore = (step: Step, draft: Draft, context: AnswerContext): Step | undefined => {
  const own = ownSteps(readForm(draft.answers, context));
  return own[own.indexOf(step) - 1];
};

const optionsOn = (
  page: Page,
  catalogue: readonly Question[],
): readonly Readonly<Record<string, string | readonly string[]>>[] =>
  catalogue.filter(isOn(page)).flatMap(({ id, kind }): Record<string, string | string[]>[] => {
    if (kind.type === "choice") return kind.options.map(({ value }) => ({ [id]: value }));
    if (kind.type === "choices") return kind.options.map(({ value }) => ({ [id]: [value] }));
    return [];
  });

/**
 * The questions to show on a page: those that are asked for the answers so far, and those that an answer
 * on this very page may open, because without JavaScript they cannot appear later.
 */
export const shownOn = (
  page: Page,
  answers: Draft["answers"],
  context: AnswerContext,
): readonly Question[] => {
  const catalogue = context.catalogue ?? questions;
  const askedNow = readForm(answers, context).asked;
  const couldBe = optionsOn(page, catalogue).map((one) => ({ ...answers, ...one }));
  return catalogue
    .filter(isOn(page))
    .filter(
      (question) =>
        askedNow.includes(question) ||
        couldBe.some((soFar) => question.askedWhen?.(soFar, false) === true),
    );
};

/** The draft after one page was answered: this page's old answers go, the new ones come. */
export const withPage = (draft: Draft, page: Page, { answers }: FormRead): Draft => ({
  ...draft,
  answers: Object.fromEntries(
    Object.entries(answers).map(([id, value]) => [
      id,
      typeof value === "string" ? value : [...value],
    ]),
  ),
  done: draft.done.includes(page) ? draft.done : [...draft.done, page],
});

/** The draft after this decision was shown. */
export const withDecision = (draft: Draft, decision: Decision): Draft => ({
  ...draft,
  decided: nameOf(decision),
});
