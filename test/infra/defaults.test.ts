import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { longestKept } from "../../shared/domain/retention.ts";
import {
  otherSettings,
  otherTemplate,
  type Resource,
  resource,
  resources,
  settings,
  template,
} from "./synthesised.ts";

const folder = "infra/constructs";
const sources = readdirSync(folder)
  .filter((name) => name !== "defaults.ts")
  .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));

describe("defaults (S12)", () => {
  it.each([
    ["how long logs are kept", /logsKept: RetentionDays\./, /RetentionDays\.(?!INFINITE)/],
    ["the runtime", /runtime: Runtime\./, /Runtime\./],
    ["the architecture", /architecture: Architecture\./, /Architecture\./],
    ["memory", /memoryMegabytes: \d/, /memorySize: *\d|memoryMegabytes = /],
    ["how long dead letters are kept", /deadLettersKept: Duration\./, /retentionPeriod: *Duration/],
    ["how much a site takes", /throttlingRateLimit: \d/, /throttling(Rate|Burst)Limit: *\d/],
    ["how much one address may ask", /addressLimit: \{ toApi: \d/, /fromOneAddress\(\d/],
    ["the region", /region: "eu-west-2"/, /eu-west-\d/],
  ])("stand in one place: %s", (_, here, anywhere) => {
    expect(readFileSync(join(folder, "defaults.ts"), "utf8")).toMatch(here);
    const stack = { name: "stack.ts", text: readFileSync("infra/stack.ts", "utf8") };
    const elsewhere = [...sources, stack].filter(({ text }) => anywhere.test(text));
    expect(elsewhere.map(({ name }) => name)).toEqual([]);
  });
});

const untaggable = (all: readonly Resource[], stage: string) =>
  all
    .filter(
      ({ Properties: { Tags = [] } }) =>
        !["professional-consultation", stage].every((value) =>
          JSON.stringify(Tags).includes(`"${value}"`),
        ),
    )
    .map(({ id }) => id);

/** What costs or holds something, and can be tagged. */
const tagged = [
  "AWS::ApiGateway::DomainName",
  "AWS::ApiGateway::RestApi",
  "AWS::ApiGateway::Stage",
  "AWS::CertificateManager::Certificate",
  "AWS::CloudWatch::Alarm",
  "AWS::CloudWatch::Dashboard",
  "AWS::IAM::Role",
  "AWS::KMS::Key",
  "AWS::Lambda::Function",
  "AWS::Logs::LogGroup",
  "AWS::SecretsManager::Secret",
  "AWS::SNS::Topic",
  "AWS::SQS::Queue",
  "AWS::WAFv2::WebACL",
];

describe("tags (S12)", () => {
  it.each(tagged)("name the service and the stage on every %s", (type) => {
    const all = resources(type);
    expect(all.length).toBeGreaterThan(0);
    expect(untaggable(all, settings.stage)).toEqual([]);
  });

  it("name them on the table, in the one place in which it stands", () => {
    const [table] = resources("AWS::DynamoDB::GlobalTable");
    expect(JSON.stringify(table?.Properties["Replicas"][0].Tags)).toContain(settings.stage);
  });

  it("are missing on nothing that carries tags at all", () => {
    for (const each of [template, otherTemplate]) {
      const all: Record<string, { Type: string; Properties?: { Tags?: unknown } }> =
        each.toJSON()["Resources"];
      const kinds = Object.values(all).flatMap(({ Type, Properties }) =>
        Properties?.Tags === undefined ? [] : [Type],
      );
      const bare = Object.entries(all).filter(
        ([, { Type, Properties }]) => kinds.includes(Type) && Properties?.Tags === undefined,
      );
      expect(bare.map(([id]) => id)).toEqual([]);
    }
  });
});

describe("logs (S12)", () => {
  it("end after a time, every group of both stages, and none is made by the way", () => {
    for (const each of [template, otherTemplate]) {
      const groups = resources("AWS::Logs::LogGroup", each);
      const writers =
        resources("AWS::Lambda::Function", each).length +
        resources("AWS::ApiGateway::Stage", each).length;
      // The trail's is the one more.
      expect(groups).toHaveLength(writers + 1);
      for (const { id, Properties } of groups.filter((group) => !group.id.startsWith("Trail")))
        expect(Properties["RetentionInDays"], id).toBe(180);
    }
  });

  it("end later than what they prove: a trail is kept ten years, and without end where consultations nearly are", () => {
    const trailOf = (of: typeof template) =>
      resource("AWS::Logs::LogGroup", "TrailEntries", of).Properties["RetentionInDays"];
    expect(longestKept(settings.hub.retentionYears)).toBe(6);
    expect(trailOf(template)).toBe(3653);
    expect(longestKept(otherSettings.hub.retentionYears)).toBe(25);
    expect(trailOf(otherTemplate)).toBeUndefined();
  });

  it("carry no payload: no data trace, no execution log, no body or path in the access log", () => {
    for (const { id, Properties } of resources("AWS::ApiGateway::Stage")) {
      expect(Properties["MethodSettings"], id).toEqual([
        expect.objectContaining({
          DataTraceEnabled: false,
          LoggingLevel: "OFF",
          HttpMethod: "*",
          ResourcePath: "/*",
        }),
      ]);
      expect(Properties["AccessLogSetting"].Format).not.toMatch(
        /body|path|query|header|sourceIp|authorizer|identity/i,
      );
    }
    expect(resources("AWS::WAFv2::LoggingConfiguration")).toEqual([]);
    for (const { Properties } of resources("AWS::Lambda::Function"))
      expect(Properties["Environment"].Variables).not.toHaveProperty("POWERTOOLS_LOGGER_LOG_EVENT");
  });
});

describe("functions (S12)", () => {
  it("that are called without waiting all leave what failed in a queue that rings", () => {
    const direct = resources("AWS::ApiGateway::Method").flatMap(
      ({ Properties }) => JSON.stringify(Properties["Integration"]).match(/\w+Function\w+/g) ?? [],
    );
    const alone = resources("AWS::Lambda::Function")
      .map(({ id }) => id)
      .filter((id) => !direct.includes(id));
    expect(alone.length).toBeGreaterThan(2);
    const configured = resources("AWS::Lambda::EventInvokeConfig").map(({ Properties }) => ({
      on: Properties["FunctionName"].Ref,
      queue: Properties["DestinationConfig"].OnFailure.Destination["Fn::GetAtt"][0],
    }));
    expect(configured.map(({ on }) => on).toSorted()).toEqual(alone.toSorted());
    const rung = JSON.stringify(resources("AWS::CloudWatch::Alarm"));
    for (const { queue } of configured) {
      expect(resources("AWS::SQS::Queue").map(({ id }) => id)).toContain(queue);
      expect(rung).toContain(`"Fn::GetAtt":["${queue}","QueueName"]`);
    }
  });

  it("have a share of the account's limit each, so that none can starve another", () => {
    const limits = resources("AWS::Lambda::Function").map(
      ({ Properties }) => Properties["ReservedConcurrentExecutions"],
    );
    for (const limit of limits) expect(limit).toBeGreaterThan(0);
    // An account begins with 1,000 at once, of which AWS wants 100 left to everybody.
    expect(limits.reduce((sum, limit) => sum + limit, 0)).toBeLessThanOrEqual(900);
  });
});
