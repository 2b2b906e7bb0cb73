import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as z from "zod";
import { runToEnd } from "./child.ts";
import { figuresFolder } from "./figures.ts";
import type { Found } from "./proof.ts";

const reportSchema = z.object({
  numTotalTests: z.number(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  success: z.boolean(),
});

type Tests = {
  /** Files under test, as Vitest takes them. */
  readonly files: readonly string[];
  /** Only the tests in whose names this stands. */
  readonly named?: string;
  /** What makes them run at their full floor. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What is written beside the count of tests: the size at which they ran. */
  readonly size?: string;
  /** A file of figures that the tests leave. */
  readonly figures?: string;
};

/** Hours: a proof at its full floor takes as long as it takes. */
const limitMs = 4 * 3600 * 1000;

/** Runs tests of the suite, at another size than `npm test` does. @returns whether all passed, and what they counted. */
export const runTests = async (
  { files, named, environment = {}, figures }: Tests,
  report: (line: string) => void,
) => {
  const folder = await mkdtemp(path.join(tmpdir(), "prove-"));
  try {
    const json = path.join(folder, "report.json");
    const args = [
      "run",
      ...files,
      ...(named === undefined ? [] : ["-t", named]),
      `--testTimeout=${limitMs}`,
      "--reporter=dot",
      "--reporter=json",
      `--outputFile.json=${json}`,
    ];
    const { exitCode } = await runToEnd("vitest", args, {
      report,
      environment: { ...environment, [figuresFolder]: folder, FORCE_COLOR: "0", NO_COLOR: "1" },
    });
    const counted = reportSchema.parse(JSON.parse(await readFile(json, "utf8")));
    const read: unknown =
      figures === undefined
        ? undefined
        : JSON.parse(await readFile(path.join(folder, `${figures}.json`), "utf8"));
    const { numPassedTests: passed, numFailedTests: failed, success } = counted;
    return { passed, failed, holds: exitCode === 0 && success && passed > 0, figures: read };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** A proof that is a number of tests, all of which must pass; none at all is no proof. */
export const byTests =
  (tests: Tests) =>
  async (report: (line: string) => void): Promise<readonly Found[]> => {
    const { passed, failed, holds } = await runTests(tests, report);
    const size = tests.size === undefined ? "" : `, ${tests.size}`;
    return [{ figure: `${passed} tests passed, ${failed} failed${size}`, floor: "all", holds }];
  };
