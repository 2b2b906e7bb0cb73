import {
  BatchWriteCommand,
  type DynamoDBDocumentClient,
  paginateScan,
} from "@aws-sdk/lib-dynamodb";

type Side = { readonly client: DynamoDBDocumentClient; readonly table: string };

/** What DynamoDB takes in one batch. */
const batchSize = 25;

const putAll = async ({ client, table }: Side, items: readonly Record<string, unknown>[]) => {
  let left: Record<string, unknown>[] = [...items];
  while (left.length > 0) {
    const { UnprocessedItems } = await client.send(
      new BatchWriteCommand({
        RequestItems: { [table]: left.map((Item) => ({ PutRequest: { Item } })) },
      }),
    );
    left = (UnprocessedItems?.[table] ?? []).flatMap(({ PutRequest }) =>
      PutRequest?.Item === undefined ? [] : [PutRequest.Item],
    );
  }
};

/** Copies every item of one table into another. @returns how many. */
export const copyItems = async (
  from: Side,
  to: Side,
  report: (line: string) => void,
): Promise<number> => {
  let copied = 0;
  const pages = paginateScan(
    { client: from.client },
    { TableName: from.table, ConsistentRead: true },
  );
  for await (const { Items = [] } of pages) {
    for (let start = 0; start < Items.length; start += batchSize)
      await putAll(to, Items.slice(start, start + batchSize));
    copied += Items.length;
    report(`Copying: ${copied} items`);
  }
  return copied;
};
