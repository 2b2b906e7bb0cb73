import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AnswerContext, parseAnswers } from "../../../shared/domain/answers.ts";
import { type Question, questions } from "../../../shared/domain/questions.ts";
import { ruleSetNamed } from "../../../shared/domain/rule-sets.ts";
import { dateBoxes, fromBoxes, toBoxes } from "../../../shared/pages/date-boxes.ts";
import { formAnswers, formFields } from "../../../shared/pages/form-answers.ts";
import { questionField } from "../../../shared/pages/question-field.tsx";
import { defaultHub as hub } from "../domain/hubs.ts";
import { readForm } from "./read-form.ts";

const context: AnswerContext = {
  hub,
  ruleSet: ruleSetNamed(hub.ruleSet)!,
  today: "2026-11-23",
};

const anyDay = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const anyAnswerTo = ({ kind }: Question): fc.Arbitrary<string | readonly string[]> => {
  switch (kind.type) {
    case "choice":
      return fc.constantFrom(...kind.options.map(({ value }) => value));
    case "choices":
      return fc.subarray(
        kind.options.map(({ value }) => value),
        { minLength: 1 },
      );
    case "birth-date":
    case "day-ahead":
      return anyDay;
    case "due-month":
      return anyDay.map((day) => day.slice(0, 7));
    default:
      return fc.string({ unit: "binary" });
  }
};

const anyAnswers = fc.record(
  Object.fromEntries(questions.map((question) => [question.id, anyAnswerTo(question)])),
  { requiredKeys: [] },
);

const sent = (fields: readonly (readonly [string, string])[]) =>
  new URLSearchParams(new URLSearchParams(fields.map(([...field]) => field)).toString());

describe("answers and form fields", () => {
  it("any answers, sent as form fields, come back as they were", () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const wellFormed = Object.fromEntries(
          Object.entries(answers).filter(([, value]) =>
            [value].flat().every((v) => v!.isWellFormed()),
          ),
        );
        expect(formAnswers(sent(formFields(wellFormed, questions)), questions)).toEqual(wellFormed);
      }),
    );
  });

  it("any text typed into the boxes of a date stands there again", () => {
    const typed = fc.string({ unit: "binary", maxLength: 12 });
    fc.assert(
      fc.property(typed, typed, typed, (day, month, year) => {
        const boxes = ["day", "month", "year"] as const;
        const again = toBoxes(boxes, fromBoxes(boxes, [day, month, year]));
        const isNumber = (text: string) => /^\d+$/.test(text.trim());
        if ([day, month, year].every(isNumber))
          expect(again.map(Number)).toEqual([day, month, year].map(Number));
        else if (fromBoxes(boxes, [day, month, year]) !== "")
          expect(again).toEqual([day, month, year]);
      }),
    );
  });

  it.each(["named", "not-named"])(
    "the example %s, typed into the form, is the same request",
    (name) => {
      const example = JSON.parse(readFileSync(`functions/request/examples/${name}.json`, "utf8"));
      const html = questions
        .map((question) =>
          questionField(question, { hub, due: "5:30pm", value: example[question.id] }),
        )
        .join("");
      const raw = formAnswers(sent(readForm(html)), questions);
      const [byForm, byApi] = [parseAnswers(raw, context), parseAnswers(example, context)];
      expect(byApi.ok).toBe(true);
      expect(byForm).toEqual(byApi);
    },
  );
});

const named = (id: string) => questions.filter((question) => question.id === id);

const birthDate = (day: string, month: string, year: string) =>
  formAnswers(
    [
      ["childBirthDate-day", day],
      ["childBirthDate-month", month],
      ["childBirthDate-year", year],
    ],
    named("childBirthDate"),
  )["childBirthDate"];

describe("a date in its boxes", () => {
  it("is padded, and spaces around it do not matter", () => {
    expect(birthDate("4", " 5 ", "2018\u200b")).toBe("2018-05-04");
    expect(
      formAnswers(
        [
          ["childDueMonth-month", "3"],
          ["childDueMonth-year", "2027"],
        ],
        questions,
      ),
    ).toEqual({
      childDueMonth: "2027-03",
    });
  });

  it("that is left empty is an empty answer", () => {
    expect(birthDate("", " ", "")).toBe("");
  });

  it.each([
    ["", "5", "2018"],
    ["4", "May", "2018"],
    ["4", "5", "18"],
    ["2018-05-04", "", ""],
  ])("typed as %j %j %j is no date, and is shown again", (...typed) => {
    const raw = birthDate(...typed);
    expect(raw).not.toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(toBoxes(["day", "month", "year"], raw)).toEqual(typed);
  });
});

describe("what a form may hold besides answers", () => {
  it("fields that are no question are ignored, whatever their name", () => {
    const fields = [
      ["__proto__", "x"],
      ["constructor", "x"],
      ["toString", "x"],
      ["seen", "A bruise"],
    ] as const;
    const raw = formAnswers(fields, questions);
    expect(raw).toEqual({ seen: "A bruise" });
    expect(Object.getPrototypeOf(raw)).toBe(Object.prototype);
    expect(formFields(JSON.parse('{"__proto__":"x","seen":"A bruise"}'), questions)).toEqual([
      ["seen", "A bruise"],
    ]);
  });

  it("a file in the place of a text is no answer", () => {
    expect(formAnswers([["seen", new File(["x"], "x.txt")]], questions)).toEqual({});
  });

  it("of a single answer that is sent twice the last counts", () => {
    const fields = [
      ["lead", "agreed"],
      ["lead", "no-lead"],
    ] as const;
    expect(formAnswers(fields, questions)).toEqual({ lead: "no-lead" });
  });

  it("one tick of several choices is a list of one", () => {
    expect(formAnswers([["harm", "none"]], questions)).toEqual({ harm: ["none"] });
  });

  it("every date of the catalogue has boxes, and nothing else has", () => {
    expect(questions.filter(({ kind }) => dateBoxes(kind).length > 0).map(({ id }) => id)).toEqual([
      "childBirthDate",
      "childDueMonth",
    ]);
  });
});
