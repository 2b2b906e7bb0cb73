import { expect } from "vitest";
import * as z from "zod";
import { type Answer, hub } from "./api.ts";

const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string().min(1),
  status: z.int(),
  detail: z.string().min(1),
  telephone: z.literal(hub.telephone),
  errors: z.array(z.strictObject({ field: z.string(), message: z.string().min(5) })),
});

const rude = /\b(invalid|required|oops|sorry|please)\b/i;

/** Holds an answer to the contract: problem+json with this status, the number, and words that help. */
export const expectProblem = (answer: Answer, status: number) => {
  expect(answer.status, answer.text).toBe(status);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  const problem = problemSchema.parse(answer.json);
  expect(problem.status).toBe(status);
  expect(answer.text).not.toMatch(rude);
  return problem;
};

/** S9: what stands on every answer, errors included. */
export const expectStrictHeaders = ({ headers }: Answer) => {
  const policy = (headers.get("content-security-policy") ?? "").split("; ");
  expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "frame-ancestors 'none'"]));
  expect(policy.join()).not.toMatch(/unsafe-|\*|https?:|data:/);
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("x-robots-tag")).toBe("noindex");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("x-frame-options")).toBe("DENY");
  expect(headers.get("referrer-policy")).toBe("same-origin");
  expect(headers.get("strict-transport-security")).toMatch(/^max-age=\d{8}/);
  expect(headers.get("x-powered-by")).toBeNull();
  expect(headers.get("access-control-allow-origin")).toBeNull();
  expect(headers.get("set-cookie")).toBeNull();
};
