import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Item, Table } from "../../../shared/store/table.ts";

export type TableUnderTest = { readonly table: Table; readonly close: () => Promise<void> };

const keysOf = (items: readonly Item[]) => items.map(({ pk, sk }) => ({ pk, sk }));

const hostileTexts = {
  empty: "",
  emoji: "👩‍👧‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿 👍🏽",
  welsh: "Dŵr, tŷ, ysgol Ŷsgubor, cŵn",
  combining: "e\u0301 a\u030a o\u0302\u0323",
  composed: "é å ộ",
  rightToLeft: "שלום ‏ مرحبا ‎ \u202eabc\u202c",
  quotes: `"'\`\\ \${x} #name :value {{ }}`,
  lines: "one\ntwo\ttabbed\u2028three",
  invisible: "zero\u200bwidth\ufeff",
} as const;

/** What every table has to do: the fake passes it, and so do both engines through the SDK. */
export const tableContract = (name: string, open: () => Promise<TableUnderTest>): void => {
  describe(`${name} keeps the table's contract`, () => {
    let under: TableUnderTest | undefined;
    beforeAll(async () => {
      under = await open();
    });
    afterAll(() => under?.close());
    const table = (): Table => {
      if (under === undefined) throw new Error("the table is not open");
      return under.table;
    };
    /** Each test works in partitions of its own. */
    let tests = 0;
    const own = () => {
      tests += 1;
      return `own-${tests}`;
    };

    describe("an item", () => {
      test("is read as it was put, and at once", async () => {
        const pk = own();
        expect(await table().get({ pk, sk: "a" })).toBeUndefined();
        for (let count = 0; count < 20; count++) {
          const item = { pk, sk: "a", count };
          expect(await table().put(item)).toBe(true);
          expect(await table().get({ pk, sk: "a" })).toEqual(item);
        }
      });

      test("is replaced whole by a put without a condition", async () => {
        const pk = own();
        await table().put({ pk, sk: "a", old: 1, both: 1 });
        await table().put({ pk, sk: "a", both: 2 });
        expect(await table().get({ pk, sk: "a" })).toEqual({ pk, sk: "a", both: 2 });
      });

      test("keeps text as it was typed: emoji, Welsh, combining marks, right to left, empty", async () => {
        const item = { pk: own(), sk: "a", ...hostileTexts, list2: Object.values(hostileTexts) };
        await table().put(item);
        const read = await table().get(item);
        expect(read).toEqual(item);
        expect(Buffer.from(`${read?.["combining"]}`)).toEqual(Buffer.from(hostileTexts.combining));
      });

      test("keeps deep values, empty lists and objects, numbers, booleans, null, reserved names", async () => {
        let deep: unknown = "the bottom";
        for (let level = 0; level < 24; level++) deep = level % 2 === 0 ? { deep } : [deep];
        const item = {
          pk: own(),
          sk: "a",
          deep,
          none: null,
          yes: true,
          no: false,
          emptyList: [],
          emptyObject: {},
          zero: 0,
          negative: -1.5,
          large: 9_007_199_254_740_991,
          letters: { "new-request/received/duty": { tries: 1, "a.b#c": "" } },
          name: "n",
          status: "s",
          date: "d",
          owner: "o",
          ttl: 1,
        };
        await table().put(item);
        expect(await table().get(item)).toEqual(item);
      });

      test("has no field that was undefined", async () => {
        const pk = own();
        await table().put({ pk, sk: "a", gone: undefined, nested: { gone: undefined, kept: 1 } });
        const read = await table().get({ pk, sk: "a" });
        expect(read).toStrictEqual({ pk, sk: "a", nested: { kept: 1 } });
      });

      test("of 250 kB is kept", async () => {
        const item = { pk: own(), sk: "a", text: "ŵ".repeat(125_000) };
        await table().put(item);
        expect(await table().get(item)).toEqual(item);
      });
    });

    describe("a condition", () => {
      test("absent: the first put is done, the next is refused and changes nothing", async () => {
        const pk = own();
        const first = { pk, sk: "a", revision: 1, list: pk, listAt: "1" };
        expect(await table().put(first, { absent: true })).toBe(true);
        expect(
          await table().put({ pk, sk: "a", revision: 9, list: pk, listAt: "2" }, { absent: true }),
        ).toBe(false);
        expect(await table().get(first)).toEqual(first);
        expect(await table().query({ index: "list", partition: pk, upTo: "1" })).toEqual({
          entries: [{ pk, sk: "a" }],
        });
      });

      test("absent: means this item, not its partition", async () => {
        const pk = own();
        await table().put({ pk, sk: "a" });
        expect(await table().put({ pk, sk: "b" }, { absent: true })).toBe(true);
      });

      test("revision: done on that revision only, and refused changes nothing", async () => {
        const pk = own();
        const standing = { pk, sk: "a", revision: 2, text: "standing" };
        await table().put({ ...standing, revision: 1 });
        expect(await table().put(standing, { revision: 1 })).toBe(true);
        for (const revision of [0, 1, 3])
          expect(await table().put({ pk, sk: "a", revision: 9 }, { revision })).toBe(false);
        expect(await table().get(standing)).toEqual(standing);
      });

      test("revision: refused where nothing stands, and where what stands has none", async () => {
        const pk = own();
        expect(await table().put({ pk, sk: "a", revision: 2 }, { revision: 1 })).toBe(false);
        expect(await table().get({ pk, sk: "a" })).toBeUndefined();
        await table().put({ pk, sk: "b", revision: "1" });
        expect(await table().put({ pk, sk: "b", revision: 2 }, { revision: 1 })).toBe(false);
      });

      test("of many at once, exactly one put wins, and it is its item that stands", async () => {
        const pk = own();
        const atOnce = async (condition: { absent: true } | { revision: number }) => {
          const writers = Array.from({ length: 20 }, (_, writer) => writer);
          const won = await Promise.all(
            writers.map((writer) => table().put({ pk, sk: "a", revision: 1, writer }, condition)),
          );
          expect(won.filter(Boolean)).toHaveLength(1);
          expect(await table().get({ pk, sk: "a" })).toMatchObject({ writer: won.indexOf(true) });
        };
        await atOnce({ absent: true });
        await table().put({ pk, sk: "a", revision: 0 });
        await atOnce({ revision: 0 });
      });
    });

    describe("an index", () => {
      test("holds an item only while it has both attributes", async () => {
        const [pk, partition] = [own(), own()];
        const wakes = () => table().query({ index: "wake", partition });
        const key = { pk, sk: "tracker" };
        await table().put({ ...key, wake: partition });
        expect(await wakes()).toEqual({ entries: [] });
        await table().put({ ...key, wakeAt: "2026-11-24T10:00:00Z" });
        expect(await wakes()).toEqual({ entries: [] });
        await table().put({ ...key, wake: partition, wakeAt: "2026-11-24T10:00:00Z" });
        expect(await wakes()).toEqual({ entries: [key] });
        await table().put(key);
        expect(await wakes()).toEqual({ entries: [] });
      });

      test("follows its attributes: later wake-ups move, open goes to closed", async () => {
        const [pk, partition] = [own(), own()];
        const key = { pk, sk: "tracker" };
        const [open, closed] = [`${partition}-open`, `${partition}-closed#2026-11`];
        const inIndex = async (index: "list" | "wake", at: string, upTo?: string) =>
          (
            await table().query({
              index,
              partition: at,
              ...(upTo === undefined ? {} : { upTo }),
            })
          ).entries.length;
        await table().put({ ...key, list: open, listAt: "1", wake: partition, wakeAt: "1" });
        await table().put({ ...key, list: open, listAt: "1", wake: partition, wakeAt: "3" });
        expect(await inIndex("wake", partition, "2")).toBe(0);
        expect(await inIndex("wake", partition, "3")).toBe(1);
        await table().put({ ...key, list: closed, listAt: "4" });
        expect([
          await inIndex("list", open),
          await inIndex("list", closed),
          await inIndex("wake", partition),
        ]).toEqual([0, 1, 0]);
      });

      test("shows one item in each of the three, under that index's own keys", async () => {
        const [pk, partition] = [own(), own()];
        const key = { pk, sk: "tracker" };
        await table().put({
          ...key,
          ...{ wake: `${partition}w`, wakeAt: "1", list: `${partition}l`, listAt: "1" },
          ...{ child: `${partition}c`, childAt: "1" },
        });
        for (const [index, at] of [
          ["wake", "w"],
          ["list", "l"],
          ["child", "c"],
        ] as const) {
          expect(await table().query({ index, partition: `${partition}${at}` })).toEqual({
            entries: [key],
          });
          expect(await table().query({ index, partition: `${partition}x` })).toEqual({
            entries: [],
          });
        }
      });

      test("is in the order of its sort key, up to and including upTo", async () => {
        const [pk, partition] = [own(), own()];
        for (const at of ["3", "1", "2", "10", "2b"])
          await table().put({ pk, sk: at, list: partition, listAt: at });
        const upTo = async (limit?: string) =>
          (
            await table().query({
              index: "list",
              partition,
              ...(limit === undefined ? {} : { upTo: limit }),
            })
          ).entries.map(({ sk }) => sk);
        expect(await upTo()).toEqual(["1", "10", "2", "2b", "3"]);
        expect(await upTo("2")).toEqual(["1", "10", "2"]);
        expect(await upTo("0")).toEqual([]);
      });

      test("can be read from one sort key on, and between two, both included", async () => {
        const [pk, partition] = [own(), own()];
        for (const at of ["1", "2", "2b", "3"])
          await table().put({ pk, sk: at, list: partition, listAt: at });
        const between = async (bounds: { readonly from: string; readonly upTo?: string }) =>
          (await table().query({ index: "list", partition, ...bounds })).entries.map(
            ({ sk }) => sk,
          );
        expect(await between({ from: "2" })).toEqual(["2", "2b", "3"]);
        expect(await between({ from: "2", upTo: "2b" })).toEqual(["2", "2b"]);
        expect(await between({ from: "4" })).toEqual([]);
        const first = await table().query({ index: "list", partition, from: "2", limit: 1 });
        const next = first.next ?? "";
        const then = await table().query({ index: "list", partition, from: "2", after: next });
        expect(keysOf([...first.entries, ...then.entries])).toEqual(
          ["2", "2b", "3"].map((sk) => ({ pk, sk })),
        );
      });

      test("gives keys and what it projects, never anything else that the item holds", async () => {
        const [pk, partition] = [own(), own()];
        const shown = { reference: "R", state: "claimed", flags: ["act-now"], clear: { age: "5" } };
        const held = {
          pk,
          sk: "a",
          ...shown,
          address: "sealed",
          history: ["{}"],
          child: partition,
        };
        await table().put({ ...held, list: partition, listAt: "1", childAt: "1", wake: partition });
        const { entries } = await table().query({ index: "list", partition });
        expect(entries).toStrictEqual([{ pk, sk: "a", ...shown }]);
        const byChild = await table().query({ index: "child", partition });
        expect(byChild.entries).toStrictEqual([{ pk, sk: "a" }]);
        await table().put({ ...held, state: "closed", list: partition, listAt: "1" });
        const after = await table().query({ index: "list", partition });
        expect(after.entries).toMatchObject([{ state: "closed" }]);
      });

      test("begins anew after what is no place in it: anybody can type an address", async () => {
        const [pk, partition, other] = [own(), own(), own()];
        for (const at of ["1", "2"]) {
          await table().put({ pk, sk: at, list: partition, listAt: at });
          await table().put({ pk: other, sk: at, list: other, listAt: at });
        }
        const { next = "" } = await table().query({ index: "list", partition: other, limit: 1 });
        const made = (cursor: object) => Buffer.from(JSON.stringify(cursor)).toString("base64url");
        const forged = [
          { list: partition },
          { list: partition, listAt: "1", pk: "x" },
          { list: partition, listAt: "1", pk: "x", sk: "" },
          { list: partition, listAt: 1, pk: "x", sk: "y" },
          { list: partition, listAt: "1", pk: "x", sk: "y", more: "z" },
          { list: partition, listAt: "1", pk: "x".repeat(3000), sk: "y" },
        ].map(made);
        for (const after of ["nonsense", "", "e30", next, ...forged]) {
          const page = await table().query({ index: "list", partition, after });
          expect(page.entries.map(({ sk }) => sk)).toEqual(["1", "2"]);
        }
      });

      test("is read page by page, every item once, also where many share one sort key", async () => {
        const [pk, partition] = [own(), own()];
        const puts = Array.from({ length: 95 }, (_, n) => ({
          pk: `${pk}-${n}`,
          sk: "tracker",
          wake: partition,
          wakeAt: `2026-11-24T10:${String(Math.floor(n / 40)).padStart(2, "0")}:00Z`,
        }));
        await Promise.all(puts.map((item) => table().put(item)));
        const sizes: number[] = [];
        const seen: string[] = [];
        let after: string | undefined;
        do {
          const page = await table().query({
            index: "wake",
            partition,
            upTo: "2026-11-24T10:01:00Z",
            limit: 9,
            ...(after === undefined ? {} : { after }),
          });
          sizes.push(page.entries.length);
          seen.push(...page.entries.map((key) => key.pk));
          after = page.next;
        } while (after !== undefined);
        expect(sizes.slice(0, 8)).toEqual([9, 9, 9, 9, 9, 9, 9, 9]);
        expect(seen.toSorted()).toEqual(
          puts
            .slice(0, 80)
            .map((item) => item.pk)
            .toSorted(),
        );
        const minute = new Map(puts.map((item) => [item.pk, item.wakeAt]));
        const minutes = seen.map((place) => minute.get(place));
        expect(minutes).toEqual(minutes.toSorted());
      });

      test("goes on after an item that has left it in the meantime", async () => {
        const [pk, partition] = [own(), own()];
        for (const at of ["1", "2", "3"])
          await table().put({ pk, sk: at, wake: partition, wakeAt: at });
        const { next } = await table().query({ index: "wake", partition, limit: 1 });
        await table().put({ pk, sk: "1" });
        const rest = await table().query({
          index: "wake",
          partition,
          ...(next === undefined ? {} : { after: next }),
        });
        expect(rest.entries.map(({ sk }) => sk)).toEqual(["2", "3"]);
      });
    });

    describe("a partition", () => {
      test("lists its items in order, all or by prefix, and no other's", async () => {
        const pk = own();
        const places = ["2026-11-24#b", "2026-11-23#a", "2026-11-24#a", "2026-12-01#a"];
        for (const sk of places) await table().put({ pk, sk, at: sk });
        await table().put({ pk: `${pk}x`, sk: "2026-11-24#c" });
        expect(keysOf(await table().list(pk)).map(({ sk }) => sk)).toEqual(places.toSorted());
        expect(await table().list(pk, "2026-11-24#")).toEqual([
          { pk, sk: "2026-11-24#a", at: "2026-11-24#a" },
          { pk, sk: "2026-11-24#b", at: "2026-11-24#b" },
        ]);
        expect(await table().list(pk, "2027")).toEqual([]);
        expect(await table().list(own())).toEqual([]);
      });

      test("lists all of it, however many of the engine's pages that takes", async () => {
        const pk = own();
        for (let n = 0; n < 12; n++)
          await table().put({ pk, sk: String(n).padStart(2, "0"), text: "x".repeat(250_000) });
        expect(await table().list(pk)).toHaveLength(12);
      });

      test("lists what was put a moment ago", async () => {
        const pk = own();
        for (let n = 1; n <= 10; n++) {
          await table().put({ pk, sk: `${n}` });
          expect(await table().list(pk)).toHaveLength(n);
        }
      });
    });

    test("what is changed on an item that was read or put does not change what is stored", async () => {
      const inner = { tries: 1 };
      const item = { pk: own(), sk: "a", letters: inner };
      await table().put(item);
      inner.tries = 2;
      const read = await table().get(item);
      expect(read).toMatchObject({ letters: { tries: 1 } });
      Object.assign(read?.["letters"] ?? {}, { tries: 3 });
      expect(await table().get(item)).toMatchObject({ letters: { tries: 1 } });
    });
  });
};
