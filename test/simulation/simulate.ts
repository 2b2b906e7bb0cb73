/**
 * `npm run simulate -- --seeds N --seed S [--json]`: lives N lives from seed S on, and ends with a non-zero
 * exit code when anything was lost, missed, late or sent too often. One seed replays one life.
 */
import { parseArgs } from "node:util";
import { generatePages } from "../../infra/generate-pages.ts";
import { bundledSimulation } from "./bundled.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
  },
});

const whole = (name: "seeds" | "seed", least: number): number => {
  const number = Number(values[name]);
  if (!Number.isSafeInteger(number) || number < least)
    throw new Error(`--${name} must be a whole number, ${least} or more`);
  return number;
};

const [seeds, seed] = [whole("seeds", 1), whole("seed", 0)];

await generatePages();
const { simulate } = await bundledSimulation();

const began = performance.now();
let told = began;
const { figures, failures, tried } = await simulate({
  seeds,
  seed,
  shrinks: true,
  onLife: (done, wrong) => {
    const now = performance.now();
    if (now - told < 2000) return;
    told = now;
    const rate = ((done / (now - began)) * 1000).toFixed(1);
    console.error(`${done} of ${seeds} lives, ${rate} a second, ${wrong} wrong`);
  },
});

for (const { seed: failed, wrong, story } of failures) {
  console.error(`\nSeed ${failed} (npm run simulate -- --seeds 1 --seed ${failed}):`);
  for (const { is, what } of wrong) console.error(`  ${is}: ${what}`);
  if (story !== "") console.error(story);
}
const counted = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(", ") || "none";
console.error(
  `${tried.calls} calls, ${tried.letters} letters; faults: ${counted(tried.faults)}; the practitioner was told: ${counted(tried.own)}; the hub's people: ${counted(tried.acts)}; letters: ${counted(tried.kinds)}`,
);
console.log(values.json ? JSON.stringify(figures) : figures);
process.exitCode = failures.length === 0 ? 0 : 1;
