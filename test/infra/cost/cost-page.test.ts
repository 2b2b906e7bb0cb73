import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { costLines, dollarsOf, prices } from "../../../infra/cost/yearly-cost.ts";
import { costPage, usageOfAMonth, usageOfOne } from "./cost-page.ts";
import { type Counted, countedEmptySweep, countedLife } from "./counted-life.ts";

let life: Counted;
let emptySweep: Counted;
beforeAll(async () => {
  life = await countedLife();
  emptySweep = await countedEmptySweep();
});

describe("what it costs", () => {
  it("stands in docs/cost.md as it is counted today", async () => {
    await expect(costPage(life, emptySweep)).toMatchFileSnapshot("../../../docs/cost.md");
  });

  it("is counted from a whole life: a form, letters, an answer, advice that was read", () => {
    expect(life.pages).toBeGreaterThan(30);
    expect(life.letters).toBeGreaterThanOrEqual(4);
    expect(life.trailEntries).toBeGreaterThan(life.letters);
    expect(life.storedBytes).toBeGreaterThan(5_000);
  });

  it("a sweep with nothing to do is one query and the heartbeat", () => {
    expect([emptySweep.storeCalls, emptySweep.readUnits, emptySweep.writeUnits]).toEqual([
      2, 0.5, 1,
    ]);
  });

  it("is mostly what is fixed, where a thousand ask in a year", () => {
    const fixed = dollarsOf(usageOfAMonth(emptySweep)) * 12;
    expect(fixed).toBeGreaterThan(dollarsOf(usageOfOne(life)) * 1000);
  });

  it("goes by prices with a day and a page each, and uses every one of them", () => {
    expect(prices.region).toBe("eu-west-2");
    const used = [usageOfOne(life), usageOfAMonth(emptySweep)].flatMap((usage) =>
      costLines(usage).map(({ name }) => name),
    );
    const page = readFileSync("docs/cost.md", "utf8");
    for (const name of Object.keys(prices.prices)) {
      const isStorage = name === "storedGigabyte" || name === "recoverableGigabyte";
      expect(isStorage || used.some((each) => each === name), name).toBe(true);
    }
    expect(page).toContain(prices.asOf);
  });
});
