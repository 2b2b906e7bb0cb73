import { DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { type Instant, isInstant } from "../../shared/domain/instant.ts";
import { table } from "../../shared/store/table.ts";

/** The first wake-up after `after` (of all, without it), as the letters function finds them. */
export type NextWake = (after?: Instant) => Promise<Instant | undefined>;

/** Reads the wake index through the SDK, with the endpoint and credentials of the environment. */
export const openNextWake = (tableName: string) => {
  const client = new DynamoDBClient({});
  const { partitionKey, sortKey } = table.indexes.wake;
  const nextWake: NextWake = async (after) => {
    const { Items } = await client.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: "wake",
        KeyConditionExpression:
          after === undefined ? "#wake = :wake" : "#wake = :wake AND #wakeAt > :after",
        ExpressionAttributeNames: {
          "#wake": partitionKey,
          ...(after === undefined ? {} : { "#wakeAt": sortKey }),
        },
        ExpressionAttributeValues: {
          ":wake": { S: partitionKey },
          ...(after === undefined ? {} : { ":after": { S: after } }),
        },
        Limit: 1,
      }),
    );
    const wakeAt = Items?.[0]?.[sortKey]?.S;
    return isInstant(wakeAt) ? wakeAt : undefined;
  };
  return { nextWake, close: () => client.destroy() };
};
