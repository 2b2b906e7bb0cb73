import { describe, expect, test } from "vitest";
import { api } from "./api.ts";
import { expectProblem, expectStrictHeaders } from "./problem-shape.ts";

const routes = [
  ["/api/decision", "POST"],
  ["/api/deadline", "GET, HEAD"],
  ["/api/consultations", "POST"],
  ["/api/openapi.json", "GET, HEAD"],
] as const;

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"] as const;

const wrongOnes = routes.flatMap(([path, allow]) =>
  methods
    .filter((method) => !allow.split(", ").includes(method))
    .map((method) => [method, path, allow] as const),
);

describe("a method that an address does not take", () => {
  test.each(wrongOnes)("%s %s: 405, and Allow says which it takes", async (method, path, allow) => {
    const on = api();
    const answer = await on.send(path, { method });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe(allow);
    if (method !== "HEAD") expectProblem(answer, 405);
    expectStrictHeaders(answer);
    expect(on.touchedStore()).toBe(0);
  });

  test("HEAD is answered like GET, without a body", async () => {
    const { send } = api();
    for (const path of ["/api/deadline?received=2026-07-01T09:30:00Z", "/api/openapi.json"]) {
      const answer = await send(path, { method: "HEAD" });
      expect([answer.status, answer.text]).toEqual([200, ""]);
      expectStrictHeaders(answer);
    }
  });
});

describe("an address that is not there", () => {
  test.each([
    "/api/",
    "/api/decisions",
    "/api/decision/",
    "/api/consultations/7K2M-9QXD-4TRW",
    "/api/Decision",
    "/api/%",
    "/api/%00",
    "/api/openapi.json.bak",
    `/api/${"a".repeat(5000)}`,
  ])("%s: 404 with the telephone number, and the address is not repeated", async (path) => {
    for (const method of ["GET", "POST"]) {
      const on = api();
      const answer = await on.send(path, { method });
      const { errors } = expectProblem(answer, 404);
      expect(errors).toEqual([]);
      expectStrictHeaders(answer);
      expect(answer.text.length).toBeLessThan(600);
      expect(on.touchedStore()).toBe(0);
    }
  });
});

describe("strict headers (S9)", () => {
  test("stand on every good answer and every refusal", async () => {
    const on = api();
    const answers = [
      await on.request(),
      await on.request(),
      await on.request({ question: "x" }),
      await on.request({}, { "Idempotency-Key": "" }),
      await on.send("/api/decision", { body: {} }),
      await on.send("/api/deadline?received=2026-07-01T09:30:00Z"),
      await on.send("/api/deadline"),
      await on.send("/api/openapi.json"),
      await on.send("/api/nowhere"),
    ];
    expect(answers.map(({ status }) => status)).toEqual([
      201, 200, 422, 400, 422, 200, 422, 200, 404,
    ]);
    for (const answer of answers) expectStrictHeaders(answer);
  });
});
