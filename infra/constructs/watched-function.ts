import { basename } from "node:path";
import { Duration } from "aws-cdk-lib";
import { type PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Code, Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { createLog, defaults } from "./defaults.ts";
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

/** A function with its own role, its own log, a limit, and somebody who is told when it fails. */
export class WatchedFunction extends Construct {
  readonly lambda: LambdaFunction;

  constructor(
    scope: Construct,
    id: string,
    { bundle, environment, rights, atMost, watched }: WatchedFunctionProps,
  ) {
    super(scope, id);
    const logGroup = createLog(this, "Log");
    // A role of its own, because the usual managed policy may write to every log of the account.
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
    });
    logGroup.grantWrite(role);
    for (const right of rights) role.addToPolicy(right);
    this.lambda = new LambdaFunction(this, "Function", {
      code: Code.fromAsset(bundle),
      handler: "index.handler",
      runtime: defaults.runtime,
      architecture: defaults.architecture,
      memorySize: defaults.memoryMegabytes,
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
        runbook: "Throttles",
      });
      for (const [count, means] of Object.entries(watched.countsMean)) {
        watched.by.whenAny(`${id}${count}`, {
          metric: countedBy(basename(bundle), count),
          means,
          runbook: count,
        });
      }
    }
  }
}
