import type { Bench, Row } from "./run-bench.ts";

/** A figure with four significant digits, as a reader wants it. */
export const figure = (value: number): string =>
  new Intl.NumberFormat("en-GB", { maximumSignificantDigits: 4 }).format(value);

const cells = ({ id, promise, goal, ...row }: Row): readonly string[] =>
  row.measured === undefined
    ? [id, "not measured", goal, "-", "-", `${promise}: ${row.why}`]
    : [
        id,
        `${figure(row.measured.value)}${row.measured.unit === "" ? "" : ` ${row.measured.unit}`}`,
        goal,
        row.holds ? "yes" : "NO",
        row.measured.spread.map(figure).join(" to "),
        promise,
      ];

/** The promises' rows under their headings. */
export const closingRows = ({ rows }: Pick<Bench, "rows">): readonly (readonly string[])[] => [
  ["id", "value", "goal", "holds", "spread", "promise"],
  ...rows.map(cells),
];

/** The closing table of a terminal, one line for each figure. */
export const closingTable = (bench: Pick<Bench, "rows">): readonly string[] => {
  const rows = closingRows(bench);
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, n) => cell.padEnd(widths[n] ?? 0))
      .join("  ")
      .trimEnd(),
  );
};

/** The contract's line for machines. What could not be measured has no value and does not hold. */
export const jsonLine = ({ rows }: Pick<Bench, "rows">): string =>
  JSON.stringify(
    rows.map(({ id, floor, ...row }) =>
      row.measured === undefined
        ? { id, value: null, floor, holds: false }
        : { id, value: row.measured.value, floor, holds: row.holds },
    ),
  );
