import { describe, expect, it } from "vitest";
import { table } from "../../shared/store/table.ts";
import { isAllowed, type Statement, statementsOf } from "./permission.ts";
import { resource, resources, settings } from "./synthesised.ts";

const request = statementsOf("Request");
const letters = statementsOf("Letters");
const sweep = statementsOf("Sweep");
const everyStatement = [...request, ...letters, ...sweep];
/** The table itself: an index is a longer text, which joins this to its name. */
const items = /^\{"Fn::GetAtt":\["TableItems/;

const mayDo = (role: readonly Statement[], act: string, pk: string): boolean =>
  isAllowed(role, {
    action: `dynamodb:${act}`,
    on: items,
    context: { "dynamodb:LeadingKeys": pk },
  });

const mayUseSealingKey = (role: readonly Statement[], act: string, part?: string): boolean =>
  isAllowed(role, {
    action: `kms:${act}`,
    on: "KeysSealing",
    context: part === undefined ? {} : { "kms:EncryptionContext:part": part },
  });

const allowedActions = (role: readonly Statement[], service: string): readonly string[] =>
  [...new Set(role.filter(({ Effect }) => Effect === "Allow").flatMap(({ Action }) => Action))]
    .filter((action) => action.startsWith(`${service}:`))
    .sort();

describe("least privilege", () => {
  it("reads the rights of every role, so that no role goes unread", () => {
    expect(resources("AWS::IAM::Policy")).toHaveLength(3);
    expect([request, letters, sweep].every((role) => role.length > 0)).toBe(true);
    expect(resources("AWS::IAM::Role").every(({ Properties }) => !("Policies" in Properties))).toBe(
      true,
    );
  });

  it("no role may do an act with a wildcard, or reach every resource", () => {
    expect(everyStatement.flatMap(({ Action }) => Action).filter((a) => a.includes("*"))).toEqual(
      [],
    );
    expect(everyStatement.flatMap(({ Resource }) => Resource).filter((r) => /\*/.test(r))).toEqual(
      [],
    );
  });

  it("no function has a managed policy, with rights that are not written here", () => {
    const managed = resources("AWS::IAM::Role").filter(
      ({ Properties }) => "ManagedPolicyArns" in Properties,
    );
    expect(managed.map(({ id }) => id)).toEqual([expect.stringMatching(/^AccessLoggingRole/)]);
  });

  it("no function may delete anything, scan, or work on several items at once", () => {
    const acts = everyStatement.filter(({ Effect }) => Effect === "Allow");
    expect(
      acts
        .flatMap(({ Action }) => Action)
        .filter((a) => /Delete|Scan|Batch|Transact|PartiQL/.test(a)),
    ).toEqual([]);
  });
});

describe("the request function", () => {
  it("gets, puts and updates single items only, and cannot see a list", () => {
    expect(allowedActions(request, "dynamodb")).toEqual([
      "dynamodb:GetItem",
      "dynamodb:PutItem",
      "dynamodb:UpdateItem",
    ]);
    expect(request.flatMap(({ Resource }) => Resource).some((r) => r.includes("/index/"))).toBe(
      false,
    );
  });

  it("keeps trackers, drafts and codes", () => {
    for (const pk of ["consultation#ABC", "draft#x", "code#x"]) {
      for (const act of ["GetItem", "PutItem", "UpdateItem"]) {
        expect(mayDo(request, act, pk), `${act} ${pk}`).toBe(true);
      }
    }
  });

  it("puts words and cannot read them back or change them", () => {
    expect(mayDo(request, "PutItem", "words#ABC")).toBe(true);
    expect(mayDo(request, "GetItem", "words#ABC")).toBe(false);
    expect(mayDo(request, "UpdateItem", "words#ABC")).toBe(false);
  });

  it("reads advice and cannot write it", () => {
    expect(mayDo(request, "GetItem", "advice#ABC")).toBe(true);
    expect(mayDo(request, "PutItem", "advice#ABC")).toBe(false);
  });

  it.each(["session#x", "audit#ABC", "house#calendar", "consultation"])("cannot touch %s", (pk) => {
    for (const act of ["GetItem", "PutItem", "UpdateItem"]) {
      expect(mayDo(request, act, pk)).toBe(false);
    }
  });

  it("cannot call the table without naming a key", () => {
    expect(isAllowed(request, { action: "dynamodb:GetItem", on: items })).toBe(false);
  });

  it("seals words and addresses, and opens everything of its own but words", () => {
    const seals = (part?: string) => mayUseSealingKey(request, "GenerateDataKey", part);
    const opens = (part?: string) => mayUseSealingKey(request, "Decrypt", part);
    expect(["words", "address"].map(seals)).toEqual([true, true]);
    expect(["address", "advice", "draft"].map(opens)).toEqual([true, true, true]);
    expect([seals("advice"), seals(undefined), opens("words"), opens(undefined)]).toEqual(
      Array(4).fill(false),
    );
  });

  it("hashes children, and sends no mail", () => {
    expect(isAllowed(request, { action: "kms:GenerateMac", on: "KeysChildHash" })).toBe(true);
    expect(allowedActions(request, "ses")).toEqual([]);
  });
});

describe("the letters function", () => {
  it("lists what is due and nothing else", () => {
    const may = (index: string) =>
      isAllowed(letters, { action: "dynamodb:Query", on: `/index/${index}` });
    expect(Object.keys(table.indexes).filter(may)).toEqual(["wake"]);
    expect(mayDo(letters, "Query", "consultation#ABC")).toBe(false);
  });

  it("keeps trackers and the house's items, and no others", () => {
    expect(mayDo(letters, "UpdateItem", "consultation#ABC")).toBe(true);
    expect(mayDo(letters, "PutItem", "house#sweep")).toBe(true);
    for (const pk of ["advice#ABC", "draft#x", "code#x", "session#x", "audit#ABC"]) {
      expect(mayDo(letters, "GetItem", pk), pk).toBe(false);
    }
  });

  it("is denied words, even beside a careless grant", () => {
    const careless = (action: string): Statement => ({
      Effect: "Allow",
      Action: [action],
      Resource: ['"*"'],
      Condition: {},
    });
    for (const act of ["GetItem", "Query", "PutItem", "BatchGetItem", "DeleteItem"]) {
      const role = [...letters, careless(`dynamodb:${act}`)];
      expect(mayDo(role, act, "words#ABC"), act).toBe(false);
      expect(mayDo(role, act, "consultation#ABC"), act).toBe(true);
    }
    const role = [...letters, careless("kms:Decrypt")];
    for (const part of ["words", "advice", "draft", undefined]) {
      expect(mayUseSealingKey(role, "Decrypt", part), part).toBe(false);
    }
  });

  it("opens addresses, seals nothing and hashes no child", () => {
    expect(mayUseSealingKey(letters, "Decrypt", "address")).toBe(true);
    expect(mayUseSealingKey(letters, "Decrypt", "words")).toBe(false);
    expect(mayUseSealingKey(letters, "GenerateDataKey", "address")).toBe(false);
    expect(isAllowed(letters, { action: "kms:GenerateMac", on: "KeysChildHash" })).toBe(false);
  });

  it("sends from the hub's one address, by identity and configuration set", () => {
    for (const on of [":identity/", ":configuration-set/"]) {
      const sends = (from: string) =>
        isAllowed(letters, {
          action: "ses:SendRawEmail",
          on,
          context: { "ses:FromAddress": from },
        });
      expect(sends(settings.hub.mailboxes.sender)).toBe(true);
      expect(sends("somebody@mash.example")).toBe(false);
    }
    expect(allowedActions(letters, "ses")).toEqual(["ses:SendRawEmail"]);
  });
});

describe("both", () => {
  it.each([
    ["request", request],
    ["letters", letters],
  ])("%s adds to the trail, and neither reads nor deletes it", (_, role) => {
    expect(isAllowed(role, { action: "logs:PutLogEvents", on: "TrailEntries" })).toBe(true);
    expect(allowedActions(role, "logs")).toEqual(["logs:CreateLogStream", "logs:PutLogEvents"]);
  });

  it.each([
    ["request", request],
    ["letters", letters],
  ])("%s uses the table's key through DynamoDB only", (_, role) => {
    const opens = (context: Readonly<Record<string, string>>) =>
      isAllowed(role, { action: "kms:Decrypt", on: "TableKey", context });
    expect(opens({ "kms:ViaService": "dynamodb.eu-west-2.amazonaws.com" })).toBe(true);
    expect(opens({})).toBe(false);
  });

  it("only this API may run the request function, and only the schedule's role the letters", () => {
    const permissions = resources("AWS::Lambda::Permission");
    expect(permissions.length).toBeGreaterThan(0);
    for (const { Properties } of permissions) {
      expect(Properties["Principal"]).toBe("apigateway.amazonaws.com");
      expect(JSON.stringify(Properties["FunctionName"])).toContain("RequestFunction");
      expect(JSON.stringify(Properties["SourceArn"])).toContain(
        resource("AWS::ApiGateway::RestApi", "FormApi").id,
      );
    }
    expect(isAllowed(sweep, { action: "lambda:InvokeFunction", on: "LettersFunction" })).toBe(true);
    expect(isAllowed(sweep, { action: "lambda:InvokeFunction", on: "RequestFunction" })).toBe(
      false,
    );
  });
});
