import * as z from "zod";
import type { Answer } from "./answer.ts";

/** What is wrong with an answer, each in a few words; none when all is right. */
export type Wrong = readonly string[];

const unless = (isRight: boolean, wrong: string): Wrong => (isRight ? [] : [wrong]);

export const hasStatus = ({ status }: Answer, ...wanted: readonly number[]): Wrong =>
  unless(wanted.includes(status), `it answered ${status} instead of ${wanted.join(" or ")}`);

/** Anything that can be rung, where nobody has said which number it must be. */
const someNumber = /(?:\+44|\b0)[\d ]{8,13}\d\b/;

export const showsNumber = ({ text }: Answer, telephone: string | undefined): Wrong =>
  telephone === undefined
    ? unless(someNumber.test(text), "it shows no telephone number")
    : unless(text.includes(telephone), `it does not show the hub's number, ${telephone}`);

/** For immediate danger, before anything else. */
export const names999 = ({ text }: Answer): Wrong =>
  unless(text.includes("999"), "it does not name 999");

const policyOf = (headers: Headers) => headers.get("content-security-policy") ?? "";

export const isStrict = ({ headers }: Answer): Wrong => {
  const policy = policyOf(headers);
  return [
    ...unless(/default-src 'none'/.test(policy), "its policy does not begin with nothing allowed"),
    ...unless(!/unsafe-|\*|https?:/.test(policy), "its policy lets foreign or inline code in"),
    ...unless(/frame-ancestors 'none'/.test(policy), "another site can put it into a frame"),
    ...unless(headers.get("cache-control") === "no-store", "caches may keep it"),
    ...unless(headers.get("x-robots-tag") === "noindex", "search engines may list it"),
    ...unless(headers.get("x-content-type-options") === "nosniff", "its type may be guessed"),
    ...unless(
      /max-age=[1-9]\d{6,}/.test(headers.get("strict-transport-security") ?? ""),
      "browsers are not told to come by TLS only",
    ),
  ];
};

/** The body as this shape, or what is wrong with it. */
export const readAs = <T>(
  { text }: Answer,
  schema: z.ZodType<T>,
): { readonly wrong: Wrong; readonly read?: T } => {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { wrong: ["it is not JSON"] };
  }
  const result = schema.safeParse(body);
  if (result.success) return { wrong: [], read: result.data };
  const fields = new Set(
    result.error.issues.map(({ path }) => z.core.toDotPath(path) || "the body"),
  );
  return { wrong: [`not as the contract says: ${[...fields].join(", ")}`] };
};

export const isProblem = (answer: Answer, telephone: string | undefined): Wrong => [
  ...unless(
    answer.headers.get("content-type")?.startsWith("application/problem+json") === true,
    "it is not application/problem+json",
  ),
  ...showsNumber(answer, telephone),
];
