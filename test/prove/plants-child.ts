/** Plants each design fault in turn and lets the simulator look for it, so many seeds at most. */
import * as z from "zod";
import { generatePages } from "../../infra/generate-pages.ts";
import { bundledSimulation } from "../simulation/bundled.ts";
import { plants } from "../simulation/plants.ts";

const [within] = z.tuple([z.coerce.number().int().min(1)]).parse(process.argv.slice(2));

await generatePages();
let [caught, latest] = [0, 0];
for (const plant of plants) {
  const { simulate } = await bundledSimulation(plant);
  const { figures, failures } = await simulate({ seeds: within, seed: 1, stopsAtFailure: true });
  const isCaught = failures.length > 0;
  if (isCaught) {
    caught += 1;
    latest = Math.max(latest, figures.seeds);
  }
  console.error(
    `${plant.name}: ${isCaught ? `caught after ${figures.seeds} seeds` : "NOT CAUGHT"}`,
  );
}
console.log(JSON.stringify({ planted: plants.length, caught, latest }));
