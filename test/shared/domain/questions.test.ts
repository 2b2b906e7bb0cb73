import { describe, expect, it } from "vitest";
import { optionsOf } from "../../../shared/domain/answer-schema.ts";
import { type Question, questions } from "../../../shared/domain/questions.ts";
import { formByTheDocuments } from "./form-by-the-documents.ts";
import { defaultHub } from "./hubs.ts";

const wordsOf = ({ ask, called, hint = "", missing, kind }: Question) => [
  ask,
  called,
  hint,
  missing,
  ...("options" in kind ? kind.options.flatMap(({ label, hint: more = "" }) => [label, more]) : []),
];

describe("the catalogue holds the whole form of the documents", () => {
  it("has exactly the documents' questions, each once", () => {
    const ids = questions.map(({ id }) => id);
    expect(ids.toSorted()).toEqual(formByTheDocuments.map(({ id }) => id).toSorted());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(formByTheDocuments.filter(({ values }) => values !== undefined))(
    "offers exactly the documents' answers to $id",
    ({ id, values = [], is }) => {
      const question = questions.find((one) => one.id === id);
      expect(question?.kind.type).toBe(is === "one" ? "choice" : "choices");
      const offered = question === undefined ? [] : optionsOf(question, defaultHub);
      expect(offered.map(({ value }) => value).toSorted()).toEqual(values.toSorted());
    },
  );

  it("offers a hub's own authorities by their names, before somewhere else", () => {
    const authority = questions.find(({ id }) => id === "authority");
    const hub = { ...defaultHub, authorities: [{ id: "rutland", name: "Rutland" }] };
    expect(authority && optionsOf(authority, hub).map(({ label }) => label)).toEqual([
      "Rutland",
      "Somewhere else",
      "I do not know",
    ]);
  });

  it("asks in the documents' order, and each page's questions together", () => {
    expect(questions.map(({ id }) => id)).toEqual(formByTheDocuments.map(({ id }) => id));
    const pages = [...new Set(questions.map(({ page }) => page))];
    expect(questions.map(({ page }) => page)).toEqual(
      pages.flatMap((page) => questions.filter((one) => one.page === page).map(() => page)),
    );
  });

  it("asks for nothing that identifies the child on a page where not naming is still open", () => {
    const pageOf = (id: string) => questions.find((one) => one.id === id)?.page;
    const identity = ["childName", "motherName", "childBirthDate", "childPostcode", "parentNames"];
    for (const id of identity) expect(pageOf(id), id).not.toBe(pageOf("named"));
  });

  it("keeps everything sealed but the few answers that are no case text", () => {
    expect(questions.filter(({ sealed }) => !sealed).map(({ id }) => id)).toEqual([
      ...["lead", "age", "authority", "named", "agency", "bestTimes", "messageOk", "telephoned"],
    ]);
    for (const { sealed, kind } of questions)
      if (!("options" in kind)) expect(sealed, kind.type).toBe(true);
  });
});

describe("the form's words", () => {
  it("are there for every question and every answer", () => {
    for (const { id, ask, called, missing, hint, kind } of questions) {
      for (const said of [ask, called, missing, hint ?? "-"]) expect(said.trim(), id).not.toBe("");
      for (const { value, label } of "options" in kind ? kind.options : [])
        expect(label.trim(), `${id} ${value}`).not.toBe("");
    }
  });

  it("tell one question and one answer from another", () => {
    for (const said of [questions.map(({ ask }) => ask), questions.map(({ called }) => called)])
      expect(new Set(said).size).toBe(said.length);
    for (const { id, kind } of questions) {
      const labels = "options" in kind ? kind.options.map(({ label }) => label) : [];
      expect(new Set(labels).size, id).toBe(labels.length);
    }
  });

  it("never beg, blame or use a computer's words, and are not doubtful about what is optional", () => {
    const never = /please|sorry|invalid|oops|required|optional|must be answered|error|field|input/i;
    for (const question of questions)
      for (const said of wordsOf(question)) expect(said, question.id).not.toMatch(never);
  });

  it("say how to put right what is missing, as an instruction without a full stop", () => {
    for (const { id, missing } of questions)
      expect(missing, id).toMatch(/^(Select|Enter|Tell us) .*[^.]$/);
  });

  it("ask about the deadline by its day and time, and nowhere else have a gap to fill", () => {
    const gaps = questions.flatMap((one) => wordsOf(one).filter((said) => said.includes("{")));
    expect(gaps).toEqual(["Can the child safely wait for our call until {due}?"]);
  });
});
