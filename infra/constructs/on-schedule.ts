import { type Duration, Stack } from "aws-cdk-lib";
import { MathExpression, type Metric } from "aws-cdk-lib/aws-cloudwatch";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { Schedule, type ScheduleExpression, TimeWindow } from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import { Construct } from "constructs";
import { createDeadLetters } from "./dead-letters.ts";
import { counted, eachMinute, type Watch } from "./watch.ts";
import type { WatchedFunction } from "./watched-function.ts";

type OnScheduleProps = {
  readonly runs: WatchedFunction;
  readonly at: ScheduleExpression;
  /** How often a run that failed is tried again, and how late it may still begin. */
  readonly retried: { readonly times: number; readonly within: Duration };
  readonly watchedBy: Watch;
  /** How long without a run that ended well is a fault. */
  readonly silentFor: Duration;
  readonly silenceMeans: string;
  readonly deadLettersMean: string;
};

/** Runs a function when it is time, keeps what could not be run, and tells when nothing ran. */
export class OnSchedule extends Construct {
  readonly waiting: Metric;

  constructor(scope: Construct, id: string, props: OnScheduleProps) {
    super(scope, id);
    const { at, retried, watchedBy, silentFor, silenceMeans, deadLettersMean } = props;
    const { lambda } = props.runs;
    const deadLetters = createDeadLetters(this);
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ["lambda:InvokeFunction"],
        resources: [lambda.functionArn],
      }),
    );
    role.addToPolicy(
      new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [deadLetters.queueArn] }),
    );
    const schedule = new Schedule(this, "Schedule", {
      schedule: at,
      timeWindow: TimeWindow.off(),
      target: new LambdaInvoke(lambda, {
        // Kept from adding rights of its own, which would cover every version of the function.
        role: role.withoutPolicyUpdates(),
        deadLetterQueue: deadLetters,
        maxEventAge: retried.within,
        // Once at least: here only the call can have failed, and nothing has run.
        retryAttempts: Math.max(1, retried.times),
      }),
    });
    schedule.node.addDependency(role);
    lambda.configureAsyncInvoke({
      onFailure: new SqsDestination(deadLetters),
      maxEventAge: retried.within,
      retryAttempts: retried.times,
    });
    watchedBy.whenNoneFor(silentFor, `${id}Silent`, {
      // Started and not failed. A function that never starts has no metrics, so nothing is zero.
      metricBy: (period) =>
        new MathExpression({
          expression: "FILL(started, 0) - FILL(failed, 0)",
          label: "Runs that ended well",
          period,
          usingMetrics: {
            started: counted(lambda.metricInvocations(), period),
            failed: counted(lambda.metricErrors(), period),
          },
        }),
      means: silenceMeans,
    });
    this.waiting = eachMinute(deadLetters.metricApproximateNumberOfMessagesVisible());
    watchedBy.whenAny(`${id}DeadLetters`, {
      metric: this.waiting,
      means: deadLettersMean,
    });
  }
}
