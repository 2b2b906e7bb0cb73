import { describe, expect, test } from "vitest";
import { addTrailed, type Trailed } from "../../../infra/verify/read-trail.ts";
import {
  type VerifySource,
  verifiedLines,
  verify,
  warningLines,
} from "../../../infra/verify/verify.ts";
import { markedEmpty, tombstoneOf } from "../../../shared/domain/retention.ts";
import { changeConsultation } from "../../../shared/store/consultations.ts";
import type { Item } from "../../../shared/store/table.ts";
import {
  closeFields,
  contactFields,
  dana,
  type Sites,
  sites,
  versionIn,
} from "../../functions/sites.ts";
import { edited, rechained } from "../../shared/domain/any-history.ts";

/** Everything that stands, read as the tool reads it; `gone` are keys that somebody deleted. */
const sourceOf = (on: Sites, gone: readonly string[] = []): VerifySource => {
  const isThere = ({ pk, sk }: { readonly pk: string; readonly sk: string }) =>
    !gone.includes(pk) && !gone.includes(sk);
  return {
    readTrail: async () => {
      const trailed = new Map<string, Trailed>();
      const unreadable = on.shelf.trail.entries.filter(
        (entry) => !addTrailed(trailed, JSON.stringify(entry)),
      ).length;
      return { trailed, unreadable };
    },
    scan: async function* () {
      for (const item of on.shelf.inner.items()) if (isThere(item)) yield [item];
    },
    get: async (key) => (isThere(key) ? on.shelf.inner.get(key) : undefined),
  };
};

const verified = async (on: Sites, gone?: readonly string[]) =>
  verifiedLines(await verify(sourceOf(on, gone), () => undefined));

/** A whole life, by the pages: received, claimed, answered with advice, closed. */
const wholeLife = async () => {
  const on = sites();
  const reference = await on.received();
  const page = `/consultations/${reference}`;
  const { ask, post } = await on.staff(dana);
  const does = async (act: string, fields: Readonly<Record<string, string>>) => {
    const version = versionIn((await ask(act === "claim" ? page : `${page}/${act}`)).text);
    const { status, text } = await post(`${page}/${act}`, { ...fields, version });
    if (status !== 303) throw new Error(`${act}: ${text}`);
  };
  on.advance(600);
  await does("claim", {});
  await does("contact", contactFields);
  await does("close", closeFields);
  const [tracker] = on.shelf.trackers();
  if (tracker === undefined) throw new Error("no tracker");
  const history = tracker["history"] as readonly string[];
  const change = (fields: Readonly<Record<string, unknown>>) =>
    on.shelf.inner.put({ ...tracker, ...fields } as Item);
  const textsOf = (part: string) =>
    on.shelf.inner.items().filter(({ pk }) => pk === `${part}#${reference}`);
  return { on, reference, tracker, history, change, textsOf };
};

describe("npm run verify", () => {
  test("says that every history holds, over a whole life with its words and its advice", async () => {
    const { on } = await wholeLife();
    await on.received({ key: "another" });
    expect(await verified(on)).toEqual(["Every history holds: 2 consultations, 5 entries."]);
    const { untrailed } = await verify(sourceOf(on), () => undefined);
    expect(untrailed).toEqual([]);
  });

  test("names the first bad entry of each that was touched, and leaves the others alone", async () => {
    const { on, reference, history, change } = await wholeLife();
    await on.received({ key: "another" });
    const entry = async (altered: readonly string[]) => {
      await change({ history: altered });
      const [line = "", last] = await verified(on);
      expect(last).toBe("1 history does not hold, of 2 consultations.");
      return line.replace(`${reference} `, "");
    };
    const altered = "it is not the entry that was written";
    expect(await entry(history.with(1, edited(history[1] ?? "")))).toBe(`entry 2 of 4: ${altered}`);
    expect(await entry(history.toSpliced(2, 1))).toBe(`entry 3 of 4: ${altered}`);
    expect(await entry([...history].toReversed())).toBe(`entry 1 of 4: ${altered}`);
    expect(await entry(rechained(history.map(edited)))).toBe(`entry 1 of 4: ${altered}`);
    expect(await entry(rechained(history.with(2, edited(history[2] ?? ""))))).toBe(
      `entry 3 of 4: ${altered}`,
    );
    expect(await entry(history.slice(0, 3))).toBe(
      "entry 4 of 4: it is gone: 4 were trailed, 3 are there",
    );
    expect(await entry([])).toBe("entry 1 of 4: it is gone: 4 were trailed, 0 are there");
    await change({ history: "none" });
    expect((await verified(on))[0]).toBe(`${reference} entry 1 of 4: the history cannot be read`);
  });

  test("finds a consultation that is gone, one set back, and an address that was exchanged", async () => {
    const { on, reference, tracker, change } = await wholeLife();
    expect((await verified(on, [tracker.pk]))[0]).toBe(
      `${reference} entry 1 of 4: the whole consultation is gone`,
    );
    await change({ revision: 2 });
    expect((await verified(on))[0]).toBe(
      `${reference} entry 4 of 4: the revision went back: 4 was trailed, and a lower one is there`,
    );
    await change({ address: "another" });
    expect((await verified(on))[0]).toBe(
      `${reference} entry 1 of 4: the sealed address is not the one that it names`,
    );
  });

  test("finds sealed words and advice that are gone, or are not those that were written", async () => {
    const { on, reference, textsOf } = await wholeLife();
    const words = textsOf("words");
    const [first, second, third] = words;
    const [advice] = textsOf("advice");
    if (first === undefined || advice === undefined) throw new Error("no texts");
    expect([words.length, textsOf("advice").length]).toEqual([3, 1]);
    const gone = async (item: Item | undefined) => (await verified(on, [item?.sk ?? ""]))[0];
    const named = `${reference} entry`;
    expect(await gone(first)).toBe(`${named} 1 of 4: the sealed words that it names are gone`);
    expect(await gone(second)).toBe(`${named} 3 of 4: the sealed words that it names are gone`);
    expect(await gone(third)).toBe(`${named} 4 of 4: the sealed words that it names are gone`);
    expect(await gone(advice)).toBe(`${named} 3 of 4: the sealed advice that it names is gone`);
    await on.shelf.inner.put({ ...advice, advice: "other bytes" });
    expect((await verified(on))[0]).toBe(
      `${named} 3 of 4: the sealed advice that it names is not what was written`,
    );
  });

  test("misses no words that were deleted at the end of their time, but those that only the table says so of", async () => {
    const { on, reference, history, change, textsOf } = await wholeLife();
    const words = textsOf("words").map(({ sk }) => sk);
    const emptied = await on.shelf.inner.get({ pk: `consultation#${reference}`, sk: "tracker" });
    const forged = rechained([
      ...history,
      JSON.stringify({ act: "empty", at: on.clock(), by: "retention" }),
    ]);
    await change({ history: forged, emptiedAt: on.clock() });
    expect((await verified(on, words))[0]).toBe(
      `${reference} entry 1 of 5: the sealed words that it names are gone`,
    );
    await on.shelf.inner.put(emptied as Item);
    await changeConsultation(on.shelf, reference, on.clock(), (fresh) => ({
      consultation: tombstoneOf(markedEmpty(fresh, on.clock())),
    }));
    expect(await verified(on, words)).toEqual(["Every history holds: 1 consultation, 5 entries."]);
  });

  test("says of what nothing is trailed, and of lines that cannot be read", async () => {
    const { on, reference } = await wholeLife();
    const source = sourceOf(on);
    const found = await verify(
      { ...source, readTrail: async () => ({ trailed: new Map(), unreadable: 2 }) },
      () => undefined,
    );
    expect(verifiedLines(found)).toEqual(["Every history holds: 1 consultation, 4 entries."]);
    expect(warningLines(found)).toEqual([
      `Nothing is trailed yet of ${reference}: only its own chain was checked.`,
      "2 lines of the trail cannot be read.",
    ]);
    expect(addTrailed(new Map(), "{")).toBe(false);
  });

  test("takes what is written while it reads for what it is", async () => {
    const { on, tracker, history, change } = await wholeLife();
    const older = { ...tracker, history: history.slice(0, 2), revision: 2 };
    const source = sourceOf(on);
    const stale: VerifySource = {
      ...source,
      // An older copy of the tracker, and words that came after their place was passed.
      scan: async function* () {
        yield [older];
      },
    };
    expect(verifiedLines(await verify(stale, () => undefined))[0]).toMatch(/^Every history holds/);
    // One that goes on after the trail was read is longer than what is known of it.
    await change({ history: rechained([...history, history[1] ?? ""]), revision: 9 });
    expect(await verified(on)).toEqual(["Every history holds: 1 consultation, 5 entries."]);
  });

  test("says nothing of the case", async () => {
    const { on, change, history } = await wholeLife();
    await change({ history: history.with(0, `{"CANARY":1}`), revision: "CANARY" });
    expect((await verified(on)).join("\n")).not.toMatch(/CANARY|Sam Example|Ask the family/);
  });
});
