import { expect, test } from "vitest";
import { bundledSimulation } from "./bundled.ts";
import { plants } from "./plants.ts";

const timeout = 240_000;

test("at least twelve design faults are planted", () => {
  expect(plants.length).toBeGreaterThanOrEqual(12);
});

test.each(plants)("the simulator finds $name", { timeout }, async (plant) => {
  const { simulate } = await bundledSimulation(plant);
  // From where it was first seen, so that this takes one life; npm run prove looks from the first seed on.
  const { failures } = await simulate({ seeds: 1000, seed: plant.shownBy, stopsAtFailure: true });
  expect(failures).toHaveLength(1);
});
