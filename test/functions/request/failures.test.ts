import { describe, expect, test } from "vitest";
import named from "../../../functions/request/examples/named.json" with { type: "json" };
import { localStage } from "../../../infra/stages.ts";
import { functionLog } from "../../../shared/log.ts";
import { printed } from "../../fakes/printed.ts";
import { type Answer, api, throwing } from "./api.ts";
import { expectProblem, expectStrictHeaders } from "./problem-shape.ts";

const canaries = {
  ...named,
  seen: "CANARY seen",
  said: "CANARY said",
  question: "CANARY question",
  childName: "CANARY child",
  name: "CANARY name",
  email: "canary@canary.example",
};

const named503 = ["ThrottlingException", "TimeoutError", "ProvisionedThroughputExceededException"];
const named503too = ["ServiceUnavailable", "InternalServerError", "RequestLimitExceeded"];
const fromKms = ["KMSInternalException", "DependencyTimeoutException"];

describe("when the store fails", () => {
  test.each([...named503, ...named503too, ...fromKms])(
    "in a way that passes (%s), the answer is 503, and says to send it again with the same key",
    async (name) => {
      const error = Object.assign(new Error("CANARY"), { name });
      const answer = await throwing(error).request(canaries);
      const problem = expectProblem(answer, 503);
      expect(problem.detail).toContain("same Idempotency-Key");
      expect(answer.headers.get("retry-after")).toBe("60");
      expectStrictHeaders(answer);
      expect(answer.text).not.toMatch(/canary/i);
    },
  );

  test.each([
    ["an error of the code", new TypeError("CANARY")],
    ["a refused request", Object.assign(new Error("CANARY"), { name: "ValidationException" })],
    ["denied rights", Object.assign(new Error("CANARY"), { name: "AccessDeniedException" })],
  ])("by %s, the answer is 500, which does not say that nothing was stored", async (_, error) => {
    const answer = await throwing(error).request(canaries);
    const problem = expectProblem(answer, 500);
    expect(problem.detail).toContain("cannot say whether");
    expect(answer.text).not.toMatch(/nothing was stored/i);
    expect(answer.text).not.toMatch(/canary|exception|TypeError|\.ts/i);
    expectStrictHeaders(answer);
  });

  test("at any call and in any way, nothing that was typed is printed or sent back (S1)", async () => {
    const answers: Answer[] = [];
    const log = await printed(async () => {
      for (const fault of ["throttled", "timed-out", "answer-lost"] as const)
        for (const kind of ["words", "consultation"]) {
          const on = api({ log: functionLog("request") });
          on.shelf.failPut(fault, kind);
          answers.push(await on.request(canaries), await on.request(canaries));
          answers.push(await on.request({ ...canaries, question: "CANARY other" }));
          answers.push(await on.request({ ...canaries, CANARYfield: "CANARY" }));
        }
    });
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].toSorted()).toEqual([200, 201, 409, 422, 503]);
    expect(log).toContain("request failed");
    expect(log).toContain("request stored");
    expect(log).not.toMatch(/canary/i);
    for (const { status, text, headers } of answers) {
      expect(JSON.stringify([...headers])).not.toMatch(/canary/i);
      // The name of a field that is not ours must be named to be put right.
      if (status !== 422) expect(text).not.toMatch(/canary/i);
    }
  });

  test("and it is a 503, the retry with the same key is stored once", async () => {
    const on = api();
    on.shelf.failPut("timed-out", "consultation");
    expectProblem(await on.request(), 503);
    expect((await on.request()).status).toBe(201);
    expect(on.shelf.trackers()).toHaveLength(1);
  });

  test("with the answer only, what is stored is acknowledged", async () => {
    const on = api();
    on.shelf.failPut("answer-lost", "consultation");
    expect((await on.request()).status).toBe(201);
    expect((await on.request()).status).toBe(200);
  });

  test("is logged with the route and the kind of error, and no more", async () => {
    const on = api();
    on.shelf.failPut("throttled", "words");
    await on.request(canaries);
    expect(on.lines).toMatchObject([
      { level: "error", event: "request failed", facts: { route: "/api/consultations" } },
    ]);
    expect(on.lines[0]?.facts["thrown"]).toMatchObject({ name: "ThrottlingException" });
    expect(Object.keys(on.lines[0]?.facts ?? {}).toSorted()).toEqual(["route", "thrown"]);
  });

  test("the calls that need no store are answered", async () => {
    const on = throwing(new Error("down"));
    expect((await on.send("/api/deadline?received=2026-11-23T10:00:00Z")).status).toBe(200);
    expect((await on.send("/api/openapi.json")).status).toBe(200);
  });
});

test("a setting that names no rule set stops the start, not a request", () => {
  const settings = { ...localStage, hub: { ...localStage.hub, ruleSet: "lscb-2081" } };
  expect(() => api({ settings })).toThrow("no rule set is named lscb-2081");
});
