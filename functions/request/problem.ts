import type { FieldError } from "../../shared/domain/answers.ts";

/** What can go wrong with a call of the API. A problem without words does not compile. */
export type ProblemName =
  | "unreadable"
  | "key-missing"
  | "no-canary"
  | "not-found"
  | "method-not-allowed"
  | "key-reused"
  | "too-large"
  | "not-json"
  | "answers-wrong"
  | "went-wrong"
  | "try-again";

type Words = { readonly status: number; readonly title: string; readonly detail: string };

/** What each problem is called, and how to put it right. */
export const problems = {
  unreadable: {
    status: 400,
    title: "The body is not JSON",
    detail: "Send one JSON object in UTF-8. Nothing was stored.",
  },
  "key-missing": {
    status: 400,
    title: "The Idempotency-Key is missing or is not a UUID",
    detail:
      "Send the header Idempotency-Key with a UUID of version 4 or 7, a new one for each request and the same one for each retry. Nothing was stored.",
  },
  "no-canary": {
    status: 403,
    title: "This is not a test of ours",
    detail: "Leave out the header Canary: only the service itself can use it. Nothing was stored.",
  },
  "not-found": {
    status: 404,
    title: "There is nothing at this address",
    detail: "Check the address. /api/openapi.json lists every call.",
  },
  "method-not-allowed": {
    status: 405,
    title: "This address does not take that method",
    detail: "Use the method in the Allow header.",
  },
  "key-reused": {
    status: 409,
    title: "This Idempotency-Key was used with other answers",
    detail:
      "The first request with this key stands and will be answered. Send other answers with a new key.",
  },
  "too-large": {
    status: 413,
    title: "The body is too large",
    detail: "Send at most 262,144 bytes. Nothing was stored.",
  },
  "not-json": {
    status: 415,
    title: "The body must be application/json",
    detail: "Send the header Content-Type: application/json. Nothing was stored.",
  },
  "answers-wrong": {
    status: 422,
    title: "There is a problem",
    detail: "Put right what is listed in errors and send it again. Nothing was stored.",
  },
  "went-wrong": {
    status: 500,
    title: "Something went wrong",
    detail:
      "We cannot say whether your request was stored. Send it again with the same Idempotency-Key, and it is stored once. Or telephone.",
  },
  "try-again": {
    status: 503,
    title: "The service is busy",
    detail:
      "We cannot say whether your request was stored. Send it again in a minute with the same Idempotency-Key, and it is stored once. Or telephone.",
  },
} as const satisfies Readonly<Record<ProblemName, Words>>;

/** The answer to a call that went wrong (RFC 9457). The telephone number always works. */
export const problemWith =
  (telephone: string) =>
  (
    name: ProblemName,
    errors: readonly FieldError[] = [],
    headers: Readonly<Record<string, string>> = {},
  ): Response => {
    const { status, title, detail } = problems[name];
    return new Response(
      JSON.stringify({ type: "about:blank", title, status, detail, telephone, errors }),
      { status, headers: { "Content-Type": "application/problem+json", ...headers } },
    );
  };
