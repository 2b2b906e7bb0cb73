import { CfnIPSet, CfnWebACL, CfnWebACLAssociation } from "aws-cdk-lib/aws-wafv2";
import { Construct } from "constructs";
import { defaults } from "./defaults.ts";
import { asPage, asProblem, type Refusal, strictHeaders } from "./refusal.ts";

type FirewallProps = {
  readonly telephone: string;
  /** The networks, as CIDR ranges, from which alone the site can be reached; without it, from all. */
  readonly onlyFrom?: readonly string[] | undefined;
};

const elsewhere: Refusal = {
  status: 403,
  title: "This site opens only from the hub's own networks",
  detail: "Connect to your council's network and try again. Nothing has been stored.",
};

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
    statement: fromOneAddress(defaults.addressLimit.toApi, toApi),
    action: blockWith(429, "tooManyProblem"),
  },
  {
    name: "TooMany",
    statement: fromOneAddress(defaults.addressLimit.toAll),
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

const addressSet = (
  scope: Construct,
  id: string,
  ipAddressVersion: "IPV4" | "IPV6",
  addresses: readonly string[],
): readonly CfnWebACL.StatementProperty[] =>
  addresses.length === 0
    ? []
    : [
        {
          ipSetReferenceStatement: {
            arn: new CfnIPSet(scope, id, {
              scope: "REGIONAL",
              ipAddressVersion,
              addresses: [...addresses],
            }).attrArn,
          },
        },
      ];

/** Before all other rules: whoever comes from elsewhere is not even counted by them. */
const onlyFromRule = (scope: Construct, networks: readonly string[]): UnnumberedRule => {
  const [one, ...more] = [
    ...addressSet(
      scope,
      "Networks",
      "IPV4",
      networks.filter((each) => !each.includes(":")),
    ),
    ...addressSet(
      scope,
      "Networks6",
      "IPV6",
      networks.filter((each) => each.includes(":")),
    ),
  ];
  if (one === undefined) throw new Error("an address allow-list names one network at least");
  return {
    name: "Elsewhere",
    statement: {
      notStatement: {
        statement: more.length === 0 ? one : { orStatement: { statements: [one, ...more] } },
      },
    },
    action: blockWith(403, "elsewherePage"),
  };
};

/** Stands before a site. Its own answers carry the hub's telephone number. */
export class Firewall extends Construct {
  private readonly arn: string;

  constructor(scope: Construct, id: string, { telephone, onlyFrom }: FirewallProps) {
    super(scope, id);
    const own = onlyFrom === undefined ? [] : [onlyFromRule(this, onlyFrom)];
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
        ...(onlyFrom === undefined
          ? {}
          : {
              elsewherePage: { contentType: "TEXT_HTML", content: asPage(elsewhere, telephone) },
            }),
      },
      rules: [...own, ...rules].map((rule, priority) => ({
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
