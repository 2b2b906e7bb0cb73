import {
  CloudWatchLogsClient,
  type CloudWatchLogsClientConfig,
} from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Instant } from "../../shared/domain/instant.ts";
import { dynamoTable } from "../../shared/store/dynamo-table.ts";
import type { Item } from "../../shared/store/table.ts";
import { readTrail } from "./read-trail.ts";
import type { VerifySource } from "./verify.ts";

const itemSchema = z.looseObject({ pk: z.string(), sk: z.string() });

/** Only what is judged leaves the table. */
const read = ["pk", "sk", "revision", "address", "emptiedAt", "history", "words", "advice"];
const kinds = ["consultation#", "words#", "advice#"];

const names = Object.fromEntries(read.map((name) => [`#${name}`, name]));
const values = Object.fromEntries(kinds.map((kind, n) => [`:kind${n}`, kind]));

/**
 * The table and the trail by the AWS SDK. A whole table is read by this tool alone: no function may.
 */
export const openSource = (
  { table, trail }: { readonly table: string; readonly trail: string },
  config: {
    readonly dynamo?: DynamoDBClientConfig;
    readonly logs?: CloudWatchLogsClientConfig;
    /** The trail is read up to this moment: what was written later is not asked for. */
    readonly until?: Instant;
  } = {},
): VerifySource => {
  const documents = DynamoDBDocumentClient.from(
    new DynamoDBClient({ maxAttempts: 8, ...config.dynamo }),
  );
  const logs = new CloudWatchLogsClient({ maxAttempts: 8, ...config.logs });

  async function* scan(): AsyncGenerator<readonly Item[]> {
    const pages = paginateScan(
      { client: documents },
      {
        TableName: table,
        ConsistentRead: true,
        ProjectionExpression: Object.keys(names).join(", "),
        FilterExpression: kinds.map((_, n) => `begins_with(#pk, :kind${n})`).join(" OR "),
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
      },
    );
    for await (const { Items = [] } of pages) yield Items.map((item) => itemSchema.parse(item));
  }

  return {
    readTrail: (progress) => readTrail(logs, trail, progress, config.until),
    scan,
    get: dynamoTable(table, config.dynamo).get,
  };
};
