import { CfnWebACL, CfnWebACLAssociation } from "aws-cdk-lib/aws-wafv2";
import { Construct } from "constructs";
import { asPage, asProblem, type Refusal, strictHeaders } from "./refusal.ts";

type FirewallProps = { readonly telephone: string };

/**
 * Requests a minute from one address. A whole council may stand behind one address: these are several
 * times what its busiest minute needs, and a minute later the address is let in again.
 */
const perMinute = { toApi: 100, toAll: 1_000 } as const;

const tooMany: Refusal = {
  status: 429,
  title: "Too many requests",
  detail: "Wait a minute and try again. Nothing has been stored.",
};

const attack: Refusal = {
  status: 403,
  title: "The service refused this request",
  detail: "It looked like an attack on the service. Nothing has been stored.",
};

type RuleGroup = {
  readonly name: string;
  readonly labels: string;
  /** The findings that block. All others count: testimony quotes speech, and new rules appear unasked. */
  readonly blocking: readonly string[];
};

const ruleGroups: readonly RuleGroup[] = [
  {
    name: "AWSManagedRulesCommonRuleSet",
    labels: "awswaf:managed:aws:core-rule-set:",
    blocking: [
      "CrossSiteScripting_URIPath",
      "CrossSiteScripting_QueryArguments",
      "CrossSiteScripting_Cookie",
      "EC2MetaDataSSRF_URIPath",
      "EC2MetaDataSSRF_QueryArguments",
      "EC2MetaDataSSRF_Cookie",
      "GenericLFI_URIPath",
      "GenericLFI_QueryArguments",
      "GenericRFI_URIPath",
      "GenericRFI_QueryArguments",
      "RestrictedExtensions_URIPath",
      "SizeRestrictions_URIPath",
      // Not SizeRestrictions_QueryString: staff come back from their sign-in provider with a code in the
      // query that can pass its 2,048 bytes.
      "SizeRestrictions_Cookie_Header",
    ],
  },
  {
    name: "AWSManagedRulesKnownBadInputsRuleSet",
    labels: "awswaf:managed:aws:known-bad-inputs:",
    blocking: [
      "ExploitablePaths_URIPath",
      "Host_Localhost_Header",
      "JavaDeserializationRCE_Header",
      "JavaDeserializationRCE_URIPath",
      "JavaDeserializationRCE_QueryString",
      "Log4JRCE_Header",
      "Log4JRCE_URIPath",
      "Log4JRCE_QueryString",
      "PropFind_Method",
    ],
  },
];

/** No samples: they keep whole headers, and with them session cookies. */
const visibleAs = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
});

const blockWith = (responseCode: number, customResponseBodyKey: string) =>
  ({
    block: {
      customResponse: {
        responseCode,
        customResponseBodyKey,
        responseHeaders: Object.entries(strictHeaders).map(([name, value]) => ({ name, value })),
      },
    },
  }) satisfies CfnWebACL.RuleActionProperty;

const toApi: CfnWebACL.StatementProperty = {
  byteMatchStatement: {
    fieldToMatch: { uriPath: {} },
    positionalConstraint: "STARTS_WITH",
    searchString: "/api/",
    textTransformations: [{ priority: 0, type: "NONE" }],
  },
};

const fromOneAddress = (
  limit: number,
  scopeDownStatement?: CfnWebACL.StatementProperty,
): CfnWebACL.StatementProperty => ({
  rateBasedStatement: {
    aggregateKeyType: "IP",
    evaluationWindowSec: 60,
    limit,
    ...(scopeDownStatement === undefined ? {} : { scopeDownStatement }),
  },
});

type UnnumberedRule = Omit<CfnWebACL.RuleProperty, "priority" | "visibilityConfig">;

const rules: readonly UnnumberedRule[] = [
  {
    name: "TooManyToApi",
    statement: fromOneAddress(perMinute.toApi, toApi),
    action: blockWith(429, "tooManyProblem"),
  },
  {
    name: "TooMany",
    statement: fromOneAddress(perMinute.toAll),
    action: blockWith(429, "tooManyPage"),
  },
  ...ruleGroups.map(({ name }) => ({
    name,
    statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
    overrideAction: { count: {} },
  })),
  {
    name: "Attack",
    statement: {
      orStatement: {
        statements: ruleGroups.flatMap(({ labels, blocking }) =>
          blocking.map((label) => ({
            labelMatchStatement: { scope: "LABEL", key: `${labels}${label}` },
          })),
        ),
      },
    },
    action: blockWith(403, "attackPage"),
  },
];

/** Stands before every site of the stack. Its own answers carry the hub's telephone number. */
export class Firewall extends Construct {
  private readonly arn: string;

  constructor(scope: Construct, id: string, { telephone }: FirewallProps) {
    super(scope, id);
    this.arn = new CfnWebACL(this, "Rules", {
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      visibilityConfig: visibleAs("All"),
      customResponseBodies: {
        tooManyProblem: {
          contentType: "APPLICATION_JSON",
          content: asProblem(tooMany, telephone),
        },
        tooManyPage: { contentType: "TEXT_HTML", content: asPage(tooMany, telephone) },
        attackPage: { contentType: "TEXT_HTML", content: asPage(attack, telephone) },
      },
      rules: rules.map((rule, priority) => ({
        ...rule,
        priority,
        visibilityConfig: visibleAs(rule.name),
      })),
    }).attrArn;
  }

  standsBefore(id: string, stageArn: string): void {
    new CfnWebACLAssociation(this, id, { webAclArn: this.arn, resourceArn: stageArn });
  }
}
