/** The parts of dynalite 4 that the local engine uses; dynalite brings no types of its own. */

declare module "dynalite" {
  import type { Server } from "node:http";

  const dynalite: (options: { readonly path: string; readonly createTableMs: number }) => Server;
  export default dynalite;
}

declare module "dynalite/db/index.js" {
  /** An item as DynamoDB writes it: attribute name → `{ S: "…" }`, `{ N: "…" }`, … */
  export type Item = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

  export type KeySchema = readonly { readonly AttributeName: string; readonly KeyType: string }[];

  export type IndexDescription = {
    readonly IndexName: string;
    readonly KeySchema: KeySchema;
    readonly Projection: {
      readonly ProjectionType: string;
      readonly NonKeyAttributes?: readonly string[];
    };
  };

  export type TableDescription = {
    readonly TableName: string;
    readonly TableStatus?: string;
    readonly KeySchema: KeySchema;
    readonly AttributeDefinitions: readonly {
      readonly AttributeName: string;
      readonly AttributeType: string;
    }[];
    readonly GlobalSecondaryIndexes?: readonly IndexDescription[];
  };

  export type Operation =
    | { readonly type: "put"; readonly key: string; readonly value: unknown }
    | { readonly type: "del"; readonly key: string };

  type Done = (error?: Error | null) => void;

  export type Level = {
    open(): Promise<void>;
    close(): Promise<void>;
    get(key: string): Promise<unknown>;
    getMany(keys: string[]): Promise<unknown[]>;
    put(key: string, value: unknown): Promise<void>;
    del(key: string): Promise<void>;
    batch(operations: readonly Operation[]): Promise<void>;
    batch(operations: readonly Operation[], done: Done): void;
    iterator(range: {
      readonly gte: string;
      readonly lt: string;
    }): AsyncIterable<[key: string, value: unknown]>;
  };

  export type Store = { readonly db: Level };

  const database: {
    create: (options: unknown) => Store;
    createKey: (item: Item, table: TableDescription, keySchema?: KeySchema) => string;
    createIndexKey: (item: Item, table: TableDescription, keySchema?: KeySchema) => string;
    updateIndexes: (
      store: Store,
      table: TableDescription,
      before: Item | null | undefined,
      after: Item | null | undefined,
      done: Done,
    ) => void;
  };
  export default database;
}

declare module "dynalite/actions/createTable.js" {
  import type { Store } from "dynalite/db/index.js";

  const createTable: (
    store: Store,
    input: unknown,
    done: (error: Error | null | undefined, result?: unknown) => void,
  ) => void;
  export default createTable;
}
