import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { resource, resources, settings } from "./synthesised.ts";

const alarms = resources("AWS::CloudWatch::Alarm");
const alarm = (name: string) => resource("AWS::CloudWatch::Alarm", `Watch${name}`).Properties;

describe("alarms", () => {
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

  it("five minutes without a sweep that ended well rings, and so does no news at all", () => {
    const silent = alarm("SweepSilent");
    expect(silent).toMatchObject({
      ComparisonOperator: "LessThanThreshold",
      Threshold: 1,
      EvaluationPeriods: 5,
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
    const letters = resource("AWS::Lambda::Function", "LettersFunction").id;
    for (const [id, name] of [
      ["started", "Invocations"],
      ["failed", "Errors"],
    ]) {
      expect(metrics.find((each) => each.Id === id)?.MetricStat).toMatchObject({
        Period: 60,
        Metric: {
          MetricName: name,
          Dimensions: [{ Name: "FunctionName", Value: { Ref: letters } }],
        },
      });
    }
  });

  it.each([
    ["RequestErrors", "Errors"],
    ["RequestThrottles", "Throttles"],
    ["LettersErrors", "Errors"],
    ["LettersThrottles", "Throttles"],
    ["InboxErrors", "Errors"],
    ["InboxThrottles", "Throttles"],
    ["FormFailures", "5XXError"],
    ["InboxSiteFailures", "5XXError"],
    ["RequestTrailMissed", "TrailMissed"],
    ["InboxTrailMissed", "TrailMissed"],
    ["LettersTrailMissed", "TrailMissed"],
    ["LettersPoisonItems", "PoisonItems"],
    ["LettersLettersFailed", "LettersFailed"],
    ["SweepDeadLetters", "ApproximateNumberOfMessagesVisible"],
  ])("%s rings at the first of them", (name, metric) => {
    expect(alarm(name)).toMatchObject({
      MetricName: metric,
      Statistic: "Sum",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: "GreaterThanThreshold",
    });
  });

  it("listens to what the functions say: same namespace, name and dimension", () => {
    const said = execFileSync(process.execPath, [
      "--input-type=module",
      "--eval",
      'import { functionLog } from "./shared/log.ts"; functionLog("letters").count("PoisonItems");',
    ]);
    const line = JSON.parse(said.toString());
    const [metric] = line["_aws"].CloudWatchMetrics;
    const { Namespace, MetricName, Dimensions } = alarm("LettersPoisonItems");
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
