import { describe, expect, test } from "vitest";
import { faultyTable } from "./faulty-table.ts";
import { memoryTable } from "./memory-table.ts";

const key = { pk: "consultation#A", sk: "tracker" };
const woken = { ...key, wake: "wake", wakeAt: "1" };
const query = { index: "wake", partition: "wake" } as const;

describe("the faulty table", () => {
  test("does nothing when it throttles or times out, and everything when only the answer is lost", async () => {
    const { table, failNext, calls } = faultyTable(memoryTable());
    failNext("throttled");
    await expect(table.put(woken)).rejects.toMatchObject({ name: "ThrottlingException" });
    failNext("timed-out");
    await expect(table.put(woken)).rejects.toMatchObject({ name: "TimeoutError" });
    expect(await table.get(key)).toBeUndefined();
    failNext("answer-lost");
    await expect(table.put(woken)).rejects.toMatchObject({ name: "TimeoutError" });
    expect(await table.get(key)).toEqual(woken);
    expect(await table.query(query)).toEqual({ entries: [key] });
    expect(calls.map((call) => call.do)).toEqual(["put", "put", "get", "put", "get", "query"]);
  });

  test("fails the calls that it is told to fail, by what they are or by how many came before", async () => {
    const { table, failNext } = faultyTable(memoryTable(), (_, count) =>
      count === 2 ? "throttled" : undefined,
    );
    failNext("throttled", (call) => call.do === "query");
    await table.get(key);
    await expect(table.query(query)).rejects.toThrow();
    await expect(table.get(key)).rejects.toThrow();
    expect(await table.query(query)).toEqual({ entries: [] });
  });

  test("shows an index as it was until it catches up, while items are always fresh", async () => {
    const { table, holdIndexes, catchUp } = faultyTable(memoryTable());
    await table.put(woken);
    holdIndexes();
    await table.put(key);
    await table.put({ pk: "consultation#B", sk: "tracker", wake: "wake", wakeAt: "2" });
    expect(await table.query(query)).toEqual({ entries: [key] });
    expect(await table.get(key)).toEqual(key);
    await catchUp();
    expect(await table.query(query)).toEqual({
      entries: [{ pk: "consultation#B", sk: "tracker" }],
    });
  });
});
