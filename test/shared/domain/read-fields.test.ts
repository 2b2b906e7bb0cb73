import { describe, expect, it } from "vitest";
import type { Field } from "../../../shared/domain/questions.ts";
import { readFields } from "../../../shared/domain/read-fields.ts";
import { defaultHub } from "./hubs.ts";

const fields: readonly Field[] = [
  {
    id: "reason",
    ask: "Why?",
    called: "The reason",
    kind: { type: "text" },
    must: "yes",
    missing: "Enter the reason",
  },
  {
    id: "result",
    ask: "What came of it?",
    called: "The result",
    kind: { type: "choice", options: [{ value: "spoke", label: "We spoke" }] },
    must: "no",
    missing: "Select the result",
  },
  {
    id: "again",
    ask: "When do you look again?",
    called: "The day",
    kind: { type: "day-ahead" },
    must: "no",
    missing: "",
  },
];

const read = (typed: Readonly<Record<string, unknown>>) =>
  readFields(fields, typed, { hub: defaultHub, today: "2026-11-23" });

const empty = { values: {}, errors: [{ field: "reason", message: "Enter the reason" }] };

describe("a form with a few fields of its own", () => {
  it("keeps what is typed by field, cleaned as the practitioner's form cleans it", () => {
    expect(
      read({ reason: "  Why\r\nnot? ", result: "spoke", again: " 2026-12-04 ", other: "unasked" }),
    ).toEqual({
      values: { reason: "Why\nnot?", result: "spoke", again: "2026-12-04" },
      errors: [],
    });
  });

  it("asks for what must be there, and leaves out what need not be", () => {
    expect(read({})).toEqual(empty);
    expect(read({ reason: "Because.", result: "", again: "" })).toEqual({
      values: { reason: "Because." },
      errors: [],
    });
  });

  it.each(["", " ", "\r\n \t", "\u00a0", "\u200b", "\u0000\u001b", " \u2060\u00ad\ufeff"])(
    "takes what nobody can see for nothing: %j",
    (reason) => {
      expect(read({ reason })).toEqual(empty);
    },
  );

  it("but not what has something to see in it, wherever that stands", () => {
    for (const reason of ["x", "\u200bx", "x\u200b", "…", "👍"])
      expect(read({ reason }).errors, reason).toEqual([]);
  });

  it("takes what is no text for nothing: a form can send a field twice, or a file", () => {
    for (const reason of [7, true, null, undefined, ["Because."], { text: "Because." }])
      expect(read({ reason })).toEqual(empty);
  });

  it("says of each wrong field what is wrong, in the order of the form, and keeps the others", () => {
    expect(read({ reason: "x".repeat(5001), result: "shouted", again: "2026-11-30" })).toEqual({
      values: { again: "2026-11-30" },
      errors: [
        { field: "reason", message: "The reason must be 5,000 characters or fewer" },
        { field: "result", message: "Select the result. It is one of: spoke" },
      ],
    });
  });

  describe("a day on which to look again is", () => {
    const saidOf = (again: string) => read({ reason: "Because.", again }).errors[0]?.message;

    it("today or later: yesterday would be asked about at once", () => {
      expect(saidOf("2026-11-22")).toBe("The day must be today or later");
      expect(saidOf("2026-11-23")).toBeUndefined();
    });

    it("within a year of today, to the day", () => {
      expect(saidOf("2027-11-23")).toBeUndefined();
      expect(saidOf("2027-11-24")).toBe("The day must be within a year of today");
    });

    it("a real date", () => {
      for (const day of ["2026-11-31", "tomorrow", "2026-12", "2026-12-04T10:00"])
        expect(saidOf(day), day).toBe("The day must be a real date");
    });
  });
});
