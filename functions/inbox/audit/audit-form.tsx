import { monthWords } from "../../../shared/domain/time-words.ts";
import { toBoxes } from "../../../shared/pages/date-boxes.ts";
import { escaped } from "../../../shared/pages/escaped.ts";
import { button, dateInput, input, select } from "../../../shared/pages/generated/components.ts";
import { dayBoxes, type TypedAudit } from "./asked-audit.ts";

/** What can be chosen, what was, and what is wrong with it. */
export type AuditChoices = {
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly months: readonly string[];
  readonly typed: TypedAudit;
  readonly problem?: { readonly field: string; readonly message: string } | undefined;
};

const boxWidths = { day: 2, month: 2, year: 4 } as const;

const errorAt = ({ problem }: AuditChoices, ...fields: readonly string[]) =>
  problem !== undefined && fields.includes(problem.field)
    ? { errorMessage: { text: problem.message } }
    : {};

const byConsultation = (choices: AuditChoices) => (
  <form method="get" action="/audit" novalidate>
    <h2 class="govuk-heading-m">By consultation</h2>
    {input({
      id: "reference",
      name: "reference",
      label: { text: "Reference" },
      hint: { text: "12 letters and numbers, like 7K2M-9QXD-4TRW. Never a name." },
      classes: "govuk-input--width-20",
      autocomplete: "off",
      spellcheck: false,
      value: choices.typed.reference,
      ...errorAt(choices, "reference"),
    })}
    {button({ text: "Show who saw and changed it", classes: "govuk-button--secondary" })}
  </form>
);

const byPerson = (choices: AuditChoices) => {
  const { people, months, typed } = choices;
  return (
    <form method="get" action="/audit" novalidate>
      <h2 class="govuk-heading-m">By person</h2>
      {select({
        id: "person",
        name: "person",
        label: { text: "Person" },
        hint: { text: "Everybody who signed in within the last 30 days" },
        items: [
          { value: "", text: "Select a name" },
          ...people.map(({ id, name }) => ({ value: id, text: name })),
        ],
        value: typed.person,
        ...errorAt(choices, "person"),
      })}
      {select({
        id: "month",
        name: "month",
        label: { text: "Month" },
        items: months.map((month) => ({ value: month, text: monthWords(month) })),
        value: typed.month,
        ...errorAt(choices, "month"),
      })}
      {button({ text: "Show what they did", classes: "govuk-button--secondary" })}
    </form>
  );
};

const byDay = (choices: AuditChoices) => {
  const values = toBoxes(dayBoxes, choices.typed.day);
  const wrong = choices.problem?.field;
  return (
    <form method="get" action="/audit" novalidate>
      <h2 class="govuk-heading-m">By day</h2>
      {dateInput({
        id: "day",
        namePrefix: "day",
        fieldset: { legend: { text: "Day" } },
        hint: { html: escaped(<>For example, 23 11 2026</>) },
        items: dayBoxes.map((box, index) => ({
          name: box,
          value: values[index] ?? "",
          classes: `govuk-input--width-${boxWidths[box]}`,
          ...(wrong === `day-${box}` ? { error: true } : {}),
        })),
        ...errorAt(choices, ...dayBoxes.map((box) => `day-${box}`)),
      })}
      {button({ text: "Show what everybody did", classes: "govuk-button--secondary" })}
    </form>
  );
};

/** The three ways into the audit. Nothing that is asked for is posted: there is nothing to change. */
export const auditForms = (choices: AuditChoices) => (
  <>
    {byConsultation(choices)}
    {byPerson(choices)}
    {byDay(choices)}
  </>
);
