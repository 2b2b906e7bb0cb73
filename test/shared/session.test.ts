import { describe, expect, test } from "vitest";
import { at } from "../../shared/domain/instant.ts";
import { type Recheck, type Staff, staffSessions } from "../../shared/session.ts";
import { openToken } from "../../shared/store/sealed-token.ts";
import type { Table } from "../../shared/store/table.ts";
import { systemIds } from "../../shared/system.ts";
import { movableClock } from "../fakes/clock.ts";
import { memoryTable } from "../fakes/memory-table.ts";

const dana: Staff = { id: "s-1", name: "Dana", email: "dana@mash.example", role: "duty" };
const minutes = 60;
const hours = 60 * minutes;

const desk = (around: (table: Table) => Table = (table) => table, recheck?: Recheck) => {
  const memory = memoryTable();
  const { clock, advance } = movableClock(at("2031-03-04T09:00:00Z"));
  const sessions = staffSessions({
    table: around(memory),
    clock,
    ids: systemIds,
    ...(recheck === undefined ? {} : { recheck }),
  });
  const session = () => memory.items().find(({ sk }) => sk === "session");
  return { ...sessions, advance, clock, memory, session };
};

describe("a staff session (S8)", () => {
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

  test("goes on under a page that renews itself, and is not kept from idling out by it", async () => {
    const { open, find, advance, session } = desk();
    const id = await open(dana);
    const opened = session();
    for (let minute = 1; minute < 30; minute++) {
      advance(1 * minutes);
      expect(await find(id, "page")).toEqual(dana);
    }
    expect(session()).toEqual(opened);
    advance(1 * minutes);
    expect(await find(id, "page")).toBeUndefined();
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
    const { open, find, end, advance, clock, memory, session } = desk();
    const id = await open(dana);
    const item = session();
    expect(item?.pk).toMatch(/^session#[0-9a-f]{64}$/);
    expect(item?.sk).toBe("session");
    expect(JSON.stringify(memory.items())).not.toContain(id);
    expect(item?.["expires"]).toBe(Date.parse(clock()) / 1000 + 30 * minutes);
    for (let n = 0; n < 23; n++) {
      advance(25 * minutes);
      await find(id);
    }
    // 9 hours 35 minutes on: the tenth hour comes before the next 30 minutes are over.
    expect(session()?.["expires"]).toBe(Date.parse("2031-03-04T09:00:00Z") / 1000 + 10 * hours);
    await end(id);
    expect(memory.items()).toHaveLength(2);
    expect(JSON.stringify(session())).not.toContain(dana.name);
    expect(session()?.["expires"]).toBeTypeOf("number");
  });

  test("that cannot be read as a whole session is none", async () => {
    const { open, find, memory, session } = desk();
    const id = await open(dana);
    const item = session();
    if (item === undefined) throw new Error("no item");
    for (const change of [
      { role: "chief" },
      { endsAt: "soon" },
      { revision: "1" },
      { name: "" },
      { generation: "" },
    ]) {
      await memory.put({ ...item, ...change });
      expect(await find(id)).toBeUndefined();
    }
    await memory.put(item);
    expect(await find(id)).toEqual(dana);
  });
});

describe("a staff session that the provider is asked about (S8)", () => {
  const answering = (answer: Awaited<ReturnType<Recheck>>) => {
    const asked: string[] = [];
    const recheck: Recheck = async (token) => {
      asked.push(token);
      return answer;
    };
    return { asked, recheck };
  };

  test("is asked about with its own token, and keeps the one that comes back", async () => {
    const { asked, recheck } = answering({ staff: dana, refreshToken: "second" });
    const { open, find, advance, session } = desk(undefined, recheck);
    const id = await open(dana, "first");
    advance(5 * minutes);
    expect(await find(id)).toEqual(dana);
    expect(await openToken(`${session()?.["refresh"]}`, id)).toBe("second");
    expect(session()).not.toHaveProperty("askingUntil");
    expect(asked).toEqual(["first"]);
  });

  test("is not asked about when it was opened without a token", async () => {
    const { asked, recheck } = answering("out");
    const { open, find, advance } = desk(undefined, recheck);
    const id = await open(dana);
    for (let n = 0; n < 3; n++) {
      advance(20 * minutes);
      expect(await find(id)).toEqual(dana);
    }
    expect(asked).toEqual([]);
  });

  test("idles out as ever, and is over after 10 hours, whatever the provider says", async () => {
    const { recheck } = answering({ staff: dana, refreshToken: "next" });
    const { open, find, advance } = desk(undefined, recheck);
    const [idle, busy] = [await open(dana, "a"), await open(dana, "b")];
    for (let n = 1; n < 40; n++) {
      advance(15 * minutes);
      expect(await find(busy)).toEqual(dana);
    }
    expect(await find(idle)).toBeUndefined();
    advance(15 * minutes);
    expect(await find(busy)).toBeUndefined();
  });

  test("is asked about for a page that renews itself too, and idles out none the later", async () => {
    let asked = 0;
    const { open, find, advance, session } = desk(undefined, async () => {
      asked += 1;
      return { staff: dana, refreshToken: "next" };
    });
    const id = await open(dana, "first");
    const opened = session();
    for (let minute = 1; minute < 30; minute++) {
      advance(1 * minutes);
      expect(await find(id, "page")).toEqual(dana);
    }
    expect(asked).toBe(5);
    expect(session()).toMatchObject({
      lastSeenAt: opened?.["lastSeenAt"],
      expires: opened?.["expires"],
    });
    advance(1 * minutes);
    expect(await find(id, "page")).toBeUndefined();
  });

  test("stays ended when it was ended while the provider was asked", async () => {
    let [id, isHere] = ["", true];
    const on = desk(undefined, async () => {
      await (isHere ? on.end(id) : on.endEverywhere(id));
      return { staff: dana, refreshToken: "next" };
    });
    for (isHere of [true, false]) {
      id = await on.open(dana, "first");
      on.advance(5 * minutes);
      expect(await on.find(id)).toBeUndefined();
      expect(await on.find(id)).toBeUndefined();
    }
  });

  test("keeps what the provider said although another request wrote meanwhile", async () => {
    let id = "";
    const manager: Staff = { ...dana, role: "manager" };
    const on = desk(undefined, async () => {
      on.advance(3);
      expect(await on.find(id)).toEqual(dana);
      return { staff: manager, refreshToken: "next" };
    });
    id = await on.open(dana, "first");
    on.advance(5 * minutes);
    expect(await on.find(id)).toEqual(manager);
    expect(on.session()).toMatchObject({ lastSeenAt: on.clock(), role: "manager" });
    expect(await openToken(`${on.session()?.["refresh"]}`, id)).toBe("next");
  });

  test("is asked about again 15 seconds after a request died in the middle of asking", async () => {
    let isDead = true;
    const { open, find, advance } = desk(undefined, async () => {
      if (isDead) throw new Error("the function was stopped");
      return "out";
    });
    const id = await open(dana, "first");
    advance(5 * minutes);
    await expect(find(id)).rejects.toThrow("stopped");
    isDead = false;
    advance(14);
    expect(await find(id)).toEqual(dana);
    advance(1);
    expect(await find(id)).toBeUndefined();
  });
});
