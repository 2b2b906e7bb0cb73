import * as z from "zod";
import { readAnswer } from "./answer-schema.ts";
import { type Decision, decide } from "./decision.ts";
import { type DecisionInputs, decisionValues } from "./decision-inputs.ts";
import type { Hub } from "./hub.ts";
import { type Question, questions } from "./questions.ts";
import type { RuleSet } from "./rule-sets.ts";

/** Answers by question id, in the catalogue's order: only what was asked and answered. */
export type Answers = Readonly<Record<string, string | readonly string[]>>;

/** What is wrong with one answer, and how to put it right. */
export type FieldError = { readonly field: string; readonly message: string };

type Refused = { readonly ok: false; readonly errors: readonly FieldError[] };

/** What answers are held against. `today` is London's date, `YYYY-MM-DD`. */
export type AnswerContext = {
  readonly hub: Hub;
  readonly ruleSet: RuleSet;
  readonly today: string;
  /** The form asks everything, and so takes nothing as said that was left out. */
  readonly everythingIsAsked?: boolean;
  /** The catalogue; another one only in tests. */
  readonly catalogue?: readonly Question[];
};

/** At most so many fields that are no question are named, so that the reply stays small. */
const mostUnknownNamed = 20;

/** What no reader can see, such as a pasted zero-width space, is no answer. */
const invisible = /^[\s\p{Cc}\p{Cf}]*$/u;

const isLeftOut = (value: unknown) =>
  value === undefined ||
  value === null ||
  (typeof value === "string" && invisible.test(value)) ||
  (Array.isArray(value) && value.length === 0);

const isRecord = (raw: unknown): raw is Readonly<Record<string, unknown>> =>
  typeof raw === "object" && raw !== null && !Array.isArray(raw);

const unknownFields = (raw: Readonly<Record<string, unknown>>, catalogue: readonly Question[]) => {
  const known = new Set(catalogue.map(({ id }) => id));
  return Object.keys(raw)
    .filter((field) => !known.has(field))
    .slice(0, mostUnknownNamed)
    .map((field) => ({
      field: field.slice(0, 100),
      message: "This is not a question of this form. Leave it out",
    }));
};

type Read = {
  readonly values: ReadonlyMap<string, string | readonly string[]>;
  readonly wrong: ReadonlyMap<string, string>;
};

/** Every value that is there, cleaned, or what is wrong with it; what is left out is in neither. */
const readValues = (
  raw: Readonly<Record<string, unknown>>,
  catalogue: readonly Question[],
  context: AnswerContext,
): Read => {
  const values = new Map<string, string | readonly string[]>();
  const wrong = new Map<string, string>();
  for (const question of catalogue) {
    const value = Object.hasOwn(raw, question.id) ? raw[question.id] : undefined;
    const leftOut = context.everythingIsAsked === true ? undefined : question.whenLeftOut;
    const given = isLeftOut(value) ? leftOut : value;
    if (given === undefined) continue;
    const read = readAnswer(question, given, context);
    if ("wrong" in read) wrong.set(question.id, read.wrong);
    else values.set(question.id, read.value);
  }
  return { values, wrong };
};

/** Without the answers that the form does not offer (any more): it asks those questions again. */
const offered = (read: Read, catalogue: readonly Question[], context: AnswerContext): Read => {
  if (context.everythingIsAsked !== true) return read;
  const soFar = Object.fromEntries(read.values);
  const isOffered = ([id, value]: readonly [string, string | readonly string[]]) => {
    const offers = catalogue.find((question) => question.id === id)?.offers?.(soFar);
    return offers === undefined || [value].flat().every((one) => offers.includes(one));
  };
  return { ...read, values: new Map([...read.values].filter(isOffered)) };
};

/** What is wrong with the questions that are asked, in the catalogue's order. */
const errorsOf = (asked: readonly Question[], { values, wrong }: Read): readonly FieldError[] => {
  const group = asked.filter(({ must }) => must === "one-of-these");
  const groupIsEmpty = group.every(({ id }) => !values.has(id) && !wrong.has(id));
  return asked.flatMap((question) => {
    const { id, must, missing } = question;
    const message = wrong.get(id);
    if (message !== undefined) return [{ field: id, message }];
    if (values.has(id)) return [];
    const isOwed = must === "yes" || (question === group[0] && groupIsEmpty);
    return isOwed ? [{ field: id, message: missing }] : [];
  });
};

const inputsSchema = z.object({
  danger: z.enum(decisionValues.danger),
  harm: z.array(z.enum(decisionValues.harm)),
  canWait: z.enum(decisionValues.canWait).exactOptional(),
  told: z.enum(decisionValues.told),
  consent: z.enum(decisionValues.consent),
  unsafe: z.array(z.enum(decisionValues.unsafe)),
  lead: z.enum(decisionValues.lead),
  age: z.enum(decisionValues.age),
  authority: z.string(),
  openCase: z.enum(decisionValues.openCase),
  concernAbout: z.enum(decisionValues.concernAbout),
  fgm: z.enum(decisionValues.fgm),
});

const isInput = ({ id }: Question) => Object.hasOwn(inputsSchema.shape, id);

const askedOf = (catalogue: readonly Question[], { values }: Read, callFirst: boolean) => {
  const soFar = Object.fromEntries(values);
  return catalogue.filter(({ askedWhen }) => askedWhen?.(soFar, callFirst) ?? true);
};

const kept = (asked: readonly Question[], { values }: Read): Answers =>
  Object.fromEntries(
    asked.flatMap(({ id }) => {
      const value = values.get(id);
      return value === undefined ? [] : [[id, value]];
    }),
  );

const notAnObject: Refused = {
  ok: false,
  errors: [{ field: "", message: "Send one JSON object: the answers by question id" }],
};

/**
 * Reads the decision's inputs from what was sent. The same checks as for the whole form.
 * @returns the inputs, or what is wrong by question id.
 */
export const parseInputs = (
  raw: unknown,
  context: AnswerContext,
): { readonly ok: true; readonly inputs: DecisionInputs } | Refused => {
  if (!isRecord(raw)) return notAnObject;
  const catalogue = (context.catalogue ?? questions).filter(isInput);
  const read = readValues(raw, catalogue, context);
  const asked = askedOf(catalogue, read, false);
  const errors = [...unknownFields(raw, catalogue), ...errorsOf(asked, read)];
  return errors.length > 0
    ? { ok: false, errors }
    : { ok: true, inputs: inputsSchema.parse(kept(asked, read)) };
};

/** A form as far as it goes: what is asked for these answers, what is kept of them, and what is wrong. */
export type FormRead = {
  readonly asked: readonly Question[];
  readonly answers: Answers;
  /** In the catalogue's order. */
  readonly errors: readonly FieldError[];
  /** Once everything that it reads is answered. */
  readonly decision?: Decision;
};

const readAnew = (raw: Readonly<Record<string, unknown>>, context: AnswerContext): FormRead => {
  const catalogue = context.catalogue ?? questions;
  const read = offered(readValues(raw, catalogue, context), catalogue, context);
  const withoutCall = askedOf(catalogue, read, false);
  const inputsAsked = withoutCall.filter(isInput);
  const inputs =
    errorsOf(inputsAsked, read).length === 0
      ? inputsSchema.parse(kept(inputsAsked, read))
      : undefined;
  const decision = inputs === undefined ? undefined : decide(inputs, context.ruleSet);
  const asked = askedOf(catalogue, read, decision?.consultation === "call-first");
  return {
    asked,
    answers: kept(asked, read),
    errors: [...unknownFields(raw, catalogue), ...errorsOf(asked, read)],
    ...(decision === undefined ? {} : { decision }),
  };
};

/** One page asks two and three times what the same answers come to; it takes longer than all else on it. */
const lastRead = new WeakMap<
  object,
  { readonly context: AnswerContext; readonly read: FormRead }
>();

/**
 * Reads as much of a form as there is. Answers to questions that are not asked are dropped unread, and the
 * decision is always worked out here, from what is kept.
 */
export const readForm = (
  raw: Readonly<Record<string, unknown>>,
  context: AnswerContext,
): FormRead => {
  const last = lastRead.get(raw);
  if (last?.context === context) return last.read;
  const read = readAnew(raw, context);
  lastRead.set(raw, { context, read });
  return read;
};

/**
 * Reads a whole form, the same for page and API.
 * @returns the answers with their decision, or what is wrong by question id, in the catalogue's order.
 */
export const parseAnswers = (
  raw: unknown,
  context: AnswerContext,
): { readonly ok: true; readonly answers: Answers; readonly decision: Decision } | Refused => {
  if (!isRecord(raw)) return notAnObject;
  const { answers, errors, decision } = readForm(raw, context);
  if (errors.length > 0) return { ok: false, errors };
  if (decision === undefined) throw new Error("answers without an error and without a decision");
  return { ok: true, answers, decision };
};
