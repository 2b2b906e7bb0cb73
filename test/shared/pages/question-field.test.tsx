import { describe, expect, it } from "vitest";
import { type Question, questions } from "../../../shared/domain/questions.ts";
import { errorSummary } from "../../../shared/pages/error-summary.tsx";
import { formErrors } from "../../../shared/pages/form-errors.ts";
import { questionField } from "../../../shared/pages/question-field.tsx";
import { page } from "../../../shared/pages/shell.tsx";
import { defaultHub as hub } from "../domain/hubs.ts";
import { readForm } from "./read-form.ts";
import { htmlFaults } from "./valid-html.ts";

const due = "5:30pm on Tuesday 24 November 2026";
const shell = { title: "A page", hub, serviceName: "A service", home: "/", styles: "/styles.css" };

const named = (id: string): Question => questions.find((question) => question.id === id)!;

const idsIn = (html: string) => [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id!);

const everyQuestion = questions.map((question) => [question.id, question] as const);

const states = [
  ["untouched", {}],
  ["answered", { value: "x" }],
  ["wrong", { value: "x", error: "Enter something else" }],
] as const;

describe.each(everyQuestion)("the question %s", (_, question) => {
  it.each(states)("%s: its page is valid, alone and among others", (_name, state) => {
    for (const asHeading of "error" in state ? [true, false] : [true]) {
      const html = page(
        { ...shell, error: "error" in state },
        <form method="post" novalidate>
          {asHeading ? null : <h1 class="govuk-heading-l">Some questions</h1>}
          {questionField(question, { hub, due, asHeading, ...state })}
          <button type="submit" class="govuk-button">
            Continue
          </button>
        </form>,
      );
      expect(htmlFaults(html)).toEqual([]);
      expect(html.match(/<h1/g)).toHaveLength(1);
      expect(html).not.toMatch(/\brequired\b|\{due\}|\sstyle=|\son[a-z]+=|<script/);
    }
  });

  it("is filled in once while nothing is typed, and anew for what somebody typed or did wrong", () => {
    const field = (state: object) => questionField(question, { hub, due, ...state });
    expect(field({})).toBe(field({}));
    expect(field({ asHeading: true })).not.toBe(field({}));
    for (const state of [{ value: "x" }, { value: "" }, { error: "Enter something else" }])
      expect(field(state)).not.toBe(field(state));
  });

  it("its error is said to be its description, and the summary's link lands on a field", () => {
    const error = { field: question.id, message: "Enter something else" };
    const html = questionField(question, { hub, due, error: error.message }).toString();
    const described = [...html.matchAll(/aria-describedby="([^"]*)"/g)].flatMap(([, ids]) =>
      ids!.split(" "),
    );
    const ids = idsIn(html);
    expect(ids).toEqual([...new Set(ids)]);
    expect(ids).toEqual(expect.arrayContaining(described));
    expect(described).toContain(`${question.id}-error`);
    const fields = [...html.matchAll(/<(?:input|textarea)[^>]*\sid="([^"]*)"/g)].map(
      ([, id]) => id,
    );
    for (const errors of [[error], formErrors([error], [question], {})]) {
      const link = /href="#([^"]*)"/.exec(errorSummary(errors, [question]).toString())?.[1];
      expect(fields[0]).toBe(link);
    }
  });
});

describe("what was typed", () => {
  const hostile = "</textarea>\"'><script>alert(1)</script>&lt;b&gt;";

  it.each(everyQuestion)("is shown again at %s only escaped", (_, question) => {
    for (const value of [hostile, [hostile], JSON.stringify([hostile, hostile, hostile])]) {
      const html = questionField(question, { hub, due, value, error: hostile }).toString();
      expect(html).not.toContain("<script");
      expect(html.match(/<\/textarea>/g) ?? []).toHaveLength(question.kind.type === "text" ? 1 : 0);
    }
    const shown = readForm(questionField(question, { hub, due, value: hostile }).toString());
    if (["text", "short", "email"].includes(question.kind.type))
      expect(shown).toEqual([[question.id, hostile]]);
  });

  it("keeps its lines and its own direction", () => {
    const html = questionField(named("seen"), { hub, value: "one\n\n  two\nשלום" }).toString();
    expect(readForm(html)).toEqual([["seen", "one\r\n\r\n  two\r\nשלום"]]);
    expect(html).toContain('dir="auto"');
  });
});

describe("each kind of question", () => {
  it("one of several is radios under its legend, and none is picked for anybody", () => {
    const html = questionField(named("lead"), { hub }).toString();
    expect(html.match(/type="radio"/g)).toHaveLength(6);
    expect(html).not.toContain("checked");
    expect(readForm(questionField(named("lead"), { hub, value: "no-lead" }).toString())).toEqual([
      ["lead", "no-lead"],
    ]);
  });

  it("the hub's own authorities come first", () => {
    const html = questionField(named("authority"), { hub }).toString();
    expect(html.indexOf("Peterborough")).toBeLessThan(html.indexOf("Somewhere else"));
  });

  it("several of several are checkboxes, and none stands behind an or", () => {
    const html = questionField(named("harm"), { hub, value: ["evidence", "unsure"] }).toString();
    expect(html).toMatch(/checkboxes__divider">or<\/div>\s*<div[^>]*>\s*<input[^>]*value="none"/);
    expect(readForm(html)).toEqual([
      ["harm", "evidence"],
      ["harm", "unsure"],
    ]);
  });

  it("times that are past are not offered", () => {
    const html = questionField(named("bestTimes"), { hub, only: ["next-am", "next-pm"] });
    expect([...html.toString().matchAll(/value="([^"]*)"/g)].map(([, value]) => value)).toEqual([
      "next-am",
      "next-pm",
    ]);
  });

  it("long text says how much there is room for", () => {
    expect(questionField(named("seen"), { hub }).toString()).toContain(
      "You can enter up to 5,000 characters",
    );
  });

  it("the practitioner's own details may be filled in by their browser, a child's never", () => {
    const autocomplete = (id: string) =>
      [
        ...questionField(named(id), { hub })
          .toString()
          .matchAll(/autocomplete="([^"]*)"/g),
      ].map(([, word]) => word);
    expect(["name", "role", "organisation", "email", "telephone"].flatMap(autocomplete)).toEqual([
      "name",
      "organization-title",
      "organization",
      "email",
      "tel",
    ]);
    const aboutTheChild = ["childName", "childBirthDate", "childDueMonth", "childPostcode", "seen"];
    expect([...new Set(aboutTheChild.flatMap(autocomplete))]).toEqual(["off"]);
  });

  it("a date has three boxes and a month two, each with a label", () => {
    const labels = (id: string) =>
      [
        ...questionField(named(id), { hub })
          .toString()
          .matchAll(/<label[^>]*>\s*(\w+)\s*</g),
      ].map(([, label]) => label);
    expect(labels("childBirthDate")).toEqual(["Day", "Month", "Year"]);
    expect(labels("childDueMonth")).toEqual(["Month", "Year"]);
  });

  it("a question that nobody has seen yet is asked like any other", () => {
    const synthetic: Question = {
      ...named("seen"),
      id: "synthetic",
      ask: "What colour is the sky?",
      hint: "By {due}.",
      kind: { type: "choices", options: [{ value: "blue", label: "Blue", hint: "As at sea" }] },
    };
    const html = questionField(synthetic, { hub, due, asHeading: true }).toString();
    expect(html).toMatch(/<h1[^>]*>\s*What colour is the sky\?/);
    expect(html).toContain(`By ${due}.`);
    expect(html).toContain("As at sea");
  });

  it("words that name the deadline are never shown without one", () => {
    expect(() => questionField(named("canWait"), { hub })).toThrow("deadline");
  });
});
