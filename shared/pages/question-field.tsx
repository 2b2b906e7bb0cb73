import type { HtmlEscapedString } from "hono/utils/html";
import { optionsOf, textLimits } from "../domain/answer-schema.ts";
import type { Hub } from "../domain/hub.ts";
import type { Field, Option } from "../domain/questions.ts";
import { kept } from "./component.ts";
import { dateBoxes, toBoxes, wrongBoxes } from "./date-boxes.ts";
import {
  characterCount,
  checkboxes,
  dateInput,
  type InputParams,
  input,
  radios,
} from "./generated/components.ts";
import { wording } from "./wording.ts";

/** What a field shows besides its question. */
export type FieldState = {
  readonly hub: Hub;
  /** The raw answer so far, right or wrong. */
  readonly value?: unknown;
  readonly error?: string | undefined;
  /** The deadline in words, for questions that name it. */
  readonly due?: string | undefined;
  /** The question is the page's heading. */
  readonly asHeading?: boolean | undefined;
  /** The values of the options that are still to be had; all of them when left out. */
  readonly only?: readonly string[] | undefined;
  /** Typed for somebody else: the browser of whoever types neither knows it nor may remember it. */
  readonly forSomebodyElse?: boolean | undefined;
};

const components = { radios, checkboxes, characterCount, input, dateInput };

/** Most fields are seen before anything is typed into them, by everybody alike. */
const untouched: typeof components = {
  radios: kept(radios),
  checkboxes: kept(checkboxes),
  characterCount: kept(characterCount),
  input: kept(input),
  dateInput: kept(dateInput),
};

const as = ({ value, error }: FieldState): typeof components =>
  value === undefined && error === undefined ? untouched : components;

const textOf = (value: unknown): string => {
  const last = Array.isArray(value) ? value.at(-1) : value;
  return typeof last === "string" ? last : "";
};

const ticksOf = (value: unknown): readonly string[] =>
  [value].flat().filter((tick) => typeof tick === "string");

/** What every component takes alike. */
const common = ({ hint }: Field, { error, due }: FieldState) => ({
  hint: hint === undefined ? undefined : { text: wording(hint, due) },
  errorMessage: error === undefined ? undefined : { text: error },
});

const named = (block: string, { ask }: Field, { due, asHeading = false }: FieldState) => ({
  text: wording(ask, due),
  classes: `govuk-${block}--${asHeading ? "l" : "m"}`,
  isPageHeading: asHeading,
});

const fieldset = (question: Field, state: FieldState) => ({
  legend: named("fieldset__legend", question, state),
});

const itemOf = ({ value, label, hint }: Option, due: string | undefined) => ({
  value,
  text: wording(label, due),
  hint: hint === undefined ? undefined : { text: wording(hint, due) },
});

const itemsOf = (question: Field, { hub, only, due }: FieldState) =>
  optionsOf(question, hub)
    .filter(({ value }) => only?.includes(value) ?? true)
    .map((option) => itemOf(option, due));

const choice = (question: Field, state: FieldState) =>
  as(state).radios({
    ...common(question, state),
    name: question.id,
    fieldset: fieldset(question, state),
    items: itemsOf(question, state),
    value: textOf(state.value),
  });

const choices = (question: Field, state: FieldState, alone: string | undefined) =>
  as(state).checkboxes({
    ...common(question, state),
    name: question.id,
    fieldset: fieldset(question, state),
    items: itemsOf(question, state).flatMap((item, index) =>
      item.value === alone && index > 0 ? [{ divider: "or" }, item] : [item],
    ),
    values: ticksOf(state.value),
  });

const longText = (question: Field, state: FieldState) =>
  as(state).characterCount({
    ...common(question, state),
    id: question.id,
    name: question.id,
    label: named("label", question, state),
    value: textOf(state.value),
    rows: "6",
    maxlength: String(textLimits.text),
    // A count from the first letter on reads like a length to be reached.
    threshold: "75",
    textareaDescriptionText: `You can enter up to ${textLimits.text.toLocaleString("en-GB")} characters`,
    attributes: { dir: "auto", autocomplete: "off" },
  });

/** The practitioner's own details and codes, which their browser may know (WCAG 2.2, 1.3.5). */
const own: Readonly<Record<string, Partial<InputParams>>> = {
  name: { autocomplete: "name", spellcheck: false },
  role: { autocomplete: "organization-title" },
  organisation: { autocomplete: "organization" },
  code: {
    autocomplete: "one-time-code",
    inputmode: "numeric",
    spellcheck: false,
    classes: "govuk-input--width-10",
  },
};

/** What is typed about a child stays out of the browser's memory. */
const notRemembered = { autocomplete: "off" } as const;

const lineKinds = {
  short: { attributes: { dir: "auto" } },
  email: {
    type: "email",
    autocomplete: "email",
    spellcheck: false,
    classes: "govuk-input--width-30",
  },
  telephone: { type: "tel", autocomplete: "tel", classes: "govuk-input--width-20" },
  postcode: { spellcheck: false, classes: "govuk-input--width-10" },
} as const satisfies Readonly<Record<string, Partial<InputParams>>>;

const line = (question: Field, state: FieldState, type: keyof typeof lineKinds) =>
  as(state).input({
    ...notRemembered,
    ...lineKinds[type],
    ...own[question.id],
    ...(state.forSomebodyElse === true ? notRemembered : {}),
    ...common(question, state),
    id: question.id,
    name: question.id,
    label: named("label", question, state),
    value: textOf(state.value),
  });

const date = (question: Field, state: FieldState) => {
  const boxes = dateBoxes(question.kind);
  const typed = toBoxes(boxes, state.value);
  const { empty, impossible } = wrongBoxes(boxes, state.value);
  const wrong = empty.length === boxes.length ? [] : [...empty, ...impossible];
  return as(state).dateInput({
    ...common(question, state),
    id: question.id,
    namePrefix: question.id,
    fieldset: fieldset(question, state),
    items: boxes.map((box, index) => ({
      ...notRemembered,
      name: box,
      value: typed[index] ?? "",
      // Left out when no single box is to blame: then all are marked.
      error: state.error !== undefined && wrong.length > 0 ? wrong.includes(box) : undefined,
    })),
  });
};

/** Any question of the catalogue as its field, named by its id, with what was typed and what is wrong. */
export const questionField = (question: Field, state: FieldState): HtmlEscapedString => {
  const { kind } = question;
  switch (kind.type) {
    case "choice":
      // A single radio could not be taken back.
      return kind.options.length === 1 && kind.and === undefined
        ? choices(question, state, undefined)
        : choice(question, state);
    case "choices":
      return choices(question, state, kind.alone);
    case "text":
      return longText(question, state);
    case "birth-date":
    case "day-ahead":
    case "due-month":
      return date(question, state);
    default:
      return line(question, state, kind.type);
  }
};
