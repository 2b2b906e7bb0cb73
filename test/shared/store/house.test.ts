import { describe, expect, test } from "vitest";
import { plusSeconds } from "../../../shared/domain/instant.ts";
import { readHeartbeat, writeHeartbeat } from "../../../shared/store/house.ts";
import { monday } from "./sample-submission.ts";
import { shelfInMemory } from "./shelf.ts";

describe("the heartbeat", () => {
  test("is not there before the first sweep, and is that of the last one after it", async () => {
    const { table, calls } = shelfInMemory();
    expect(await readHeartbeat(table)).toBeUndefined();
    await writeHeartbeat(table, monday);
    await writeHeartbeat(table, plusSeconds(monday, 60));
    expect(await readHeartbeat(table)).toBe("2026-11-23T10:01:00Z");
    expect(calls.filter((call) => call.do === "put")).toHaveLength(2);
  });

  test("that cannot be read is an error: nobody must take it for a living sweep", async () => {
    const { table, inner } = shelfInMemory();
    await writeHeartbeat(table, monday);
    const [item] = inner.items();
    if (item === undefined) throw new Error("no heartbeat");
    await inner.put({ ...item, at: "just now" });
    await expect(readHeartbeat(table)).rejects.toThrow("not an instant");
  });
});
