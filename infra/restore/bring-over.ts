import {
  type DynamoDBDocumentClient,
  PutCommand,
  paginateQuery,
  paginateScan,
} from "@aws-sdk/lib-dynamodb";

/** All that is kept of one consultation. The tracker is last: it names what must stand before it. */
const parts = ["words", "advice", "audit", "consultation"];

/** Who looked at what raises no revision: every entry that is not there yet is copied, whatever it is of. */
const bringAudit = async (
  client: DynamoDBDocumentClient,
  { existing, restored }: { readonly existing: string; readonly restored: string },
) => {
  const pages = paginateScan(
    { client },
    {
      TableName: existing,
      ConsistentRead: true,
      FilterExpression: "begins_with(#pk, :audit)",
      ExpressionAttributeNames: { "#pk": "pk" },
      ExpressionAttributeValues: { ":audit": "audit#" },
    },
  );
  // Entries are put once and never change: to put one again alters nothing.
  for await (const { Items = [] } of pages)
    for (const Item of Items) await client.send(new PutCommand({ TableName: restored, Item }));
};

/**
 * Copies consultations from the existing table over what the restored one has of them: what was received or
 * done after the moment of the restore. They must be whole there.
 */
export const bringOver = async (
  client: DynamoDBDocumentClient,
  tables: { readonly existing: string; readonly restored: string },
  references: readonly string[],
  report: (line: string) => void,
): Promise<void> => {
  const { existing, restored } = tables;
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
  report("Bringing over: the audit");
  await bringAudit(client, tables);
};
