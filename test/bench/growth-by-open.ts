import { eachAtOnce } from "../../shared/at-once.ts";
import { wakeAt } from "../../shared/domain/letters.ts";
import { loadConsultation } from "../../shared/store/consultations.ts";
import { toTrackerItem } from "../../shared/store/tracker-item.ts";
import { movableClock } from "../fakes/clock.ts";
import { dana, morgan } from "../functions/sites.ts";
import { type CountedCall, startCountingProxy } from "../shared/store/counting-proxy.ts";
import { startDynoxide } from "../shared/store/engines.ts";
import { monday, working } from "../shared/store/sample-submission.ts";
import { figure } from "./closing.ts";
import type { Report, Sheet } from "./found.ts";
import { grownWords, queriesIn, rounds, timeWords, unitsOf } from "./growth-words.ts";
import { houseOnEngine, shown } from "./house-on-engine.ts";
import { interleaved } from "./measured.ts";

/** How many are open at once: a hub has some dozens. */
const opens: readonly number[] = [100, 1000, 10_000];

/** The figures are counted only: their time goes by rows, which the table by what is stored shows. */
const pages = {
  "worklist, its first page": { who: dana, address: "/", isTimed: true },
  "manager: figures of a month": { who: morgan, address: "/figures?month=2026-10", isTimed: false },
} as const;

/** An engine with so many open: the first came by the API and had its letters, the others are put like it. */
const openedUp = async (program: string, count: number) => {
  const engine = await startDynoxide(program);
  const proxy = await startCountingProxy(engine.endpoint);
  const { clock } = movableClock(monday);
  const [plain, metered] = [
    houseOnEngine(engine.endpoint, clock),
    houseOnEngine(proxy.endpoint, clock),
  ];
  const { table } = plain.shelf;
  const [reference = ""] = await plain.received(1);
  await plain.sweep();
  const first = await loadConsultation(plain.shelf, reference);
  if (first === undefined) throw new Error("the first open consultation is not there");
  const others = Array.from({ length: count - 1 }, (_, n) => {
    const digits = String(n).padStart(8, "0");
    return { ...first, reference: `BBBB-${digits.slice(0, 4)}-${digits.slice(4)}` };
  });
  await eachAtOnce(others, async (other) => {
    await table.put(toTrackerItem(other, wakeAt(other, working, clock())), { absent: true });
  });
  const asking = async (house: typeof plain) =>
    new Map(
      await Promise.all(
        Object.entries(pages).map(async ([name, { who, address }]) => {
          const browser = await house.staff(who);
          return [name, () => shown(browser.ask(address), address)] as const;
        }),
      ),
    );
  const [timed, counted] = [await asking(plain), await asking(metered)];
  const go = async (askers: typeof timed, name: string) => {
    const ask = askers.get(name);
    if (ask === undefined) throw new Error(`there is no page ${name}`);
    await ask();
  };
  return {
    /** Once before, so that nothing is counted that only the first one reads. */
    count: async (name: string) => {
      await go(counted, name);
      const before = proxy.calls.length;
      await go(counted, name);
      return proxy.calls.slice(before);
    },
    time: async (name: string) => {
      const began = performance.now();
      await go(timed, name);
      return performance.now() - began;
    },
    close: async () => {
      await proxy.close();
      await engine.close();
    },
  };
};

/** What the pages that show open work cost by how much of it there is. */
export const sheetByOpen = async (
  program: string,
  report: Report,
  sizes = opens,
): Promise<Sheet> => {
  const houses: { readonly size: number; readonly on: Awaited<ReturnType<typeof openedUp>> }[] = [];
  try {
    for (const size of sizes) {
      report(`${grownWords(size)} open`);
      houses.push({ size, on: await openedUp(program, size) });
    }
    const rows: (readonly string[])[] = [];
    for (const [name, { isTimed }] of Object.entries(pages)) {
      const calls: (readonly CountedCall[])[] = [];
      for (const { on } of houses) calls.push(await on.count(name));
      rows.push(
        [`${name}, queries`, ...calls.map((each) => figure(queriesIn(each)))],
        [`${name}, read units`, ...calls.map((each) => figure(unitsOf(each, "read")))],
      );
      if (!isTimed) continue;
      report(`${name}: ${rounds} runs at each of ${sizes.map(grownWords).join(", ")} open`);
      const runs = await interleaved(
        Object.fromEntries(houses.map(({ size, on }) => [size, () => on.time(name)])),
        rounds,
      );
      rows.push([`${name}, time`, ...sizes.map((size) => timeWords(runs[String(size)] ?? []))]);
    }
    return {
      title: "What open work costs",
      says: `On engines in memory, each with so many open; the middle of ${rounds} interleaved runs, and the quickest and slowest. The worklist reads its list in parts of 500, so a page costs no more from there on; the figures count all that is open.`,
      columns: ["", ...sizes.map((size) => `${grownWords(size)} open`)],
      rows,
    };
  } finally {
    for (const { on } of houses) await on.close();
  }
};
