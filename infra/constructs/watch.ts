import { Duration } from "aws-cdk-lib";
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  type IMetric,
  Metric,
  Stats,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import { defaults } from "./defaults.ts";

type WatchProps = {
  /** Who is told. AWS asks this mailbox once to confirm. */
  readonly mailbox: string;
  /** Where docs/runbooks can be read by whoever gets an alarm. */
  readonly runbooks: string;
};

type Warning = {
  readonly metric: IMetric;
  /** What this means for a child: one sentence for whoever opens the alarm at night. */
  readonly means: string;
  /** Whose page says what to do, when several alarms share one; otherwise the alarm's own. */
  readonly runbook?: string;
};

type Silence = {
  /** What is counted, by periods of one length. */
  readonly metricBy: (period: Duration) => IMetric;
  readonly means: string;
};

/** Where alarms go, and the two shapes an alarm has here: something is there, or nothing is. */
export class Watch extends Construct {
  private readonly action: SnsAction;
  private readonly runbooks: string;
  private readonly made = new Map<string, Alarm>();

  constructor(scope: Construct, id: string, { mailbox, runbooks }: WatchProps) {
    super(scope, id);
    this.runbooks = runbooks;
    const topic = new Topic(this, "Alarms", { enforceSSL: true });
    // A topic that has a policy of its own loses the default one, under which alarms may publish.
    topic.grantPublish(new ServicePrincipal("cloudwatch.amazonaws.com"));
    topic.addSubscription(new EmailSubscription(mailbox));
    this.action = new SnsAction(topic);
  }

  /** Every alarm, by its name. */
  get alarms(): ReadonlyMap<string, Alarm> {
    return this.made;
  }

  /** Rings at the first minute in which anything is counted. */
  whenAny(id: string, { metric, means, runbook = id }: Warning): void {
    this.add(id, {
      metric,
      alarmDescription: this.described(means, runbook),
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  /** Rings when nothing is counted for so long on end: silence is the fault. */
  whenNoneFor(silence: Duration, id: string, { metricBy, means }: Silence): void {
    const period = periodWithin(silence);
    this.add(id, {
      metric: metricBy(period),
      alarmDescription: this.described(means, id),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: silence.toSeconds() / period.toSeconds(),
      treatMissingData: TreatMissingData.BREACHING,
    });
  }

  private add(id: string, props: AlarmProps): void {
    const alarm = new Alarm(this, id, props);
    alarm.addAlarmAction(this.action);
    this.made.set(id, alarm);
  }

  private described(means: string, runbook: string): string {
    return `${means} What to do: ${this.runbooks}/${pageOf(runbook)}.md`;
  }
}

/** `SweepSilent` is `sweep-silent` among the pages of docs/runbooks. */
const pageOf = (name: string): string => name.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();

/** An alarm of CloudWatch looks back on one day of minutes at most, or on seven of hours. */
const periodWithin = (silence: Duration): Duration =>
  silence.toSeconds() > Duration.days(1).toSeconds() ? Duration.hours(1) : Duration.minutes(1);

/** Alarms count, by periods of one length. */
export const counted = (metric: Metric, period: Duration): Metric =>
  metric.with({ period, statistic: Stats.SUM });

/** Alarms that ring at the first of something look at single minutes. */
export const eachMinute = (metric: Metric): Metric => counted(metric, Duration.minutes(1));

/** What a function counts itself, as shared/log.ts writes it. */
export const countedBy = (functionName: string, metricName: string): Metric =>
  eachMinute(
    new Metric({
      namespace: defaults.metricNamespace,
      metricName,
      dimensionsMap: { service: functionName },
    }),
  );
