import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  canonical,
  chained,
  digest,
  firstBrokenEntry,
  headOf,
} from "../../../shared/domain/history.ts";

type Entry = Readonly<Record<string, unknown>>;

const historyOf = (entries: readonly Entry[]): readonly string[] =>
  entries.reduce<readonly string[]>((history, entry) => chained(history, entry), []);

const trailOf = (history: readonly string[]) => ({
  entries: history.length,
  head: headOf(history),
});

const anyEntry: fc.Arbitrary<Entry> = fc.dictionary(
  fc.string({ maxLength: 8 }),
  fc.jsonValue({ maxDepth: 2 }),
  { maxKeys: 4, noNullPrototype: true },
);
const anyEntries = fc.array(anyEntry, { minLength: 2, maxLength: 8 });

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, held]) => [name, shuffled(held)]),
  );
};

describe("the canonical text", () => {
  it("is the same whatever order the fields were written in", () => {
    fc.assert(
      fc.property(anyEntry, (entry) => {
        expect(canonical(shuffled(entry))).toBe(canonical(entry));
      }),
    );
    expect(canonical({ b: [{ d: 1, c: null }], a: "x" })).toBe('{"a":"x","b":[{"c":null,"d":1}]}');
  });

  it("is another one for any other value", () => {
    fc.assert(
      fc.property(anyEntry, anyEntry, (one, other) => {
        if (canonical(one) === canonical(other)) expect(shuffled(one)).toEqual(shuffled(other));
      }),
    );
    expect(canonical(["a", "b"])).not.toBe(canonical(["b", "a"]));
    expect(canonical({ a: 1 })).not.toBe(canonical({ a: "1" }));
    expect(canonical({ a: { b: 1 } })).not.toBe(canonical({ a: {}, b: 1 }));
  });

  it("is JSON that reads back as the value, without fields that hold nothing", () => {
    fc.assert(
      fc.property(anyEntry, (entry) => {
        expect(JSON.parse(canonical(entry))).toEqual(JSON.parse(JSON.stringify(entry)));
      }),
    );
    expect(canonical({ a: undefined, b: "é\ud800" })).toBe('{"b":"é\\ud800"}');
  });
});

describe("a history", () => {
  it("names in each entry its number and the hash of the entry before", () => {
    const history = historyOf([{ what: "received" }, { what: "claimed" }, { what: "closed" }]);
    const entries = history.map((text): Entry => JSON.parse(text));
    expect(entries.map(({ n }) => n)).toEqual([1, 2, 3]);
    expect(entries.map(({ previous }) => previous)).toEqual([
      "",
      digest(history[0] ?? ""),
      digest(history[1] ?? ""),
    ]);
    expect(headOf(history)).toBe(digest(history[2] ?? ""));
    expect(headOf([])).toBe("");
  });

  it("holds, with the trail of its head and with the trail of any head it ever had", () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const history = historyOf(entries);
        expect(firstBrokenEntry(history)).toBeUndefined();
        for (let length = 0; length <= history.length; length++)
          expect(firstBrokenEntry(history, trailOf(history.slice(0, length)))).toBeUndefined();
      }),
    );
    expect(firstBrokenEntry([])).toBeUndefined();
  });

  it("cannot have an entry of its own number or link: the chain's stand", () => {
    const history = chained(chained([], { what: "received" }), { n: 7, previous: "x" });
    expect(firstBrokenEntry(history)).toBeUndefined();
  });
});

/** Chains anew, with fresh hashes, as somebody would who can write to the table. */
const rechained = (texts: readonly string[]) =>
  historyOf(
    texts.map((text): Entry => {
      const { n: _, previous: __, ...entry } = JSON.parse(text);
      return entry;
    }),
  );

/** What somebody did to a history, and the number of the first entry that is no longer the one trailed. */
type Tampering = { readonly history: readonly string[]; readonly first: number };

const place = (history: readonly string[]) => fc.nat(history.length - 1);

const edited = (text: string, extra: string) => {
  const entry: Entry = JSON.parse(text);
  return canonical({ ...entry, edit: `${String(entry["edit"])}${extra}` });
};

const tamperings: Readonly<
  Record<string, (history: readonly string[]) => fc.Arbitrary<Tampering>>
> = {
  "an entry edited": (history) =>
    place(history).map((at) => ({
      history: history.with(at, edited(history[at] ?? "", "!")),
      first: at + 1,
    })),
  "a letter of an entry changed": (history) =>
    place(history).map((at) => {
      const text = history[at] ?? "";
      return { history: history.with(at, `${text} `), first: at + 1 };
    }),
  "the link of an entry edited": (history) =>
    place(history).map((at) => {
      const entry: Entry = JSON.parse(history[at] ?? "");
      return { history: history.with(at, canonical({ ...entry, previous: "x" })), first: at + 1 };
    }),
  "an entry deleted, and the next numbered like it": (history) =>
    place(history)
      .filter((at) => at + 1 < history.length)
      .map((at) => {
        const next: Entry = JSON.parse(history[at + 1] ?? "");
        const renumbered = canonical({ ...next, n: at + 1 });
        return { history: history.toSpliced(at, 2, renumbered), first: at + 1 };
      }),
  "an entry deleted": (history) =>
    place(history).map((at) => ({ history: history.toSpliced(at, 1), first: at + 1 })),
  "two entries swapped": (history) =>
    fc
      .tuple(place(history), place(history))
      .filter(([a, b]) => a !== b)
      .map(([a, b]) => ({
        history: history.with(a, history[b] ?? "").with(b, history[a] ?? ""),
        first: Math.min(a, b) + 1,
      })),
  "an entry doubled": (history) =>
    place(history).map((at) => ({
      history: history.toSpliced(at, 0, history[at] ?? ""),
      first: at + 2,
    })),
  "the end cut off": (history) =>
    place(history).map((length) => ({ history: history.slice(0, length), first: length + 1 })),
  "everything from one entry on rewritten with fresh hashes": (history) =>
    place(history).map((at) => ({
      history: rechained(history.map((text, n) => (n < at ? text : edited(text, "?")))),
      first: history.length,
    })),
  "an entry deleted and the rest chained anew": (history) =>
    place(history).map((at) => ({
      history: rechained(history.toSpliced(at, 1)),
      first: history.length,
    })),
  "two different entries swapped and the rest chained anew": (history) =>
    fc
      .tuple(place(history), place(history))
      .map(([a, b]) => rechained(history.with(a, history[b] ?? "").with(b, history[a] ?? "")))
      .filter((rewritten) => headOf(rewritten) !== headOf(history))
      .map((rewritten) => ({ history: rewritten, first: history.length })),
};

describe("whoever alters a history is found out against the trailed head", () => {
  it.each(Object.entries(tamperings))("%s: the first entry that fails is named", (_, tamper) => {
    const anyTampering = anyEntries
      .map((entries) => historyOf(entries.map((entry, n) => ({ ...entry, at: n }))))
      .chain((history) => fc.tuple(fc.constant(history), tamper(history)));
    fc.assert(
      fc.property(anyTampering, ([history, { history: altered, first }]) => {
        expect(firstBrokenEntry(altered, trailOf(history))).toBe(first);
      }),
      { numRuns: 200 },
    );
  });

  it("with the trail of every head, a rewrite is named at the very entry where it began", () => {
    const history = historyOf([{ a: 1 }, { a: 2 }, { a: 3 }, { a: 4 }, { a: 5 }]);
    const rewritten = rechained(history.map((text, n) => (n < 2 ? text : edited(text, "?"))));
    const trail = history.map((_, n) => trailOf(history.slice(0, n + 1)));
    const found = trail.map((head) => firstBrokenEntry(rewritten, head));
    expect(found).toEqual([undefined, undefined, 3, 4, 5]);
  });

  it("with no trail at all, a broken chain is still found", () => {
    const history = historyOf([{ a: 1 }, { a: 2 }, { a: 3 }, { a: 4 }]);
    expect(firstBrokenEntry(history.toSpliced(0, 1))).toBe(1);
    expect(firstBrokenEntry(history.with(1, edited(history[1] ?? "", "!")))).toBe(2);
  });

  it.each([
    ["no JSON", "{"],
    ["no object", "7"],
    ["nothing", "null"],
    ["a list", "[]"],
    ["no number and no link", "{}"],
    ["a link and no number", '{"previous":""}'],
    ["a number and no link", '{"n":1}'],
    ["a number of its own", '{"n":2,"previous":""}'],
    ["the right fields in another order", '{"previous":"","n":1}'],
    ["the right fields and a space", '{"n":1,"previous":"" }'],
    ["a field twice", '{"n":1,"n":1,"previous":""}'],
  ])("an entry that is %s fails", (_, text) => {
    expect(firstBrokenEntry([text])).toBe(1);
    expect(firstBrokenEntry(['{"n":1,"previous":""}'])).toBeUndefined();
  });

  it("an empty history is found out by any head that was trailed", () => {
    expect(firstBrokenEntry([], { entries: 3, head: "x" })).toBe(1);
    expect(firstBrokenEntry([], { entries: 0, head: "x" })).toBe(1);
    expect(firstBrokenEntry([], { entries: 0, head: "" })).toBeUndefined();
  });
});
