import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { onTestFinished } from "vitest";

/** Where the true tree stands. */
export const repository = resolve(import.meta.dirname, "../..");

/** A tree with the given files, our configuration and our packages, gone when the test ends. */
export const scratchTree = (files: Readonly<Record<string, string>>): string => {
  const tree = mkdtempSync(join(tmpdir(), "ground-"));
  onTestFinished(() => rmSync(tree, { recursive: true }));
  for (const kept of [
    ".biome",
    ".dependency-cruiser.mjs",
    "biome.json",
    "knip.json",
    "package.json",
    "tsconfig.json",
  ])
    cpSync(join(repository, kept), join(tree, kept), { recursive: true });
  symlinkSync(join(repository, "node_modules"), join(tree, "node_modules"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
  return tree;
};

/** What an installed tool says in a folder, whether or not it is content. */
export const said = (
  tool: string,
  args: readonly string[],
  folder: string,
): Promise<{ readonly exitCode: number; readonly output: string; readonly complaint: string }> =>
  new Promise((done, failed) => {
    const program = join(repository, "node_modules/.bin", tool);
    const limits = { cwd: folder, maxBuffer: 2 ** 26, timeout: 60_000 };
    execFile(program, args, limits, (error, output, complaint) => {
      if (error !== null && typeof error.code !== "number") failed(error);
      else done({ exitCode: Number(error?.code ?? 0), output, complaint });
    });
  });
