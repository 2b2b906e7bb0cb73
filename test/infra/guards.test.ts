import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { stages } from "../../infra/stages.ts";
import { table } from "../../shared/store/table.ts";
import {
  findings,
  otherSettings,
  otherTemplate,
  resource,
  resources,
  settings,
  stacks,
  template,
} from "./synthesised.ts";

describe("the stack (S12)", () => {
  it("has no finding of cdk-nag's AwsSolutions without a reason", () => {
    expect(findings).toEqual([]);
  });

  it("stands in London, one for every stage of the settings, and cannot be deleted in passing", () => {
    expect(stacks.map(({ stackName }) => stackName)).toEqual(
      Object.keys(stages).map((name) => `consultation-${name}`),
    );
    for (const { region, terminationProtection } of stacks)
      expect([region, terminationProtection]).toEqual(["eu-west-2", true]);
  });

  it("is built with every flag that this version of the CDK recommends, in one partition", () => {
    const recommended = JSON.parse(
      readFileSync("node_modules/aws-cdk-lib/recommended-feature-flags.json", "utf8"),
    );
    const { context } = JSON.parse(readFileSync("cdk.json", "utf8"));
    expect(context).toEqual({ ...recommended, "@aws-cdk/core:target-partitions": ["aws"] });
  });

  it("carries nothing of one hub into another's", () => {
    const { hub } = settings;
    const text = JSON.stringify(otherTemplate.toJSON());
    for (const own of [hub.name, hub.telephone, ...Object.values(hub.mailboxes), "mash.example"]) {
      expect(text).not.toContain(own);
    }
    expect(text).toContain(otherSettings.hub.telephone);
  });

  it("keeps what must not be lost when the stack goes: table, keys, trail, logs and the secret", () => {
    const kept = [
      ...resources("AWS::DynamoDB::GlobalTable"),
      ...resources("AWS::KMS::Key"),
      ...resources("AWS::Logs::LogGroup"),
      ...resources("AWS::SecretsManager::Secret"),
    ];
    expect(kept).toHaveLength(1 + 5 + 9 + 1);
    for (const each of kept) {
      expect([each.DeletionPolicy, each.UpdateReplacePolicy], each.id).toEqual([
        "Retain",
        "Retain",
      ]);
    }
  });

  it("rotates every key, but the one by which an earlier child is found again and the one that marks tests", () => {
    const fixed = resources("AWS::KMS::Key").filter(
      ({ Properties }) => Properties["EnableKeyRotation"] !== true,
    );
    expect(fixed.map(({ id }) => id)).toEqual([
      expect.stringMatching(/^KeysChildHash/),
      expect.stringMatching(/^KeysCanary/),
    ]);
    for (const { Properties } of fixed)
      expect(Properties).toMatchObject({ KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" });
  });
});

describe("the sign-in secret (S12)", () => {
  const { id, Properties } = resource("AWS::SecretsManager::Secret", "SignIn");

  it("begins as a value that nobody knows, and stands in no template", () => {
    expect(Properties["GenerateSecretString"]).toEqual({
      PasswordLength: 32,
      ExcludePunctuation: true,
    });
    expect(Properties).not.toHaveProperty("SecretString");
    const text = JSON.stringify(template.toJSON());
    expect(text.match(/"SecretString":|\{\{resolve:/g)).toBeNull();
  });

  it("has no name of its own, so that a retained one does not stand in the next stack's way", () => {
    expect(Properties).not.toHaveProperty("Name");
  });

  it("is named to the inbox by its ARN alone, and to no other function", () => {
    const told = resources("AWS::Lambda::Function").flatMap((each) => {
      const named = each.Properties["Environment"].Variables["SIGN_IN_SECRET"];
      return named === undefined ? [] : [[each.id.slice(0, -8), named]];
    });
    expect(told).toEqual([["InboxFunction", { Ref: id }]]);
  });

  it("tells the deployer where the app registration's secret goes", () => {
    const outputs: { Value: unknown; Description: string }[] = Object.values(
      template.toJSON()["Outputs"],
    );
    expect(outputs).toContainEqual(
      expect.objectContaining({
        Value: { Ref: id },
        Description: expect.stringContaining("Put the app registration's client secret in here"),
      }),
    );
  });
});

describe("the table (S12)", () => {
  const { Properties } = resource("AWS::DynamoDB::GlobalTable", "TableItems");
  const keySchema = ({ partitionKey, sortKey }: typeof table | typeof table.indexes.wake) => [
    { AttributeName: partitionKey, KeyType: "HASH" },
    { AttributeName: sortKey, KeyType: "RANGE" },
  ];

  it("has the keys and indexes that the code reads and writes by", () => {
    expect(Properties["KeySchema"]).toEqual(keySchema(table));
    expect(Properties["TimeToLiveSpecification"]).toEqual({
      AttributeName: table.timeToLive,
      Enabled: true,
    });
    const indexes: { IndexName: string; KeySchema: unknown; Projection: unknown }[] =
      Properties["GlobalSecondaryIndexes"];
    expect(indexes.map(({ IndexName }) => IndexName)).toEqual(Object.keys(table.indexes));
    for (const [name, index] of Object.entries(table.indexes)) {
      const projection: string | readonly string[] = index.projection;
      expect(indexes.find(({ IndexName }) => IndexName === name)).toMatchObject({
        KeySchema: [
          { AttributeName: index.partitionKey, KeyType: "HASH" },
          { AttributeName: index.sortKey, KeyType: "RANGE" },
        ],
        Projection:
          projection === "keys"
            ? { ProjectionType: "KEYS_ONLY" }
            : { ProjectionType: "INCLUDE", NonKeyAttributes: projection },
      });
    }
  });

  it("is paid by request, recoverable, undeletable and under the hub's own key", () => {
    expect(Properties["BillingMode"]).toBe("PAY_PER_REQUEST");
    expect(Properties["SSESpecification"]).toEqual({ SSEEnabled: true, SSEType: "KMS" });
    expect(Properties["Replicas"]).toEqual([
      expect.objectContaining({
        Region: "eu-west-2",
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: {
          KMSMasterKeyId: { "Fn::GetAtt": [resource("AWS::KMS::Key", "TableKey").id, "Arn"] },
        },
      }),
    ]);
  });
});

describe("the trail (S12)", () => {
  const { Properties } = resource("AWS::Logs::LogGroup", "TrailEntries");

  it("is kept ten years, sealed, and cannot be deleted in passing", () => {
    expect(Properties).toMatchObject({ RetentionInDays: 3653, DeletionProtectionEnabled: true });
    expect(JSON.stringify(Properties["KmsKeyId"])).toContain("TrailKey");
  });

  it("has a key that the logs service may use for this group alone", () => {
    const key = resource("AWS::KMS::Key", "TrailKey").Properties["KeyPolicy"];
    const group = JSON.stringify(Properties["LogGroupName"]).slice(1, -1);
    expect(key.Statement).toContainEqual(
      expect.objectContaining({
        Effect: "Allow",
        Principal: { Service: "logs.eu-west-2.amazonaws.com" },
        Condition: {
          ArnEquals: {
            "kms:EncryptionContext:aws:logs:arn": {
              "Fn::Join": ["", expect.arrayContaining([`:log-group:${group}`])],
            },
          },
        },
      }),
    );
  });
});

describe("mail (S12)", () => {
  it("leaves over TLS or not at all, from the sender's domain", () => {
    template.hasResourceProperties("AWS::SES::ConfigurationSet", {
      DeliveryOptions: { TlsPolicy: "REQUIRE" },
    });
    template.hasResourceProperties("AWS::SES::EmailIdentity", {
      EmailIdentity: settings.hub.mailboxes.sender.replace(/^.*@/, ""),
    });
  });

  it("reports what became of each letter, and never tracks a reader", () => {
    const { EventDestination } = resource(
      "AWS::SES::ConfigurationSetEventDestination",
      "Mail",
    ).Properties;
    expect(JSON.stringify(EventDestination.EventBridgeDestination)).toContain(":event-bus/default");
    expect(EventDestination.MatchingEventTypes).toEqual(
      expect.arrayContaining(["bounce", "complaint", "delivery", "deliveryDelay", "reject"]),
    );
    expect(EventDestination.MatchingEventTypes).not.toContain("open");
    expect(EventDestination.MatchingEventTypes).not.toContain("click");
  });
});
