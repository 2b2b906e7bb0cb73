import { describe, expect, it } from "vitest";
import { settingsToPutRight, type TableSettings } from "../../../infra/restore/table-settings.ts";
import { resource } from "../synthesised.ts";

const whole: TableSettings = {
  keyArn: "arn:key",
  indexes: ["child", "list", "wake"],
  isProtected: true,
  hasRecovery: true,
  timeToLive: "expires",
};

const saidOf = (restored: TableSettings, existing: TableSettings | undefined = whole) =>
  settingsToPutRight("new-table", restored, existing);

describe("the settings of a restored table", () => {
  it("are those that the stack gives its own: nothing is to be put right", () => {
    expect(saidOf(whole)).toEqual([]);
    const { TimeToLiveSpecification, GlobalSecondaryIndexes, Replicas } = resource(
      "AWS::DynamoDB::GlobalTable",
      "TableItems",
    ).Properties;
    const indexes: readonly { readonly IndexName: string }[] = GlobalSecondaryIndexes;
    expect(
      saidOf({
        keyArn: "arn:key",
        indexes: indexes.map(({ IndexName }) => IndexName),
        isProtected: Replicas[0].DeletionProtectionEnabled,
        hasRecovery: Replicas[0].PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled,
        timeToLive: TimeToLiveSpecification.AttributeName,
      }),
    ).toEqual([]);
  });

  it.each([
    ["time to live", { timeToLive: undefined }, "update-time-to-live --table-name new-table"],
    [
      "point-in-time recovery",
      { hasRecovery: false },
      "update-continuous-backups --table-name new-",
    ],
    [
      "deletion protection",
      { isProtected: false },
      "update-table --table-name new-table --deletion",
    ],
    ["an index", { indexes: ["list", "wake"] }, "lacks the indexes child"],
    ["the customer's key", { keyArn: undefined }, "--sse-specification-override"],
    ["the stack's own key", { keyArn: "arn:other" }, "--sse-specification-override"],
  ])("without %s: it is said, with what puts it right", (_, change, said) => {
    expect(saidOf({ ...whole, ...change })).toEqual([expect.stringContaining(said)]);
  });

  it("are judged by themselves when the stack's table is gone", () => {
    expect(settingsToPutRight("new-table", whole, undefined)).toEqual([]);
    expect(
      settingsToPutRight("new-table", { ...whole, keyArn: undefined }, undefined),
    ).toHaveLength(1);
  });
});
