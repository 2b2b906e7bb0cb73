import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  isFew,
  type Shown,
  shownCounts,
  shownShare,
  shownTable,
} from "../../../shared/domain/suppression.ts";

/** What whoever reads a page and knows its rules can say of one count, of counts that sum to at most `most`. */
const candidates = (shown: Shown, most: number, isAllHidden: boolean): readonly number[] => {
  if (typeof shown === "number") return [shown];
  const from = shown === "few" ? 1 : isAllHidden ? 0 : 5;
  const to = shown === "few" ? 4 : most;
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => from + n);
};

const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

/** Every list of counts that the labels leave, with a sum that is among `sums`. */
const allCounts = (
  shown: readonly Shown[],
  sums: readonly number[],
): readonly (readonly number[])[] => {
  const most = Math.max(...sums);
  const isAllHidden = shown.every((one) => one === "hidden");
  const grow = (index: number, soFar: readonly number[]): readonly (readonly number[])[] => {
    const one = shown[index];
    if (one === undefined) return sums.includes(sumOf(soFar)) ? [soFar] : [];
    return candidates(one, most - sumOf(soFar), isAllHidden).flatMap((count) =>
      sumOf(soFar) + count > most ? [] : grow(index + 1, [...soFar, count]),
    );
  };
  return grow(0, []);
};

const sumsOf = (total: number) => (isFew(total) ? [1, 2, 3, 4] : [total]);

/** Small ones are what it is about. */
const count = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 5 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 12 }) },
);

const small = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 3 }) },
  { weight: 1, arbitrary: fc.integer({ min: 4, max: 7 }) },
);

describe("counts under 5", () => {
  test("are shown as fewer than 5, and with one of them the next smallest is not shown", () => {
    expect(shownCounts([40, 3, 12, 0])).toEqual([40, "few", "hidden", 0]);
    expect(shownCounts([40, 3, 2, 0])).toEqual([40, "few", "few", 0]);
    expect(shownCounts([40, 12, 0])).toEqual([40, 12, 0]);
    expect(shownCounts([0, 0])).toEqual([0, 0]);
    expect(shownCounts([3, 0])).toEqual(["few", 0]);
  });

  test("that would be given away even so take the next ones with them", () => {
    // 1 and 1 are the only two that make 2.
    expect(shownCounts([1, 1, 30, 40])).toEqual(["few", "few", "hidden", 40]);
    // 6 is 1 and 5 only: whoever knows that what is not shown is 5 or more knows both.
    expect(shownCounts([1, 5])).toEqual(["hidden", "hidden"]);
  });

  test("cannot be worked out from a list and its sum", () => {
    fc.assert(
      fc.property(fc.array(count, { minLength: 2, maxLength: 4 }), (counts) => {
        const shown = shownCounts(counts);
        const possible = allCounts(shown, sumsOf(sumOf(counts)));
        for (const [index, one] of counts.entries()) {
          const label = shown[index];
          if (typeof label === "number") expect([label, isFew(label)]).toEqual([one, false]);
          if (isFew(one))
            expect(new Set(possible.map((counts) => counts[index])).size).toBeGreaterThan(1);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("cannot be worked out from a table, the sums of its rows and of its columns", () => {
    const table = fc
      .constantFrom([2, 2] as const, [2, 3] as const, [3, 2] as const)
      .chain(([rows, columns]) =>
        fc.array(fc.array(small, { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      );
    fc.assert(
      fc.property(table, (rows) => {
        const columns = (rows[0] ?? []).map((_, index) =>
          sumOf(rows.map((row) => row[index] ?? 0)),
        );
        const all = shownCounts(columns);
        const shown = shownTable(rows, all);
        const total = sumOf(columns);
        const totals = allCounts(
          shown.map((row) => row.total),
          sumsOf(total),
        );
        const sums = new Set(allCounts(all, sumsOf(total)).map((counts) => counts.join()));
        const isAllHidden = shown.every(({ cells }) => cells.every((cell) => cell === "hidden"));
        const rowsThatFit = shown.map(({ cells }, index) => {
          const rowSums = [...new Set(totals.map((one) => one[index] ?? 0))];
          const labels = cells.map((cell) => candidates(cell, total, isAllHidden));
          return allCounts(isAllHidden ? cells.map((): Shown => "hidden") : cells, rowSums).filter(
            (counts) => counts.every((one, column) => labels[column]?.includes(one)),
          );
        });
        const totalsThatFit = new Set(totals.map((counts) => counts.join()));
        const seen = rows.map((row) => row.map(() => new Set<number>()));
        const isDone = () =>
          rows.every((row, n) =>
            row.every((one, column) => !isFew(one) || (seen[n]?.[column]?.size ?? 0) > 1),
          );
        const grow = (index: number, soFar: readonly (readonly number[])[]): void => {
          if (isDone()) return;
          if (index < rows.length) {
            for (const row of rowsThatFit[index] ?? []) grow(index + 1, [...soFar, row]);
            return;
          }
          const columnsHere = columns.map((_, column) =>
            sumOf(soFar.map((row) => row[column] ?? 0)),
          );
          if (!sums.has(columnsHere.join())) return;
          if (!totalsThatFit.has(soFar.map(sumOf).join())) return;
          for (const [n, row] of soFar.entries())
            for (const [column, one] of row.entries()) seen[n]?.[column]?.add(one);
        };
        grow(0, []);
        for (const [n, row] of rows.entries())
          for (const [column, one] of row.entries()) {
            const label = shown[n]?.cells[column];
            if (typeof label === "number") expect([label, isFew(label)]).toEqual([one, false]);
            if (isFew(one)) expect(seen[n]?.[column]?.size).toBeGreaterThan(1);
          }
      }),
      { numRuns: 500 },
    );
  });
});

describe("a share", () => {
  test("is told as far as the counts beside it tell it, rounded down, and no further", () => {
    expect(shownShare({ total: 105, cells: [99, 1 + 5, 0] })).toEqual({
      is: "exactly",
      percent: 94,
    });
    expect(shownShare({ total: 100, cells: ["hidden", "few", 0] })).toEqual({
      is: "at-least",
      percent: 96,
    });
    expect(shownShare({ total: 100, cells: ["hidden", "few", "hidden"] })).toEqual({
      is: "hidden",
    });
    expect(shownShare({ total: "few", cells: ["few", "few", 0] })).toEqual({ is: "hidden" });
    expect(shownShare({ total: 8, cells: ["few", 6, 0] })).toEqual({ is: "hidden" });
    expect(shownShare({ total: 0, cells: [0, 0, 0] })).toEqual({ is: "hidden" });
  });
});
