import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { resource, resources, settings } from "./synthesised.ts";

const alarms = resources("AWS::CloudWatch::Alarm");
const alarm = (name: string) => resource("AWS::CloudWatch::Alarm", `Watch${name}`).Properties;

describe("alarms (S12)", () => {
  it("every one says what it means for a child, and reaches the manager", () => {
    const topic = resource("AWS::SNS::Topic", "WatchAlarms").id;
    expect(alarms.length).toBeGreaterThan(0);
    for (const { id, Properties } of alarms) {
      expect(Properties["AlarmDescription"], id).toMatch(/child|duty team/);
      expect(Properties["AlarmActions"], id).toEqual([{ Ref: topic }]);
    }
    expect(resource("AWS::SNS::Subscription", "Watch").Properties).toMatchObject({
      Protocol: "email",
      Endpoint: settings.hub.mailboxes.manager,
    });
  });

  it("may be published: the topic's own policy lets CloudWatch in", () => {
    const { PolicyDocument } = resource("AWS::SNS::TopicPolicy", "Watch").Properties;
    expect(PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: "Allow",
        Action: "sns:Publish",
        Principal: { Service: "cloudwatch.amazonaws.com" },
      }),
    );
  });

  it.each([
    ["five minutes without a sweep", "SweepSilent", "LettersFunction", 60, 5],
    ["90 minutes without a test request that came out", "LineSilent", "CanaryFunction", 60, 90],
    ["26 hours without a daily run", "DailySilent", "UpkeepFunction", 3600, 26],
  ])("%s that ended well ring, and so does no news at all", (_, name, runs, period, times) => {
    const silent = alarm(name);
    expect(silent).toMatchObject({
      ComparisonOperator: "LessThanThreshold",
      Threshold: 1,
      EvaluationPeriods: times,
      TreatMissingData: "breaching",
    });
    expect(silent).not.toHaveProperty("DatapointsToAlarm");
    const metrics: {
      Id: string;
      Expression?: string;
      MetricStat?: { Metric: { MetricName: string; Dimensions: unknown }; Period: number };
    }[] = silent["Metrics"];
    expect(metrics.find(({ Expression }) => Expression !== undefined)?.Expression).toBe(
      "FILL(started, 0) - FILL(failed, 0)",
    );
    const { id: run } = resource("AWS::Lambda::Function", runs);
    for (const [id, metricName] of [
      ["started", "Invocations"],
      ["failed", "Errors"],
    ]) {
      expect(metrics.find((each) => each.Id === id)?.MetricStat).toMatchObject({
        Period: period,
        Stat: "Sum",
        Metric: {
          MetricName: metricName,
          Dimensions: [{ Name: "FunctionName", Value: { Ref: run } }],
        },
      });
    }
  });

  it("none looks back further than CloudWatch does: a day of minutes, a week of hours", () => {
    for (const { id, Properties } of alarms) {
      const metrics: { MetricStat?: { Period: number } }[] = Properties["Metrics"] ?? [];
      const periods = metrics.flatMap(({ MetricStat }) => MetricStat?.Period ?? []);
      const period = Properties["Period"] ?? Math.max(...periods);
      const days = (period * Properties["EvaluationPeriods"]) / 86_400;
      expect(days, id).toBeLessThanOrEqual(period < 3600 ? 1 : 7);
    }
  });

  const first: readonly (readonly [name: string, metric: string])[] = [
    ["FormFailures", "5XXError"],
    ["InboxSiteFailures", "5XXError"],
    ...["Request", "Inbox", "Letters", "Delivery", "Upkeep", "Canary"].flatMap((name) =>
      ["Errors", "Throttles", "TrailMissed", "CalendarUnread"].map(
        (metric) => [`${name}${metric}`, metric] as const,
      ),
    ),
    ["InboxSignInProviderAway", "SignInProviderAway"],
    ["LettersPoisonItems", "PoisonItems"],
    ["LettersLettersFailed", "LettersFailed"],
    ["LettersDutyLettersUndelivered", "DutyLettersUndelivered"],
    ["DeliveryMailEventsUnreadable", "MailEventsUnreadable"],
    ["UpkeepCalendarRefused", "CalendarRefused"],
    ["UpkeepCalendarStale", "CalendarStale"],
    ["UpkeepCalendarRunsOut", "CalendarRunsOut"],
    ["UpkeepWakeUpsRepaired", "WakeUpsRepaired"],
    ["UpkeepDeadlinesRevised", "DeadlinesRevised"],
    ["UpkeepConsultationsUnreadable", "ConsultationsUnreadable"],
    ["UpkeepBreachesUnanswered", "BreachesUnanswered"],
    ["SweepDeadLetters", "ApproximateNumberOfMessagesVisible"],
    ["MailEventsDeadLetters", "ApproximateNumberOfMessagesVisible"],
    ["LineDeadLetters", "ApproximateNumberOfMessagesVisible"],
    ["DailyDeadLetters", "ApproximateNumberOfMessagesVisible"],
  ];

  it.each(first)("%s rings at the first of them", (name, metric) => {
    expect(alarm(name)).toMatchObject({
      MetricName: metric,
      Statistic: "Sum",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: "GreaterThanThreshold",
    });
  });

  it("are these and the three of silence, and no others", () => {
    const names = alarms.map(({ id }) => id.slice("Watch".length, -8));
    expect(names.toSorted()).toEqual(
      [...first.map(([name]) => name), "SweepSilent", "DailySilent", "LineSilent"].toSorted(),
    );
  });

  it("tell what is to be done: whom to telephone, what to look at, who decides", () => {
    const said = (name: string): string => alarm(name)["AlarmDescription"];
    expect(said("UpkeepDeadlinesRevised")).toMatch(
      /duty team decides .* whether to tell the practitioner/,
    );
    expect(said("UpkeepCalendarRefused")).toMatch(/last good one is still used/);
    expect(said("UpkeepCalendarRunsOut")).toMatch(/less than 90 days/);
    expect(said("UpkeepConsultationsUnreadable")).toMatch(/telephone/);
    expect(said("LettersDutyLettersUndelivered")).toMatch(
      /^The duty mailbox did not get a letter about a child.* work from the worklist/,
    );
  });

  it.each([
    ["inbox", "SignInProviderAway", "InboxSignInProviderAway"],
    ["letters", "PoisonItems", "LettersPoisonItems"],
    ["letters", "DutyLettersUndelivered", "LettersDutyLettersUndelivered"],
    ["delivery", "MailEventsUnreadable", "DeliveryMailEventsUnreadable"],
    ["upkeep", "CalendarRefused", "UpkeepCalendarRefused"],
    ["upkeep", "BreachesUnanswered", "UpkeepBreachesUnanswered"],
  ])("listens to what %s says: same namespace, name and dimension", (service, metricName, name) => {
    const said = execFileSync(process.execPath, [
      "--input-type=module",
      "--eval",
      `import { functionLog } from "./shared/log.ts"; functionLog("${service}").count("${metricName}");`,
    ]);
    const line = JSON.parse(said.toString());
    const [metric] = line["_aws"].CloudWatchMetrics;
    const { Namespace, MetricName, Dimensions } = alarm(name);
    expect(metric.Namespace).toBe(Namespace);
    expect(metric.Metrics).toEqual([expect.objectContaining({ Name: MetricName })]);
    expect(metric.Dimensions).toEqual([["service"]]);
    expect(Dimensions).toEqual([{ Name: "service", Value: line.service }]);
  });

  it("every function is watched for errors and for throttles", () => {
    for (const { id } of resources("AWS::Lambda::Function")) {
      const watched = alarms
        .filter(({ Properties }) =>
          JSON.stringify(Properties["Dimensions"] ?? []).includes(`{"Ref":"${id}"}`),
        )
        .map(({ Properties }) => Properties["MetricName"]);
      expect(watched, id).toEqual(expect.arrayContaining(["Errors", "Throttles"]));
    }
  });
});
