/**
 * Runs every check that proves the product, one after the other, and closes on one plain line of counts:
 * `npm test` all of it, with `--fast` (`npm run check`) what needs neither processes nor a stack.
 * A static check counts as one. Any failure, also one that no count shows, makes the exit code non-zero.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { added, type Counts, closingLine, countsOf, testCounts } from "./ground/closing-line.ts";
import { setup } from "./ground/on-node-24.ts";

await setup();

const folder = mkdtempSync(join(tmpdir(), "tests-"));
const report = join(folder, "report.json");
const isFast = process.argv.includes("--fast");

const exitCodeOf = (command: string, args: readonly string[]): number | null =>
  spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] }).status;

const check = (script: string) => (): Counts =>
  countsOf(exitCodeOf("npm", ["run", "--silent", script]));

const tests = (): Counts => {
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const exitCode = exitCodeOf("vitest", isFast ? [...args, "--project=unit"] : args);
  return testCounts(report, exitCode);
};

const steps: readonly (readonly [string, () => Counts])[] = [
  ["types", check("types")],
  ["lint", check("lint")],
  ["unused code", check("unused")],
  ["tests", tests],
];

let total: Counts = { passed: 0, failed: 0, skipped: 0 };
for (const [name, run] of steps) {
  console.log(`\n── ${name}`);
  const begin = performance.now();
  const counts = run();
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(`── ${name}: ${counts.failed === 0 ? "passed" : "FAILED"} in ${seconds} s`);
  total = added(total, counts);
}
rmSync(folder, { recursive: true });

console.log(`\n${closingLine(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;
