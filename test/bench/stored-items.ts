import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, QueryCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { type Cloud, tableName } from "./child-environment.ts";

type Item = Readonly<Record<string, unknown>>;

export type SizedItems = { readonly words: Item; readonly tracker: Item };

const clients = new Map<string, DynamoDBDocumentClient>();

const clientOf = (endpoint: string) => {
  const known = clients.get(endpoint);
  if (known !== undefined) return known;
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const made = DynamoDBDocumentClient.from(
    new DynamoDBClient({ region: "eu-west-2", endpoint, credentials }),
  );
  clients.set(endpoint, made);
  return made;
};

/** Both items of a request as they stand in the store; undefined unless both are there. */
export const storedItems = async (
  { engine }: Cloud,
  reference: string,
): Promise<SizedItems | undefined> => {
  const client = clientOf(engine);
  const ofKey = async (pk: string) => {
    const { Items: [item] = [] } = await client.send(
      new QueryCommand({
        TableName: tableName,
        ConsistentRead: true,
        KeyConditionExpression: "#pk = :pk",
        ExpressionAttributeNames: { "#pk": "pk" },
        ExpressionAttributeValues: { ":pk": pk },
      }),
    );
    return item;
  };
  const [words, tracker] = await Promise.all([
    ofKey(`words#${reference}`),
    ofKey(`consultation#${reference}`),
  ]);
  return words === undefined || tracker === undefined ? undefined : { words, tracker };
};

/** The sessions that stand in a table of the same engine, each as the library wrote it. */
export const storedSessions = async (
  { engine }: Cloud,
  table: string,
): Promise<readonly string[]> => {
  const { Items = [] } = await clientOf(engine).send(
    new ScanCommand({ TableName: table, ConsistentRead: true }),
  );
  return Items.map(({ sess }) => String(sess));
};
