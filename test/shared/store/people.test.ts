import { describe, expect, test } from "vitest";
import { at } from "../../../shared/domain/instant.ts";
import {
  endEverySession,
  findPerson,
  knownPeople,
  personIsNow,
  personIsOut,
  signedInPerson,
} from "../../../shared/store/people.ts";
import type { Table } from "../../../shared/store/table.ts";
import { systemIds } from "../../../shared/system.ts";
import { movableClock } from "../../fakes/clock.ts";
import { memoryTable } from "../../fakes/memory-table.ts";

const dana = { id: "s-1", name: "Dana", email: "dana@mash.example", role: "duty" } as const;
const morgan = { id: "s-2", name: "Morgan", email: "m@mash.example", role: "manager" } as const;
const days = 24 * 60 * 60;

const house = () => {
  const table = memoryTable();
  const { clock, advance } = movableClock(at("2031-03-04T09:00:00Z"));
  const kept = { table, ids: systemIds };
  return { table, clock, advance, kept };
};

describe("the people to whom work can be handed", () => {
  test("are those who have signed in, by name, with what the provider said last", async () => {
    const { table, clock, kept } = house();
    expect(await knownPeople(table, clock())).toEqual([]);
    await signedInPerson(kept, morgan, clock());
    await signedInPerson(kept, dana, clock());
    expect(await knownPeople(table, clock())).toEqual([dana, morgan]);
    const renamed = { ...dana, name: "Zoe", role: "manager" } as const;
    await personIsNow(table, renamed);
    expect(await knownPeople(table, clock())).toEqual([morgan, renamed]);
    expect(table.items()).toHaveLength(2);
  });

  test("are not those who have not signed in for 30 days, and are forgotten after 90", async () => {
    const { table, clock, advance, kept } = house();
    await signedInPerson(kept, dana, clock());
    advance(30 * days - 1);
    await signedInPerson(kept, morgan, clock());
    expect(await knownPeople(table, clock())).toEqual([dana, morgan]);
    advance(1);
    expect(await knownPeople(table, clock())).toEqual([morgan]);
    const [item] = table.items();
    expect(item?.["expires"]).toBe(Date.parse("2031-03-04T09:00:00Z") / 1000 + 90 * days);
  });

  test("are not those whom the provider lets in no more, until it does again", async () => {
    const { table, clock, kept } = house();
    for (const isBack of [
      () => signedInPerson(kept, dana, clock()),
      () => personIsNow(table, dana),
    ]) {
      await signedInPerson(kept, dana, clock());
      await personIsOut(table, dana.id);
      expect(await knownPeople(table, clock())).toEqual([]);
      expect(table.items().every((item) => item["list"] === undefined)).toBe(true);
      await isBack();
      expect(await knownPeople(table, clock())).toEqual([dana]);
    }
  });

  test("are not those who are out, though the index has not heard of it yet", async () => {
    const { table, clock, kept } = house();
    await signedInPerson(kept, dana, clock());
    const before = await table.query({ index: "list", partition: "people" });
    await personIsOut(table, dana.id);
    expect(await knownPeople({ ...table, query: async () => before }, clock())).toEqual([]);
  });

  test("are all found, on however many pages", async () => {
    const { table, clock, kept } = house();
    const all = Array.from({ length: 25 }, (_, n) => ({
      ...dana,
      id: `s-${n}`,
      name: `P${n + 10}`,
    }));
    for (const one of all) await signedInPerson(kept, one, clock());
    const paged: Table = { ...table, query: (query) => table.query({ ...query, limit: 10 }) };
    expect(await knownPeople(paged, clock())).toEqual(all);
  });
});

describe("a person", () => {
  test("keeps one generation over sign-ins, even two at once, until all sessions are ended", async () => {
    const { table, clock, kept } = house();
    const [one, two] = await Promise.all([
      signedInPerson(kept, dana, clock()),
      signedInPerson(kept, dana, clock()),
    ]);
    expect(one).toBe(two);
    expect(await signedInPerson(kept, dana, clock())).toBe(one);
    await endEverySession(kept, dana.id);
    expect((await findPerson(table, dana.id))?.generation).not.toBe(one);
    expect(await knownPeople(table, clock())).toEqual([dana]);
  });

  test("whose item cannot be read is written anew at the next sign-in", async () => {
    const { table, clock, kept } = house();
    await signedInPerson(kept, dana, clock());
    const [item] = table.items();
    if (item === undefined) throw new Error("no item");
    await table.put({ ...item, role: "chief" });
    expect(await findPerson(table, dana.id)).toBeUndefined();
    expect(await knownPeople(table, clock())).toEqual([]);
    await signedInPerson(kept, dana, clock());
    expect(await knownPeople(table, clock())).toEqual([dana]);
  });

  test("whom nobody knows is not made by what is said of them", async () => {
    const { table, kept } = house();
    await personIsNow(table, dana);
    await personIsOut(table, dana.id);
    await endEverySession(kept, dana.id);
    expect(table.items()).toEqual([]);
  });

  test("stands in the table under a hash that no session's id can have", async () => {
    const { table, clock, kept } = house();
    await signedInPerson(kept, dana, clock());
    expect(table.items()).toMatchObject([
      { pk: expect.stringMatching(/^session#[0-9a-f]{64}$/), sk: "person", list: "people" },
    ]);
  });
});
