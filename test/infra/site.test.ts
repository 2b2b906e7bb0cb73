import { describe, expect, it } from "vitest";
import { otherTemplate, resource, resources, settings, template } from "./synthesised.ts";

const { telephone } = settings.hub;
const host = new URL(settings.formAddress).hostname;

describe("the form's site", () => {
  it("answers at its own domain alone, over TLS 1.2 or better, in this region", () => {
    expect(resource("AWS::ApiGateway::RestApi", "FormApi").Properties).toMatchObject({
      DisableExecuteApiEndpoint: true,
      EndpointConfiguration: { Types: ["REGIONAL"] },
    });
    expect(resource("AWS::ApiGateway::DomainName", "Form").Properties).toMatchObject({
      DomainName: host,
      SecurityPolicy: "TLS_1_2",
    });
    const mapping = resource("AWS::ApiGateway::BasePathMapping", "Form").Properties;
    expect(mapping).not.toHaveProperty("BasePath");
    expect(JSON.stringify(template.toJSON()["Outputs"])).not.toContain(".execute-api.");
  });

  it("hands every path and method to the request function", () => {
    const paths = resources("AWS::ApiGateway::Resource").map((each) => each.Properties["PathPart"]);
    expect(paths).toEqual(["{proxy+}"]);
    const methods = resources("AWS::ApiGateway::Method");
    expect(methods.map((each) => each.Properties["HttpMethod"])).toEqual(["ANY", "ANY"]);
    for (const { Properties } of methods) {
      expect(JSON.stringify(Properties["Integration"].Uri)).toContain("RequestFunction");
    }
  });

  it("is limited, and logs neither payloads nor who asked for what", () => {
    const stage = resource("AWS::ApiGateway::Stage", "Form").Properties;
    expect(stage["MethodSettings"]).toEqual([
      expect.objectContaining({
        DataTraceEnabled: false,
        LoggingLevel: "OFF",
        ThrottlingRateLimit: 200,
      }),
    ]);
    const format: string = stage["AccessLogSetting"].Format;
    expect(format).toContain("$context.requestId");
    expect(format).not.toMatch(/sourceIp|userAgent|\.path|resourcePath|querystring|header|body/i);
  });

  it("publishes a changed answer: its text is part of what is deployed", () => {
    const [here] = resources("AWS::ApiGateway::Deployment");
    const [there] = resources("AWS::ApiGateway::Deployment", otherTemplate);
    expect(here?.id.slice(0, -32)).toBe(there?.id.slice(0, -32));
    expect(here?.id).not.toBe(there?.id);
  });
});

describe("answers that no function writes", () => {
  const answers = resources("AWS::ApiGateway::GatewayResponse");

  it("are problems that carry the telephone number, are not kept and not indexed", () => {
    expect(answers.map((each) => each.Properties["ResponseType"])).toEqual(
      expect.arrayContaining(["DEFAULT_4XX", "DEFAULT_5XX", "THROTTLED", "WAF_FILTERED"]),
    );
    for (const { id, Properties } of answers) {
      const problem = JSON.parse(Properties["ResponseTemplates"]["application/json"]);
      expect(problem.detail, id).toContain(telephone);
      expect(problem.detail, id).toContain("999");
      expect(String(problem.status ?? ""), id).toBe(Properties["StatusCode"] ?? "");
      expect(Properties["ResponseParameters"], id).toMatchObject({
        "gatewayresponse.header.Content-Type": "'application/problem+json'",
        "gatewayresponse.header.Cache-Control": "'no-store'",
        "gatewayresponse.header.X-Robots-Tag": "'noindex'",
        "gatewayresponse.header.Content-Security-Policy":
          "'default-src 'none'; frame-ancestors 'none''",
      });
    }
  });

  it("never say that nothing was stored when nobody can know", () => {
    const sayNothingStored = answers
      .filter(({ Properties }) =>
        Properties["ResponseTemplates"]["application/json"].includes("Nothing has been stored"),
      )
      .map(({ Properties }) => Properties["ResponseType"]);
    expect(sayNothingStored).not.toHaveLength(0);
    expect(sayNothingStored.filter((type) => /INTEGRATION|5XX/.test(type))).toEqual([]);
  });
});

type Rule = {
  readonly Name: string;
  readonly Priority: number;
  readonly Statement: Record<string, { readonly [key: string]: unknown }>;
  readonly Action?: { readonly Block?: { readonly CustomResponse: Record<string, unknown> } };
  readonly OverrideAction?: unknown;
};

describe("the firewall", () => {
  const { Properties } = resource("AWS::WAFv2::WebACL", "Firewall");
  const rules: readonly Rule[] = Properties["Rules"];
  const bodies: Record<string, { ContentType: string; Content: string }> =
    Properties["CustomResponseBodies"];

  it("stands before the site and lets in what no rule stops", () => {
    const { ResourceArn, WebACLArn } = resource(
      "AWS::WAFv2::WebACLAssociation",
      "Firewall",
    ).Properties;
    expect(JSON.stringify(ResourceArn)).toContain("FormApiDeploymentStage");
    expect(JSON.stringify(WebACLArn)).toContain("FirewallRules");
    expect(Properties["DefaultAction"]).toEqual({ Allow: {} });
  });

  it("blocks a flood from one address, for a minute", () => {
    const limits = rules.flatMap(({ Statement, Action }) => {
      const rate = Statement["RateBasedStatement"];
      return rate ? [[rate["Limit"], rate["EvaluationWindowSec"], Object.keys(Action ?? {})]] : [];
    });
    expect(limits).toEqual([
      [100, 60, ["Block"]],
      [1_000, 60, ["Block"]],
    ]);
  });

  it("counts what stands in a body and never blocks it: testimony quotes speech", () => {
    const managed = rules.filter(({ Statement }) => "ManagedRuleGroupStatement" in Statement);
    expect(managed).toHaveLength(2);
    for (const { OverrideAction } of managed) expect(OverrideAction).toEqual({ Count: {} });
    const blocking = rules.filter(({ Action }) => Action !== undefined);
    expect(JSON.stringify(blocking)).not.toMatch(/_body|"Body"|JsonBody/i);
    expect(JSON.stringify(blocking)).toContain("core-rule-set:GenericLFI_URIPath");
  });

  it("keeps no samples of requests: they hold session cookies", () => {
    expect(JSON.stringify(Properties)).not.toContain('"SampledRequestsEnabled":true');
  });

  it("answers with the telephone number, whatever it blocks", () => {
    const blocks = rules.flatMap(({ Action }) => Action?.Block ?? []);
    expect(blocks).toHaveLength(3);
    for (const { CustomResponse } of blocks) {
      const body = bodies[String(CustomResponse["CustomResponseBodyKey"])];
      expect(body?.Content).toContain(telephone);
      expect(body?.Content).toContain("999");
      expect(CustomResponse["ResponseHeaders"]).toContainEqual({
        Name: "Cache-Control",
        Value: "no-store",
      });
    }
  });
});
