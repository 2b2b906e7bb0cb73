import { describe, expect, it } from "vitest";
import { table } from "../../shared/store/table.ts";
import {
  careless,
  isAllowed,
  mayDo,
  mayQuery,
  mayUseSealingKey,
  type Statement,
  statementsOf,
} from "./permission.ts";
import { resource, resources, settings } from "./synthesised.ts";

const request = statementsOf("Request");
const inbox = statementsOf("Inbox");
const letters = statementsOf("Letters");
const delivery = statementsOf("Delivery");
const upkeep = statementsOf("Upkeep");
const sweep = statementsOf("Sweep");
const daily = statementsOf("Daily");
const canary = statementsOf("Canary");
const line = statementsOf("Line");
const roles = [request, inbox, letters, delivery, upkeep, canary, sweep, daily, line];
const everyStatement = roles.flat();

const allowedActions = (role: readonly Statement[], service: string): readonly string[] =>
  [...new Set(role.filter(({ Effect }) => Effect === "Allow").flatMap(({ Action }) => Action))]
    .filter((action) => action.startsWith(`${service}:`))
    .sort();

describe("least privilege (S11)", () => {
  it("reads the rights of every role, so that no role goes unread", () => {
    expect(resources("AWS::IAM::Policy")).toHaveLength(roles.length);
    expect(roles.every((role) => role.length > 0)).toBe(true);
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

describe("the request function (S11)", () => {
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

  it("reads the last good calendar and cannot replace it", () => {
    expect(mayDo(request, "GetItem", "house#calendar")).toBe(true);
    for (const act of ["PutItem", "UpdateItem"]) {
      expect(mayDo(request, act, "house#calendar"), act).toBe(false);
    }
  });

  it.each(["session#x", "audit#ABC", "consultation"])("cannot touch %s", (pk) => {
    for (const act of ["GetItem", "PutItem", "UpdateItem"]) {
      expect(mayDo(request, act, pk)).toBe(false);
    }
  });

  it("cannot call the table without naming a key", () => {
    expect(mayDo(request, "GetItem")).toBe(false);
  });

  it("seals words, addresses and drafts, and opens everything of its own but words", () => {
    const seals = (part?: string) => mayUseSealingKey(request, "GenerateDataKey", part);
    const opens = (part?: string) => mayUseSealingKey(request, "Decrypt", part);
    expect(["words", "address", "draft"].map(seals)).toEqual([true, true, true]);
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

describe("the letters function (S11)", () => {
  it("lists what is due and nothing else", () => {
    const lists = Object.keys(table.indexes).filter((index) => mayQuery(letters, index));
    expect(lists).toEqual(["wake"]);
    expect(mayDo(letters, "Query", "consultation#ABC")).toBe(false);
  });

  it("keeps trackers, the house's items and what saved forms owe, and nothing else", () => {
    expect(mayDo(letters, "PutItem", "consultation#ABC")).toBe(true);
    expect(mayDo(letters, "UpdateItem", "consultation#ABC")).toBe(false);
    expect(mayDo(letters, "PutItem", "house#sweep")).toBe(true);
    expect(mayDo(letters, "PutItem", "code#x")).toBe(true);
    for (const pk of ["advice#ABC", "draft#x", "session#x", "audit#ABC"]) {
      expect(mayDo(letters, "GetItem", pk), pk).toBe(false);
    }
  });

  it("is denied words, even beside a careless grant", () => {
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

describe("the inbox function (S11)", () => {
  const key = "consultation#ABC";

  it("lists the worklist, what expires and what may be about the same child, and nothing else", () => {
    const lists = Object.keys(table.indexes).filter((index) => mayQuery(inbox, index));
    expect(lists).toEqual(["wake", "list", "child"]);
    for (const pk of [key, "words#ABC", "session#x"]) expect(mayDo(inbox, "Query", pk)).toBe(false);
  });

  it("reads and records consultations, their texts and its sessions", () => {
    for (const pk of [key, "words#ABC", "advice#ABC", "session#x"]) {
      expect([mayDo(inbox, "GetItem", pk), mayDo(inbox, "PutItem", pk)], pk).toEqual([true, true]);
    }
  });

  it("adds to the audit and reads it for auditors: by single entries and by consultation, never without a key", () => {
    for (const act of ["PutItem", "GetItem", "Query"]) {
      expect(mayDo(inbox, act, "audit#ABC"), act).toBe(true);
      expect(mayDo(inbox, act), act).toBe(false);
    }
  });

  it("is denied changing or deleting audit, words and advice, even beside a careless grant", () => {
    const acts = ["UpdateItem", "DeleteItem", "BatchWriteItem", "PartiQLDelete", "PartiQLUpdate"];
    for (const act of acts) {
      const role = [...inbox, careless(`dynamodb:${act}`)];
      for (const pk of ["audit#ABC", "words#ABC", "advice#ABC"]) {
        expect(mayDo(role, act, pk), `${act} ${pk}`).toBe(false);
      }
      expect(mayDo(role, act, key), act).toBe(true);
    }
  });

  it("sees whether letters still go out, and cannot pretend that they do", () => {
    expect(mayDo(inbox, "GetItem", "house#heartbeat")).toBe(true);
    expect(mayDo(inbox, "PutItem", "house#heartbeat")).toBe(false);
  });

  it.each(["draft#x", "code#x", "consultation"])("cannot touch %s", (pk) => {
    for (const act of ["GetItem", "PutItem", "UpdateItem"]) {
      expect(mayDo(inbox, act, pk), act).toBe(false);
    }
  });

  it("cannot call the table without naming a key", () => {
    for (const act of ["GetItem", "PutItem"]) expect(mayDo(inbox, act), act).toBe(false);
  });

  it("opens what belongs to a consultation, and nothing that a practitioner is still typing", () => {
    const opens = (part?: string) => mayUseSealingKey(inbox, "Decrypt", part);
    const seals = (part?: string) => mayUseSealingKey(inbox, "GenerateDataKey", part);
    expect(["words", "address", "advice", "draft", undefined].map(opens)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(["words", "address", "advice", "draft", undefined].map(seals)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it("hashes the child of a consultation that is entered from a telephone call, and sends no mail", () => {
    expect(isAllowed(inbox, { action: "kms:GenerateMac", on: "KeysChildHash" })).toBe(true);
    expect(allowedActions(inbox, "ses")).toEqual([]);
  });
});

describe("the canary (S11)", () => {
  it("marks tests, and so does the request function that knows them; nobody else can", () => {
    const marks = (role: readonly Statement[]) =>
      isAllowed(role, { action: "kms:GenerateMac", on: "KeysCanary" });
    expect(roles.map(marks)).toEqual(roles.map((role) => role === request || role === canary));
  });

  it("opens, seals and hashes nothing, lists nothing, and sees nothing that is sealed", () => {
    expect(isAllowed(canary, { action: "kms:GenerateMac", on: "KeysChildHash" })).toBe(false);
    for (const act of ["Decrypt", "GenerateDataKey"] as const)
      expect(mayUseSealingKey(canary, act, "words")).toBe(false);
    expect(Object.keys(table.indexes).filter((index) => mayQuery(canary, index))).toEqual([]);
    for (const kind of ["words", "advice", "audit", "draft", "session"])
      expect(mayDo(canary, "GetItem", `${kind}#ABC`), kind).toBe(false);
  });
});

describe("the upkeep function (S11)", () => {
  it("lists what is open and what is kept, and nothing else: no partition of items, no other index", () => {
    const lists = Object.keys(table.indexes).filter((index) => mayQuery(upkeep, index));
    expect(lists).toEqual(["wake", "list"]);
    expect(mayDo(upkeep, "Query", "consultation#ABC")).toBe(false);
    expect(allowedActions(upkeep, "dynamodb")).toEqual([
      "dynamodb:GetItem",
      "dynamodb:PutItem",
      "dynamodb:Query",
    ]);
  });

  it("mends trackers and keeps the calendar, by single items with a key", () => {
    for (const pk of ["consultation#ABC", "house#calendar"]) {
      expect([mayDo(upkeep, "GetItem", pk), mayDo(upkeep, "PutItem", pk)], pk).toEqual([
        true,
        true,
      ]);
    }
    expect([mayDo(upkeep, "GetItem"), mayDo(upkeep, "PutItem")]).toEqual([false, false]);
  });
});

describe("the upkeep function, which deletes words (S11)", () => {
  it.each(["words", "advice"])(
    "puts %s away without a look, even beside a careless grant",
    (kind) => {
      expect(mayDo(upkeep, "PutItem", `${kind}#ABC`)).toBe(true);
      for (const act of ["GetItem", "Query", "UpdateItem", "BatchGetItem", "DeleteItem"]) {
        const role = [...upkeep, careless(`dynamodb:${act}`)];
        expect(mayDo(role, act, `${kind}#ABC`), act).toBe(false);
        expect(mayDo(role, act, "consultation#ABC"), act).toBe(true);
      }
    },
  );
});

/** The two functions that open nothing: what they may not touch, even beside a careless grant. */
describe.each([
  ["delivery", delivery, ["words", "advice", "audit", "draft", "session", "code"]],
  ["upkeep", upkeep, ["audit", "draft", "session", "code"]],
] as const)("the %s function, which opens nothing (S11),", (_, own, others) => {
  it.each(others)("is denied %s, even beside a careless grant", (kind) => {
    for (const act of ["GetItem", "Query", "PutItem", "UpdateItem", "BatchGetItem", "DeleteItem"]) {
      const role = [...own, careless(`dynamodb:${act}`)];
      expect(mayDo(role, act, `${kind}#ABC`), act).toBe(false);
      expect(mayDo(role, act, "consultation#ABC"), act).toBe(true);
    }
  });

  it("is denied sealing, opening and hashing, even beside a careless grant", () => {
    const role = [
      ...own,
      careless("kms:Decrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:GenerateMac"),
    ];
    for (const act of ["Decrypt", "GenerateDataKey", "ReEncryptFrom"]) {
      for (const part of ["words", "address", "advice", "draft", undefined]) {
        expect(mayUseSealingKey(role, act, part), `${act} ${part}`).toBe(false);
      }
    }
    expect(isAllowed(role, { action: "kms:GenerateMac", on: "KeysChildHash" })).toBe(false);
  });
});

describe.each([
  ["delivery", delivery, "MailEventsDeadLetters"],
  ["upkeep", upkeep, "DailyDeadLetters"],
])("the %s function (S11)", (_, own, queue) => {
  it("sends no mail, runs nothing, and writes to no queue but that of its failed runs", () => {
    const allowed = own.filter(({ Effect }) => Effect === "Allow");
    const services = allowed.flatMap(({ Action }) => Action.map((action) => action.split(":")[0]));
    expect([...new Set(services)].toSorted()).toEqual(["dynamodb", "kms", "logs", "sqs"]);
    const queues = allowed
      .filter(({ Action }) => Action.some((action) => action.startsWith("sqs:")))
      .flatMap(({ Resource }) => Resource);
    expect(queues).toEqual([expect.stringContaining(queue)]);
  });
});

describe("the delivery function (S11)", () => {
  it("keeps what became of a letter, by single items with a key, and sees no list", () => {
    expect(Object.keys(table.indexes).filter((index) => mayQuery(delivery, index))).toEqual([]);
    expect(allowedActions(delivery, "dynamodb")).toEqual(["dynamodb:GetItem", "dynamodb:PutItem"]);
    for (const act of ["GetItem", "PutItem"]) {
      expect(mayDo(delivery, act, "consultation#ABC"), act).toBe(true);
      expect(mayDo(delivery, act), act).toBe(false);
    }
  });

  it("reads the last good calendar and cannot replace it", () => {
    expect(mayDo(delivery, "GetItem", "house#calendar")).toBe(true);
    expect(mayDo(delivery, "PutItem", "house#calendar")).toBe(false);
  });
});

describe("the sign-in secret (S11)", () => {
  const { id } = resource("AWS::SecretsManager::Secret", "SignIn");

  it("is read by the inbox: this one, its value, and nothing else", () => {
    const statements = inbox.filter(({ Action }) =>
      Action.some((action) => action.startsWith("secretsmanager:")),
    );
    expect(statements).toEqual([
      {
        Effect: "Allow",
        Action: ["secretsmanager:GetSecretValue"],
        Resource: [JSON.stringify({ Ref: id })],
        Condition: {},
      },
    ]);
  });

  it("is read by no other role, and no policy of its own lets anybody in", () => {
    for (const role of [request, letters, delivery, upkeep, sweep, daily]) {
      expect(allowedActions(role, "secretsmanager")).toEqual([]);
    }
    expect(resources("AWS::SecretsManager::ResourcePolicy")).toEqual([]);
  });
});

describe("all of them (S11)", () => {
  it.each([
    ["request", request],
    ["inbox", inbox],
    ["letters", letters],
    ["delivery", delivery],
    ["upkeep", upkeep],
  ])("%s adds to the trail, and neither reads nor deletes it", (_, role) => {
    expect(isAllowed(role, { action: "logs:PutLogEvents", on: "TrailEntries" })).toBe(true);
    expect(allowedActions(role, "logs")).toEqual(["logs:CreateLogStream", "logs:PutLogEvents"]);
  });

  it.each([
    ["request", request],
    ["inbox", inbox],
    ["letters", letters],
    ["delivery", delivery],
    ["upkeep", upkeep],
  ])("%s uses the table's key through DynamoDB only", (_, role) => {
    const opens = (context: Readonly<Record<string, string>>) =>
      isAllowed(role, { action: "kms:Decrypt", on: "TableKey", context });
    expect(opens({ "kms:ViaService": "dynamodb.eu-west-2.amazonaws.com" })).toBe(true);
    expect(opens({})).toBe(false);
  });

  it.each([
    ["request", request],
    ["inbox", inbox],
    ["letters", letters],
    ["delivery", delivery],
    ["upkeep", upkeep],
  ])("%s is denied altering or deleting the audit, even beside a careless grant", (_, own) => {
    const acts = ["UpdateItem", "DeleteItem", "BatchWriteItem", "PartiQLDelete", "PartiQLUpdate"];
    for (const act of acts) {
      const role = [...own, careless(`dynamodb:${act}`)];
      expect(mayDo(role, act, "audit#ABC"), act).toBe(false);
      expect(mayDo(role, act, "consultation#ABC"), act).toBe(true);
    }
  });

  it("are run by their own site, their own schedule or their own rule, and by nobody else", () => {
    const apis = { RequestFunction: "FormApi", InboxFunction: "InboxSiteApi" } as const;
    const permissions = resources("AWS::Lambda::Permission");
    const of = (name: string) => {
      const { id } = resource("AWS::Lambda::Function", name);
      const text = JSON.stringify({ "Fn::GetAtt": [id, "Arn"] });
      return permissions.filter(
        ({ Properties }) => JSON.stringify(Properties["FunctionName"]) === text,
      );
    };
    for (const [name, api] of Object.entries(apis)) {
      for (const { Properties } of of(name)) {
        expect(Properties["Principal"]).toBe("apigateway.amazonaws.com");
        expect(JSON.stringify(Properties["SourceArn"])).toContain(
          `{"Ref":"${resource("AWS::ApiGateway::RestApi", api).id}"}`,
        );
      }
    }
    const events = of("DeliveryFunction").map(({ Properties }) => Properties["Principal"]);
    expect(events).toEqual(["events.amazonaws.com"]);
    const counts = [...Object.keys(apis), "DeliveryFunction"].map((name) => of(name).length);
    expect(counts).toEqual([2, 2, 1]);
    expect(permissions).toHaveLength(2 + 2 + 1);
    const names = ["LettersFunction", "UpkeepFunction", "DeliveryFunction", ...Object.keys(apis)];
    const runBy = (schedule: readonly Statement[]) =>
      names.filter((name) =>
        isAllowed(schedule, { action: "lambda:InvokeFunction", on: `"${name}` }),
      );
    expect([runBy(sweep), runBy(daily)]).toEqual([["LettersFunction"], ["UpkeepFunction"]]);
  });
});
