import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { referenceIn } from "../../shared/store/tracker-item.ts";
import type { Revisions } from "./compare-tables.ts";

const trackerSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  // Older code, or a hand, may have left something else there: that is older than anything.
  revision: z.number().catch(0),
});

/** The revision of every consultation in a table. */
export const readRevisions = async (
  table: string,
  report: (line: string) => void,
  config: DynamoDBClientConfig = {},
): Promise<Revisions> => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 8, ...config }));
  const revisions = new Map<string, number>();
  const pages = paginateScan(
    { client },
    {
      TableName: table,
      ConsistentRead: true,
      ProjectionExpression: "#pk, #sk, #revision",
      FilterExpression: "begins_with(#pk, :kind)",
      ExpressionAttributeNames: { "#pk": "pk", "#sk": "sk", "#revision": "revision" },
      ExpressionAttributeValues: { ":kind": "consultation#" },
    },
  );
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      const tracker = trackerSchema.parse(item);
      revisions.set(referenceIn(tracker), tracker.revision);
    }
    report(`Comparing: ${revisions.size} consultations of ${table}`);
  }
  client.destroy();
  return revisions;
};
