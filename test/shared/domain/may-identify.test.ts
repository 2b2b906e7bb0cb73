import * as fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { mayIdentify } from "../../../shared/domain/may-identify.ts";
import { questions } from "../../../shared/domain/questions.ts";

const today = "2026-11-23";

const foundIn = (text: string, field = "seen", named = "not-named") =>
  mayIdentify({ named, [field]: text }, questions, today).map(({ is, found }) => `${is}: ${found}`);

describe("where the child shall not be named, a warning points at", () => {
  it.each([
    ["I saw Tommy with a bruise.", ["name: Tommy"]],
    ["The mother of Tommy Smith-Jones came late.", ["name: Tommy Smith-Jones"]],
    ["We asked Mr Kowalski about it.", ["name: Mr Kowalski"]],
    ["His sister is called Zoë.", ["name: Zoë"]],
    ["Then I asked about Siân’s arm.", ["name: Siân"]],
    ["A boy, born 04/05/2018, has marks.", ["birth-date: 04/05/2018"]],
    ["DOB 4.5.18", ["birth-date: 4.5.18"]],
    ["She was born on 4th May 2018.", ["birth-date: 4th May 2018"]],
    ["Born 2018-05-04.", ["birth-date: 2018-05-04"]],
    ["They live at CB1 0AA now.", ["postcode: CB1 0AA"]],
    ["they live at cb10aa now", ["postcode: cb10aa"]],
    ["He is in Year 4 at Milton Road Primary.", ["school-year: Milton Road Primary, Year 4"]],
    [
      "the only boy in reception at St. Luke's School",
      ["school-year: St. Luke's School, reception"],
    ],
  ])("%j", (text, found) => expect(foundIn(text)).toEqual(found));

  it("only the first of each kind in an answer: one is enough to look again", () => {
    expect(foundIn("I saw Tommy and then Anna near CB1 0AA and CB2 1TN.")).toEqual([
      "name: Tommy",
      "postcode: CB1 0AA",
    ]);
  });
});

describe("and at nothing", () => {
  it.each([
    "The child came in with a bruise. Mum said that it was the dog.",
    "On Monday Dad and Nan came. In March it was the same.",
    "She is in Year 4 and behind in English and Maths.",
    'He told me: "Mummy was cross". Nobody saw it.',
    "A CAMHS referral was made; the GP and the SENCO know.",
    "It happened on 12/11/2026 and again on 20 November 2026.",
    "I am worried. We rang twice.\nThen we waited.\n- No answer",
    "They speak Polish at home.",
    "Their house is cold. 3 rooms, 5 people.",
    "What should I do?",
    "",
  ])("%j", (text) => expect(foundIn(text)).toEqual([]));

  it("where the child is named, or in what is asked about adults", () => {
    expect(foundIn("I saw Tommy.", "seen", "named")).toEqual([]);
    for (const field of ["name", "role", "organisation", "secondContact", "timesNote"])
      expect(foundIn("I saw Tommy at CB1 0AA.", field)).toEqual([]);
  });
});

test("no text, however odd, is too much for it", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 5000, unit: "grapheme" }), (text) => {
      for (const { found } of mayIdentify({ named: "not-named", seen: text }, questions, today))
        expect(found.length).toBeGreaterThan(0);
    }),
    { numRuns: 100 },
  );
  foundIn("Aa ".repeat(1666));
  foundIn("A".repeat(5000));
  foundIn("A’".repeat(2500));
});
