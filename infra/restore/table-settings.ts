import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
} from "@aws-sdk/client-dynamodb";
import { table } from "../../shared/store/table.ts";

/** What DynamoDB says of a table's settings, as far as a restore leaves them behind. */
export type TableSettings = {
  readonly keyArn: string | undefined;
  readonly indexes: readonly string[];
  readonly isProtected: boolean;
  readonly hasRecovery: boolean;
  readonly timeToLive: string | undefined;
};

/** Reads the settings of a deployed table. */
export const readTableSettings = async (TableName: string): Promise<TableSettings> => {
  const client = new DynamoDBClient({ maxAttempts: 8 });
  const [{ Table }, { ContinuousBackupsDescription }, { TimeToLiveDescription }] =
    await Promise.all([
      client.send(new DescribeTableCommand({ TableName })),
      client.send(new DescribeContinuousBackupsCommand({ TableName })),
      client.send(new DescribeTimeToLiveCommand({ TableName })),
    ]);
  client.destroy();
  const recovery = ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
  const isTimed = ["ENABLED", "ENABLING"].includes(TimeToLiveDescription?.TimeToLiveStatus ?? "");
  return {
    keyArn: Table?.SSEDescription?.KMSMasterKeyArn,
    indexes: (Table?.GlobalSecondaryIndexes ?? []).map(({ IndexName = "" }) => IndexName),
    isProtected: Table?.DeletionProtectionEnabled === true,
    hasRecovery: recovery?.PointInTimeRecoveryStatus === "ENABLED",
    timeToLive: isTimed ? TimeToLiveDescription?.AttributeName : undefined,
  };
};

/** What must be put right before the restored table may stand in, each with the command that does it. */
export const settingsToPutRight = (
  name: string,
  restored: TableSettings,
  existing: TableSettings | undefined,
): readonly string[] => {
  const missing = Object.keys(table.indexes).filter((index) => !restored.indexes.includes(index));
  return [
    ...(missing.length === 0
      ? []
      : [
          `It lacks the indexes ${missing.join(", ")}: restore once more, with all of the indexes.`,
        ]),
    ...(restored.keyArn !== undefined &&
    (existing === undefined || restored.keyArn === existing.keyArn)
      ? []
      : [
          "It is not encrypted with the stack's own key: restore once more with --sse-specification-override, as docs/restore.md has it.",
        ]),
    ...(restored.timeToLive === table.timeToLive
      ? []
      : [
          `Time to live is off: aws dynamodb update-time-to-live --table-name ${name} --time-to-live-specification Enabled=true,AttributeName=${table.timeToLive}`,
        ]),
    ...(restored.hasRecovery
      ? []
      : [
          `Point-in-time recovery is off: aws dynamodb update-continuous-backups --table-name ${name} --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true`,
        ]),
    ...(restored.isProtected
      ? []
      : [
          `Deletion protection is off: aws dynamodb update-table --table-name ${name} --deletion-protection-enabled`,
        ]),
  ];
};
