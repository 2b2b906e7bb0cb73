import type * as z from "zod";

const kinds: Readonly<Record<string, string>> = {
  string: "must be text",
  array: "must be a list",
  object: "must be a group of settings",
  record: "must be a group of settings",
};

const formats: Readonly<Record<string, string>> = {
  date: "must be a date that exists, written like 2026-12-24",
  email: "must be an email address",
  url: "must be an https address",
};

/** Words for what a schema leaves to zod. None repeats a value: an environment holds secrets too. */
const plainWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === "invalid_type")
    return issue.input === undefined ? "is missing" : kinds[issue.expected];
  if (issue.code === "invalid_format") return formats[issue.format];
  if (issue.code === "too_small")
    return Number(issue.minimum) === 1
      ? "must not be empty"
      : `must have at least ${issue.minimum} characters`;
  return undefined;
};

/** As `hub.mailboxes[2].address`. zod's own would bring zod's every language into every bundle. */
const placeOf = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");

const linesOf = (issue: z.core.$ZodIssue): readonly string[] => {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => `${placeOf([...issue.path, key])}: is no setting`);
  return [[placeOf(issue.path), issue.message].filter((part) => part !== "").join(": ")];
};

/**
 * What the schema makes of a value: read once at a start, so no reader is compiled for it.
 * @throws one Error with a line for each problem, which names the source, the field in it and in plain words
 * what it must be.
 */
export const checkedSettings = <T>(schema: z.ZodType<T>, value: unknown, source: string): T => {
  const result = schema.safeParse(value, { error: plainWords, jitless: true });
  if (result.success) return result.data;
  const lines = new Set(result.error.issues.flatMap(linesOf));
  throw new Error([...lines].map((line) => `${source}: ${line}`).join("\n"));
};
