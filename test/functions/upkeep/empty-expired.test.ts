import { describe, expect, it } from "vitest";
import { firstBrokenEntry } from "../../../shared/domain/history.ts";
import { dayAfter, keptHouse, lastDay } from "../kept-house.ts";
import { closeFields, contactFields, hub, morgan } from "../sites.ts";

const notNamed = {
  answers: { named: "not-named", childName: undefined, childBirthDate: undefined },
  key: "00000000-0000-4000-8000-000000000002",
};

describe("words that were kept long enough", () => {
  it("are deleted in the morning after the last day, every one of them, and their figures stay", async () => {
    const house = keptHouse();
    const reference = await house.closed();
    await house.act(reference, "reopen", { reopened: "CANARY reopened" });
    await house.act(reference, "contact", { ...contactFields, advice: "CANARY second advice" });
    await house.act(reference, "close", { ...closeFields, reasons: "CANARY reasons" });
    await house.sendAll();
    const before = await house.standing(reference);
    const sealed = house.texts(reference);
    expect(sealed.length).toBeGreaterThanOrEqual(8);

    expect(await house.morningOf(lastDay)).toMatchObject({ emptied: 0 });
    expect(house.texts(reference)).toEqual(sealed);

    expect(await house.morningOf(dayAfter)).toMatchObject({ emptied: 1 });
    const gone = house.texts(reference);
    expect(gone.map(({ pk, sk }) => `${pk} ${sk}`)).toEqual(
      sealed.map(({ pk, sk }) => `${pk} ${sk}`),
    );
    for (const item of gone)
      expect(Object.keys(item).toSorted()).toEqual(["expires", "gone", "pk", "sk"]);
    const stone = await house.standing(reference);
    const { decision, clear, contact, attempts, outcome, receivedAt, dueAt, closedAt } = before;
    expect(stone).toMatchObject({
      ...{ decision, clear, contact, attempts, outcome, receivedAt, dueAt, closedAt },
      advised: before.advised,
      emptiedAt: `${dayAfter}T05:00:00Z`,
      address: "",
    });
    expect(firstBrokenEntry(stone.history)).toBeUndefined();
  });

  it("leave no sealed byte of them anywhere in the table", async () => {
    const house = keptHouse();
    const reference = await house.closed();
    const sealed = house
      .texts(reference)
      .flatMap((item) => [item["words"], item["advice"]])
      .concat((await house.standing(reference)).address)
      .filter((text) => typeof text === "string");
    expect(sealed.length).toBeGreaterThanOrEqual(5);
    const whole = () => JSON.stringify(house.shelf.inner.items());
    for (const text of sealed) expect(whole()).toContain(text);
    await house.morningOf(dayAfter);
    for (const text of sealed) expect(whole()).not.toContain(text);
  });

  it("are counted and named in the log by reference alone, and every write is trailed", async () => {
    const house = keptHouse();
    const reference = await house.closed();
    const trailed = house.shelf.trail.entries.length;
    await house.morningOf(dayAfter);
    expect(house.counted("ConsultationsEmptied")).toBe(1);
    expect(house.lines).toContainEqual(
      expect.objectContaining({ event: "consultation emptied", facts: { reference } }),
    );
    expect(house.shelf.trail.entries.length).toBe(trailed + 2);
  });

  it("once deleted are looked for no more: a second run does nothing", async () => {
    const house = keptHouse();
    await house.closed();
    await house.morningOf(dayAfter);
    const standing = JSON.stringify(house.shelf.inner.items());
    expect(await house.morningOf(dayAfter)).toMatchObject({ emptied: 0 });
    expect(await house.morningOf("2040-01-01")).toMatchObject({ emptied: 0 });
    expect(JSON.stringify(house.shelf.inner.items())).toBe(standing);
  });

  it("owe no letter afterwards, and the sweep finds nothing to do", async () => {
    const house = keptHouse();
    await house.closed();
    await house.morningOf(dayAfter);
    const sent = house.mailer.sent.length;
    await house.sendAll();
    expect(house.mailer.sent.length).toBe(sent);
    expect(house.counted("PoisonItems")).toBe(0);
  });
});

describe("how long", () => {
  it("is a year where no child was named, and the outcome's own years where it has some", async () => {
    const house = keptHouse();
    const named = await house.closed();
    const without = await house.closed(notNamed);
    expect(await house.morningOf("2027-11-24")).toMatchObject({ emptied: 1 });
    expect((await house.standing(without)).emptiedAt).toBeDefined();
    expect((await house.standing(named)).emptiedAt).toBeUndefined();
  });

  it("is what the settings say on the day: a change takes effect by itself, either way", async () => {
    const [longer, shorter] = [keptHouse(), keptHouse()];
    await longer.closed();
    const byOutcome = { "advice-only": 25 };
    expect(await longer.morningOf(dayAfter, { ...hub.retentionYears, byOutcome })).toMatchObject({
      emptied: 0,
    });
    await shorter.closed();
    expect(await shorter.morningOf("2028-11-24", { named: 2, notNamed: 1 })).toMatchObject({
      emptied: 1,
    });
  });
});

describe("nothing is deleted", () => {
  it("of one that is open, that was reopened, or that is held, however old", async () => {
    const house = keptHouse();
    const open = await house.received({ key: "00000000-0000-4000-8000-000000000003" });
    const held = await house.closed({ key: "00000000-0000-4000-8000-000000000004" });
    await house.act(held, "hold", { heldBecause: "A court case" }, morgan);
    const reopened = await house.closed({ key: "00000000-0000-4000-8000-000000000005" });
    await house.act(reopened, "reopen", { reopened: "A new call" });
    const texts = () => JSON.stringify([open, held, reopened].map(house.texts));
    const before = texts();
    expect(await house.morningOf("2040-01-02")).toMatchObject({ emptied: 0 });
    expect(texts()).toBe(before);
    await house.act(held, "lift-hold", { liftedBecause: "The case is over" }, morgan);
    expect(await house.morningOf("2040-01-03")).toMatchObject({ emptied: 1 });
    expect((await house.standing(held)).emptiedAt).toBeDefined();
  });

  it("that an index still shows as closed, when it was reopened a moment ago", async () => {
    const house = keptHouse();
    const reference = await house.closed();
    house.shelf.holdIndexes();
    await house.act(reference, "reopen", { reopened: "A new call" });
    expect(await house.morningOf(dayAfter)).toMatchObject({ emptied: 0 });
    expect((await house.standing(reference)).emptiedAt).toBeUndefined();
  });
});

describe("what stops it in between", () => {
  it("before all words are gone leaves them to the next day, and nobody can act on it meanwhile", async () => {
    const house = keptHouse();
    const reference = await house.closed();
    house.shelf.failPut("timed-out", "words");
    await expect(house.morningOf(dayAfter)).rejects.toThrow("were not looked after");
    const marked = await house.standing(reference);
    expect([marked.emptiedAt, marked.address === ""]).toEqual([`${dayAfter}T05:00:00Z`, false]);
    await expect(
      house.act(reference, "hold", { heldBecause: "A court case" }, morgan),
    ).rejects.toThrow("hold was answered 409");
    expect(await house.morningOf("2032-11-25")).toMatchObject({ emptied: 1 });
    const stone = await house.standing(reference);
    expect([stone.emptiedAt, stone.address]).toEqual([marked.emptiedAt, ""]);
    expect(house.texts(reference).every((item) => "gone" in item)).toBe(true);
    expect(stone.history).toEqual(marked.history);
  });

  it("between the words and the tombstone is done again the next day", async () => {
    const house = keptHouse();
    const reference = await house.closed();
    let puts = 0;
    house.shelf.failNext("timed-out", (call) => {
      if (call.do !== "put" || !call.pk.startsWith("consultation#")) return false;
      puts += 1;
      return puts === 2;
    });
    await expect(house.morningOf(dayAfter)).rejects.toThrow("were not looked after");
    expect(house.texts(reference).every((item) => "gone" in item)).toBe(true);
    expect((await house.standing(reference)).address).not.toBe("");
    expect(await house.morningOf("2032-11-25")).toMatchObject({ emptied: 1 });
    expect((await house.standing(reference)).address).toBe("");
  });

  it("one that cannot be read is named, and stops no other", async () => {
    const house = keptHouse();
    const poison = await house.closed();
    const other = await house.closed({ key: "00000000-0000-4000-8000-000000000003" });
    const item = await house.shelf.inner.get({ pk: `consultation#${poison}`, sk: "tracker" });
    await house.shelf.inner.put({ pk: "", sk: "", ...item, state: "unheard of" });
    expect(await house.morningOf(dayAfter)).toMatchObject({ emptied: 1, unreadable: 1 });
    expect((await house.standing(other)).emptiedAt).toBeDefined();
  });
});
