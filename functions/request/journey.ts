import { isDeepStrictEqual } from "node:util";
import { readAnswer } from "../../shared/domain/answer-schema.ts";
import {
  type AnswerContext,
  type Answers,
  type FormRead,
  readForm,
} from "../../shared/domain/answers.ts";
import type { Decision } from "../../shared/domain/decision.ts";
import { type Page, pages, type Question, questions } from "../../shared/domain/questions.ts";
import type { RawAnswers } from "../../shared/pages/form-answers.ts";
import type { Draft } from "../../shared/store/drafts.ts";

/** Where a practitioner can be between the start page and Send. */
export type Step = Page | "decision" | "check";

/** The decision is shown before anything about the child's identity (case.md). */
const decisionAfter: Page = "about-the-child";

/** Every step there is, in the order of the form. */
export const steps: readonly Step[] = [
  ...pages.flatMap(({ id }): Step[] => (id === decisionAfter ? [id, "decision"] : [id])),
  "check",
];

/** Names one decision, so that another one is shown before going on. */
export const nameOf = ({ action, consent, tell }: Decision) => `${action} ${consent} ${tell}`;

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

/** Every option that can be picked on the page, each as the answer that it would be. */
const optionsOn = (
  page: Page,
  answers: RawAnswers,
  catalogue: readonly Question[],
): readonly RawAnswers[] =>
  catalogue.filter(isOn(page)).flatMap(({ id, kind, offers }): readonly RawAnswers[] => {
    if (kind.type !== "choice" && kind.type !== "choices") return [];
    const only = offers?.(answers);
    return kind.options
      .filter(({ value }) => only?.includes(value) ?? true)
      .map(({ value }) => ({ [id]: kind.type === "choice" ? value : [value] }));
  });

/**
 * The questions to show on a page: those that are asked for the answers so far, and those that an answer
 * on this very page may open, because without JavaScript they cannot appear later.
 */
export const shownOn = (
  page: Page,
  answers: RawAnswers,
  context: AnswerContext,
): readonly Question[] => {
  const catalogue = context.catalogue ?? questions;
  const askedNow = readForm(answers, context).asked;
  const couldBe = optionsOn(page, answers, catalogue).map((one) => ({ ...answers, ...one }));
  return catalogue
    .filter(isOn(page))
    .filter(
      (question) =>
        askedNow.includes(question) ||
        couldBe.some((soFar) => question.askedWhen?.(soFar, false) === true),
    );
};

/** Every question that the page can have, asked or not. */
export const questionsOn = (page: Page, { catalogue = questions }: AnswerContext) =>
  catalogue.filter(isOn(page));

/** The answers with this page's old ones gone and the new ones in their place, right or wrong. */
export const withTyped = (
  answers: Draft["answers"],
  page: Page,
  typed: RawAnswers,
  context: AnswerContext,
): RawAnswers => {
  const own = new Set(questionsOn(page, context).map(({ id }) => id));
  return {
    ...Object.fromEntries(Object.entries(answers).filter(([id]) => !own.has(id))),
    ...typed,
  };
};

/**
 * What was answered and is not asked as things stand. It is never sent, and waits in the draft: an answer
 * that is changed back, or a page that is posted after the draft ran out, finds it again.
 */
const asideIn = (raw: RawAnswers, { asked }: FormRead, context: AnswerContext): Answers =>
  Object.fromEntries(
    (context.catalogue ?? questions).flatMap((question) => {
      const given = raw[question.id];
      if (given === undefined || asked.includes(question)) return [];
      const read = readAnswer(question, given, context);
      return "value" in read ? [[question.id, read.value]] : [];
    }),
  );

/** The draft after one page was answered, by its answers with what was typed there. One that was sent stays as it is. */
export const withPage = (
  draft: Draft,
  page: Page,
  raw: RawAnswers,
  context: AnswerContext,
): Draft => {
  if (draft.sent !== undefined) return draft;
  const read = readForm(raw, context);
  const kept = { ...asideIn(raw, read, context), ...read.answers };
  return {
    ...draft,
    // The very answers that were read when nothing in them changed: they need not be read again.
    answers: isDeepStrictEqual(kept, raw) ? raw : kept,
    done: draft.done.includes(page) ? draft.done : [...draft.done, page],
  };
};

/** The draft after its decision was shown: `shown` names the one that was on the page. */
export const withDecision = (
  draft: Draft,
  shown: string | undefined,
  context: AnswerContext,
): Draft => {
  const { decision } = readForm(draft.answers, context);
  const name = decision === undefined ? undefined : nameOf(decision);
  return name === undefined || name !== (shown ?? name) ? draft : { ...draft, decided: name };
};
