import { secondEngineProgram } from "../shared/store/engines.ts";
import { bundledParts } from "./bundled-parts.ts";
import { measureApi } from "./measure-api.ts";
import { measureJourneys } from "./measure-journeys.ts";
import { measureStarts } from "./measure-starts.ts";
import type { Part } from "./run-bench.ts";
import { measureStartUps } from "./start-ups.ts";

const secondEngine = () => {
  const program = secondEngineProgram();
  if (program === undefined)
    throw new Error(
      "the engine that counts units of indexes is not here: it comes with npm ci on Linux with x64, as @dynoxide/linux-x64",
    );
  return program;
};

/** What the bench measures, the quick parts first. `most`: how many the largest store holds. */
export const partsOf = (most: number): readonly Part[] => [
  {
    name: "first view",
    ids: ["P7a", "P7b"],
    measure: async () => (await bundledParts()).measureFirstView(),
  },
  {
    name: "store calls and write units",
    ids: ["P4a", "P4b"],
    measure: async (report) => (await bundledParts()).measureStoreCalls(secondEngine(), report),
  },
  {
    name: "cost",
    ids: ["P8"],
    measure: async (report) => (await bundledParts()).measureCost(report),
  },
  { name: "API against bare handlers", ids: ["P1"], measure: measureApi },
  { name: "cold start", ids: ["P2a", "P2b"], measure: measureStarts },
  { name: "start of every function", ids: [], measure: measureStartUps },
  { name: "journey against other form systems", ids: ["P3a", "P3b"], measure: measureJourneys },
  {
    name: "growth",
    ids: ["P5a", "P5b", "P6"],
    measure: async (report) => (await bundledParts()).measureGrowth(secondEngine(), most, report),
  },
];
