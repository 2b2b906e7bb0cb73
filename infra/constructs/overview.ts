import { Duration } from "aws-cdk-lib";
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  type Metric,
  Stats,
  TextWidget,
} from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import type { ApiSite } from "./api-site.ts";
import { type ConsultationTable, metricOfTable } from "./consultation-table.ts";
import type { OnMailEvents } from "./on-mail-events.ts";
import type { OnSchedule } from "./on-schedule.ts";
import { counted, countedBy, type Watch } from "./watch.ts";
import type { WatchedFunction } from "./watched-function.ts";

type OverviewProps = {
  readonly stage: string;
  readonly of: Watch;
  readonly functions: readonly WatchedFunction[];
  readonly sites: readonly ApiSite[];
  readonly table: ConsultationTable;
  /** What runs functions by itself, and keeps what it could not run. */
  readonly deadLetters: readonly (OnSchedule | OnMailEvents)[];
};

/** The alarms by which the promise itself is in danger: somebody may wait for a call in vain. */
const promiseAlarms = [
  "UpkeepBreachesUnanswered",
  "SweepSilent",
  "FormFailures",
  "RequestErrors",
  "LettersErrors",
  "LettersLettersFailed",
  "LettersPoisonItems",
  "LettersDutyLettersUndelivered",
  "DailySilent",
  "LineSilent",
  "CanaryErrors",
];

const everyFiveMinutes = (metric: Metric): Metric => counted(metric, Duration.minutes(5));

const section = (markdown: string) => new TextWidget({ markdown, width: 24, height: 1 });

const graph = (title: string, left: readonly IMetric[], width: number) =>
  new GraphWidget({ title, left: [...left], width, height: 6, liveData: true });

const promiseGraphs: readonly IWidget[] = [
  graph("Breaches unanswered", [countedBy("upkeep", "BreachesUnanswered")], 6),
  graph(
    "Requests stored, letters sent",
    [countedBy("request", "RequestsStored"), countedBy("letters", "LettersSent")],
    6,
  ),
  graph("Sweeps: one a minute", [countedBy("letters", "SweepsBegun")], 6),
  graph(
    "Letters failed, duty letters undelivered",
    [countedBy("letters", "LettersFailed"), countedBy("letters", "DutyLettersUndelivered")],
    6,
  ),
];

const named = (metric: Metric, label: string): Metric => metric.with({ label });

/** One page for whoever was woken: the promise first, then what it stands on. Every alarm is on it. */
export class Overview extends Construct {
  constructor(scope: Construct, id: string, props: OverviewProps) {
    super(scope, id);
    const { stage, of, functions, sites, table, deadLetters } = props;
    const alarmCalled = (name: string): Alarm => {
      const alarm = of.alarms.get(name);
      if (alarm === undefined) throw new Error(`there is no alarm ${name} to show`);
      return alarm;
    };
    const first = promiseAlarms.map(alarmCalled);
    const others = [...of.alarms.values()].filter((alarm) => !first.includes(alarm));
    const lambdas = functions.map(({ lambda, node }) => ({ lambda, name: node.id }));
    new Dashboard(this, "Dashboard", {
      dashboardName: `professional-consultation-${stage}`,
      defaultInterval: Duration.hours(24),
      widgets: [
        [section("# The promise: a call by the end of the next working day")],
        [new AlarmStatusWidget({ title: "Nobody may be told", alarms: first, width: 24 })],
        [...promiseGraphs],
        [section("## Everything else that rings")],
        [new AlarmStatusWidget({ title: "Alarms", alarms: others, width: 24, height: 6 })],
        [section("## Functions")],
        [
          graph(
            "Errors",
            lambdas.map((each) => named(everyFiveMinutes(each.lambda.metricErrors()), each.name)),
            8,
          ),
          graph(
            "Throttles",
            lambdas.map((each) =>
              named(everyFiveMinutes(each.lambda.metricThrottles()), each.name),
            ),
            8,
          ),
          graph(
            "Milliseconds, 95 of 100 at most",
            lambdas.map((each) =>
              each.lambda.metricDuration({ statistic: Stats.percentile(95), label: each.name }),
            ),
            8,
          ),
        ],
        [section("## Sites")],
        sites.flatMap(({ api, node }) => [
          graph(
            `${node.id}: asked, refused, failed`,
            [api.metricCount(), api.metricClientError(), api.metricServerError()].map(
              everyFiveMinutes,
            ),
            6,
          ),
          graph(
            `${node.id}: milliseconds, 95 of 100 at most`,
            [api.metricLatency({ statistic: Stats.percentile(95) })],
            6,
          ),
        ]),
        [section("## Table and what could not be run")],
        [
          graph(
            "Table: units read and written",
            ["ConsumedReadCapacityUnits", "ConsumedWriteCapacityUnits"].map((name) =>
              everyFiveMinutes(metricOfTable(table, name)),
            ),
            8,
          ),
          graph(
            "Table: throttled",
            ["ReadThrottleEvents", "WriteThrottleEvents"].map((name) =>
              everyFiveMinutes(metricOfTable(table, name)),
            ),
            8,
          ),
          graph(
            "Dead letters",
            deadLetters.map(({ waiting, node }) =>
              named(waiting.with({ statistic: Stats.MAXIMUM }), node.id),
            ),
            8,
          ),
        ],
      ],
    });
  }
}
