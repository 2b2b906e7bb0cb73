import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answers } from "../../../shared/domain/answers.ts";
import { decide, wordingVersion } from "../../../shared/domain/decision.ts";
import { addressIn, childText, clearPart, keyOf } from "../../../shared/domain/receipt.ts";
import { anyInputs } from "./any-inputs.ts";
import { answersIn, type Body, context, examples } from "./example-answers.ts";
import { formByTheDocuments } from "./form-by-the-documents.ts";
import { defaultHub } from "./hubs.ts";
import { quiet } from "./quiet-inputs.ts";

const decision = decide(quiet, context.ruleSet);
const flagsFor = (change: Body) =>
  clearPart(answersIn({ ...examples.named, ...change }), decision, defaultHub).flags;

describe("the flags on receipt", () => {
  it("none for a named request from a work address that may be left a message", () => {
    expect(flagsFor({})).toEqual([]);
  });

  it("the decision's own come first", () => {
    const told = decide({ ...quiet, told: "yes", unsafe: ["flight"] }, context.ruleSet);
    const answers = answersIn({ ...examples.named, messageOk: "no" });
    expect(clearPart(answers, told, defaultHub).flags).toEqual([
      ...["act-now", "contradictory", "tipped-off", "no-message"],
    ]);
  });

  it("not-named, when the child is not named", () => {
    expect(flagsFor({ named: "not-named" })).toEqual(["not-named"]);
  });

  it.each(["sam@gmail.com", "Sam.Example@Hotmail.CO.UK", "sam+mash@icloud.com"])(
    "personal-email, for %s",
    (email) => expect(flagsFor({ email })).toEqual(["personal-email"]),
  );

  it.each(["gmail.com@school.example", "sam@notgmail.com", "sam@gmail.com.example"])(
    "but not for %s",
    (email) => expect(flagsFor({ email })).toEqual([]),
  );

  it("not-telephoned, when nobody has tried to call although it says to call first", () => {
    const urgent = { harm: ["evidence"] };
    expect(flagsFor({ ...urgent, telephoned: "not-yet" })).toEqual(["not-telephoned"]);
    expect(flagsFor({ ...urgent })).toEqual(["not-telephoned"]);
    for (const telephoned of ["yes", "could-not-get-through"])
      expect(flagsFor({ ...urgent, telephoned })).toEqual([]);
    expect(flagsFor({ telephoned: "not-yet" })).toEqual([]);
  });

  it("no-message, when no message may be left", () => {
    expect(flagsFor({ messageOk: "no" })).toEqual(["no-message"]);
  });
});

describe("what stands in clear", () => {
  const clearIds = ["lead", "age", "authority", "named", "agency", "bestTimes", "messageOk"];

  it("is exactly the answers that are no case text", () => {
    const { clear } = clearPart(answersIn(examples.named), decision, defaultHub);
    expect(Object.keys(clear)).toEqual(clearIds);
    const urgent = answersIn({ ...examples.notNamed, danger: "yes" });
    const { clear: withCall } = clearPart(urgent, decision, defaultHub);
    expect(Object.keys(withCall)).toEqual([...clearIds, "telephoned"]);
  });

  it("holds nothing that anybody typed, in any field", () => {
    const typed = formByTheDocuments.filter(({ is }) => ["text", "short"].includes(is));
    const canaries = Object.fromEntries(typed.map(({ id }) => [id, `canary of ${id}`]));
    const answers = answersIn({
      ...examples.named,
      ...canaries,
      email: "canary@school.example",
      telephone: "07700 900 982",
    });
    const part = JSON.stringify(clearPart(answers, decision, defaultHub));
    expect(part).not.toMatch(/canary|0770|CB1|2018-05-04/);
  });

  it("is the decision by its rules, with the version of the words that were shown", () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        const decided = decide(inputs, context.ruleSet);
        const { decision: kept } = clearPart(answersIn(examples.named), decided, defaultHub);
        expect(kept).toMatchObject({
          ruleSet: "lscb-2018",
          action: decided.action,
          consent: decided.consent,
          tell: decided.tell,
          because: decided.because,
          wording: wordingVersion,
        });
        expect(kept).not.toHaveProperty("reasons");
      }),
    );
  });

  it("says whether there is a second contact, and not who", () => {
    const has = (body: Body) => clearPart(answersIn(body), decision, defaultHub).hasSecondContact;
    expect(has(examples.named)).toBe(true);
    expect(has(examples.notNamed)).toBe(false);
  });
});

it("the address is the practitioner's name, email and telephone", () => {
  expect(addressIn(answersIn(examples.named))).toEqual({
    name: "Sam Example",
    email: "sam@example-primary.example",
    telephone: "01632 960 001 ext 12",
  });
});

describe("the text by which earlier consultations about the same child are found", () => {
  const about = (childName: string, childBirthDate = "2018-05-04"): string | undefined =>
    childText({ childName, childBirthDate });

  it.each([
    ["José Ó Súilleabháin", "jose o suilleabhain"],
    ["Anne-Marie O'Neill", "ANNE MARIE ONEILL"],
    ["Anne\u2010Marie O\u2019Neill", "annemarie o neill"],
    ["Sam\u200B Example", " sam  example."],
    ["Siân", "Sia\u0302n"],
    ["\u{1D412}am", "Sam"],
  ])("%s is spelt like %s", (one, other) => {
    expect(about(one)).toBe(about(other));
  });

  it("stays as it was written when consultations were stored by it", () => {
    expect(about("José O'Neill")).toBe("joseoneill|2018-05-04");
  });

  it("tells other names, other writing and other birth dates apart", () => {
    const texts = [
      about("Sam Example"),
      about("Sam Exampel"),
      about("Sam Example", "2018-05-05"),
      about("Сам"),
      about("山"),
    ];
    expect(new Set(texts).size).toBe(texts.length);
  });

  it("is not there without a name, or without a birth date, or for a name without a letter", () => {
    const none: readonly Answers[] = [
      {},
      { childName: "Sam" },
      { childBirthDate: "2018-05-04" },
      { childName: "?", childBirthDate: "2018-05-04" },
      { childName: "---", childBirthDate: "2018-05-04" },
      { motherName: "Robin", childDueMonth: "2027-01" },
    ];
    for (const answers of none) expect(childText(answers)).toBeUndefined();
  });
});

describe("the key under which a request was sent", () => {
  const key = "0f8fad5b-d9cb-469f-a165-70867728950e";
  const answers = answersIn(examples.named);

  it("is the same for the same answers, in whatever order they stand", () => {
    const turned = Object.fromEntries(Object.entries(answers).toReversed());
    expect(keyOf("api", key, turned)).toEqual(keyOf("api", key, answers));
  });

  it("has another hash of its content when one answer changes, and the same of the key", () => {
    const other = keyOf("api", key, { ...answers, seen: "Something else" });
    expect(other.hash).toBe(keyOf("api", key, answers).hash);
    expect(other.answers).not.toBe(keyOf("api", key, answers).answers);
  });

  it("is another one for another key or from another side", () => {
    const hashes = [
      keyOf("api", key, answers),
      keyOf("form", key, answers),
      keyOf("api", `${key}0`, answers),
      keyOf("ap", `i${key}`, answers),
    ];
    expect(new Set(hashes.map(({ hash }) => hash)).size).toBe(4);
  });

  it("salts the hash of the answers, so that nobody can try texts without the key", () => {
    expect(keyOf("api", `${key}0`, answers).answers).not.toBe(keyOf("api", key, answers).answers);
    expect(JSON.stringify(keyOf("api", key, answers))).not.toContain(key);
  });
});
