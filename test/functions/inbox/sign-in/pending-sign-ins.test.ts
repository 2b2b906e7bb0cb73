import { describe, expect, test } from "vitest";
import { pendingSignIns } from "../../../../functions/inbox/sign-in/pending-sign-ins.ts";
import { at } from "../../../../shared/domain/instant.ts";
import { movableClock } from "../../../fakes/clock.ts";
import { memoryTable } from "../../../fakes/memory-table.ts";

const key = { browser: "b".repeat(22), state: "s".repeat(22) };
const pending = { nonce: "n", verifier: "v", returnTo: "/" };

const desk = () => {
  const memory = memoryTable();
  const { clock, advance } = movableClock(at("2031-03-04T09:00:00Z"));
  return { ...pendingSignIns({ table: memory, clock }), memory, advance };
};

describe("a sign-in under way", () => {
  test("comes back once, whoever else comes back at the same moment", async () => {
    const { keep, take, memory } = desk();
    await keep(key, pending);
    const taken = await Promise.all([take(key), take(key), take(key)]);
    expect(taken.filter((one) => one !== undefined)).toEqual([expect.objectContaining(pending)]);
    expect(await take(key)).toBeUndefined();
    expect(JSON.stringify(memory.items())).not.toContain("verifier");
  });

  test("comes back to its own browser with its own state, within ten minutes", async () => {
    const { keep, take, advance, memory } = desk();
    await keep(key, pending);
    expect(await take({ ...key, browser: "c".repeat(22) })).toBeUndefined();
    expect(await take({ ...key, state: "t".repeat(22) })).toBeUndefined();
    expect(await take({ browser: key.state, state: key.browser })).toBeUndefined();
    expect(memory.items()[0]?.["expires"]).toBe(Date.parse("2031-03-04T09:10:00Z") / 1000);
    advance(600);
    expect(await take(key)).toBeUndefined();
  });
});
