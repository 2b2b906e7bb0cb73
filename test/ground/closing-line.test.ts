import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { added, closingLine, countsOf, testCounts } from "./closing-line.ts";
import { repository, scratchTree } from "./scratch-tree.ts";

const reported = (...files: readonly (readonly [string, ...string[]])[]): string => {
  const testResults = files.map(([status, ...tests]) => ({
    status,
    assertionResults: tests.map((test) => ({ status: test })),
  }));
  return join(scratchTree({ "report.json": JSON.stringify({ testResults }) }), "report.json");
};

describe("the counts of a run", () => {
  it("are those of its tests", () => {
    const report = reported(["failed", "passed", "failed"], ["passed", "passed", "pending"]);

    expect(testCounts(report, 1)).toEqual({ passed: 2, failed: 1, skipped: 1 });
  });

  it("hold a file that does not load as one failure", () => {
    expect(testCounts(reported(["failed"], ["passed", "passed"]), 1)).toMatchObject({
      passed: 1,
      failed: 1,
    });
  });

  it("are never clean when the run failed, left no report or ran no test", () => {
    expect(testCounts(reported(["passed", "passed"]), 1).failed).toBe(1);
    expect(testCounts(reported(["passed", "passed"]), null).failed).toBe(1);
    expect(testCounts(reported(), 0).failed).toBe(1);
    expect(testCounts(join(repository, "no-such-report.json"), 0).failed).toBe(1);
  });

  it("count a static check as one, and name the skipped only where there are any", () => {
    const counts = added(countsOf(0), countsOf(2));

    expect(closingLine(counts)).toBe("1 passed, 1 failed");
    expect(closingLine({ ...counts, skipped: 3 })).toBe("1 passed, 1 failed, 3 skipped");
  });
});

describe("the run on a clean clone", () => {
  /** `.ci/run` in a tree whose npm is a stand-in that obeys `command`. */
  const ended = (command: string) => {
    const tree = scratchTree({});
    cpSync(join(repository, ".ci/run"), join(tree, ".ci/run"));
    mkdirSync(join(tree, "bin"));
    writeFileSync(join(tree, "bin/npm"), `#!/bin/sh\n${command}\n`, { mode: 0o755 });
    const { status, stdout } = spawnSync("bash", [join(tree, ".ci/run")], {
      encoding: "utf8",
      env: { ...process.env, PATH: `${join(tree, "bin")}:${process.env["PATH"]}` },
    });
    return { status, lastLine: stdout.trimEnd().split("\n").at(-1) };
  };

  it("closes on the counts and exit code of npm test, whatever npm adds below them", () => {
    expect(ended('[ "$1" = ci ] || echo "7 passed, 0 failed"')).toEqual({
      status: 0,
      lastLine: "7 passed, 0 failed",
    });
    expect(
      ended('[ "$1" = ci ] || { echo "7 passed, 2 failed"; echo "npm error"; exit 1; }'),
    ).toEqual({ status: 1, lastLine: "7 passed, 2 failed" });
  });

  it("fails with one failure when nothing installs or nothing was counted", () => {
    expect(ended('[ "$1" = test ] || exit 3')).toEqual({
      status: 3,
      lastLine: "0 passed, 1 failed",
    });
    expect(ended("exit 0")).toEqual({ status: 1, lastLine: "0 passed, 1 failed" });
    expect(existsSync(join(repository, ".ci/run"))).toBe(true);
  });
});
