import path from "node:path";
import { expect, test } from "vitest";
import type { UpkeepReport } from "../../../functions/upkeep/upkeep.ts";
import { openClock } from "../../../infra/local/clock.ts";
import { createDailyUpkeep } from "../../../infra/local/daily-upkeep.ts";
import { createSweeper } from "../../../infra/local/sweep.ts";
import { at, type Instant, plusSeconds } from "../../../shared/domain/instant.ts";
import { scratchFolder } from "./scratch-folder.ts";

const start = at("2026-11-24T10:00:00Z");

const nothingDone: UpkeepReport = {
  calendar: "fresh",
  walked: 0,
  revised: 0,
  repaired: 0,
  unreadable: 0,
  unanswered: 0,
  emptied: 0,
};

/** A letters function over a list of wake-ups; `onSweep` decides what becomes of those due. */
const swept = async (
  wakes: readonly string[],
  onSweep: (due: readonly Instant[], now: Instant) => { next: readonly Instant[]; sent: number },
  {
    machine = () => start,
    deliveries = { tell: async () => 0, next: () => undefined },
    onUpkeep = () => nothingDone,
  }: {
    readonly machine?: () => Instant;
    readonly deliveries?: Parameters<typeof createSweeper>[0]["deliveries"];
    readonly onUpkeep?: (now: Instant, owe: (wake: Instant) => void) => UpkeepReport;
  } = {},
) => {
  const clock = await openClock({
    file: path.join(await scratchFolder(), "clock.json"),
    machine,
  });
  let pending: readonly Instant[] = wakes.map((wake) => at(wake));
  const sweeps: string[] = [];
  const said: string[] = [];
  let running = 0;
  let mostAtOnce = 0;
  const upkeeps: string[] = [];
  const report = (line: string) => said.push(line);
  const daily = createDailyUpkeep({
    clock: clock.now,
    upkeep: async () => {
      upkeeps.push(clock.now());
      return onUpkeep(clock.now(), (wake) => {
        pending = [...pending, wake];
      });
    },
    report,
  });
  const sweeper = createSweeper({
    clock,
    report,
    daily,
    deliveries,
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
  const owe = (wake: Instant) => {
    pending = [...pending, wake];
  };
  return { clock, sweeper, sweeps, upkeeps, said, owe, mostAtOnce: () => mostAtOnce };
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

test("upkeep runs at every 5 in the morning on the way, by London's clocks: here they go back and forward", async () => {
  const { sweeper, upkeeps, sweeps, said } = await swept([], sendAll, {
    machine: () => at("2026-10-23T10:00:00Z"),
  });
  await sweeper.stepTo(at("2026-10-26T05:00:00Z"));
  expect(upkeeps).toEqual(["2026-10-24T04:00:00Z", "2026-10-25T05:00:00Z", "2026-10-26T05:00:00Z"]);
  expect(sweeps).toEqual(expect.arrayContaining(upkeeps));
  await sweeper.stepTo(at("2027-03-27T05:00:00Z"));
  upkeeps.length = 0;
  await sweeper.stepTo(at("2027-03-29T04:00:00Z"));
  expect(upkeeps).toEqual(["2027-03-28T04:00:00Z", "2027-03-29T04:00:00Z"]);
  expect(said).toEqual([]);
});

test("a move of years lives through the last 60 days of upkeep, and every wake-up before them", async () => {
  const { sweeper, upkeeps, sweeps } = await swept(["2028-01-05T09:00:00Z"], sendAll);
  expect(await sweeper.stepTo(at("2036-07-01T12:00:00Z"))).toMatchObject({ ok: true, sent: 1 });
  expect(sweeps[0]).toBe("2028-01-05T09:00:00Z");
  expect(upkeeps).toHaveLength(60);
  expect([upkeeps[0], upkeeps.at(-1)]).toEqual(["2036-05-03T04:00:00Z", "2036-07-01T04:00:00Z"]);
});

test("what upkeep mends goes out at that very instant", async () => {
  const { sweeper, sweeps } = await swept([], sendAll, {
    onUpkeep: (now, owe) => {
      if (now === "2026-11-25T05:00:00Z") owe(at("2026-11-24T11:00:00Z"));
      return nothingDone;
    },
  });
  expect(await sweeper.stepTo(at("2026-11-25T05:00:00Z"))).toMatchObject({ ok: true, sent: 1 });
  expect(sweeps[0]).toBe("2026-11-25T05:00:00Z");
});

test("upkeep and a wake-up of the same instant: both happen, the clock stands still, upkeep first", async () => {
  const order: string[] = [];
  const { sweeper } = await swept(
    ["2026-11-25T05:00:00Z"],
    (due, now) => {
      if (due.length > 0) order.push(`swept ${now}`);
      return sendAll(due);
    },
    {
      onUpkeep: (now) => {
        order.push(`kept up ${now}`);
        return nothingDone;
      },
    },
  );
  await sweeper.stepTo(at("2026-11-25T06:00:00Z"));
  expect(order).toEqual(["kept up 2026-11-25T05:00:00Z", "swept 2026-11-25T05:00:00Z"]);
});

test("upkeep that fails is said once, by name only; the walk goes on, and tomorrow it is tried again", async () => {
  const { sweeper, upkeeps, said } = await swept([], sendAll, {
    onUpkeep: (now) => {
      if (now < "2026-11-27") throw new RangeError("canary");
      return nothingDone;
    },
  });
  expect(await sweeper.stepTo(at("2026-11-28T12:00:00Z"))).toMatchObject({ ok: true });
  expect(upkeeps).toHaveLength(4);
  expect(said).toEqual(["The upkeep function failed: RangeError", "Upkeep works again."]);
});

test("what upkeep changed is said; a list that stays refused is said once", async () => {
  const { sweeper, said } = await swept([], sendAll, {
    onUpkeep: (now) =>
      now < "2026-11-26"
        ? {
            calendar: "fresh",
            walked: 9,
            revised: 2,
            repaired: 1,
            unreadable: 0,
            unanswered: 0,
            emptied: 0,
          }
        : { ...nothingDone, calendar: "kept" },
  });
  await sweeper.stepTo(at("2026-11-28T12:00:00Z"));
  expect(said).toEqual([
    "Upkeep: 2 deadlines revised, 1 wake-up repaired.",
    "Upkeep: the list of bank holidays was refused, so the last good one is kept.",
  ]);
});

test("at normal speed upkeep runs once when 5 in the morning has come, and not a second later again", async () => {
  let machine = at("2026-11-25T04:59:59Z");
  const { sweeper, upkeeps } = await swept([], sendAll, { machine: () => machine });
  sweeper.start();
  await new Promise((resolve) => setTimeout(resolve, 1200));
  expect(upkeeps).toEqual([]);
  machine = at("2026-11-25T05:00:03Z");
  await new Promise((resolve) => setTimeout(resolve, 2300));
  await sweeper.stop();
  expect(upkeeps).toEqual(["2026-11-25T05:00:03Z"]);
});

test("what became of letters is told after the sweep that sent them, before the clock goes on", async () => {
  const order: string[] = [];
  const { sweeper, clock } = await swept(
    ["2026-11-24T11:00:00Z", "2026-11-24T13:00:00Z"],
    (due, now) => {
      if (due.length > 0) order.push(`swept ${now}`);
      return sendAll(due);
    },
    {
      deliveries: {
        tell: async () => {
          if (order.at(-1)?.startsWith("swept") !== true) return 0;
          order.push(`told ${clock.now()}`);
          return 1;
        },
        next: () => undefined,
      },
    },
  );
  await sweeper.stepTo(at("2026-11-24T14:00:00Z"));
  expect(order).toEqual([
    "swept 2026-11-24T11:00:00Z",
    "told 2026-11-24T11:00:00Z",
    "swept 2026-11-24T13:00:00Z",
    "told 2026-11-24T13:00:00Z",
  ]);
});

test("the clock stops where something becomes of a letter, and what is then owed is swept there", async () => {
  const untold = [at("2026-11-24T10:10:00Z"), at("2026-11-24T12:00:00Z")];
  const { sweeper, sweeps, clock, owe } = await swept([], sendAll, {
    deliveries: {
      tell: async () => {
        const happened = untold.filter((one) => one <= clock.now());
        untold.splice(0, happened.length);
        for (const one of happened) owe(one);
        return happened.length;
      },
      next: (after) => untold.find((one) => after === undefined || one > after),
    },
  });
  // Both letters that are owed because of it go out, each at its own time.
  expect(await sweeper.stepTo(at("2026-11-24T13:00:00Z"))).toMatchObject({ ok: true, sent: 2 });
  expect(sweeps.filter((sweep) => sweep === "2026-11-24T10:10:00Z").length).toBeGreaterThan(1);
  expect([...new Set(sweeps)]).toEqual([
    "2026-11-24T10:10:00Z",
    "2026-11-24T12:00:00Z",
    "2026-11-24T13:00:00Z",
  ]);
});

test("at normal speed it is told with every sweep, once a second", async () => {
  let told = 0;
  const { sweeper } = await swept([], sendAll, {
    deliveries: { tell: async () => ++told, next: () => undefined },
  });
  sweeper.start();
  await new Promise((resolve) => setTimeout(resolve, 1300));
  await sweeper.stop();
  expect(told).toBe(1);
});
