import { describe, expect, it } from "vitest";
import { readForm } from "../../../shared/domain/answers.ts";
import { type Question, questions } from "../../../shared/domain/questions.ts";
import { type Body, context, examples } from "./example-answers.ts";

/** As the form reads it: it asks everything, and takes nothing as said that was left out. */
const asked = { ...context, everythingIsAsked: true };

const told = { ...examples.named, told: "yes", consent: "refused" };

describe("a form whose earlier answer is changed", () => {
  it("asks again where the answer given is not offered any more, and keeps all others", () => {
    const before = readForm(told, asked);
    expect(before.errors).toEqual([]);
    expect(before.answers["consent"]).toBe("refused");

    const after = readForm({ ...told, told: "no" }, asked);
    expect(after.errors.map(({ field }) => field)).toEqual(["consent"]);
    const { consent: _, ...others } = before.answers;
    expect(after.answers).toEqual({ ...others, told: "no" });
    expect(after.decision).toBeUndefined();
  });

  it("does not ask again where it is still offered", () => {
    const sought = { ...examples.named, told: "no", consent: "could-not-seek" };
    expect(readForm(sought, asked).errors).toEqual([]);
  });

  it("of the API it takes any answer: the contradiction is for the decision to see", () => {
    const read = readForm({ ...told, told: "no" }, context);
    expect(read.errors).toEqual([]);
    expect(read.decision?.flags).toContain("mismatch");
  });

  it("takes a list only when every tick of it is offered", () => {
    const pets: Question = {
      id: "pets",
      page: "what-you-know",
      ask: "Are there animals in the home?",
      called: "Animals in the home",
      kind: {
        type: "choices",
        options: [
          { value: "dog", label: "A dog" },
          { value: "cat", label: "A cat" },
        ],
      },
      offers: () => ["dog"],
      must: "yes",
      missing: "Select which animals there are",
      sealed: true,
    };
    const errorsWith = (ticks: readonly string[]) =>
      readForm({ ...told, pets: ticks }, { ...asked, catalogue: [...questions, pets] }).errors.map(
        ({ field }) => field,
      );
    expect(errorsWith(["dog"])).toEqual([]);
    expect(errorsWith(["dog", "cat"])).toEqual(["pets"]);
  });
});

it("a form asks whether the child can wait before it asks about safety and FGM", () => {
  const asksCanWait = (body: Body) =>
    readForm(body, asked).asked.some(({ id }) => id === "canWait");
  expect(asksCanWait({ danger: "no", harm: ["none"] })).toBe(true);
  expect(asksCanWait({ danger: "no", harm: ["none"], fgm: "yes" })).toBe(false);
  expect(asksCanWait({ danger: "no", harm: ["evidence"] })).toBe(false);
});

it("a form that is not far enough has no decision, not even an empty one", () => {
  const far: Body = { danger: "no" };
  expect(Object.keys(readForm(far, asked)).toSorted()).toEqual(["answers", "asked", "errors"]);
  expect(readForm(told, asked).decision?.action).toBe("consult");
});
