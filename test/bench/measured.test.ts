import { describe, expect, it } from "vitest";
import { interleaved, median, ratios, spread } from "./measured.ts";

describe("a figure of the bench", () => {
  it("is the middle of its runs, with the lowest and the highest beside it", () => {
    expect(median([9, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(spread([9, 1, 2])).toEqual([1, 9]);
  });

  it("is none without a run, or with one that is no number", () => {
    expect(() => median([])).toThrow("Nothing was measured");
    expect(() => median([Number.NaN])).toThrow("Nothing was measured");
    expect(() => spread([])).toThrow("Nothing was measured");
    expect(() => median(ratios([1], []))).toThrow("Nothing was measured");
  });

  it("comes from runs that take turns, each round the other way round", async () => {
    const order: string[] = [];
    const run = (name: string) => async () => {
      order.push(name);
      return order.length;
    };

    const runs = await interleaved({ a: run("a"), b: run("b") }, 3);

    expect(order).toEqual(["a", "b", "b", "a", "a", "b"]);
    expect(runs).toEqual({ a: [1, 4, 5], b: [2, 3, 6] });
    expect(ratios(runs.a, runs.b)).toEqual([1 / 2, 4 / 3, 5 / 6]);
  });
});
