import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

export const tableName = "consultations";

const credentials = { accessKeyId: "local", secretAccessKey: "local" };

/** Client settings for an endpoint of this machine; no retries, so that a failure is seen. */
export const clientSettings = (endpoint: string) => ({
  region: "eu-west-2",
  endpoint,
  credentials,
  maxAttempts: 1,
});

export const documentClient = (endpoint: string) =>
  DynamoDBDocumentClient.from(new DynamoDBClient(clientSettings(endpoint)));

type Row = Readonly<Record<string, string>>;

/** Everything in the table, or in one of its indexes, text attributes only. */
export const scanAll = async (endpoint: string, indexName?: string): Promise<readonly Row[]> => {
  const client = new DynamoDBClient(clientSettings(endpoint));
  const rows: Row[] = [];
  const pages = paginateScan(
    { client },
    { TableName: tableName, ...(indexName === undefined ? {} : { IndexName: indexName }) },
  );
  for await (const { Items = [] } of pages)
    rows.push(
      ...Items.map((item) =>
        Object.fromEntries(Object.entries(item).map(([name, value]) => [name, value.S ?? ""])),
      ),
    );
  client.destroy();
  return rows;
};
