/**
 * The one table, its keys and its three sparse indexes: defined here once, for CDK, for the local
 * engine and for the code that reads and writes. An item without an index's two attributes is not in it.
 */
export const table = {
  partitionKey: "pk",
  sortKey: "sk",
  /** Seconds since 1970 after which the engine may delete the item; also filtered on read. */
  timeToLive: "expires",
  indexes: {
    /**
     * `wake`: everything that something is owed on, by when · `keep#named#advice-only`: closed and nothing
     * owed, by the time from which the years are counted for which it is kept.
     */
    wake: { partitionKey: "wake", sortKey: "wakeAt", projection: "keys" },
    /**
     * `open` in calling order · `closed#2026-11` · `staff#<id>#2026-11` · `people`. It carries what the
     * duty team's list and the figures show, so that a page of it is one query and no item is read. An
     * engine takes 20 attributes at most: there is no room for another.
     */
    list: {
      partitionKey: "list",
      sortKey: "listAt",
      projection: [
        "reference",
        "state",
        "receivedAt",
        "dueAt",
        "flags",
        "clear",
        "hasSecondContact",
        "holder",
        "priority",
        "freeUntil",
        "attempts",
        "contact",
        "enteredBy",
        "unreachedFrom",
        "closedAt",
        "outcome",
        "decision",
        "advised",
        "happened",
        "breach",
      ],
    },
    /** Keyed hash of a child's name and birth date, by receipt. */
    child: { partitionKey: "child", sortKey: "childAt", projection: "keys" },
  },
} as const;

export type IndexName = keyof typeof table.indexes;

/** An item's key. */
export type Key = { readonly pk: string; readonly sk: string };

/** An item as it is stored: plain JSON values under attribute names. */
export type Item = Key & Readonly<Record<string, unknown>>;

/** When a put may take place: nothing stands at the key yet, or what stands there has this revision. */
export type PutCondition = { readonly absent: true } | { readonly revision: number };

/** A part of one index partition, in the order of its sort key. */
export type IndexQuery = {
  readonly index: IndexName;
  readonly partition: string;
  /** From this sort key on, itself included. */
  readonly from?: string;
  /** Up to and including this sort key. */
  readonly upTo?: string;
  readonly limit?: number;
  /** The `next` of the page before. */
  readonly after?: string;
};

/** Items as far as the index carries them: their key, and what it projects. */
export type IndexPage = { readonly entries: readonly Item[]; readonly next?: string };

/** What an index carries of an item. */
export const projected = (index: IndexName, item: Item): Item => {
  const { projection } = table.indexes[index];
  const carried: readonly string[] = projection === "keys" ? [] : projection;
  const fields = carried.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]]));
  return { pk: item.pk, sk: item.sk, ...Object.fromEntries(fields) };
};

/**
 * The store's port: what one engine does. Reads of items are consistent; reads of an index may be stale.
 * Any of them may reject without saying whether it was done.
 */
export type Table = {
  readonly get: (key: Key) => Promise<Item | undefined>;
  /** @returns whether the condition held and the item was written; without a condition it is replaced. */
  readonly put: (item: Item, condition?: PutCondition) => Promise<boolean>;
  /** The items of one partition whose sort key begins so, in its order. */
  readonly list: (pk: string, skPrefix?: string) => Promise<readonly Item[]>;
  readonly query: (query: IndexQuery) => Promise<IndexPage>;
};
