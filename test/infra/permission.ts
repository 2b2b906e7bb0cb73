import * as z from "zod";
import { resources } from "./synthesised.ts";

const listOf = <T extends z.ZodType>(item: T) =>
  z.union([z.array(item), item.transform((one) => [one])]);

const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Action: listOf(z.string()),
  Resource: listOf(z.unknown()).transform((all) => all.map((one) => JSON.stringify(one))),
  Condition: z.record(z.string(), z.record(z.string(), listOf(z.string()))).default({}),
});

export type Statement = z.infer<typeof statementSchema>;

/** What one role of the stack may and may not do, as written in the template. */
export const statementsOf = (role: string): readonly Statement[] =>
  resources("AWS::IAM::Policy")
    .filter(({ Properties }) => JSON.stringify(Properties["Roles"]).includes(`{"Ref":"${role}Role`))
    .flatMap(({ Properties }) =>
      z.array(statementSchema).parse(Properties["PolicyDocument"].Statement),
    );

type Call = {
  readonly action: string;
  /** Found in the resource's text in the template. */
  readonly on: string | RegExp;
  readonly context?: Readonly<Record<string, string>>;
};

const like = (pattern: string, value: string): boolean =>
  new RegExp(
    `^${pattern
      .split("*")
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*")}$`,
  ).test(value);

/** The operators that the stack uses; any other stops the test, so that none passes unread. */
const conditionHolds = (
  operator: string,
  wanted: readonly string[],
  value: string | undefined,
): boolean => {
  switch (operator) {
    case "StringEquals":
      return value !== undefined && wanted.includes(value);
    case "StringNotEquals":
      return value === undefined || !wanted.includes(value);
    case "ForAllValues:StringLike":
      return value === undefined || wanted.some((pattern) => like(pattern, value));
    case "ForAnyValue:StringLike":
      return value !== undefined && wanted.some((pattern) => like(pattern, value));
    case "Null":
      return wanted.includes(String(value === undefined));
    default:
      throw new Error(`a condition with ${operator} is not understood here`);
  }
};

const applies = (statement: Statement, { action, on, context = {} }: Call): boolean =>
  statement.Action.includes(action) &&
  statement.Resource.some((each) => each === '"*"' || each.search(on) !== -1) &&
  Object.entries(statement.Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => conditionHolds(operator, wanted, context[key])),
  );

/** IAM's rule: an explicit refusal wins, and what nobody allows is refused. */
export const isAllowed = (statements: readonly Statement[], call: Call): boolean => {
  const applying = statements.filter((statement) => applies(statement, call));
  return (
    applying.some(({ Effect }) => Effect === "Allow") &&
    applying.every(({ Effect }) => Effect === "Allow")
  );
};

/** The table itself: an index is a longer text, which joins this to its name. */
const items = /^\{"Fn::GetAtt":\["TableItems/;

/** Whether a role may do this with an item under that key; without one the call names no key. */
export const mayDo = (role: readonly Statement[], act: string, pk?: string): boolean =>
  isAllowed(role, {
    action: `dynamodb:${act}`,
    on: items,
    context: pk === undefined ? {} : { "dynamodb:LeadingKeys": pk },
  });

export const mayQuery = (role: readonly Statement[], index: string): boolean =>
  isAllowed(role, { action: "dynamodb:Query", on: `/index/${index}"` });

export const mayUseSealingKey = (role: readonly Statement[], act: string, part?: string): boolean =>
  isAllowed(role, {
    action: `kms:${act}`,
    on: "KeysSealing",
    context: part === undefined ? {} : { "kms:EncryptionContext:part": part },
  });

/** For the tests that a refusal holds: whatever somebody may one day grant too freely. */
export const careless = (...actions: readonly string[]): Statement => ({
  Effect: "Allow",
  Action: [...actions],
  Resource: ['"*"'],
  Condition: {},
});
