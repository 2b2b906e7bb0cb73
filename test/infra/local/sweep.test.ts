import path from "node:path";
import { expect, test } from "vitest";
import { openClock } from "../../../infra/local/clock.ts";
import { createSweeper } from "../../../infra/local/sweep.ts";
import { at, type Instant, plusSeconds } from "../../../shared/domain/instant.ts";
import { scratchFolder } from "./scratch-folder.ts";

const start = at("2026-11-24T10:00:00Z");

/** A letters function over a list of wake-ups; `onSweep` decides what becomes of those due. */
const swept = async (
  wakes: readonly string[],
  onSweep: (due: readonly Instant[], now: Instant) => { next: readonly Instant[]; sent: number },
) => {
  const clock = await openClock({
    file: path.join(await scratchFolder(), "clock.json"),
    machine: () => start,
  });
  let pending: readonly Instant[] = wakes.map((wake) => at(wake));
  const sweeps: string[] = [];
  const said: string[] = [];
  let running = 0;
  let mostAtOnce = 0;
  const sweeper = createSweeper({
    clock,
    report: (line) => said.push(line),
    nextWake: async (after) =>
      pending.filter((wake) => after === undefined || wake > after).toSorted()[0],
    sweep: async () => {
      mostAtOnce = Math.max(mostAtOnce, ++running);
      try {
        await new Promise((resolve) => setTimeout(resolve, 1));
        const now = clock.now();
        sweeps.push(now);
        const due = pending.filter((wake) => wake <= now);
        const { next, sent } = onSweep(due, now);
        pending = [...pending.filter((wake) => wake > now), ...next];
        return { sent };
      } finally {
        running--;
      }
    },
  });
  return { clock, sweeper, sweeps, said, mostAtOnce: () => mostAtOnce };
};

const sendAll = (due: readonly Instant[]) => ({ next: [], sent: due.length });

test("the clock stops at every wake-up on the way, each swept before the next, then at the target", async () => {
  const { clock, sweeper, sweeps } = await swept(
    [
      "2026-11-24T12:00:00Z",
      "2026-11-24T11:00:00Z",
      "2026-11-24T11:00:00Z",
      "2026-11-25T09:00:00Z",
    ],
    sendAll,
  );
  expect(await sweeper.stepTo(at("2026-11-24T13:00:00Z"))).toEqual({
    ok: true,
    now: "2026-11-24T13:00:00Z",
    sent: 3,
  });
  expect([...new Set(sweeps)]).toEqual([
    "2026-11-24T11:00:00Z",
    "2026-11-24T12:00:00Z",
    "2026-11-24T13:00:00Z",
  ]);
  expect(clock.now()).toBe("2026-11-24T13:00:00Z");
});

test("a wake-up that a sweep makes on the way is not passed over", async () => {
  let chain = 0;
  const { sweeper, sweeps } = await swept(["2026-11-24T11:00:00Z"], (due, now) => ({
    next: due.length > 0 && ++chain < 4 ? [plusSeconds(now, 600)] : [],
    sent: due.length,
  }));
  expect(await sweeper.stepTo(at("2026-11-24T12:00:00Z"))).toMatchObject({ ok: true, sent: 4 });
  expect(sweeps).toContain("2026-11-24T11:30:00Z");
});

test("more than one sweep's worth due at once is sent in as many sweeps as it takes", async () => {
  const { sweeper } = await swept(
    Array.from({ length: 25 }, () => "2026-11-24T11:00:00Z"),
    (due) => ({ next: due.slice(10), sent: Math.min(10, due.length) }),
  );
  expect(await sweeper.stepTo(at("2026-11-24T11:00:00Z"))).toMatchObject({ sent: 25 });
});

test("a wake-up that never moves does not hold up the others or the answer", async () => {
  const { sweeper, sweeps } = await swept(
    ["2026-11-24T09:00:00Z", "2026-11-24T11:00:00Z"],
    (due) => {
      const stuck = due.filter((wake) => wake === "2026-11-24T09:00:00Z");
      return { next: stuck, sent: due.length - stuck.length };
    },
  );
  expect(await sweeper.stepTo(at("2026-11-24T12:00:00Z"))).toMatchObject({ ok: true, sent: 1 });
  expect(sweeps.length).toBeLessThan(10);
});

test("a letter that is sent again and again does not keep the clock from arriving", async () => {
  const { sweeper } = await swept(["2026-11-24T11:00:00Z"], (due) => ({
    next: due,
    sent: due.length,
  }));
  expect(await sweeper.stepTo(at("2026-11-24T11:00:00Z"))).toMatchObject({
    ok: true,
    now: "2026-11-24T11:00:00Z",
  });
});

test("a sweep that fails is said once, by name only, and the walk goes on", async () => {
  const { sweeper, said } = await swept(["2026-11-24T11:00:00Z"], () => {
    throw new RangeError("canary");
  });
  const step = sweeper.stepTo(at("2026-11-24T12:00:00Z"));
  await expect(step).resolves.toMatchObject({ ok: true, sent: 0 });
  expect(said).toEqual(["The letters function failed: RangeError"]);
});

test("an earlier target, or one beyond ten years, is refused and nothing is moved or swept", async () => {
  const { clock, sweeper, sweeps } = await swept(["2026-11-24T09:00:00Z"], sendAll);
  expect(await sweeper.stepTo(at("2026-11-24T09:59:59Z"))).toEqual({
    ok: false,
    reason: "earlier",
    now: start,
  });
  expect(await sweeper.stepTo(at("2126-11-24T09:59:59Z"))).toMatchObject({ reason: "too-far" });
  expect(sweeps).toEqual([]);
  expect(clock.now()).toBe(start);
});

test("two moves at once come one after the other, and the earlier target second is refused", async () => {
  const { sweeper, mostAtOnce } = await swept(["2026-11-24T11:00:00Z"], sendAll);
  sweeper.start();
  const [far, near] = await Promise.all([
    sweeper.stepTo(at("2026-11-24T13:00:00Z")),
    sweeper.stepTo(at("2026-11-24T12:00:00Z")),
  ]);
  expect(far).toMatchObject({ ok: true, sent: 1 });
  expect(near).toMatchObject({ ok: false, reason: "earlier" });
  await sweeper.stop();
  expect(mostAtOnce()).toBe(1);
});

test("once started it sweeps every second; stopped, it waits for the sweep under way", async () => {
  const { sweeper, sweeps } = await swept(["2026-11-24T10:00:00Z"], sendAll);
  sweeper.start();
  await new Promise((resolve) => setTimeout(resolve, 2300));
  await sweeper.stop();
  const count = sweeps.length;
  expect(count).toBe(2);
  await new Promise((resolve) => setTimeout(resolve, 1200));
  expect(sweeps).toHaveLength(count);
});
