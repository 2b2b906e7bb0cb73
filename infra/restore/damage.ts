import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
} from "@aws-sdk/lib-dynamodb";
import { trackerKey } from "../../shared/store/tracker-item.ts";

type Tracker = Record<string, unknown> & { readonly history: readonly string[] };

const isTracker = (item: Record<string, unknown> | undefined): item is Tracker =>
  item !== undefined && Array.isArray(item["history"]);

/** Ways in which a tracker can be lost by a mistake or on purpose; undefined takes it away altogether. */
const ways: readonly ((tracker: Tracker) => Tracker | undefined)[] = [
  () => undefined,
  (tracker) => ({ ...tracker, history: [] }),
  (tracker) => ({
    ...tracker,
    history: tracker.history.map((entry) => entry.replace('"at":"2', '"at":"1')),
  }),
  (tracker) => ({ ...tracker, revision: 0 }),
];

/** Damages these consultations, one way after the other. */
export const damage = async (
  { client, table }: { readonly client: DynamoDBDocumentClient; readonly table: string },
  references: readonly string[],
): Promise<void> => {
  for (const [n, reference] of references.entries()) {
    const Key = trackerKey(reference);
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key, ConsistentRead: true }),
    );
    const way = ways[n % ways.length];
    const damaged = isTracker(Item) ? way?.(Item) : undefined;
    if (damaged === undefined) await client.send(new DeleteCommand({ TableName: table, Key }));
    else await client.send(new PutCommand({ TableName: table, Item: damaged }));
  }
};
