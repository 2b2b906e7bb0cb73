import named from "../../../functions/request/examples/named.json" with { type: "json" };
import notNamed from "../../../functions/request/examples/not-named.json" with { type: "json" };
import {
  type AnswerContext,
  type Answers,
  type FieldError,
  parseAnswers,
} from "../../../shared/domain/answers.ts";
import { defaultHub } from "./hubs.ts";
import { named as ruleSetNamed } from "./quiet-inputs.ts";

export type Body = Readonly<Record<string, unknown>>;

/** The two whole request bodies of the API's documentation. */
export const examples: { readonly named: Body; readonly notNamed: Body } = { named, notNamed };

export const context: AnswerContext = {
  hub: defaultHub,
  ruleSet: ruleSetNamed("lscb-2018"),
  today: "2026-11-23",
};

/** A whole body in which the question of this id is asked. */
export const bodyAsking = (id: string): Body => {
  if (id === "motherName" || id === "childDueMonth")
    return { ...named, age: "unborn", motherName: "Robin", childDueMonth: "2027-01" };
  if (id === "agreedBy") return { ...named, told: "yes", consent: "given", agreedBy: ["mother"] };
  if (id === "telephoned") return { ...named, danger: "yes", telephoned: "yes" };
  return named;
};

export const errorsIn = (
  body: unknown,
  other: Partial<AnswerContext> = {},
): readonly FieldError[] => {
  const parsed = parseAnswers(body, { ...context, ...other });
  return parsed.ok ? [] : parsed.errors;
};

export const answersIn = (body: unknown, other: Partial<AnswerContext> = {}): Answers => {
  const parsed = parseAnswers(body, { ...context, ...other });
  if (!parsed.ok) throw new Error(`refused: ${JSON.stringify(parsed.errors)}`);
  return parsed.answers;
};

/** What is said of this one answer in an otherwise whole body; undefined when it is taken. */
export const saidOf = (id: string, value: unknown): string | undefined => {
  const errors = errorsIn({ ...bodyAsking(id), [id]: value });
  if (errors.some(({ field }) => field !== id))
    throw new Error(`other answers were refused: ${JSON.stringify(errors)}`);
  return errors[0]?.message;
};

/** What is kept of this one answer in an otherwise whole body. */
export const keptOf = (id: string, value: unknown): string | readonly string[] | undefined =>
  answersIn({ ...bodyAsking(id), [id]: value })[id];
