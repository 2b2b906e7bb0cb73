import { describe, expect, it } from "vitest";
import { optionsOf } from "../../../shared/domain/answer-schema.ts";
import { pages, type Question, questions } from "../../../shared/domain/questions.ts";
import { formByTheDocuments, type Row } from "./form-by-the-documents.ts";
import { defaultHub } from "./hubs.ts";

/** Which questions stand together, from the documents: a page for each, in their order. */
const together: Readonly<Record<string, readonly string[]>> = {
  danger: ["danger"],
  harm: ["harm", "canWait"],
  told: ["told"],
  consent: ["consent", "agreedBy"],
  unsafe: ["unsafe", "lead"],
  "about-the-child": ["age", "authority", "openCase", "concernAbout", "fgm"],
  "what-you-know": ["seen", "said", "reported", "opinion", "done", "othersAtRisk"],
  "your-question": ["question"],
  named: ["named"],
  "the-child": [
    ...["childName", "motherName", "childBirthDate", "childDueMonth"],
    ...["childPostcode", "parentNames"],
  ],
  "about-you": [
    ...["name", "role", "organisation", "agency", "email", "telephone"],
    ...["bestTimes", "timesNote", "secondContact", "messageOk"],
  ],
  "keeping-safe": ["keepFromFamily", "communicationNeed", "telephoned", "understood"],
};

const mustOf = { yes: "yes", no: "no", one: "one-of-these", "left-out": "yes" } as const satisfies {
  readonly [must in Row["must"]]: Question["must"];
};

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

  it("asks each question on its page, and leaves no page empty", () => {
    expect(pages.map(({ id }) => id)).toEqual(Object.keys(together));
    expect(questions.map(({ id, page }) => [id, page])).toEqual(
      Object.entries(together).flatMap(([page, ids]) => ids.map((id) => [id, page])),
    );
  });

  it("must be answered exactly where the documents say so", () => {
    expect(questions.map(({ id, must }) => [id, must])).toEqual(
      formByTheDocuments.map(({ id, must }) => [id, mustOf[must]]),
    );
    const usual = questions.filter(({ whenLeftOut }) => whenLeftOut !== undefined);
    expect(usual.map(({ id }) => id)).toEqual(
      formByTheDocuments.filter(({ must }) => must === "left-out").map(({ id }) => id),
    );
  });

  it("has a list of answers for no question that is answered in writing", () => {
    for (const question of questions)
      if (!("options" in question.kind)) expect(optionsOf(question, defaultHub)).toEqual([]);
  });

  it("asks whether the child can wait only after answers that are the form's own", () => {
    const canWait = questions.find(({ id }) => id === "canWait");
    const soFar = { danger: "no", harm: ["none"], unsafe: ["none"], fgm: "no" };
    const isAsked = (change: Readonly<Record<string, string | readonly string[]>>) =>
      canWait?.askedWhen?.({ ...soFar, ...change }, false);
    expect(isAsked({})).toBe(true);
    for (const change of [
      { fgm: "perhaps" },
      { fgm: ["no"] },
      { harm: "none" },
      { unsafe: ["perhaps"] },
      { unsafe: ["none", "perhaps"] },
    ])
      expect(isAsked(change), JSON.stringify(change)).toBe(false);
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
  it("call by another name, to the duty team, what is the practitioner's own", () => {
    expect(
      questions.flatMap(({ id, calledByHub }) =>
        calledByHub === undefined ? [] : [[id, calledByHub]],
      ),
    ).toEqual([
      ["canWait", "Safe to wait for a call"],
      ["seen", "What they have seen"],
      ["reported", "What others have told them"],
      ["opinion", "What they think"],
      ["done", "What they have tried"],
      ["question", "Their question"],
      ["name", "Practitioner's name"],
      ["role", "Role"],
      ["organisation", "Organisation"],
      ["email", "Email address"],
      ["telephone", "Telephone number"],
    ]);
  });

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
