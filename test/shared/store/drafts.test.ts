import { describe, expect, test } from "vitest";
import { digest } from "../../../shared/domain/history.ts";
import { at, plusSeconds } from "../../../shared/domain/instant.ts";
import { type Draft, keepDrafts } from "../../../shared/store/drafts.ts";
import { emptyDraft } from "../../../shared/store/empty-draft.ts";
import { SealBroken, seal } from "../../../shared/store/seal.ts";
import { fakeKeys } from "../../fakes/keys.ts";
import { memoryTable } from "../../fakes/memory-table.ts";

const now = at("2026-11-23T10:00:00Z");
const id = "QUJDREVGR0hJSktMTU5PUA";
const another = "UVJTVFVWV1hZWjAxMjM0NQ";
const typed: Draft = { ...emptyDraft, answers: { childName: "Robin Sample" }, done: ["named"] };

const kept = (inner = memoryTable()) => {
  let reads = 0;
  const table = {
    ...inner,
    get: (...given: Parameters<typeof inner.get>) => {
      reads += 1;
      return inner.get(...given);
    },
  };
  const keys = fakeKeys();
  let asked = 0;
  const drafts = keepDrafts({
    table,
    keys: {
      unwrap: (...given) => {
        asked += 1;
        return keys.unwrap(...given);
      },
    },
  });
  return { table, keys, drafts, asked: () => asked, reads: () => reads };
};

const placeOf = (of: string) => ({ pk: `draft#${digest(of)}`, sk: "draft" });

describe("a form that is being filled in", () => {
  test("is found again by its id, without a call of the key that seals everything else", async () => {
    const { drafts, asked } = kept();
    expect(await drafts.save(id, { draft: typed, revision: 0 }, now)).toBe(true);
    const found = await drafts.load(id, plusSeconds(now, 60));
    expect(found).toMatchObject({ draft: typed, revision: 1 });
    expect(asked()).toBe(0);
  });

  test("cannot be read by whoever has the whole table: neither id nor text stands in it", async () => {
    const { table, drafts } = kept();
    await drafts.save(id, { draft: typed, revision: 0 }, now);
    const text = JSON.stringify(await table.get(placeOf(id)));
    for (const told of [id, "Robin", "childName"]) expect(text).not.toContain(told);
  });

  test("does not open by another id, though it was moved to its place", async () => {
    const { table, drafts } = kept();
    await drafts.save(id, { draft: typed, revision: 0 }, now);
    await table.put({ ...(await table.get(placeOf(id))), ...placeOf(another) });
    await expect(drafts.load(another, now)).rejects.toThrow(SealBroken);
  });

  test("opens as it was written before ids sealed it, and is sealed by its id from then on", async () => {
    const { table, keys, drafts, asked } = kept();
    const sealed = await seal(keys, { reference: digest(id), part: "draft" }, typed);
    await table.put({ ...placeOf(id), revision: 3, expires: 1795430400, sealed });
    const found = await drafts.load(id, now);
    expect(found).toMatchObject({ draft: typed, revision: 3 });
    expect(asked()).toBe(1);
    expect(await drafts.save(id, { draft: typed, revision: 3 }, now)).toBe(true);
    expect(await table.get(placeOf(id))).not.toHaveProperty("sealed");
    expect((await drafts.load(id, now))?.draft).toEqual(typed);
    expect(asked()).toBe(1);
  });
});

describe("a process that held a draft a moment ago", () => {
  const later = { ...typed, done: ["named", "the-child"] };

  test("reads it no more for the page after the answer, once and within five seconds", async () => {
    const { drafts, reads } = kept();
    await drafts.save(id, { draft: typed, revision: 0 }, now);
    expect(await drafts.load(id, plusSeconds(now, 4), 1)).toMatchObject({
      draft: typed,
      revision: 1,
    });
    expect(reads()).toBe(0);
    await drafts.load(id, plusSeconds(now, 4), 1);
    expect(reads()).toBe(1);
    await drafts.save(id, { draft: typed, revision: 1 }, now);
    await drafts.load(id, plusSeconds(now, 5), 2);
    expect(reads()).toBe(2);
  });

  test("reads for a page what it has only read, and what can be open in a second browser", async () => {
    const { drafts, reads } = kept();
    await drafts.save(id, { draft: typed, revision: 0 }, now);
    await drafts.load(id, now);
    await drafts.load(id, now, 1);
    expect(reads()).toBe(2);
    await drafts.save(id, { draft: { ...typed, savedAt: now }, revision: 1 }, now);
    await drafts.load(id, now, 2);
    expect(reads()).toBe(3);
  });

  test("reads it for a browser that was told of another revision, or of none", async () => {
    const { drafts, reads } = kept();
    await drafts.save(id, { draft: typed, revision: 0 }, now);
    for (const seen of [undefined, 0, 2, Number.NaN])
      expect((await drafts.load(id, now, seen))?.revision).toBe(1);
    expect(reads()).toBe(4);
  });

  test("gives it for no other id, however alike the revision is", async () => {
    const { drafts } = kept();
    await drafts.save(id, { draft: typed, revision: 0 }, now);
    expect(await drafts.load(another, now, 1)).toBeUndefined();
    expect(await drafts.load(another, now, "to-write-on")).toBeUndefined();
  });

  test("does not read it to write on it, for a minute", async () => {
    const { drafts, reads } = kept();
    await drafts.save(id, { draft: typed, revision: 0 }, now);
    await drafts.load(id, plusSeconds(now, 59), "to-write-on");
    expect(reads()).toBe(0);
    await drafts.load(id, plusSeconds(now, 60), "to-write-on");
    expect(reads()).toBe(1);
    await drafts.load(id, plusSeconds(now, 61), "to-write-on");
    expect(reads()).toBe(1);
  });

  test("does not outlast the draft's own hour", async () => {
    const { drafts } = kept();
    await drafts.save(id, { draft: typed, revision: 0 }, now);
    await drafts.load(id, plusSeconds(now, 3590));
    expect(await drafts.load(id, plusSeconds(now, 3599), "to-write-on")).toBeDefined();
    expect(await drafts.load(id, plusSeconds(now, 3600), "to-write-on")).toBeUndefined();
  });

  test("finds nothing once it was cleared here", async () => {
    const { drafts } = kept();
    await drafts.save(id, { draft: typed, revision: 0 }, now);
    await drafts.clear(id, now);
    expect(await drafts.load(id, now, 1)).toBeUndefined();
    expect(await drafts.load(id, now, "to-write-on")).toBeUndefined();
  });

  test("overwrites nothing that another process wrote, and then has what that one wrote", async () => {
    const here = kept();
    const there = kept(here.table);
    await here.drafts.save(id, { draft: typed, revision: 0 }, now);
    expect(await there.drafts.save(id, { draft: later, revision: 1 }, now)).toBe(true);
    const old = await here.drafts.load(id, now, "to-write-on");
    expect(old?.revision).toBe(1);
    expect(await here.drafts.save(id, { draft: typed, revision: 1 }, now)).toBe(false);
    expect(await here.drafts.load(id, now, "to-write-on")).toMatchObject({
      draft: later,
      revision: 2,
    });
  });

  test("holds no more than it needs: the longest held of many is read again", async () => {
    const { drafts, reads } = kept();
    const ids = Array.from({ length: 51 }, (_, n) => `${id}${n}`);
    for (const one of ids) await drafts.save(one, { draft: typed, revision: 0 }, now);
    for (const one of ids.toReversed()) await drafts.load(one, now, "to-write-on");
    expect(reads()).toBe(1);
  });
});
