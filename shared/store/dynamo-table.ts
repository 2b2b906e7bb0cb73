import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  type DynamoDBClientConfig,
} from "@aws-sdk/client-dynamodb";
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { type Item, type PutCondition, projected, type Table, table } from "./table.ts";

const itemSchema = z.looseObject({ pk: z.string(), sk: z.string() });

/** Longer than any key that an engine takes as a place to go on from. */
const part = z.string().min(1).max(1000);

const cursorSchema = (partitionKey: string, partition: string, sortKey: string) =>
  z.strictObject({
    pk: part,
    sk: part,
    [partitionKey]: z.literal(partition),
    [sortKey]: part,
  });

const conditionOf = (condition: PutCondition | undefined) => {
  if (condition === undefined) return {};
  return "absent" in condition
    ? {
        ConditionExpression: "attribute_not_exists(#pk)",
        ExpressionAttributeNames: { "#pk": "pk" },
      }
    : {
        ConditionExpression: "#revision = :revision",
        ExpressionAttributeNames: { "#revision": "revision" },
        ExpressionAttributeValues: { ":revision": condition.revision },
      };
};

const isRefused = (thrown: unknown) => thrown instanceof ConditionalCheckFailedException;

const encoded = (cursor: Readonly<Record<string, unknown>>) =>
  Buffer.from(JSON.stringify(cursor)).toString("base64url");

/** A cursor comes back by an address that anybody can type: one that is none begins anew. */
const decoded = (
  cursor: string | undefined,
  ...place: Parameters<typeof cursorSchema>
): Readonly<Record<string, string>> | undefined => {
  if (cursor === undefined) return undefined;
  try {
    const read = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return cursorSchema(...place).safeParse(read).data;
  } catch {
    return undefined;
  }
};

/** An engine takes one condition on the sort key. */
const within = (from: string | undefined, upTo: string | undefined): readonly string[] => {
  if (from !== undefined && upTo !== undefined) return ["#sort BETWEEN :from AND :upTo"];
  if (from !== undefined) return ["#sort >= :from"];
  return upTo === undefined ? [] : ["#sort <= :upTo"];
};

/** The table by the AWS SDK. Time-outs are short: a function has seconds, and a retry is safe. */
export const dynamoTable = (TableName: string, config: DynamoDBClientConfig = {}): Table => {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      maxAttempts: 4,
      requestHandler: {
        connectionTimeout: 1000,
        requestTimeout: 3000,
        throwOnRequestTimeout: true,
      },
      ...config,
    }),
    { marshallOptions: { removeUndefinedValues: true } },
  );

  const get = async ({ pk, sk }: { readonly pk: string; readonly sk: string }) => {
    const { Item: found } = await client.send(
      new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true }),
    );
    return found === undefined ? undefined : itemSchema.parse(found);
  };

  return {
    get,
    put: async (item, condition) => {
      try {
        await client.send(new PutCommand({ TableName, Item: item, ...conditionOf(condition) }));
        return true;
      } catch (thrown) {
        if (isRefused(thrown)) return false;
        throw thrown;
      }
    },
    list: async (pk, skPrefix = "") => {
      const items: Item[] = [];
      let start: Record<string, unknown> | undefined;
      do {
        const page = await client.send(
          new QueryCommand({
            TableName,
            ConsistentRead: true,
            KeyConditionExpression:
              skPrefix === "" ? "#pk = :pk" : "#pk = :pk AND begins_with(#sk, :sk)",
            ExpressionAttributeNames: { "#pk": "pk", ...(skPrefix === "" ? {} : { "#sk": "sk" }) },
            ExpressionAttributeValues: {
              ":pk": pk,
              ...(skPrefix === "" ? {} : { ":sk": skPrefix }),
            },
            ...(start === undefined ? {} : { ExclusiveStartKey: start }),
          }),
        );
        items.push(...(page.Items ?? []).map((item) => itemSchema.parse(item)));
        start = page.LastEvaluatedKey;
      } while (start !== undefined);
      return items;
    },
    query: async ({ index, partition, from, upTo, limit, after }) => {
      const { partitionKey, sortKey } = table.indexes[index];
      const cursor = decoded(after, partitionKey, partition, sortKey);
      // An engine refuses to go on from outside of what is asked for.
      const place = cursor?.[sortKey] ?? "";
      const isOutside =
        (from !== undefined && place < from) || (upTo !== undefined && place > upTo);
      const start = isOutside ? undefined : cursor;
      const page = await client.send(
        new QueryCommand({
          TableName,
          IndexName: index,
          KeyConditionExpression: ["#partition = :partition", ...within(from, upTo)].join(" AND "),
          ExpressionAttributeNames: {
            "#partition": partitionKey,
            ...(from === undefined && upTo === undefined ? {} : { "#sort": sortKey }),
          },
          ExpressionAttributeValues: {
            ":partition": partition,
            ...(from === undefined ? {} : { ":from": from }),
            ...(upTo === undefined ? {} : { ":upTo": upTo }),
          },
          ...(limit === undefined ? {} : { Limit: limit }),
          ...(start === undefined ? {} : { ExclusiveStartKey: start }),
        }),
      );
      return {
        // An engine gives the index's own attributes too; they are nobody's business here.
        entries: (page.Items ?? []).map((item) => projected(index, itemSchema.parse(item))),
        ...(page.LastEvaluatedKey === undefined ? {} : { next: encoded(page.LastEvaluatedKey) }),
      };
    },
  };
};
