import { type DynamoDBDocumentClient, PutCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";

/** All that is kept of one consultation. The tracker is last: it names what must stand before it. */
const parts = ["words", "advice", "audit", "consultation"];

/**
 * Copies consultations from the existing table over what the restored one has of them: what was received or
 * done after the moment of the restore. They must be whole there.
 */
export const bringOver = async (
  client: DynamoDBDocumentClient,
  { existing, restored }: { readonly existing: string; readonly restored: string },
  references: readonly string[],
  report: (line: string) => void,
): Promise<void> => {
  for (const [n, reference] of references.entries()) {
    for (const part of parts) {
      const pages = paginateQuery(
        { client },
        {
          TableName: existing,
          ConsistentRead: true,
          KeyConditionExpression: "#pk = :pk",
          ExpressionAttributeNames: { "#pk": "pk" },
          ExpressionAttributeValues: { ":pk": `${part}#${reference}` },
        },
      );
      for await (const { Items = [] } of pages)
        for (const Item of Items) await client.send(new PutCommand({ TableName: restored, Item }));
    }
    report(`Bringing over: ${n + 1} of ${references.length} consultations`);
  }
};
