import { describe, expect, test } from "vitest";
import { closingTable, jsonLine } from "./closing.ts";
import { goals, reaches } from "./goals.ts";
import type { Measured } from "./measured.ts";
import { partsOf } from "./parts.ts";
import { isMeasured, type Part, runBench } from "./run-bench.ts";

const quiet = () => undefined;

const measured = (id: string, value: number, unit = ""): Measured => ({
  id,
  name: id,
  value,
  spread: [value, value * 2],
  unit,
});

const part = (...all: readonly Measured[]): Part => ({
  name: all.map(({ id }) => id).join(" "),
  ids: all.map(({ id }) => id),
  measure: async () => ({ measured: all }),
});

const breaks = (id: string, message: string): Part => ({
  name: `part of ${id}`,
  ids: [id],
  measure: async () => {
    throw new Error(message);
  },
});

describe("the closing table of npm run bench", () => {
  test("says of each figure what was promised, whether it holds, and how far the runs lie apart", async () => {
    const bench = await runBench(
      [part(measured("P1", 0.6)), part(measured("P8", 0.75, "US dollars"))],
      quiet,
    );
    expect(closingTable(bench)).toEqual([
      "id  value            goal          holds  spread       promise",
      "P1  0.6              at least 0.6  yes    0.6 to 1.2   API requests a second ÷ a bare Hono handler with the same two puts",
      "P8  0.75 US dollars  at most 0.6   NO     0.75 to 1.5  marginal cost of 1,000 requests answered in time",
    ]);
  });

  test("stands in the order of the promises, whatever is measured first", async () => {
    const bench = await runBench([part(measured("P8", 0.5)), part(measured("P1", 1))], quiet);
    expect(bench.rows.map(({ id }) => id)).toEqual(["P1", "P8"]);
  });

  test("says why a figure is not there, in one line, and goes on with the next part", async () => {
    const bench = await runBench(
      [breaks("P1", "the peers cannot be had\nnpm said: no"), part(measured("P6", 1))],
      quiet,
    );
    const [, first, second] = closingTable(bench);
    expect(first).toMatch(/^P1 {2}not measured .*: the peers cannot be had$/);
    expect(second).toMatch(/^P6 {2}1 /);
    expect(bench.failed).toEqual(["part of P1: the peers cannot be had\nnpm said: no"]);
  });
});

describe("the line for machines", () => {
  test("has id, value, floor and whether it holds, as the contract says", async () => {
    const bench = await runBench([part(measured("P3a", 1.5), measured("P3b", 5))], quiet);
    expect(JSON.parse(jsonLine(bench))).toEqual([
      { id: "P3a", value: 1.5, floor: 2, holds: false },
      { id: "P3b", value: 5, floor: 5, holds: true },
    ]);
  });

  test("gives no value to what was not measured, and does not let it hold", async () => {
    const bench = await runBench([breaks("P6", "no engine")], quiet);
    expect(JSON.parse(jsonLine(bench))).toEqual([
      { id: "P6", value: null, floor: 1, holds: false },
    ]);
  });
});

describe("a goal", () => {
  test("is reached at its floor, and missed beside it", () => {
    const goal = { id: "P0", promise: "", floor: 2 };
    const holds = (is: "at least" | "at most" | "exactly") =>
      [1, 2, 3].map((value) => reaches({ ...goal, is }, value));
    expect(holds("at least")).toEqual([false, true, true]);
    expect(holds("at most")).toEqual([true, true, false]);
    expect(holds("exactly")).toEqual([false, true, false]);
  });
});

describe("the bench", () => {
  test("has done its work when every figure is there, though goals are missed", async () => {
    expect(isMeasured(await runBench([part(measured("P1", 0.01))], quiet))).toBe(true);
  });

  test("has not when a part breaks, when a figure is none, or when a part leaves one out", async () => {
    const noNumber = part(measured("P1", Number.NaN));
    const leavesOut: Part = { ...part(measured("P2a", 1)), ids: ["P2a", "P2b"] };
    const withoutRows: Part = { ...breaks("P1", "no bundle"), ids: [] };
    for (const each of [breaks("P1", "no engine"), noNumber, leavesOut, withoutRows])
      expect(isMeasured(await runBench([each], quiet))).toBe(false);
  });

  test("takes no figure from a part whose figure it is not", async () => {
    const bench = await runBench([{ ...part(measured("P1", 1)), ids: ["P6"] }], quiet);
    expect(bench.failed[0]).toContain("P1");
    expect(isMeasured(bench)).toBe(false);
  });

  test("measures every promise, each in one part", () => {
    const ids = partsOf(2000).flatMap((each) => each.ids);
    expect(ids.toSorted()).toEqual(goals.map(({ id }) => id).toSorted());
  });
});
