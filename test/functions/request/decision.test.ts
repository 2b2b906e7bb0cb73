import { describe, expect, test } from "vitest";
import named from "../../../functions/request/examples/named.json" with { type: "json" };
import { parseInputs } from "../../../shared/domain/answers.ts";
import { decide } from "../../../shared/domain/decision.ts";
import { ruleSets } from "../../../shared/domain/rule-sets.ts";
import { api, errorFields, hub } from "./api.ts";
import { expectProblem } from "./problem-shape.ts";

const { danger, harm, canWait, told, consent, unsafe, lead, age, authority, openCase } = named;
const inputs = {
  ...{ danger, harm, canWait, told, consent, unsafe, lead, age, authority, openCase },
  ...{ concernAbout: named.concernAbout, fgm: named.fgm },
};

const ask = (body: Readonly<Record<string, unknown>>, query = "") =>
  api().send(`/api/decision${query}`, { body });

describe("POST /api/decision", () => {
  test("answers what to do, whether consent is needed, whether to tell, and why", async () => {
    const answer = await ask({ ...inputs, harm: ["disclosure"] });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json).toMatchObject({
      ruleSet: "lscb-2018",
      action: "refer-now",
      consent: "not-required",
      tell: "ask-mash",
      because: { action: "A3", consent: "C1", tell: "T3" },
      consultation: "call-first",
    });
    expect(answer.json["also"]).toContain("do-not-investigate");
    expect(answer.json["flags"]).toContain("act-now");
    expect(answer.json["reasons"]).toHaveLength(3);
  });

  test("is the domain's own decision, under every rule set that can be asked for", async () => {
    const answers: string[] = [];
    for (const ruleSet of ruleSets) {
      const parsed = parseInputs(inputs, { hub, ruleSet, today: "2026-11-23" });
      if (!parsed.ok) throw new Error("the sample is refused");
      const answer = await ask(inputs, `?ruleSet=${ruleSet.id}`);
      expect(answer.json).toEqual(JSON.parse(JSON.stringify(decide(parsed.inputs, ruleSet))));
      expect(answer.json["ruleSet"]).toBe(ruleSet.id);
      answers.push(`${answer.json["consent"]}`);
    }
    expect(new Set(answers).size).toBe(2);
    expect((await ask(inputs)).json["ruleSet"]).toBe(hub.ruleSet);
  });

  test("says where the newest other rule set differs", async () => {
    expect((await ask(inputs)).json["differs"]).toEqual({
      ruleSet: "dfe-2024",
      consent: "not-required",
      because: "C3",
    });
    expect((await ask({ ...inputs, harm: ["disclosure"] })).json).not.toHaveProperty("differs");
  });

  test.each(["?ruleSet=lscb-2017", "?ruleSet=", "?ruleSet=__proto__", "?ruleSet=toString"])(
    "refuses an unknown rule set (%s) by that name",
    async (query) => {
      const answer = await ask(inputs, query);
      const problem = expectProblem(answer, 422);
      expect(problem.errors).toEqual([
        { field: "ruleSet", message: "Select a rule set: lscb-2018 or dfe-2024" },
      ]);
    },
  );

  test("names each answer that is missing, in the order of the form", async () => {
    expect(errorFields(await ask({}))).toEqual([
      ...["danger", "harm", "told", "consent", "unsafe", "lead", "age", "authority", "openCase"],
      "concernAbout",
    ]);
  });

  test.each([
    ["danger", "maybe"],
    ["danger", ["no"]],
    ["danger", true],
    ["danger", { no: 1 }],
    ["harm", "none"],
    ["harm", ["none", "disclosure"]],
    ["harm", ["somewhat"]],
    ["harm", [["none"]]],
    ["unsafe", ["none", "flight"]],
    ["canWait", "perhaps"],
    ["authority", "cornwall"],
    ["fgm", "unsure"],
  ])("refuses %s: %j by that field, and what was sent is not repeated", async (field, value) => {
    const answer = await ask({ ...inputs, [field]: value });
    expectProblem(answer, 422);
    expect(errorFields(answer)).toEqual([field]);
    expect(answer.text).not.toMatch(/maybe|somewhat|perhaps|cornwall/);
  });

  test("refuses a question of the form that is no input, and one that is unknown", async () => {
    const answer = await ask({ ...inputs, childName: "Typed by mistake", colour: "blue" });
    expectProblem(answer, 422);
    expect(errorFields(answer)).toEqual(["childName", "colour"]);
    expect(answer.text).not.toContain("Typed by mistake");
  });

  test("ignores an answer on a branch that is not taken", async () => {
    const answer = await ask({ ...inputs, harm: ["disclosure"], canWait: "no" });
    expect(answer.status).toBe(200);
    expect(answer.json["because"]).toMatchObject({ action: "A3" });
  });

  test("stores nothing and asks the store nothing", async () => {
    const { send, touchedStore } = api();
    await send("/api/decision", { body: inputs });
    await send("/api/decision", { body: {} });
    expect(touchedStore()).toBe(0);
  });
});
