import { CfnOutput, Validations } from "aws-cdk-lib";
import {
  AccessLogFormat,
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  MethodLoggingLevel,
  RestApi,
  SecurityPolicy,
} from "aws-cdk-lib/aws-apigateway";
import { Certificate, CertificateValidation } from "aws-cdk-lib/aws-certificatemanager";
import { Construct } from "constructs";
import type { AccessLogging } from "./access-logging.ts";
import { createLog, defaults } from "./defaults.ts";
import type { Firewall } from "./firewall.ts";
import { addGatewayAnswers } from "./gateway-answers.ts";
import { eachMinute, type Watch } from "./watch.ts";
import type { WatchedFunction } from "./watched-function.ts";

type ApiSiteProps = {
  /** The site's one address, `https://host`: a stage's prefix would break every absolute link. */
  readonly address: string;
  readonly answeredBy: WatchedFunction;
  readonly behind: Firewall;
  readonly logging: AccessLogging;
  readonly telephone: string;
  readonly watchedBy: Watch;
  readonly failuresMean: string;
  /** Why the gateway lets everybody through to the function. */
  readonly noAuthorizerBecause: string;
};

/** Who asked for what stays out: no address, no path (it names a reference), no query, no header. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: "$context.requestId",
    at: "$context.requestTimeEpoch",
    method: "$context.httpMethod",
    status: "$context.status",
    answeredWith: "$context.error.responseType",
    bytes: "$context.responseLength",
    milliseconds: "$context.responseLatency",
    functionMilliseconds: "$context.integration.latency",
    functionStatus: "$context.integration.status",
    firewall: "$context.wafResponseCode",
  }),
);

/** One site: a domain of its own, the firewall before it, one function behind every path of it. */
export class ApiSite extends Construct {
  readonly api: RestApi;

  constructor(scope: Construct, id: string, props: ApiSiteProps) {
    super(scope, id);
    const domainName = new URL(props.address).hostname;
    const accessLog = createLog(this, "AccessLog");
    const api = new RestApi(this, "Api", {
      restApiName: domainName,
      endpointTypes: [EndpointType.REGIONAL],
      disableExecuteApiEndpoint: true,
      cloudWatchRole: false,
      minCompressionSize: defaults.compressedFrom,
      domainName: {
        domainName,
        endpointType: EndpointType.REGIONAL,
        securityPolicy: SecurityPolicy.TLS_1_2,
        // No hosted zone is looked up, so no account is needed: the first deployment waits until
        // the record that AWS asks for stands in the domain.
        certificate: new Certificate(this, "Certificate", {
          domainName,
          validation: CertificateValidation.fromDns(),
        }),
      },
      deployOptions: {
        stageName: "live",
        accessLogDestination: new LogGroupLogDestination(accessLog),
        accessLogFormat,
        loggingLevel: MethodLoggingLevel.OFF,
        dataTraceEnabled: false,
        ...defaults.siteLimit,
      },
    });
    this.api = api;
    const integration = new LambdaIntegration(props.answeredBy.lambda, {
      allowTestInvoke: false,
      timeout: defaults.gatewayWaits,
    });
    api.root.addMethod("ANY", integration);
    api.root.addProxy({ defaultIntegration: integration });
    addGatewayAnswers(api, props.telephone);
    api.deploymentStage.node.addDependency(props.logging);
    props.behind.standsBefore(id, api.deploymentStage.stageArn);
    props.watchedBy.whenAny(`${id}Failures`, {
      metric: eachMinute(api.metricServerError()),
      means: props.failuresMean,
    });
    // CDK's own output is the address that is switched off.
    api.node.tryRemoveChild("Endpoint");
    new CfnOutput(this, "DomainRecord", {
      value: `${domainName} CNAME ${api.domainName?.domainNameAliasDomainName ?? ""}`,
      description: "Put this record into the domain, so that the address leads to the service",
    });
    Validations.of(api).acknowledge(
      {
        id: "AwsSolutions-APIG2",
        reason:
          "The function checks every field itself and says in plain words what to do; a second set of rules in the gateway could refuse testimony without such words.",
      },
      { id: "AwsSolutions-APIG4", reason: props.noAuthorizerBecause },
      {
        id: "AwsSolutions-APIG6",
        reason:
          "Execution logs can carry paths, headers and query strings, and with them references and cookies. The access log counts every request without them.",
      },
      { id: "AwsSolutions-COG4", reason: props.noAuthorizerBecause },
    );
  }
}
