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

const kept = () => {
  const table = memoryTable();
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
  return { table, keys, drafts, asked: () => asked };
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
