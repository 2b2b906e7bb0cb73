import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";
import { table } from "../../shared/store/table.ts";

type Projection = "keys" | readonly string[];

const projected = (projection: Projection) =>
  projection === "keys"
    ? { ProjectionType: "KEYS_ONLY" as const }
    : { ProjectionType: "INCLUDE" as const, NonKeyAttributes: [...projection] };

const keys = (partitionKey: string, sortKey: string) => [
  { AttributeName: partitionKey, KeyType: "HASH" as const },
  { AttributeName: sortKey, KeyType: "RANGE" as const },
];

/** The table of shared/store/table.ts as an engine is asked to create it: all keys are text. */
export const createTableInput = (tableName: string) => {
  const indexes = Object.entries(table.indexes);
  const names = [
    table.partitionKey,
    table.sortKey,
    ...indexes.flatMap(([, index]) => [index.partitionKey, index.sortKey]),
  ];
  return {
    TableName: tableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [...new Set(names)].map((AttributeName) => ({
      AttributeName,
      AttributeType: "S" as const,
    })),
    KeySchema: keys(table.partitionKey, table.sortKey),
    GlobalSecondaryIndexes: indexes.map(([IndexName, index]) => ({
      IndexName,
      KeySchema: keys(index.partitionKey, index.sortKey),
      Projection: projected(index.projection),
    })),
  } satisfies CreateTableCommandInput;
};
