/**
 * `npm run bench`: P1 to P8 side by side in one run, with a closing table; `-- --json` ends with a line for
 * machines, `-- --write` writes docs/speed.md and its pictures, `-- P4 P7` measures these only. Ends with a
 * non-zero exit code when something could not be measured, never because a machine is slow.
 */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { setup } from "../ground/on-node-24.ts";
import { isAsked, readBenchOptions } from "./bench-options.ts";
import { closingTable, jsonLine } from "./closing.ts";
import { thisMachine } from "./machine.ts";
import { partsOf } from "./parts.ts";
import { drawn } from "./picture.ts";
import { isMeasured, runBench } from "./run-bench.ts";
import { nearness, speedPage } from "./speed-page.ts";

await setup();

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

const docs = path.resolve(import.meta.dirname, "../../docs");
const options = readBenchOptions(process.argv.slice(2));

if (typeof options === "string") {
  console.error(options);
  process.exitCode = 2;
} else {
  const parts = partsOf(options.most).filter(({ ids }) => isAsked(options, ids));
  const bench = await runBench(parts, (line) => console.error(line));
  console.log(closingTable(bench).join("\n"));
  for (const each of bench.failed) console.error(`Could not be measured: ${each}`);
  if (options.write) {
    const today = new Date().toISOString().slice(0, 10);
    const pictures = path.join(docs, "pictures");
    await mkdir(pictures, { recursive: true });
    for (const picture of [nearness(bench), ...bench.pictures])
      await writeFile(path.join(pictures, `${picture.file}.svg`), drawn(picture));
    await writeFile(
      path.join(docs, "speed.md"),
      speedPage(bench, thisMachine(), {
        measuredOn: today,
        most: options.most,
        minutes: performance.now() / 60_000,
      }),
    );
    console.log("Wrote docs/speed.md and its pictures.");
  }
  if (options.json) console.log(jsonLine(bench));
  process.exitCode = isMeasured(bench) ? 0 : 1;
}
