import { describe, expect, test } from "vitest";
import { at } from "../../shared/domain/instant.ts";
import { type Staff, staffSessions } from "../../shared/session.ts";
import type { Table } from "../../shared/store/table.ts";
import { systemIds } from "../../shared/system.ts";
import { movableClock } from "../fakes/clock.ts";
import { memoryTable } from "../fakes/memory-table.ts";

const dana: Staff = { id: "s-1", name: "Dana", email: "dana@mash.example", role: "duty" };
const minutes = 60;
const hours = 60 * minutes;

const desk = (around: (table: Table) => Table = (table) => table) => {
  const memory = memoryTable();
  const { clock, advance } = movableClock(at("2031-03-04T09:00:00Z"));
  const sessions = staffSessions({ table: around(memory), clock, ids: systemIds });
  return { ...sessions, advance, clock, memory };
};

describe("a staff session", () => {
  test("is whoever opened it, for whom knows its id", async () => {
    const { open, find } = desk();
    const id = await open(dana);
    expect(await find(id)).toEqual(dana);
    expect(await find(systemIds.token())).toBeUndefined();
    for (const odd of [undefined, "", "x", `${id} `, `session#${id}`, `${id}${id}`])
      expect(await find(odd)).toBeUndefined();
  });

  test("is over after 30 minutes without a request, and not a second sooner", async () => {
    const { open, find, advance } = desk();
    const id = await open(dana);
    advance(30 * minutes - 1);
    expect(await find(id)).toEqual(dana);
    advance(30 * minutes - 1);
    expect(await find(id)).toEqual(dana);
    advance(30 * minutes);
    expect(await find(id)).toBeUndefined();
  });

  test("is over after 10 hours, however busy", async () => {
    const { open, find, advance } = desk();
    const id = await open(dana);
    for (let n = 1; n < 40; n++) {
      advance(15 * minutes);
      expect(await find(id)).toEqual(dana);
    }
    advance(15 * minutes - 1);
    expect(await find(id)).toEqual(dana);
    advance(1);
    expect(await find(id)).toBeUndefined();
  });

  test("is over at once when it is ended, and ending it again or ending none is nothing", async () => {
    const { open, find, end, memory } = desk();
    const [id, other] = [await open(dana), await open(dana)];
    await end(id);
    expect(await find(id)).toBeUndefined();
    expect(await find(other)).toEqual(dana);
    await end(id);
    expect(await find(id)).toBeUndefined();
    const before = memory.items();
    await end(systemIds.token());
    await end("junk");
    await end(undefined);
    expect(memory.items()).toEqual(before);
  });

  test("that is ended while another of its requests is under way stays ended", async () => {
    let meanwhile: (() => Promise<void>) | undefined;
    const { open, find, end, advance } = desk((table) => ({
      ...table,
      put: async (item, condition) => {
        const act = meanwhile;
        meanwhile = undefined;
        await act?.();
        return table.put(item, condition);
      },
    }));
    const id = await open(dana);
    advance(5);
    meanwhile = () => end(id);
    expect(await find(id)).toBeUndefined();
    expect(await find(id)).toBeUndefined();
  });

  test("serves several requests of the same moment", async () => {
    const { open, find, advance } = desk();
    const id = await open(dana);
    advance(7);
    expect(await Promise.all(Array.from({ length: 8 }, () => find(id)))).toEqual(
      Array.from({ length: 8 }, () => dana),
    );
  });

  test("stands in the table without its id, and says when the engine may delete it", async () => {
    const { open, find, end, advance, clock, memory } = desk();
    const id = await open(dana);
    const [item] = memory.items();
    expect(item?.pk).toMatch(/^session#[0-9a-f]{64}$/);
    expect(item?.sk).toBe("session");
    expect(JSON.stringify(memory.items())).not.toContain(id);
    expect(item?.["expires"]).toBe(Date.parse(clock()) / 1000 + 30 * minutes);
    for (let n = 0; n < 23; n++) {
      advance(25 * minutes);
      await find(id);
    }
    // 9 hours 35 minutes on: the tenth hour comes before the next 30 minutes are over.
    expect(memory.items()[0]?.["expires"]).toBe(
      Date.parse("2031-03-04T09:00:00Z") / 1000 + 10 * hours,
    );
    await end(id);
    expect(memory.items()).toHaveLength(1);
    expect(JSON.stringify(memory.items())).not.toContain(dana.name);
    expect(memory.items()[0]?.["expires"]).toBeTypeOf("number");
  });

  test("that cannot be read as a whole session is none", async () => {
    const { open, find, memory } = desk();
    const id = await open(dana);
    const [item] = memory.items();
    if (item === undefined) throw new Error("no item");
    for (const change of [{ role: "chief" }, { endsAt: "soon" }, { revision: "1" }, { name: "" }]) {
      await memory.put({ ...item, ...change });
      expect(await find(id)).toBeUndefined();
    }
    await memory.put(item);
    expect(await find(id)).toEqual(dana);
  });
});
