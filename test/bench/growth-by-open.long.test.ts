import { expect, test } from "vitest";
import { secondEngineProgram } from "../shared/store/engines.ts";
import { sheetByOpen } from "./growth-by-open.ts";

const program = secondEngineProgram();

test.skipIf(program === undefined)(
  "all that is open is there: the list is one query that grows with it, up to a whole part",
  async () => {
    const sizes = [10, 501, 520];
    const { rows, columns } = await sheetByOpen(program ?? "", () => undefined, sizes);
    const row = (name: string) =>
      rows
        .find(([called]) => called === name)
        ?.slice(1)
        .map(Number);
    const [few = 0, many = 0, more = 0] = row("worklist, its first page, read units") ?? [];

    expect(columns).toHaveLength(1 + sizes.length);
    expect(row("worklist, its first page, queries")).toEqual([1, 1, 1]);
    expect(many).toBeGreaterThan(few * 3);
    expect(more).toBe(many);
    expect(row("manager: figures of a month, read units")?.at(-1)).toBeGreaterThan(more);
  },
);
