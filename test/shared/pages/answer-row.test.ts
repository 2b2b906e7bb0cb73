import { describe, expect, it } from "vitest";
import { type Question, questions } from "../../../shared/domain/questions.ts";
import { answerRow } from "../../../shared/pages/answer-row.tsx";
import { answerWords } from "../../../shared/pages/answer-words.ts";
import { defaultHub as hub } from "../domain/hubs.ts";
import { htmlFaults } from "./valid-html.ts";

const named = (id: string): Question => questions.find((question) => question.id === id)!;

describe("an answer in words", () => {
  it.each([
    ["lead", "no-lead", "We do not have one"],
    ["authority", "peterborough", "Peterborough"],
    ["harm", ["unsure", "none"], "I am not sure\nNone of these"],
    ["childBirthDate", "2018-05-04", "4 May 2018"],
    ["childDueMonth", "2027-03", "March 2027"],
    ["seen", "one\ntwo", "one\ntwo"],
    ["seen", "", "Not provided"],
    ["seen", undefined, "Not provided"],
    ["harm", [], "Not provided"],
  ])("%s %j is %j", (id, value, words) => {
    expect(answerWords(named(id), value, hub)).toBe(words);
  });

  it("an old case with an option that is gone, or a date that is none, still reads", () => {
    expect(answerWords(named("lead"), "asked-the-head", hub)).toBe("asked-the-head");
    expect(answerWords(named("childBirthDate"), "2018-13-99", hub)).toBe("2018-13-99");
  });
});

describe("the row of an answer", () => {
  it("has a link to change it, which says what", () => {
    const html = answerRow(named("lead"), "no-lead", hub, "/request/lead").toString();
    expect(html).toMatch(
      /<a class="govuk-link" href="\/request\/lead">Change<span class="govuk-visually-hidden"> safeguarding lead<\/span>/,
    );
    expect(answerRow(named("lead"), "no-lead", hub).toString()).not.toContain("<a ");
  });

  it("shows what was typed escaped, with its lines and its own direction", () => {
    const html = answerRow(named("seen"), "<script>\nשלום", hub).toString();
    expect(html).toContain('<div class="app-typed" dir="auto">&lt;script&gt;\nשלום</div>');
  });

  it.each(questions.map((question) => [question.id, question] as const))(
    "%s: the list that it stands in is valid",
    (_, question) => {
      for (const value of ["x", ["x", "y"], undefined]) {
        const row = answerRow(question, value, hub, "/change");
        expect(htmlFaults(`<dl class="govuk-summary-list">${row}</dl>`)).toEqual([]);
      }
    },
  );
});
