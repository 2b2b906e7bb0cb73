import type { Found, Picture, Report, Sheet } from "./found.ts";
import { goals, reaches } from "./goals.ts";
import type { Measured } from "./measured.ts";

/** A part of the bench: the promises that it measures, and how. */
export type Part = {
  readonly name: string;
  readonly ids: readonly string[];
  readonly measure: (report: Report) => Promise<Found>;
};

/** One row of the closing table; without `measured` it could not be measured, and `why` says why. */
export type Row = {
  readonly id: string;
  readonly promise: string;
  readonly goal: string;
  readonly floor: number;
} & (
  | { readonly measured: Measured; readonly holds: boolean }
  | { readonly why: string; readonly measured?: never }
);

export type Bench = {
  readonly rows: readonly Row[];
  readonly sheets: readonly Sheet[];
  readonly pictures: readonly Picture[];
  /** The parts that failed, also those whose rows are all there. */
  readonly failed: readonly string[];
};

const messageOf = (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown));

/** Behind it may stand what another program said. */
const firstLine = (text: string) => text.split("\n", 1).join("");

/**
 * Measures one part after the other. A part that fails stops no other: its rows say why there is no figure.
 */
export const runBench = async (parts: readonly Part[], report: Report): Promise<Bench> => {
  const found: Found[] = [];
  const why = new Map<string, string>();
  const failed: string[] = [];
  for (const { name, ids, measure } of parts) {
    report(`── ${name}`);
    const began = performance.now();
    try {
      const own = await measure(report);
      const foreign = own.measured.filter(({ id }) => !ids.includes(id)).map(({ id }) => id);
      if (foreign.length > 0) throw new Error(`it measured ${foreign.join(", ")}, not its own`);
      found.push(own);
    } catch (thrown) {
      for (const id of ids) why.set(id, firstLine(messageOf(thrown)));
      failed.push(`${name}: ${messageOf(thrown)}`);
    }
    report(`── ${name}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
  const measured = found.flatMap((each) => each.measured);
  const asked = parts.flatMap(({ ids }) => ids);
  const rows = goals
    .filter(({ id }) => asked.includes(id))
    .map((goal): Row => {
      const { id, promise, floor } = goal;
      const row = { id, promise, floor, goal: `${goal.is} ${floor}` };
      const own = measured.find((each) => each.id === id);
      return own !== undefined && Number.isFinite(own.value)
        ? { ...row, measured: own, holds: reaches(goal, own.value) }
        : { ...row, why: why.get(id) ?? "nothing was measured" };
    });
  return {
    rows,
    failed,
    sheets: found.flatMap(({ sheets = [] }) => sheets),
    pictures: found.flatMap(({ pictures = [] }) => pictures),
  };
};

/** Whether every figure is there: a slow machine misses goals, and the bench has still done its work. */
export const isMeasured = ({ rows, failed }: Bench): boolean =>
  failed.length === 0 && rows.every(({ measured }) => measured !== undefined);
