import { max, median as middle, min } from "d3-array";

/** One figure of the bench: the middle of its runs, and the quickest and the slowest of them. */
export type Measured = {
  readonly id: string;
  readonly name: string;
  readonly value: number;
  readonly spread: readonly [low: number, high: number];
  readonly unit: string;
  /** What belongs to the figure without being it: what it was divided by, sizes, memory. */
  readonly beside?: Readonly<Record<string, number | string>>;
};

/** @throws Error without a run: a figure of nothing would look like a measurement. */
export const median = (runs: readonly number[]): number => {
  const value = middle(runs);
  if (value === undefined || !Number.isFinite(value))
    throw new Error("Nothing was measured, so there is no median");
  return value;
};

/** The lowest and the highest run. @throws Error without a run. */
export const spread = (runs: readonly number[]): readonly [low: number, high: number] => {
  const [low, high] = [min(runs), max(runs)];
  if (low === undefined || high === undefined)
    throw new Error("Nothing was measured, so there is no spread");
  return [low, high];
};

/**
 * Runs each system once a round, so that whatever else the machine does falls on all of them; every
 * second round goes backwards, so that none of them always comes after the same one.
 * @returns the runs of each, in the order of the rounds.
 */
export const interleaved = async <Name extends string, Run>(
  systems: Readonly<Record<Name, () => Promise<Run>>>,
  rounds: number,
  report: (round: number) => void = () => undefined,
): Promise<Readonly<Record<Name, readonly Run[]>>> => {
  const names = Object.keys(systems) as Name[];
  const runs = Object.fromEntries(names.map((name) => [name, [] as Run[]])) as Record<Name, Run[]>;
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? names : names.toReversed();
    for (const name of order) runs[name].push(await systems[name]());
    report(round + 1);
  }
  return runs;
};

/** The ratio of each round's two runs: a busy moment slows both, and so falls out. */
export const ratios = (ours: readonly number[], theirs: readonly number[]): readonly number[] =>
  ours.map((run, index) => run / (theirs[index] ?? Number.NaN));
