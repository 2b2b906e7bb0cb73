import {
  type IndexName,
  type Item,
  projected,
  type Table,
  table,
} from "../../../shared/store/table.ts";

const indexNames = ["wake", "list", "child"] as const satisfies readonly IndexName[];

/** What an empty list or map takes, and what each thing in it takes beside its own size. */
const [containerBytes, elementBytes] = [3, 1];

const valueBytes = (value: unknown): number => {
  if (typeof value === "string") return Buffer.byteLength(value);
  // Two digits a byte, and one more.
  if (typeof value === "number") return Math.ceil(String(value).length / 2) + 1;
  if (Array.isArray(value))
    return value.reduce((sum, each) => sum + elementBytes + valueBytes(each), containerBytes);
  if (typeof value === "object" && value !== null)
    return containerBytes + Object.keys(value).length * elementBytes + bytesOf(value);
  return 1;
};

/** An item as DynamoDB measures it: the names of its attributes and their values. */
export const bytesOf = (item: object): number =>
  Object.entries(item).reduce(
    (sum, [name, value]) =>
      value === undefined ? sum : sum + Buffer.byteLength(name) + valueBytes(value),
    0,
  );

const writeUnits = (bytes: number) => Math.ceil(bytes / 1024);
const readUnits = (bytes: number) => Math.max(1, Math.ceil(bytes / 4096));

const placeIn = (index: IndexName, item: Item | undefined) => {
  const { partitionKey, sortKey } = table.indexes[index];
  const [partition, sort] = [item?.[partitionKey], item?.[sortKey]];
  return partition === undefined || sort === undefined ? undefined : `${partition} ${sort}`;
};

/** What a put costs in one index: a changed place is one entry taken away and one put there. */
const unitsInIndex = (index: IndexName, before: Item | undefined, after: Item) => {
  const [was, is] = [placeIn(index, before), placeIn(index, after)];
  const units = (item: Item) => writeUnits(bytesOf(projected(index, item)));
  const taken = was !== undefined && was !== is && before !== undefined ? units(before) : 0;
  const isSame =
    was === is &&
    before !== undefined &&
    JSON.stringify(projected(index, before)) === JSON.stringify(projected(index, after));
  return taken + (is === undefined || isSame ? 0 : units(after));
};

/**
 * Counts units by DynamoDB's published rules: 1 KB a write, 4 KB a consistent read, half for an index. Queries are counted where
 * the shelf remembers its calls.
 */
export const countingTable = () => {
  const counted = { calls: 0, readUnits: 0, writeUnits: 0 };
  const wrap = (inner: Table): Table => ({
    get: async (key) => {
      const item = await inner.get(key);
      counted.calls += 1;
      counted.readUnits += readUnits(item === undefined ? 0 : bytesOf(item));
      return item;
    },
    put: async (item, condition) => {
      const before = await inner.get(item);
      const written = await inner.put(item, condition);
      counted.calls += 1;
      // A refused condition is paid for too.
      counted.writeUnits += Math.max(
        writeUnits(bytesOf(item)),
        before === undefined ? 0 : writeUnits(bytesOf(before)),
      );
      if (written)
        for (const index of indexNames) counted.writeUnits += unitsInIndex(index, before, item);
      return written;
    },
    list: async (pk, skPrefix) => {
      const items = await inner.list(pk, skPrefix);
      counted.calls += 1;
      counted.readUnits += readUnits(items.reduce((sum, item) => sum + bytesOf(item), 0));
      return items;
    },
    query: inner.query,
  });
  return { wrap, counted };
};
