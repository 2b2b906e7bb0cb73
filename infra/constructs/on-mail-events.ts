import type { Duration } from "aws-cdk-lib";
import type { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { Construct } from "constructs";
import { mailEvents } from "../../shared/mail/mail-events.ts";
import { createDeadLetters } from "./dead-letters.ts";
import { eachMinute, type Watch } from "./watch.ts";
import type { WatchedFunction } from "./watched-function.ts";

type OnMailEventsProps = {
  readonly runs: WatchedFunction;
  /** Other mail of the same account is not the service's. */
  readonly configurationSetName: string;
  /** How often what failed is tried again, and how late it may still begin. */
  readonly retried: { readonly times: number; readonly within: Duration };
  readonly watchedBy: Watch;
  readonly deadLettersMean: string;
};

/** Calls a function with everything that SES tells of the letters sent, and keeps what failed. */
export class OnMailEvents extends Construct {
  readonly waiting: Metric;

  constructor(scope: Construct, id: string, props: OnMailEventsProps) {
    super(scope, id);
    const { configurationSetName, retried, watchedBy, deadLettersMean } = props;
    const { lambda } = props.runs;
    const deadLetters = createDeadLetters(this);
    // Two calls can fail: the event bus's to Lambda, and Lambda's own to the function.
    const patience = { maxEventAge: retried.within, retryAttempts: retried.times };
    new Rule(this, "Rule", {
      eventPattern: {
        source: ["aws.ses"],
        detailType: Object.values(mailEvents),
        detail: { mail: { tags: { "ses:configuration-set": [configurationSetName] } } },
      },
      targets: [new LambdaFunction(lambda, { ...patience, deadLetterQueue: deadLetters })],
    });
    lambda.configureAsyncInvoke({ ...patience, onFailure: new SqsDestination(deadLetters) });
    this.waiting = eachMinute(deadLetters.metricApproximateNumberOfMessagesVisible());
    watchedBy.whenAny(`${id}DeadLetters`, {
      metric: this.waiting,
      means: deadLettersMean,
    });
  }
}
