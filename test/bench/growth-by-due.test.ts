import { expect, test } from "vitest";
import type { CountedCall } from "../shared/store/counting-proxy.ts";
import type { CountedByDue } from "./grown.ts";
import { sheetByDue } from "./growth-by-due.ts";

const call = (operation: string, units: number): CountedCall => ({
  operation,
  units,
  key: "",
  condition: undefined,
  consistent: false,
  inIndexes: {},
});

/** The heartbeat and the query; for each that is due a read of 2 and a write of 6. */
const sweepOf = (due: number): CountedByDue => ({
  due,
  letters: due * 2,
  calls: [
    call("PutItem", 1),
    call("Query", 0.5),
    ...Array.from({ length: due }, () => [call("GetItem", 2), call("PutItem", 6)]).flat(),
  ],
});

test("what each that is due adds is counted above the empty sweep, for calls, reads and writes", () => {
  const { rows } = sheetByDue(1000, [0, 1, 10].map(sweepOf));

  expect(rows).toEqual([
    ["0", "0", "2", "0.5", "1", "-", "-", "-"],
    ["1", "2", "4", "2.5", "7", "2", "2", "6"],
    ["10", "20", "22", "20.5", "61", "2", "2", "6"],
  ]);
});

test("nothing is said of what each adds when no empty sweep was counted", () => {
  expect(() => sheetByDue(1000, [sweepOf(1)])).toThrow("no empty sweep");
});
