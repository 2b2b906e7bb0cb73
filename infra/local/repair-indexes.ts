import { isDeepStrictEqual } from "node:util";
import type { Item, Operation, Store, TableDescription } from "dynalite/db/index.js";
import { indexEntries, itemKey, prefixes } from "./atomic-writes.ts";

/** What was looked at and what had to be put right. */
export type IndexCheck = {
  readonly items: number;
  readonly entries: number;
  /** Entries that were missing or held something else, written anew. */
  readonly rebuilt: number;
  /** Entries that no item stands behind, removed. */
  readonly removed: number;
};

const atOnce = 500;

const isItem = (value: unknown): value is Item =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const under = (prefix: string) => ({ gte: prefix, lt: `${prefix}\xff` });

const inGroups = async function* <Row>(rows: AsyncIterable<Row>) {
  let group: Row[] = [];
  for await (const row of rows) {
    group.push(row);
    if (group.length === atOnce) {
      yield group;
      group = [];
    }
  }
  if (group.length > 0) yield group;
};

const keyOfItemBehind = (table: TableDescription, entry: unknown): string | undefined => {
  const complete =
    isItem(entry) && table.KeySchema.every((key) => typeof entry[key.AttributeName] === "object");
  return complete ? itemKey(table, entry) : undefined;
};

/**
 * Holds every index entry against the items, both ways, and puts right what differs. The items are
 * the truth. Reads in groups, so that memory does not grow with what is stored.
 */
export const repairIndexes = async (
  { db }: Store,
  table: TableDescription,
  progress: (items: number) => void,
): Promise<IndexCheck> => {
  let items = 0;
  let entries = 0;
  let rebuilt = 0;
  let removed = 0;

  for await (const group of inGroups(db.iterator(under(prefixes.items(table.TableName))))) {
    const wanted = group.flatMap(([, item]) =>
      isItem(item) ? [...indexEntries(table, item)] : [],
    );
    const found = await db.getMany(wanted.map(([key]) => key));
    const repairs = wanted.flatMap(([key, value], n): Operation[] =>
      isDeepStrictEqual(found[n], value) ? [] : [{ type: "put", key, value }],
    );
    await db.batch(repairs);
    items += group.length;
    rebuilt += repairs.length;
    progress(items);
  }

  for await (const group of inGroups(db.iterator(under(prefixes.indexes(table.TableName))))) {
    const behind = group.map(([, entry]) => keyOfItemBehind(table, entry));
    const found = await db.getMany(behind.map((key) => key ?? ""));
    const ghosts = group.flatMap(([key], n): Operation[] => {
      const item = found[n];
      return isItem(item) && indexEntries(table, item).has(key) ? [] : [{ type: "del", key }];
    });
    await db.batch(ghosts);
    entries += group.length - ghosts.length;
    removed += ghosts.length;
    progress(items);
  }

  return { items, entries, rebuilt, removed };
};
