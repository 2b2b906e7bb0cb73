import { parseArgs } from "node:util";
import { goals } from "./goals.ts";

export type BenchOptions = {
  readonly json: boolean;
  readonly write: boolean;
  /** How many the largest store holds. */
  readonly most: number;
  /** The promises that are asked for; none for all. */
  readonly asked: readonly string[];
};

const leastStored = 1001;
const mostStored = 10_000_000;
const million = 1_000_000;

const promiseOf = (id: string) => id.replace(/[ab]$/, "");

/** @returns the options, or the sentence that says how to put them right. */
export const readBenchOptions = (args: readonly string[]): BenchOptions | string => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: "boolean", default: false },
        write: { type: "boolean", default: false },
        stored: { type: "string", default: String(million) },
      },
    });
    const most = Number(values.stored);
    if (!Number.isSafeInteger(most) || most < leastStored || most > mostStored)
      return `--stored must be a whole number from ${leastStored} to ${mostStored}: the largest store is held against one of 1,000`;
    const known = [...new Set(goals.map(({ id }) => promiseOf(id)))];
    const asked = positionals.map((id) => id.toUpperCase());
    const unknown = asked.filter((id) => !known.includes(id));
    if (unknown.length > 0)
      return `There is no promise called ${unknown.join(" ")}. Name some of ${known.join(" ")}, or none for all`;
    if (values.write && asked.length > 0)
      return "--write writes docs/speed.md anew and needs every figure: leave the promises out";
    return { json: values.json, write: values.write, most, asked };
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}. Options are --json, --write and --stored <number>`;
  }
};

/** Whether a part that measures these rows is asked for. */
export const isAsked = ({ asked }: BenchOptions, ids: readonly string[]): boolean =>
  asked.length === 0 || ids.some((id) => asked.includes(promiseOf(id)));
