import { describe, expect, test } from "vitest";
import { exhaust } from "./exhaust.ts";
import { simulate } from "./lives.ts";

const timeout = 240_000;
const nothing = { lost: 0, missed: 0, late: 0, duplicatesOverBound: 0 };

describe("whatever fails, in whatever order", { timeout }, () => {
  test("nothing acknowledged is lost, nothing owed is missed or late, and nothing is sent too often", async () => {
    const { figures, failures, tried } = await simulate({ seeds: 40, seed: 20_361, shrinks: true });
    expect(failures).toEqual([]);
    expect(figures).toMatchObject({ seeds: 40, ...nothing });
    // A simulation in which nothing is sent and nothing fails would find nothing either.
    expect(tried.letters).toBeGreaterThan(120);
    for (const said of [
      "nobody-called",
      "got-worse",
      "no-longer-needed",
      "what-happened",
      "code",
      "saved",
    ])
      expect(tried.own[said], said).toBeGreaterThan(0);
    for (const act of ["reassign", "call-in", "priority", "advice", "difference", "settle"])
      expect(tried.acts[act], act).toBeGreaterThan(0);
    for (const kind of ["not-reached", "difference", "digest"])
      expect(tried.kinds[kind], kind).toBeGreaterThan(0);
    expect(Object.keys(tried.faults).toSorted()).toEqual([
      "answer-lost",
      "crash-after",
      "crash-before",
      "index-lags",
      "refused",
      "slow",
      "timed-out",
    ]);
  });

  test("the same seed lives the same lives, call by call, and another one others", async () => {
    const [once, again, other] = [
      await simulate({ seeds: 4, seed: 71 }),
      await simulate({ seeds: 4, seed: 71 }),
      await simulate({ seeds: 4, seed: 72 }),
    ];
    expect(again.figures.traceHash).toBe(once.figures.traceHash);
    expect(other.figures.traceHash).not.toBe(once.figures.traceHash);
  });

  test("no single fault in the life of one consultation does harm: every seventh of them", async () => {
    const { schedules, calls, failures } = await exhaust({ depth: 1, thin: 7 });
    expect(failures).toEqual([]);
    expect(calls).toBeGreaterThan(60);
    expect(schedules).toBeGreaterThan(25);
  });

  test("nor in the life of a practitioner who saves, comes back, chases, reads the advice and tells what became of it", async () => {
    const { schedules, calls, failures } = await exhaust({
      depth: 1,
      life: "practitioner",
      thin: 23,
    });
    expect(failures).toEqual([]);
    expect(calls).toBeGreaterThan(200);
    expect(schedules).toBeGreaterThan(25);
  });

  test("no three crashes and lost answers do harm: a thin sample of them", async () => {
    const { schedules, failures } = await exhaust({
      depth: 3,
      kinds: "crash-and-ambiguity",
      thin: 29,
    });
    expect(failures).toEqual([]);
    expect(schedules).toBeGreaterThan(5);
  });
});
