import { describe, expect, it } from "vitest";
import { type AnswerContext, parseAnswers } from "../../../shared/domain/answers.ts";
import { questions } from "../../../shared/domain/questions.ts";
import { ruleSetNamed } from "../../../shared/domain/rule-sets.ts";
import { errorSummary } from "../../../shared/pages/error-summary.tsx";
import { formAnswers } from "../../../shared/pages/form-answers.ts";
import { formErrors } from "../../../shared/pages/form-errors.ts";
import { questionField } from "../../../shared/pages/question-field.tsx";
import { defaultHub as hub } from "../domain/hubs.ts";

const context: AnswerContext = {
  hub,
  ruleSet: ruleSetNamed(hub.ruleSet)!,
  today: "2026-11-23",
};

const [birthDate] = questions.filter(({ id }) => id === "childBirthDate");

/** What the form says about a date of birth that was typed so. */
const said = (day: string, month: string, year: string) => {
  const fields = [
    ["age", "1-to-12"],
    ["named", "named"],
    ["childBirthDate-day", day],
    ["childBirthDate-month", month],
    ["childBirthDate-year", year],
  ] as const;
  const raw = formAnswers(fields, questions);
  const parsed = parseAnswers(raw, context);
  const errors = parsed.ok ? [] : formErrors(parsed.errors, questions, raw);
  const error = errors.find(({ field }) => field === "childBirthDate");
  const html = questionField(birthDate!, {
    hub,
    value: raw["childBirthDate"],
    error: error?.message,
  }).toString();
  const marked = [...html.matchAll(/<input class="[^"]*input--error[^"]*" id="([^"]*)"/g)];
  return [error?.message, error?.target, ...marked.map(([, id]) => id!.split("-")[1])];
};

describe("a date that is wrong: the message names the part, and the link leads there", () => {
  it.each([
    ["", "5", "2018", "must include a day", "day", ["day"]],
    ["4", "", "", "must include a month and a year", "month", ["month", "year"]],
    ["4", "May", "2018", "must have a month from 1 to 12", "month", ["month"]],
    ["4", "13", "2018", "must have a month from 1 to 12", "month", ["month"]],
    ["4", "5", "18", "must have a year of 4 numbers, like 2018", "year", ["year"]],
    [
      "32",
      "5",
      "x",
      "must have a day from 1 to 31 and a year of 4 numbers, like 2018",
      "day",
      ["day", "year"],
    ],
    ["31", "2", "2018", "must be a real date, like 4 5 2018", "day", ["day", "month", "year"]],
    ["4", "5", "2090", "must be today or in the past", "day", ["day", "month", "year"]],
  ])("%j %j %j", (day, month, year, message, box, marked) => {
    expect(said(day, month, year)).toEqual([
      `Child's date of birth ${message}`,
      `childBirthDate-${box}`,
      ...marked,
    ]);
  });

  it("a date that is right has none", () => {
    expect(said("4", "5", "2018")).toEqual([undefined, undefined]);
  });
});

describe("the error summary", () => {
  it("stands even for one error, says the same words as the field, and takes the focus", () => {
    const html = errorSummary([{ field: "seen", message: "Tell us" }], questions).toString();
    expect(html).toContain("There is a problem");
    expect(html).toMatch(/<a href="#seen">Tell us<\/a>/);
    expect(html).toContain('role="alert"');
    expect(html).toMatch(/tabindex="-1" autofocus/);
  });

  it("what is wrong with no question of the page stands without a link", () => {
    const html = errorSummary([{ field: "other", message: "Leave it out" }], questions).toString();
    expect(html).toContain("Leave it out");
    expect(html).not.toContain("<a ");
  });

  it("shows what was typed in a message only escaped", () => {
    const html = errorSummary([{ field: "seen", message: "<b>x" }], questions).toString();
    expect(html).toContain("&lt;b&gt;x");
  });
});
