import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AnswerContext,
  parseAnswers,
  parseInputs,
  readForm,
} from "../../../shared/domain/answers.ts";
import { decide } from "../../../shared/domain/decision.ts";
import { type Question, questions } from "../../../shared/domain/questions.ts";
import { clearPart } from "../../../shared/domain/receipt.ts";
import { anyInputs } from "./any-inputs.ts";
import {
  answersIn,
  type Body,
  bodyAsking,
  context,
  errorsIn,
  examples,
} from "./example-answers.ts";
import { formByTheDocuments } from "./form-by-the-documents.ts";
import { defaultHub } from "./hubs.ts";

const without = (body: Body, ...ids: readonly string[]): Body =>
  Object.fromEntries(Object.entries(body).filter(([id]) => !ids.includes(id)));

const fieldsIn = (body: unknown) => errorsIn(body).map(({ field }) => field);

const decisionIn = (body: unknown) => {
  const parsed = parseAnswers(body, context);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.decision;
};

describe("the documented examples", () => {
  it("are taken, with every answer that was given and none that was left empty", () => {
    expect(answersIn(examples.named)).toEqual(
      without(examples.named, "keepFromFamily", "communicationNeed"),
    );
    expect(answersIn(examples.notNamed)).toEqual(
      without(
        examples.notNamed,
        ...["said", "reported", "done", "timesNote", "secondContact", "keepFromFamily"],
        "communicationNeed",
      ),
    );
  });

  it("come with the decision for their answers", () => {
    expect(decisionIn(examples.named).because).toEqual({ action: "A9", consent: "C3", tell: "T3" });
    expect(decisionIn(examples.notNamed).because).toEqual({
      action: "A9",
      consent: "C5",
      tell: "T4",
    });
  });

  it("are kept in the form's order, whatever order they were sent in", () => {
    const sent = Object.fromEntries(Object.entries(examples.named).toReversed());
    const order = formByTheDocuments.map(({ id }) => id);
    const kept = Object.keys(answersIn(sent));
    expect(kept).toEqual(order.filter((id) => kept.includes(id)));
  });
});

describe("what must be answered", () => {
  const nothing = [undefined, null, "", "  ", [], "\u200B"];

  it.each(formByTheDocuments.filter(({ must }) => must === "yes"))("$id", ({ id }) => {
    const missing = errorsIn(without(bodyAsking(id), id));
    expect(missing.map(({ field }) => field)).toEqual([id]);
    for (const value of nothing)
      expect(errorsIn({ ...bodyAsking(id), [id]: value })).toEqual(missing);
  });

  it.each(formByTheDocuments.filter(({ must }) => must === "no"))("but not $id", ({ id }) => {
    for (const value of nothing) {
      const answers = answersIn({ ...bodyAsking(id), [id]: value });
      expect(answers).not.toHaveProperty(id);
    }
  });

  it("one of what was seen, said, reported or thought; any one will do", () => {
    const four = ["seen", "said", "reported", "opinion"] as const;
    const none = without(examples.named, ...four);
    expect(fieldsIn(none)).toEqual(["seen"]);
    expect(fieldsIn({ ...none, seen: "", said: "\u200B", reported: null })).toEqual(["seen"]);
    for (const id of four) expect(answersIn({ ...none, [id]: "Something" })[id]).toBe("Something");
    expect(fieldsIn({ ...none, opinion: 7 })).toEqual(["opinion"]);
  });

  it("everything at once, in the form's order, when nothing is sent", () => {
    const kept = formByTheDocuments.filter(({ must }) => must === "yes").map(({ id }) => id);
    const first = [...kept.slice(0, kept.indexOf("othersAtRisk")), "seen"];
    const rest = kept.slice(kept.indexOf("othersAtRisk"));
    const opened = ["canWait", "agreedBy", "childName", "motherName"];
    expect(fieldsIn({})).toEqual([...first, ...rest].filter((id) => !opened.includes(id)));
  });

  it.each([[null], [undefined], ["text"], [7], [[]], [[examples.named]], [true]])(
    "%j is no form",
    (body) => {
      expect(errorsIn(body)).toEqual([
        { field: "", message: "Send one JSON object: the answers by question id" },
      ]);
    },
  );
});

describe("what is left out without harm", () => {
  it("FGM, which counts as no", () => {
    for (const body of [without(examples.named, "fgm"), { ...examples.named, fgm: null }])
      expect(answersIn(body)["fgm"]).toBe("no");
    expect(fieldsIn({ ...examples.named, fgm: "maybe" })).toEqual(["fgm"]);
  });

  it("whether somebody telephoned first: not yet, which stops nobody and is flagged", () => {
    const urgent = { ...examples.named, danger: "yes" };
    const answers = answersIn(urgent);
    expect(answers["telephoned"]).toBe("not-yet");
    expect(clearPart(answers, decisionIn(urgent), defaultHub).flags).toContain("not-telephoned");
    expect(answersIn({ ...urgent, telephoned: "could-not-get-through" })["telephoned"]).toBe(
      "could-not-get-through",
    );
    expect(fieldsIn({ ...urgent, telephoned: "later" })).toEqual(["telephoned"]);
  });

  it("nothing, on a form that asks everything", () => {
    const asked = { ...context, everythingIsAsked: true };
    const urgent = without({ ...examples.named, danger: "yes" }, "fgm");
    expect(readForm(urgent, asked).errors.map(({ field }) => field)).toContain("fgm");
    expect(readForm({ ...urgent, fgm: "no" }, asked).errors.map(({ field }) => field)).toEqual([
      "telephoned",
    ]);
  });
});

describe("answers to a question that is not asked are not stored and stop nobody", () => {
  const wrong = [7, {}, "\ud800", "x".repeat(6000), ["x"], "x"];
  const neverAsked = (id: string, body: Body) => {
    for (const value of [...wrong, bodyAsking(id)[id]]) {
      const answers = answersIn({ ...body, [id]: value });
      expect(answers, `${id} ${JSON.stringify(value)?.slice(0, 20)}`).toEqual(
        answersIn(without(body, id)),
      );
      expect(answers).not.toHaveProperty(id);
    }
  };
  const unborn = bodyAsking("motherName");

  it("who agreed, unless consent was given", () => {
    for (const consent of ["refused", "withdrawn", "not-sought", "could-not-seek"])
      neverAsked("agreedBy", { ...examples.named, told: "yes", consent });
    expect(fieldsIn(without(bodyAsking("agreedBy"), "agreedBy"))).toEqual(["agreedBy"]);
  });

  it("whether the child can wait, where there is danger or harm already", () => {
    for (const already of [
      { danger: "yes" },
      { danger: "unsure" },
      { harm: ["evidence"] },
      { harm: ["disclosure", "unsure"] },
      { fgm: "yes" },
      { unsafe: ["forced-marriage"] },
      { unsafe: ["honour-based-abuse"] },
      { unsafe: ["sexual-abuse-in-family", "unsure"] },
    ])
      neverAsked("canWait", { ...examples.named, ...already });
    for (const not of [{ unsafe: ["flight"] }, { harm: ["none"] }, { unsafe: ["unsure"] }])
      expect(fieldsIn(without({ ...examples.named, ...not }, "canWait"))).toEqual(["canWait"]);
  });

  it("the mother's name and the due month, of a child who is born", () => {
    neverAsked("motherName", examples.named);
    neverAsked("childDueMonth", examples.named);
  });

  it("the name and birth date of a child who is not born yet", () => {
    neverAsked("childName", unborn);
    neverAsked("childBirthDate", unborn);
    expect(answersIn(unborn)).toMatchObject({ motherName: "Robin", childDueMonth: "2027-01" });
  });

  it("anything that identifies the child, when the child is not named", () => {
    for (const id of ["childName", "childBirthDate", "childPostcode", "parentNames"])
      neverAsked(id, examples.notNamed);
    for (const id of ["motherName", "childDueMonth", "childPostcode", "parentNames"])
      neverAsked(id, { ...examples.notNamed, age: "unborn" });
  });

  it("whether somebody telephoned, when the decision does not say to telephone first", () => {
    neverAsked("telephoned", examples.named);
  });
});

describe("the decision is always worked out from what is kept", () => {
  it("a decision that the client sends is no answer of the form", () => {
    expect(fieldsIn({ ...examples.named, decision: { action: "consult" } })).toEqual(["decision"]);
  });

  it("and answers to questions that are not asked do not influence it", () => {
    const harmed = { ...examples.named, harm: ["evidence"] };
    for (const canWait of ["yes", "no", "unsure", 7])
      expect(decisionIn({ ...harmed, canWait })).toEqual(decisionIn(harmed));
    const given = bodyAsking("agreedBy");
    expect(decisionIn({ ...given, consent: "refused", agreedBy: "x" })).toEqual(
      decisionIn(without({ ...given, consent: "refused" }, "agreedBy")),
    );
  });

  it("the whole form and the decision's inputs alone give the same", () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        const ticked = { ...inputs, agreedBy: ["mother"], motherName: "Robin" };
        const alone = parseInputs(inputs, context);
        const decision = decisionIn({ ...examples.named, ...ticked });
        expect(decision).toEqual(decide(inputs, context.ruleSet));
        expect(alone.ok && decide(alone.inputs, context.ruleSet)).toEqual(decision);
      }),
      { numRuns: 300 },
    );
  });

  it("the decision's inputs alone take no other field, and name what is missing", () => {
    const inputs = Object.fromEntries(Object.entries(examples.notNamed).slice(0, 12));
    expect(parseInputs(inputs, context).ok).toBe(true);
    const refused = (body: unknown) => {
      const parsed = parseInputs(body, context);
      return parsed.ok ? [] : parsed.errors.map(({ field }) => field);
    };
    expect(refused({ ...inputs, email: "sam@school.example" })).toEqual(["email"]);
    expect(refused(without(inputs, "canWait", "lead"))).toEqual(["canWait", "lead"]);
    expect(refused({ ...inputs, harm: ["none", "evidence"] })).toEqual(["harm"]);
    expect(refused([])).toEqual([""]);
  });
});

describe("a field that is no question is refused", () => {
  it.each(["nhsNumber", "constructor", "toString", "hasOwnProperty", "", "Danger", "harm[]"])(
    "%j, by its name",
    (field) => expect(fieldsIn({ ...examples.named, [field]: "x" })).toEqual([field]),
  );

  it("__proto__ is a field like any other, and changes no object", () => {
    const body: unknown = JSON.parse(
      JSON.stringify(examples.named).replace("{", '{"__proto__":{"danger":"yes","polluted":1},'),
    );
    expect(fieldsIn(body)).toEqual(["__proto__"]);
    expect({}).not.toHaveProperty("polluted");
  });

  it("an inherited answer is no answer", () => {
    expect(fieldsIn(Object.create(examples.named))).toContain("danger");
    expect(fieldsIn({ ...without(examples.named, "danger"), __proto__: { danger: "no" } })).toEqual(
      ["danger"],
    );
  });

  it("ten thousand of them get a short reply, as do long names", () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`f${n}`, "x"]));
    expect(fieldsIn({ ...examples.named, ...many })).toHaveLength(20);
    expect(fieldsIn({ ...examples.named, ["x".repeat(9000)]: "x" })[0]).toHaveLength(100);
  });
});

describe("a question that is added to the catalogue needs no other change", () => {
  const pets: Question = {
    id: "pets",
    page: "what-you-know",
    ask: "Are there animals in the home?",
    called: "Animals in the home",
    kind: { type: "choice", options: [{ value: "dog", label: "A dog" }] },
    askedWhen: ({ danger }) => danger === "no",
    must: "yes",
    missing: "Select whether there are animals in the home",
    sealed: false,
  };
  const withPets: AnswerContext = { ...context, catalogue: [...questions, pets] };

  it("it is asked, checked and kept", () => {
    expect(errorsIn(examples.named, withPets)).toEqual([{ field: "pets", message: pets.missing }]);
    expect(errorsIn({ ...examples.named, pets: "cat" }, withPets)).toHaveLength(1);
    expect(answersIn({ ...examples.named, pets: "dog" }, withPets)["pets"]).toBe("dog");
    expect(fieldsIn({ ...examples.named, pets: "dog" })).toEqual(["pets"]);
  });

  it("it is left out where it is not asked", () => {
    const danger = { ...examples.named, danger: "yes", pets: "cat" };
    expect(answersIn(danger, withPets)).not.toHaveProperty("pets");
  });

  it("and stands in clear only where the catalogue marks it as no case text", () => {
    const body = { ...examples.named, pets: "dog" };
    const clearOf = (question: Question) => {
      const catalogue = [...questions, question];
      const answers = answersIn(body, { catalogue });
      return clearPart(answers, decisionIn(examples.named), defaultHub, catalogue).clear;
    };
    expect(clearOf(pets)["pets"]).toBe("dog");
    expect(clearOf({ ...pets, sealed: true })).not.toHaveProperty("pets");
  });

  it("the same words at another hub are held against that hub's own answers", () => {
    const hub = { ...defaultHub, authorities: [{ id: "rutland", name: "Rutland" }] };
    expect(fieldsIn({ ...examples.named, authority: "rutland" })).toEqual(["authority"]);
    expect(answersIn({ ...examples.named, authority: "rutland" }, { hub })["authority"]).toBe(
      "rutland",
    );
    expect(errorsIn(examples.named, { hub }).map(({ field }) => field)).toEqual(["authority"]);
  });

  it("the same date is held against the day on which it is sent", () => {
    const born = { ...examples.named, childBirthDate: "2026-11-24" };
    expect(fieldsIn(born)).toEqual(["childBirthDate"]);
    expect(errorsIn(born, { today: "2026-11-24" })).toEqual([]);
    expect(fieldsIn(born)).toEqual(["childBirthDate"]);
  });
});

describe("whatever is sent", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.string({ unit: "grapheme", maxLength: 40 }),
    fc.string({
      unit: fc.constantFrom(" ", "\r", "\n", "\t", "\u0000", "\u200B", "\uFEFF", "a", "\u0301"),
      maxLength: 30,
    }),
    fc.constantFrom("", "Sam", "07700 900 982", "cb1-0aa", "2018-05-04", "2027-01", "a@b.example"),
  );
  const anyAnswer = fc.oneof(
    text,
    fc.constantFrom(...formByTheDocuments.flatMap(({ values = [] }) => values)),
    fc.jsonValue(),
  );
  const anyBody = fc
    .tuple(
      fc.constantFrom(...formByTheDocuments.map(({ id }) => bodyAsking(id))),
      anyInputs,
      fc.boolean(),
      fc.uniqueArray(
        fc.tuple(fc.constantFrom(...formByTheDocuments.map(({ id }) => id)), anyAnswer),
        { maxLength: 4, selector: ([id]) => id },
      ),
    )
    .map(
      ([body, inputs, withInputs, changes]): Body => ({
        agreedBy: ["father"],
        motherName: "Robin",
        ...body,
        ...(withInputs ? inputs : {}),
        ...Object.fromEntries(changes),
      }),
    );

  it("what was kept is taken again, and kept as it is", () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        const parsed = parseAnswers(body, context);
        fc.pre(parsed.ok);
        expect(parseAnswers(parsed.answers, context)).toEqual(parsed);
      }),
      { numRuns: 800 },
    );
  });

  it("it is taken or refused by question, never thrown, and refused in plain words", () => {
    fc.assert(
      fc.property(fc.oneof(anyBody, fc.jsonValue(), fc.object()), (body) => {
        for (const { field, message } of errorsIn(body)) {
          expect(typeof field).toBe("string");
          expect(message).toMatch(/^\S.*\S$/);
          expect(message).not.toMatch(/please|sorry|invalid|oops|required|expected/i);
        }
      }),
      { numRuns: 800 },
    );
  });

  it("only what was asked is kept, cleaned: no line end of another kind, nothing empty", () => {
    const ids = formByTheDocuments.map(({ id }) => id);
    fc.assert(
      fc.property(anyBody, (body) => {
        const parsed = parseAnswers(body, context);
        fc.pre(parsed.ok);
        for (const [id, value] of Object.entries(parsed.answers)) {
          expect(ids).toContain(id);
          expect(value.length).toBeGreaterThan(0);
          if (typeof value === "string") {
            expect(value).toBe(value.trim());
            expect(value).not.toMatch(/\r|\0/);
            expect(value.isWellFormed()).toBe(true);
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});
