import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repository } from "./scratch-tree.ts";

/** Every file that is, or would be, committed. */
const paths = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], {
  cwd: repository,
  encoding: "utf8",
})
  .split("\0")
  .filter((path) => path !== "" && existsSync(join(repository, path)));

const text = (path: string): string => readFileSync(join(repository, path), "utf8");

/** Written so that this file does not find itself. */
const machinePath = /(^|[^a-z])\/([w]ork|[f]arm|[r]oot)\//m;
const leftToDo = /\b([T]ODO|[F]IXME|[X]XX|[H]ACK)\b/;

const sentencesOf = (record: string): readonly string[] => {
  const [heading, ...body] = record.trim().split("\n");
  if (heading?.startsWith("# ") !== true) return [];
  return body
    .join(" ")
    .split(/(?<=[.?!])\s+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
};

describe("the repository", () => {
  it("has at its top only what the house allows", () => {
    const top = new Set(paths.map((path) => path.split("/")[0] ?? ""));

    expect([...top].filter((name) => !name.startsWith(".")).toSorted()).toEqual([
      "LICENSE",
      "README.md",
      "biome.json",
      "cdk.json",
      "docs",
      "functions",
      "infra",
      "knip.json",
      "package-lock.json",
      "package.json",
      "shared",
      "test",
      "tsconfig.json",
      "vitest.config.ts",
    ]);
  });

  it("names no path of a machine", () => {
    expect(paths.filter((path) => machinePath.test(text(path)))).toEqual([]);
    for (const folder of ["work", "farm", "root"])
      expect(`at (/${folder}/main/a.ts)`).toMatch(machinePath);
    expect("network/root.ts and /homework/").not.toMatch(machinePath);
  });

  it("leaves nothing to do in the code", () => {
    const code = paths.filter((path) => /\.tsx?$/.test(path));

    expect(code.filter((path) => leftToDo.test(text(path)))).toEqual([]);
    expect(code.length).toBeGreaterThan(40);
    expect(`// ${"TO"}DO: later`).toMatch(leftToDo);
  });

  it("tells in its README how to start and how to test", () => {
    const readme = text("README.md");

    expect(readme).toContain("npm ci && npm start");
    expect(readme).toContain("npm ci && npm test");
  });

  it("keeps each decision as a heading and four sentences", () => {
    const records = readdirSync(join(repository, "docs/decisions"));

    expect(records.length).toBeGreaterThan(2);
    const lengths = records.map((name) => [
      name,
      sentencesOf(text(`docs/decisions/${name}`)).length,
    ]);
    expect(lengths).toEqual(records.map((name) => [name, 4]));
    expect(
      sentencesOf("# Heading\n\nOne 4.0.0 is one. Two?\n\nThree\nstill. Four.\n"),
    ).toHaveLength(4);
    expect(sentencesOf("# Heading\n\nOne. Two. Three.")).toHaveLength(3);
  });
});
