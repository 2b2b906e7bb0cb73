/** What is shown in place of a count: itself, that it is from 1 to 4, or nothing at all. */
export type Shown = number | "few" | "hidden";

/** A row of counts, and their sum; what is shown of both. */
export type ShownRow = { readonly total: Shown; readonly cells: readonly Shown[] };

const fewest = 5;

/** A count from 1 to 4 tells of so few that somebody could be recognised. */
export const isFew = (count: number): boolean => count > 0 && count < fewest;

const shownAlone = (count: number): Shown => (isFew(count) ? "few" : count);

/** The counts that a label leaves possible. Whoever reads a page knows this rule too. */
const range = (shown: Shown, few: boolean): readonly [number, number] => {
  if (typeof shown === "number") return [shown, shown];
  if (shown === "few") return [1, fewest - 1];
  return [few ? fewest : 0, Number.POSITIVE_INFINITY];
};

type Cell = { readonly count: number; readonly shown: Shown };

/** Whether a count can be one more (1) or one less (-1) without anything that is shown being different. */
const gives = ({ count, shown }: Cell, by: 1 | -1, few: boolean): boolean => {
  const [low, high] = range(shown, few);
  return count + by >= low && count + by <= high;
};

const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

const steps = [1, -1] as const;
const opposite = { 1: -1, [-1]: 1 } as const;

/** Of cells and their sum: whether each small count could be another one, all that is shown being true. */
const isSafe = (cells: readonly Cell[], total: Cell, few: boolean): boolean =>
  cells.every(
    (cell, index) =>
      !isFew(cell.count) ||
      steps.some(
        (by) =>
          gives(cell, by, few) &&
          (gives(total, by, true) ||
            cells.some((other, n) => n !== index && gives(other, opposite[by], few))),
      ),
  );

const smallestShown = (cells: readonly Cell[]) =>
  cells
    .filter(({ count, shown }) => typeof shown === "number" && count > 0)
    .toSorted((a, b) => a.count - b.count)[0];

/**
 * A list of counts whose sum is shown elsewhere as `total`. Small ones are not shown, nor as many of the
 * next smallest as it takes to keep the small ones from being worked out by subtraction. Where that is
 * not enough, nothing is shown.
 */
export const shownCounts = (
  counts: readonly number[],
  total: Shown = shownAlone(sumOf(counts)),
): readonly Shown[] => {
  const sum = { count: sumOf(counts), shown: total };
  let cells: readonly Cell[] = counts.map((count) => ({ count, shown: shownAlone(count) }));
  while (!isSafe(cells, sum, true)) {
    const next = smallestShown(cells);
    if (next === undefined) return counts.map((): Shown => "hidden");
    cells = cells.map((cell) => (cell === next ? { ...cell, shown: "hidden" } : cell));
  }
  return cells.map(({ shown }) => shown);
};

type Row = { readonly cells: readonly Cell[] };

/** Small counts of a table: another table with the same sums along and across shows the same. */
const isTableSafe = (rows: readonly Row[], all: readonly Cell[], few: boolean): boolean =>
  rows.every(({ cells }, row) =>
    cells.every(
      (cell, column) =>
        !isFew(cell.count) ||
        steps.some((by) => {
          const back = opposite[by];
          if (!gives(cell, by, few)) return false;
          return cells.some((beside, other) => {
            if (other === column || !gives(beside, back, few)) return false;
            const [below, belowBeside] = [all[column], all[other]];
            const inSums =
              below !== undefined &&
              belowBeside !== undefined &&
              gives(below, by, true) &&
              gives(belowBeside, back, true);
            return (
              inSums ||
              rows.some((line, n) => {
                const [same, across] = [line.cells[column], line.cells[other]];
                return (
                  n !== row &&
                  same !== undefined &&
                  across !== undefined &&
                  gives(same, back, few) &&
                  gives(across, by, few)
                );
              })
            );
          });
        }),
    ),
  );

const hiddenRow = (cells: readonly number[], total: Shown): ShownRow => ({
  total,
  cells: cells.map((): Shown => "hidden"),
});

/**
 * A table of counts: the sum of each row, and of each column as `all` shows it. A row with a small count
 * shows none but its zeros; as many more rows as it takes; else only the sums of rows, else nothing.
 */
export const shownTable = (
  rows: readonly (readonly number[])[],
  all: readonly Shown[],
): readonly ShownRow[] => {
  const totals = shownCounts(rows.map(sumOf));
  const columns = all.map((shown, column) => ({
    count: sumOf(rows.map((cells) => cells[column] ?? 0)),
    shown,
  }));
  const row = (cells: readonly number[], isHidden: boolean): Row => ({
    cells: cells.map((count) => {
      const shown: Shown = isFew(count) ? "few" : isHidden && count > 0 ? "hidden" : count;
      return { count, shown };
    }),
  });
  const isHidden = rows.map(
    (cells, index) => typeof totals[index] !== "number" || cells.some(isFew),
  );
  const present = () => rows.map((cells, index) => row(cells, isHidden[index] === true));
  while (!isTableSafe(present(), columns, true)) {
    const [next] = rows
      .map((cells, index) => ({ index, sum: sumOf(cells) }))
      .filter(({ index, sum }) => isHidden[index] === false && sum > 0)
      .toSorted((a, b) => a.sum - b.sum);
    if (next === undefined) {
      const closed = rows.map((cells) => ({
        cells: cells.map((count): Cell => ({ count, shown: "hidden" })),
      }));
      const isEnough = isTableSafe(closed, columns, false);
      return rows.map((cells, index) =>
        hiddenRow(cells, isEnough ? (totals[index] ?? "hidden") : "hidden"),
      );
    }
    isHidden[next.index] = true;
  }
  return present().map(({ cells }, index) => ({
    total: totals[index] ?? "hidden",
    cells: cells.map(({ shown }) => shown),
  }));
};

/** A share in whole per cent, rounded down, or what is known of it where counts are not shown. */
export type ShownShare =
  | { readonly is: "exactly" | "at-least"; readonly percent: number }
  | { readonly is: "hidden" };

/**
 * What part the first of three counts is of the first two together, as far as what is shown tells it
 * already. `total` is of all three.
 */
export const shownShare = ({ total, cells: [first, second, third] }: ShownRow): ShownShare => {
  if (typeof first === "number" && typeof second === "number")
    return first + second === 0
      ? { is: "hidden" }
      : { is: "exactly", percent: Math.floor((100 * first) / (first + second)) };
  if (second !== "few") return { is: "hidden" };
  const least =
    typeof first === "number"
      ? first
      : typeof total === "number" && typeof third === "number"
        ? total - third - fewest + 1
        : 0;
  return least < fewest
    ? { is: "hidden" }
    : { is: "at-least", percent: Math.floor((100 * least) / (least + fewest - 1)) };
};
