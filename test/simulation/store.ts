import {
  type IndexQuery,
  type Item,
  type Key,
  type PutCondition,
  projected,
  type Table,
  table,
} from "../../shared/store/table.ts";
import { type Invocation, instantAt, type World } from "./world.ts";

const keyOf = ({ pk, sk }: Key) => `${pk}\u0000${sk}`;
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const textIn = (item: Item, name: string) => {
  const value = item[name];
  return typeof value === "string" ? value : "";
};

type Places = Readonly<Record<string, string>>;
type Behind = {
  readonly from: number;
  readonly id: string;
  readonly entry: Indexed;
};
type Indexed = { readonly key: Key; readonly places: Places; readonly text: string };

const attributes = Object.values(table.indexes).flatMap((index) => [
  index.partitionKey,
  index.sortKey,
]);

const placesOf = (item: Item): Places =>
  Object.fromEntries(attributes.map((name) => [name, textIn(item, name)]));

/** The engine: items, of which reads are consistent, and indexes, which may show them later. */
export const engine = () => {
  const items = new Map<string, string>();
  const indexed = new Map<string, Indexed>();
  let behind: Behind[] = [];
  const wakes = new Map<string, string>();

  const read = (id: string): Item | undefined => {
    const text = items.get(id);
    return text === undefined ? undefined : JSON.parse(text);
  };

  /** What the indexes show at this time. Of one item they never show an older state after a newer one. */
  const catchUp = (now: number) => {
    if (behind.length === 0) return;
    for (const { id, entry } of behind.filter(({ from }) => from <= now)) indexed.set(id, entry);
    behind = behind.filter(({ from }) => from > now);
  };

  const write = (item: Item, now: number, lag: number) => {
    const id = keyOf(item);
    const text = JSON.stringify(item);
    items.set(id, text);
    const entry = { key: { pk: item.pk, sk: item.sk }, places: placesOf(item), text };
    const earlier = behind.filter((one) => one.id === id).map(({ from }) => from);
    const from = Math.max(now + lag, ...earlier);
    if (from > now) behind.push({ from, id, entry });
    else indexed.set(id, entry);
    if (textIn(item, "wake") === "wake") wakes.set(id, textIn(item, "wakeAt"));
    else wakes.delete(id);
  };

  const query = ({ index, partition, from, upTo, limit, after }: IndexQuery, now: number) => {
    catchUp(now);
    const { partitionKey, sortKey } = table.indexes[index];
    const place = ({ key, places }: Indexed) => `${places[sortKey]}\u0000${keyOf(key)}`;
    const found = [...indexed.values()]
      .filter(
        (one) =>
          one.places[partitionKey] === partition &&
          one.places[sortKey] !== "" &&
          (from === undefined || (one.places[sortKey] ?? "") >= from) &&
          (upTo === undefined || (one.places[sortKey] ?? "") <= upTo) &&
          (after === undefined || place(one) > after),
      )
      .toSorted((a, b) => order(place(a), place(b)));
    const page = limit === undefined ? found : found.slice(0, limit);
    const last = page.at(-1);
    return {
      entries: page.map(({ key, text }) =>
        table.indexes[index].projection === "keys" ? key : projected(index, JSON.parse(text)),
      ),
      ...(last !== undefined && page.length < found.length ? { next: place(last) } : {}),
    };
  };

  return {
    get: (key: Key) => read(keyOf(key)),
    put: write,
    list: (pk: string, skPrefix = "") =>
      [...items.keys()]
        .filter((id) => id.startsWith(`${pk}\u0000${skPrefix}`))
        .toSorted(order)
        .flatMap((id) => read(id) ?? []),
    query,
    /** Every item whose partition begins so. */
    all: (prefix: string): readonly Item[] =>
      [...items.keys()].filter((id) => id.startsWith(prefix)).flatMap((id) => read(id) ?? []),
    /** The earliest wake-up that truly stands, or that an index still shows. */
    nextWake: (now: number, leaveOut: string): string | undefined => {
      catchUp(now);
      const shown = [...indexed.values()].flatMap(({ key, places }) =>
        places["wake"] === "wake" && key.pk !== leaveOut ? [places["wakeAt"] ?? ""] : [],
      );
      const standing = [...wakes].flatMap(([id, at]) => (id.startsWith(leaveOut) ? [] : [at]));
      return [...shown, ...standing].toSorted(order)[0];
    },
  };
};

export type Engine = ReturnType<typeof engine>;

const isMet = (standing: Item | undefined, condition: PutCondition | undefined): boolean => {
  if (condition === undefined) return true;
  return "absent" in condition
    ? standing === undefined
    : standing !== undefined && standing["revision"] === condition.revision;
};

/** The store's port for one instance: every call may be disturbed, and others may go on meanwhile. */
export const tableFor = (world: World, inner: Engine, current: () => Invocation): Table => ({
  get: (key) =>
    world.call(
      current(),
      "table",
      `get ${key.pk} ${key.sk}`,
      () => inner.get(key),
      (item) => `${item?.["revision"] ?? (item === undefined ? "nothing" : "")}`,
    ),
  put: (item, condition) =>
    world.call(
      current(),
      "table",
      `put ${item.pk} ${item.sk}${item["revision"] === undefined ? "" : ` r${item["revision"]}`}`,
      (fault) => {
        const holds = isMet(inner.get(item), condition);
        if (holds)
          inner.put(item, world.now(), fault?.kind === "index-lags" ? (fault.seconds ?? 0) : 0);
        return holds;
      },
      (holds) => (holds ? "written" : "condition fails"),
    ),
  list: (pk, skPrefix) =>
    world.call(
      current(),
      "table",
      `list ${pk}`,
      () => inner.list(pk, skPrefix),
      (items) => `${items.length}`,
    ),
  query: (query) =>
    world.call(
      current(),
      "table",
      `query ${query.index}`,
      () => inner.query(query, world.now()),
      ({ entries }) => entries.map(({ pk }) => pk).join(" "),
    ),
});

/** A table that nothing disturbs: for what is set up, and for what is looked up afterwards. */
export const quietTable = (inner: Engine, now: () => number): Table => ({
  get: async (key) => inner.get(key),
  put: async (item, condition) => {
    const holds = isMet(inner.get(item), condition);
    if (holds) inner.put(item, now(), 0);
    return holds;
  },
  list: async (pk, skPrefix) => inner.list(pk, skPrefix),
  query: async (query) => inner.query(query, now()),
});

/** The clock of one instance. */
export const clockFor = (world: World, current: () => Invocation) => () => {
  const invocation = current();
  const reading = world.now() + invocation.instance.skew;
  invocation.readings.push(reading);
  return instantAt(reading);
};
