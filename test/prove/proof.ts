/** What was found of one promise. `figure` and `floor` as a reader compares them. */
export type Found = {
  readonly figure: string;
  readonly floor: string;
  readonly holds: boolean;
};

/** One promise of promises.md, and what shows it at its full floor; without `prove` it is not built yet. */
export type Promised = {
  readonly id: string;
  readonly says: string;
  readonly prove?: (report: (line: string) => void) => Promise<readonly Found[]>;
};

/** One row of the closing table. */
export type Row = {
  readonly id: string;
  readonly says: string;
  readonly figure: string;
  readonly floor: string;
  readonly holds: "yes" | "NO" | "not built yet";
};

/**
 * Proves one promise after the other. One that cannot be tried, because its proof fails to run, does not
 * hold: silence is no proof.
 */
export const proveAll = async (
  promises: readonly Promised[],
  report: (line: string) => void,
): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for (const { id, says, prove } of promises) {
    if (prove === undefined) {
      rows.push({ id, says, figure: "-", floor: "-", holds: "not built yet" });
      continue;
    }
    report(`── ${id}: ${says}`);
    const began = performance.now();
    const found = await prove(report).catch((error: unknown): readonly Found[] => [
      {
        figure: `could not be tried: ${error instanceof Error ? error.message : "a thrown value"}`,
        floor: "-",
        holds: false,
      },
    ]);
    const noneFound: Found = { figure: "nothing was found out", floor: "-", holds: false };
    for (const { holds, ...row } of found.length === 0 ? [noneFound] : found)
      rows.push({ id, says, ...row, holds: holds ? "yes" : "NO" });
    report(`── ${id}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
  return rows;
};

/** The closing table, one line for each figure. */
export const closingTable = (rows: readonly Row[]): readonly string[] => {
  const cells = [
    ["promise", "holds", "figure", "floor", "what it says"],
    ...rows.map(({ id, holds, figure, floor, says }) => [id, holds, figure, floor, says]),
  ];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells.map((row) =>
    row
      .map((cell, n) => cell.padEnd(widths[n] ?? 0))
      .join("  ")
      .trimEnd(),
  );
};
