import database, {
  type IndexDescription,
  type Item,
  type Operation,
  type TableDescription,
} from "dynalite/db/index.js";

/** Under which prefix dynalite keeps a table's items and its index entries. */
export const prefixes = {
  table: "table~",
  items: (tableName: string) => `item-${tableName}~`,
  indexes: (tableName: string) => `index-global~${tableName}~`,
  index: (tableName: string, indexName: string) => `index-global~${tableName}~${indexName}~`,
} as const;

const has = (item: Item, name: string) => item[name] !== undefined && item[name] !== null;

const pieces = (index: IndexDescription, table: TableDescription, item: Item): Item => {
  if (index.Projection.ProjectionType === "ALL") return item;
  const names = [
    ...index.KeySchema.map((key) => key.AttributeName),
    ...table.KeySchema.map((key) => key.AttributeName),
    ...(index.Projection.NonKeyAttributes ?? []),
  ];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = item[name];
      return value === undefined || value === null ? [] : [[name, value]];
    }),
  );
};

/**
 * dynalite ends an index key with 24 bits of the item's hashed key: among items with the same index
 * key two may collide, and one vanishes from the index. Ours ends with the whole key.
 */
const indexKey: typeof database.createIndexKey = (item, table, keySchema) =>
  database.createKey(item, table, keySchema) + database.createKey(item, table);

/** Where an item lies in the store. */
export const itemKey = (table: TableDescription, item: Item): string =>
  prefixes.items(table.TableName) + database.createKey(item, table);

/** Every index entry that an item must have, by its key in the store; these and no others. */
export const indexEntries = (
  table: TableDescription,
  item: Item | null | undefined,
): ReadonlyMap<string, Item> =>
  new Map(
    (table.GlobalSecondaryIndexes ?? [])
      .filter((index) => item && index.KeySchema.every((key) => has(item, key.AttributeName)))
      .flatMap((index) =>
        item
          ? [
              [
                prefixes.index(table.TableName, index.IndexName) +
                  indexKey(item, table, index.KeySchema),
                pieces(index, table, item),
              ] as const,
            ]
          : [],
      ),
  );

/**
 * dynalite writes index entries and the item one by one, so that a killed process leaves ghosts and
 * gaps. Here they go in one batch, which the store takes whole or not at all. dynalite then writes the
 * item once more, the same bytes under the same lock, which changes nothing.
 */
const writeTogether: typeof database.updateIndexes = (store, table, before, after, done) => {
  const item = after ?? before;
  if (!item) return done();
  const now = indexEntries(table, after);
  const operations: Operation[] = [
    ...[...indexEntries(table, before).keys()]
      .filter((key) => !now.has(key))
      .map((key) => ({ type: "del" as const, key })),
    ...[...now].map(([key, value]) => ({ type: "put" as const, key, value })),
    after
      ? { type: "put", key: itemKey(table, after), value: after }
      : { type: "del", key: itemKey(table, item) },
  ];
  store.db.batch(operations, done);
};

/** Makes every dynalite of this process write atomically. Must run before one is created. */
export const makeWritesAtomic = () => {
  database.createIndexKey = indexKey;
  database.updateIndexes = writeTogether;
};
