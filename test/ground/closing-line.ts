import { existsSync, readFileSync } from "node:fs";
import * as z from "zod";

export type Counts = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
};

/** A check that only has an exit code counts as one. */
export const countsOf = (exitCode: number | null): Counts =>
  exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

/**
 * Counts vitest's JSON report. A file that failed outside its tests (it does not load, a hook throws) counts as
 * one failure; so does a run that failed although no test did, or that left no report, or that ran no test.
 */
export const testCounts = (report: string, exitCode: number | null): Counts => {
  if (!existsSync(report)) return countsOf(1);
  const files = vitestReport.parse(JSON.parse(readFileSync(report, "utf8"))).testResults;
  const statuses = files.flatMap(({ status, assertionResults }) => {
    const tests = assertionResults.map((test) => test.status);
    return status === "failed" && !tests.includes("failed") ? [...tests, "failed"] : tests;
  });
  const counted = (of: readonly string[]): number =>
    statuses.filter((status) => of.includes(status)).length;
  const [passed, failed] = [counted(["passed"]), counted(["failed"])];
  const isUncounted = failed === 0 && (exitCode !== 0 || passed === 0);
  return {
    passed,
    failed: isUncounted ? 1 : failed,
    skipped: statuses.length - passed - failed,
  };
};

export const added = (left: Counts, right: Counts): Counts => ({
  passed: left.passed + right.passed,
  failed: left.failed + right.failed,
  skipped: left.skipped + right.skipped,
});

/** The plain line that any continuous integration can read. */
export const closingLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`;
