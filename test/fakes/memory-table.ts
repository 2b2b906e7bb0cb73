import { type Item, type Key, projected, type Table, table } from "../../shared/store/table.ts";

const text = (value: unknown) => (typeof value === "string" ? value : undefined);
const keyOf = ({ pk, sk }: Key) => `${pk}\u0000${sk}`;
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The store's port in memory. Passes the same contract as the engines do. */
export const memoryTable = (): Table & { readonly items: () => readonly Item[] } => {
  /** Each also as text: the quickest copy of one item. */
  const stored = new Map<string, { readonly item: Item; readonly asText: string }>();
  const items = () => [...stored.values()].map(({ item }) => item);
  const copy = (item: Item): Item => structuredClone(item);

  return {
    items: () => items().map(copy),
    get: async (key) => {
      const found = stored.get(keyOf(key));
      return found === undefined ? undefined : JSON.parse(found.asText);
    },
    put: async (item, condition) => {
      const standing = stored.get(keyOf(item))?.item;
      if (condition !== undefined) {
        const holds =
          "absent" in condition
            ? standing === undefined
            : standing !== undefined && standing["revision"] === condition.revision;
        if (!holds) return false;
      }
      const asText = JSON.stringify(item);
      stored.set(keyOf(item), { item: JSON.parse(asText), asText });
      return true;
    },
    list: async (pk, skPrefix = "") =>
      items()
        .filter((item) => item.pk === pk && item.sk.startsWith(skPrefix))
        .toSorted((a, b) => order(a.sk, b.sk))
        .map(copy),
    query: async ({ index, partition, from, upTo, limit, after }) => {
      const { partitionKey, sortKey } = table.indexes[index];
      const own = `${partition}\u0001`;
      // A cursor that is none begins anew, as with an engine.
      const start = after?.startsWith(own) ? after.slice(own.length) : undefined;
      const place = (item: Item) => `${text(item[sortKey]) ?? ""}\u0000${keyOf(item)}`;
      const found = items()
        .filter(
          (item) =>
            item[partitionKey] === partition &&
            text(item[sortKey]) !== undefined &&
            (from === undefined || (text(item[sortKey]) ?? "") >= from) &&
            (upTo === undefined || (text(item[sortKey]) ?? "") <= upTo) &&
            (start === undefined || place(item) > start),
        )
        .toSorted((a, b) => order(place(a), place(b)));
      const page = limit === undefined ? found : found.slice(0, limit);
      const last = page.at(-1);
      return {
        entries: page.map((item) => copy(projected(index, item))),
        ...(last !== undefined && page.length < found.length
          ? { next: `${own}${place(last)}` }
          : {}),
      };
    },
  };
};
