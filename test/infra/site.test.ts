import { describe, expect, it } from "vitest";
import {
  otherSettings,
  otherTemplate,
  resource,
  resources,
  settings,
  template,
} from "./synthesised.ts";

const { telephone } = settings.hub;
const sites = [
  { site: "Form", address: settings.formAddress, answeredBy: "RequestFunction" },
  { site: "InboxSite", address: settings.inboxAddress, answeredBy: "InboxFunction" },
];

const ofApi = (type: string, site: string) => {
  const api = resource("AWS::ApiGateway::RestApi", `${site}Api`).id;
  return resources(type).filter(
    ({ Properties }) => JSON.stringify(Properties["RestApiId"]) === JSON.stringify({ Ref: api }),
  );
};

describe("the sites (S12)", () => {
  it("are two, each at a domain of its own", () => {
    const domains = resources("AWS::ApiGateway::DomainName").map(
      ({ Properties }) => Properties["DomainName"],
    );
    expect(domains).toEqual(sites.map(({ address }) => new URL(address).hostname));
    expect(new Set(domains).size).toBe(2);
    expect(resources("AWS::ApiGateway::RestApi")).toHaveLength(2);
  });

  it("stand behind the firewall, every one of them", () => {
    const guarded = resources("AWS::WAFv2::WebACLAssociation").map(({ Properties }) => {
      expect(JSON.stringify(Properties["WebACLArn"])).toContain("FirewallRules");
      return JSON.stringify(Properties["ResourceArn"]);
    });
    const stages = resources("AWS::ApiGateway::Stage");
    expect([stages.length, guarded.length]).toEqual([2, 2]);
    for (const { id } of stages) {
      expect(
        guarded.filter((arn) => arn.includes(`{"Ref":"${id}"}`)),
        id,
      ).toHaveLength(1);
    }
  });

  it("log through the account's one setting, which stands before either of them", () => {
    const { id } = resource("AWS::ApiGateway::Account", "AccessLogging");
    for (const { site } of sites) {
      const stage =
        template.findResources("AWS::ApiGateway::Stage")[
          resource("AWS::ApiGateway::Stage", site).id
        ];
      expect(stage?.["DependsOn"]).toContain(id);
    }
  });
});

describe.each(sites)("the site $site (S12)", ({ site, address, answeredBy }) => {
  it("answers at its own domain alone, over TLS 1.2 or better, in this region", () => {
    expect(resource("AWS::ApiGateway::RestApi", `${site}Api`).Properties).toMatchObject({
      DisableExecuteApiEndpoint: true,
      EndpointConfiguration: { Types: ["REGIONAL"] },
    });
    const domain = resource("AWS::ApiGateway::DomainName", site);
    expect(domain.Properties).toMatchObject({
      DomainName: new URL(address).hostname,
      SecurityPolicy: "TLS_1_2",
    });
    const certificate = resource("AWS::CertificateManager::Certificate", site);
    expect(domain.Properties["RegionalCertificateArn"]).toEqual({ Ref: certificate.id });
    expect(certificate.Properties["DomainName"]).toBe(new URL(address).hostname);
    const mapping = resource("AWS::ApiGateway::BasePathMapping", site).Properties;
    expect(mapping).not.toHaveProperty("BasePath");
    expect(mapping["DomainName"]).toEqual({ Ref: domain.id });
    expect(JSON.stringify(template.toJSON()["Outputs"])).not.toContain(".execute-api.");
  });

  it(`hands every path and method to ${answeredBy} alone`, () => {
    const paths = ofApi("AWS::ApiGateway::Resource", site).map(
      ({ Properties }) => Properties["PathPart"],
    );
    expect(paths).toEqual(["{proxy+}"]);
    const methods = ofApi("AWS::ApiGateway::Method", site);
    expect(methods.map(({ Properties }) => Properties["HttpMethod"])).toEqual(["ANY", "ANY"]);
    for (const { Properties } of methods) {
      const called = JSON.stringify(Properties["Integration"].Uri).match(/\w+Function/g);
      expect(called).toEqual([answeredBy]);
    }
  });

  it("is limited, and logs neither payloads nor who asked for what", () => {
    const stage = resource("AWS::ApiGateway::Stage", site).Properties;
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

  it("answers with the telephone number when its function does not", () => {
    const types = ofApi("AWS::ApiGateway::GatewayResponse", site).map(
      ({ Properties }) => Properties["ResponseType"],
    );
    expect(types).toHaveLength(8);
    expect(types).toEqual(expect.arrayContaining(["DEFAULT_4XX", "DEFAULT_5XX"]));
  });

  it("publishes a changed answer: its text is part of what is deployed", () => {
    const [here] = resources("AWS::ApiGateway::Deployment").filter(({ id }) => id.startsWith(site));
    const [there] = resources("AWS::ApiGateway::Deployment", otherTemplate).filter(({ id }) =>
      id.startsWith(site),
    );
    expect(here?.id.slice(0, -32)).toBe(there?.id.slice(0, -32));
    expect(here?.id).not.toBe(there?.id);
  });
});

describe("answers that no function writes (S12)", () => {
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

describe("the firewall (S12)", () => {
  const { Properties } = resource("AWS::WAFv2::WebACL", "Firewall");
  const rules: readonly Rule[] = Properties["Rules"];
  const bodies: Record<string, { ContentType: string; Content: string }> =
    Properties["CustomResponseBodies"];

  it("lets in what no rule stops", () => {
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

  it("lets staff back in, however long the code that their provider sends them back with", () => {
    const blocking = rules.filter(({ Action }) => Action !== undefined);
    expect(JSON.stringify(blocking)).not.toContain("SizeRestrictions_QueryString");
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
      expect(CustomResponse["ResponseHeaders"]).toEqual(
        expect.arrayContaining([
          { Name: "Cache-Control", Value: "no-store" },
          { Name: "X-Robots-Tag", Value: "noindex" },
          {
            Name: "Content-Security-Policy",
            Value: "default-src 'none'; frame-ancestors 'none'",
          },
        ]),
      );
    }
  });
});

describe("an inbox that opens only from the hub's own networks (S12)", () => {
  const acl = resource("AWS::WAFv2::WebACL", "InboxFirewall", otherTemplate);
  const rules: readonly Rule[] = acl.Properties["Rules"];
  const [first] = rules;
  const bodies: Record<string, { ContentType: string; Content: string }> =
    acl.Properties["CustomResponseBodies"];

  it("refuses every other address before any other rule, and names its networks from the settings", () => {
    const sets = resources("AWS::WAFv2::IPSet", otherTemplate);
    expect(
      sets.map(({ Properties }) => [Properties["IPAddressVersion"], Properties["Addresses"]]),
    ).toEqual([
      ["IPV4", ["192.0.2.0/24"]],
      ["IPV6", ["2001:db8:12::/48"]],
    ]);
    expect(sets.flatMap(({ Properties }) => Properties["Addresses"])).toEqual(
      otherSettings.inboxNetworks,
    );
    expect(first).toMatchObject({
      Name: "Elsewhere",
      Priority: 0,
      Statement: {
        NotStatement: {
          Statement: {
            OrStatement: {
              Statements: sets.map(({ id }) => ({
                IPSetReferenceStatement: { Arn: { "Fn::GetAtt": [id, "Arn"] } },
              })),
            },
          },
        },
      },
    });
    expect(Object.keys(first?.Action ?? {})).toEqual(["Block"]);
    expect(rules.map(({ Priority }) => Priority)).toEqual(rules.map((_, index) => index));
  });

  it("says why, and the telephone number", () => {
    const response = first?.Action?.Block?.CustomResponse ?? {};
    expect(response["ResponseCode"]).toBe(403);
    const page = bodies[String(response["CustomResponseBodyKey"])]?.Content;
    expect(page).toContain("opens only from the hub's own networks");
    expect(page).toContain(otherSettings.hub.telephone);
    expect(page).toContain("999");
  });

  it("is the inbox alone: the form stays open to every practitioner, behind the same other rules", () => {
    const form = resource("AWS::WAFv2::WebACL", "FirewallRules", otherTemplate);
    const own: readonly Rule[] = form.Properties["Rules"];
    expect(JSON.stringify(form.Properties)).not.toContain("IPSet");
    const plain = (all: readonly Rule[]) => all.map(({ Priority: _, ...rule }) => rule);
    expect(plain(rules.slice(1))).toEqual(plain(own));
    const guards = resources("AWS::WAFv2::WebACLAssociation", otherTemplate).map(
      ({ Properties }) => [
        JSON.stringify(Properties["ResourceArn"]).match(/InboxSite|Form/)?.[0],
        JSON.stringify(Properties["WebACLArn"]).match(/InboxFirewall|Firewall/)?.[0],
      ],
    );
    expect(guards.toSorted()).toEqual([
      ["Form", "Firewall"],
      ["InboxSite", "InboxFirewall"],
    ]);
  });

  it("is open, behind the form's firewall, where no networks are set", () => {
    expect(settings.inboxNetworks).toBeUndefined();
    expect(resources("AWS::WAFv2::IPSet")).toEqual([]);
    expect(resources("AWS::WAFv2::WebACL")).toHaveLength(1);
  });
});
