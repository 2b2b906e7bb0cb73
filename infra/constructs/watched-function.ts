import { basename } from "node:path";
import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { type PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { countedBy, eachMinute, type Watch } from "./watch.ts";

/** What each way in which a function can fail means for a child. */
export type FailureMeanings = {
  readonly errorsMean: string;
  readonly throttlesMean: string;
  /** What one of each thing that the function counts as wrong means. */
  readonly countsMean: Readonly<Record<string, string>>;
};

/**
 * How a function is watched. There is no default: whoever adds a function says what its failure means
 * for a child, or chooses in so many words not to watch it.
 */
type Watched = (FailureMeanings & { readonly by: Watch }) | { readonly unwatchedBecause: string };

type WatchedFunctionProps = {
  /** The function's folder, with its bundle and its settings.json, as infra/bundle.ts leaves it. */
  readonly bundle: string;
  /** Names and addresses only: Lambda's environment holds 4 KB and is shown in the console. */
  readonly environment: Readonly<Record<string, string>>;
  readonly rights: readonly PolicyStatement[];
  readonly atMost: { readonly seconds: number; readonly atOnce: number };
  readonly watched: Watched;
};

const memoryMegabytes = 1024;

/** A function with its own role, its own log, a limit, and somebody who is told when it fails. */
export class WatchedFunction extends Construct {
  readonly lambda: LambdaFunction;

  constructor(
    scope: Construct,
    id: string,
    { bundle, environment, rights, atMost, watched }: WatchedFunctionProps,
  ) {
    super(scope, id);
    const logGroup = new LogGroup(this, "Log", {
      retention: RetentionDays.SIX_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // A role of its own, because the usual managed policy may write to every log of the account.
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
    });
    logGroup.grantWrite(role);
    for (const right of rights) role.addToPolicy(right);
    this.lambda = new LambdaFunction(this, "Function", {
      code: Code.fromAsset(bundle),
      handler: "index.handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memoryMegabytes,
      timeout: Duration.seconds(atMost.seconds),
      reservedConcurrentExecutions: atMost.atOnce,
      environment: { ...environment },
      role,
      logGroup,
    });
    if ("by" in watched) {
      watched.by.whenAny(`${id}Errors`, {
        metric: eachMinute(this.lambda.metricErrors()),
        means: watched.errorsMean,
      });
      watched.by.whenAny(`${id}Throttles`, {
        metric: eachMinute(this.lambda.metricThrottles()),
        means: watched.throttlesMean,
      });
      for (const [count, means] of Object.entries(watched.countsMean)) {
        watched.by.whenAny(`${id}${count}`, { metric: countedBy(basename(bundle), count), means });
      }
    }
  }
}
