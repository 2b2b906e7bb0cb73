/**
 * Runs every check that proves the product, and closes on one plain line of counts:
 * `npm test` all of it, with `--fast` (`npm run check`) what needs neither processes nor a stack.
 * A static check counts as one. Any failure, also one that no count shows, makes the exit code non-zero.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { added, type Counts, closingLine, countsOf, testCounts } from "./ground/closing-line.ts";
import { setup } from "./ground/on-node-24.ts";

await setup();

const folder = mkdtempSync(join(tmpdir(), "tests-"));
const report = join(folder, "report.json");
const isFast = process.argv.includes("--fast");

/** Runs a command to its end. @returns its exit code and, unless it writes for itself, what it wrote. */
const run = async (command: string, args: readonly string[], output: "inherit" | "pipe") => {
  const child = spawn(command, args, { stdio: ["ignore", output, output] });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (piece: string) => {
      text += piece;
    });
  const [exitCode]: readonly (number | null)[] = await once(child, "close");
  return { exitCode: exitCode ?? null, text };
};

const check = async (script: string) => {
  const { exitCode, text } = await run("npm", ["run", "--silent", script], "pipe");
  return { counts: countsOf(exitCode), text };
};

const tests = async () => {
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const some = isFast ? ["--project=unit"] : [];
  const { exitCode } = await run("vitest", [...args, ...some], "inherit");
  return { counts: testCounts(report, exitCode), text: "" };
};

/** A step's words come at its end, with the time that it took, so that two at once stay readable. */
const step = async (
  name: string,
  work: () => Promise<{ readonly counts: Counts; readonly text: string }>,
): Promise<Counts> => {
  const begin = performance.now();
  const { counts, text } = await work();
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(`${text}── ${name}: ${counts.failed === 0 ? "passed" : "FAILED"} in ${seconds} s`);
  return counts;
};

/** One after the other beside the tests, which seldom keep both cores busy. */
const checks = async (): Promise<Counts> => {
  const types = await step("types", () => check("types"));
  const lint = await step("lint", () => check("lint"));
  return added(added(types, lint), await step("unused code", () => check("unused")));
};

const total = added(...(await Promise.all([checks(), step("tests", tests)])));
rmSync(folder, { recursive: true });

console.log(`\n${closingLine(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;
