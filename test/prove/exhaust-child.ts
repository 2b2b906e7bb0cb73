/** Lives every n-th schedule of so many faults, and says on its last line how many there were and failed. */
import * as z from "zod";
import { generatePages } from "../../infra/generate-pages.ts";
import { bundledSimulation } from "../simulation/bundled.ts";

const [depth, kinds, every, first] = z
  .tuple([
    z.coerce.number().int().min(1).max(3),
    z.enum(["every-kind", "crash-and-ambiguity"]),
    z.coerce.number().int().min(1),
    z.coerce.number().int().min(0),
  ])
  .parse(process.argv.slice(2));

await generatePages();
const { exhaust } = await bundledSimulation();
let told = performance.now();
const { schedules, failures, calls } = await exhaust({
  depth,
  kinds,
  every,
  first,
  onSchedule: (done, failed) => {
    if (performance.now() - told < 5000) return;
    told = performance.now();
    console.error(
      `share ${first + 1} of ${every}, ${depth} faults: ${done} schedules, ${failed} fail`,
    );
  },
});
for (const { faults, wrong, story } of failures.slice(0, 3))
  console.error(`${faults}: ${JSON.stringify(wrong)}\n${story}`);
console.log(JSON.stringify({ schedules, failures: failures.length, calls }));
