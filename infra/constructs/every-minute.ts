import { Duration, Stack, Validations } from "aws-cdk-lib";
import { MathExpression } from "aws-cdk-lib/aws-cloudwatch";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { Schedule, ScheduleExpression, TimeWindow } from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { eachMinute, type Watch } from "./watch.ts";
import type { WatchedFunction } from "./watched-function.ts";

type EveryMinuteProps = {
  readonly runs: WatchedFunction;
  readonly watchedBy: Watch;
  readonly silenceMeans: string;
  readonly deadLettersMean: string;
};

const silentMinutes = 5;

/** Runs a function once a minute. The next minute is the retry: nothing old is run late. */
export class EveryMinute extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { runs, watchedBy, silenceMeans, deadLettersMean }: EveryMinuteProps,
  ) {
    super(scope, id);
    const { lambda } = runs;
    const deadLetters = new Queue(this, "DeadLetters", {
      // With a customer key the scheduler could not put anything in.
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(deadLetters).acknowledge({
      id: "AwsSolutions-SQS3",
      reason: "This is the dead-letter queue, of a schedule and a function instead of a queue.",
    });
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
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      timeWindow: TimeWindow.off(),
      target: new LambdaInvoke(lambda, {
        // Kept from adding rights of its own, which would cover every version of the function.
        role: role.withoutPolicyUpdates(),
        deadLetterQueue: deadLetters,
        maxEventAge: Duration.minutes(1),
        retryAttempts: 1,
      }),
    });
    schedule.node.addDependency(role);
    lambda.configureAsyncInvoke({
      onFailure: new SqsDestination(deadLetters),
      maxEventAge: Duration.minutes(1),
      retryAttempts: 0,
    });
    watchedBy.whenNoneFor(silentMinutes, `${id}Silent`, {
      // Started and not failed. A function that never starts has no metrics, so nothing is zero.
      metric: new MathExpression({
        expression: "FILL(started, 0) - FILL(failed, 0)",
        label: "Runs that ended well",
        period: Duration.minutes(1),
        usingMetrics: {
          started: eachMinute(lambda.metricInvocations()),
          failed: eachMinute(lambda.metricErrors()),
        },
      }),
      means: silenceMeans,
    });
    watchedBy.whenAny(`${id}DeadLetters`, {
      metric: eachMinute(deadLetters.metricApproximateNumberOfMessagesVisible()),
      means: deadLettersMean,
    });
  }
}
