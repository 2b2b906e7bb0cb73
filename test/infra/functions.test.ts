import { describe, expect, it } from "vitest";
import { readEnvironment } from "../../shared/settings.ts";
import { type Resource, resource, resources, settings } from "./synthesised.ts";

const functions = resources("AWS::Lambda::Function");
const named: readonly (readonly [string, Resource])[] = functions.map((each) => [each.id, each]);
const letters = resource("AWS::Lambda::Function", "LettersFunction");
const delivery = resource("AWS::Lambda::Function", "DeliveryFunction");
const canary = resource("AWS::Lambda::Function", "CanaryFunction");
const upkeep = resource("AWS::Lambda::Function", "UpkeepFunction");

describe("every function (S12)", () => {
  it("is counted: request, inbox, letters, delivery, upkeep and canary", () => {
    expect(functions.map(({ id }) => id.slice(0, -8)).toSorted()).toEqual([
      "CanaryFunction",
      "DeliveryFunction",
      "InboxFunction",
      "LettersFunction",
      "RequestFunction",
      "UpkeepFunction",
    ]);
  });

  it.each(named)("%s runs on Node 24 and arm64, with a limit to how many at once", (_, each) => {
    expect(each.Properties).toMatchObject({
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      Handler: "index.handler",
    });
    expect(each.Properties["ReservedConcurrentExecutions"]).toBeGreaterThan(0);
  });

  it.each(named)("%s logs to a group of its own, for six months", (_, each) => {
    const group = each.Properties["LoggingConfig"].LogGroup.Ref;
    expect(resource("AWS::Logs::LogGroup", group).Properties["RetentionInDays"]).toBe(180);
  });

  it.each(named)("%s has names and addresses in its environment, and no settings", (_, each) => {
    const variables: Record<string, unknown> = each.Properties["Environment"].Variables;
    const text = JSON.stringify(variables);
    expect(text.length).toBeLessThan(2_000);
    const { hub, signIn, calendarFeed } = settings;
    for (const setting of [
      hub.name,
      hub.telephone,
      "mash.example",
      signIn.issuer,
      signIn.clientId,
      calendarFeed,
    ]) {
      expect(text).not.toContain(setting);
    }
    const names = Object.fromEntries(Object.keys(variables).map((name) => [name, name]));
    expect(readEnvironment(names)).toEqual(names);
  });
});

describe("a function behind a site (S12)", () => {
  it.each(["RequestFunction", "InboxFunction"])(
    "%s ends before the gateway stops waiting for it",
    (name) => {
      const { Timeout } = resource("AWS::Lambda::Function", name).Properties;
      for (const { Properties } of resources("AWS::ApiGateway::Method")) {
        const { TimeoutInMillis } = Properties["Integration"];
        expect(Timeout).toBeLessThan(TimeoutInMillis / 1_000);
      }
    },
  );
});

describe("the letters function (S12)", () => {
  it("ends before the 60 seconds of a letter's lease", () => {
    expect(letters.Properties["Timeout"]).toBeLessThan(60);
  });

  it("is run once a minute, and what cannot be run is kept", () => {
    const { Target, ScheduleExpression, State } = resource(
      "AWS::Scheduler::Schedule",
      "Sweep",
    ).Properties;
    expect([ScheduleExpression, State]).toEqual(["rate(1 minute)", "ENABLED"]);
    expect(Target.Arn).toEqual({ "Fn::GetAtt": [letters.id, "Arn"] });
    expect(Target.DeadLetterConfig.Arn["Fn::GetAtt"][0]).toMatch(/^SweepDeadLetters/);
  });

  it("leaves a failed run in the same place, and lets the next minute be the retry", () => {
    const { Properties } = resource("AWS::Lambda::EventInvokeConfig", "Letters");
    expect(Properties).toMatchObject({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
    expect(Properties["DestinationConfig"].OnFailure.Destination["Fn::GetAtt"][0]).toMatch(
      /^SweepDeadLetters/,
    );
  });

  it("reaches nobody by a schedule that is not its own", () => {
    const targets = resources("AWS::Scheduler::Schedule").map(({ Properties }) => [
      Properties["Target"].Arn["Fn::GetAtt"][0],
      Properties["Target"].RoleArn["Fn::GetAtt"][0].replace(/Role.*/, ""),
    ]);
    expect(targets.toSorted()).toEqual([
      [canary.id, "Line"],
      [letters.id, "Sweep"],
      [upkeep.id, "Daily"],
    ]);
  });
});

describe("the delivery function (S12)", () => {
  const { Properties } = resource("AWS::Events::Rule", "MailEvents");

  it("is called with what became of this service's own letters, and of no other mail", () => {
    expect(Properties["EventPattern"]).toEqual({
      source: ["aws.ses"],
      "detail-type": [
        "Email Delivered",
        "Email Delivery Delayed",
        "Email Bounced",
        "Email Complaint Received",
        "Email Rejected",
        "Email Rendering Failed",
      ],
      detail: {
        mail: {
          tags: {
            "ses:configuration-set": [{ Ref: resource("AWS::SES::ConfigurationSet", "Mail").id }],
          },
        },
      },
    });
    expect(Properties["State"]).toBe("ENABLED");
    // On the default bus, where SES puts them.
    expect(Properties).not.toHaveProperty("EventBusName");
  });

  it("is asked for the events that it is called with", () => {
    const { EventDestination } = resource(
      "AWS::SES::ConfigurationSetEventDestination",
      "Mail",
    ).Properties;
    expect(EventDestination.MatchingEventTypes).toEqual(
      expect.arrayContaining([
        "delivery",
        "deliveryDelay",
        "bounce",
        "complaint",
        "reject",
        "renderingFailure",
      ]),
    );
  });

  it("is tried for six hours, and what cannot be told is kept", () => {
    const [target, ...others] = Properties["Targets"];
    expect(others).toEqual([]);
    expect(target).toMatchObject({
      Arn: { "Fn::GetAtt": [delivery.id, "Arn"] },
      RetryPolicy: { MaximumEventAgeInSeconds: 21_600, MaximumRetryAttempts: 2 },
    });
    expect(target.DeadLetterConfig.Arn["Fn::GetAtt"][0]).toMatch(/^MailEventsDeadLetters/);
  });

  it("is called again when it fails, and then what it was told is left in the same place", () => {
    const invoked = resource("AWS::Lambda::EventInvokeConfig", "Delivery").Properties;
    expect(invoked).toMatchObject({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 21_600 });
    expect(invoked["DestinationConfig"].OnFailure.Destination["Fn::GetAtt"][0]).toMatch(
      /^MailEventsDeadLetters/,
    );
  });

  it("has its queue written to by its own rule", () => {
    const policy = JSON.stringify(resource("AWS::SQS::QueuePolicy", "MailEvents").Properties);
    expect(policy).toContain('"Service":"events.amazonaws.com"');
    expect(policy).toContain(`"${resource("AWS::Events::Rule", "MailEvents").id}","Arn"`);
  });

  it("is called by its own rule", () => {
    const permission = resource("AWS::Lambda::Permission", "MailEvents").Properties;
    expect(permission).toMatchObject({
      Action: "lambda:InvokeFunction",
      FunctionName: { "Fn::GetAtt": [delivery.id, "Arn"] },
      Principal: "events.amazonaws.com",
      SourceArn: { "Fn::GetAtt": [resource("AWS::Events::Rule", "MailEvents").id, "Arn"] },
    });
  });
});

describe("the upkeep function (S12)", () => {
  it("walks every open consultation within five minutes, one run at a time", () => {
    expect(upkeep.Properties).toMatchObject({ Timeout: 300, ReservedConcurrentExecutions: 1 });
  });

  it("is run at 5 in the morning by London's clocks, and what cannot be run is kept", () => {
    const { Properties } = resource("AWS::Scheduler::Schedule", "Daily");
    expect(Properties).toMatchObject({
      ScheduleExpression: "cron(0 5 * * ? *)",
      ScheduleExpressionTimezone: "Europe/London",
      FlexibleTimeWindow: { Mode: "OFF" },
      State: "ENABLED",
      Target: {
        Arn: { "Fn::GetAtt": [upkeep.id, "Arn"] },
        RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 2 },
      },
    });
    expect(Properties["Target"].DeadLetterConfig.Arn["Fn::GetAtt"][0]).toMatch(/^DailyDeadLetters/);
  });

  it("is tried twice more within the hour when it fails, and then left in the same place", () => {
    const { Properties } = resource("AWS::Lambda::EventInvokeConfig", "Upkeep");
    expect(Properties).toMatchObject({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3600 });
    expect(Properties["DestinationConfig"].OnFailure.Destination["Fn::GetAtt"][0]).toMatch(
      /^DailyDeadLetters/,
    );
  });
});

describe("what calls a function by itself (S12)", () => {
  it.each(["Sweep", "Daily", "MailEvents"])(
    "%s has a dead-letter queue that its senders can write to: SQS's own key, not a customer's",
    (name) => {
      const { Properties } = resource("AWS::SQS::Queue", `${name}DeadLetters`);
      expect(Properties).toMatchObject({
        SqsManagedSseEnabled: true,
        MessageRetentionPeriod: 1_209_600,
      });
      expect(Properties).not.toHaveProperty("KmsMasterKeyId");
    },
  );
});
