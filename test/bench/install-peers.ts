import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import type { Report } from "./found.ts";

const folder = path.join(import.meta.dirname, "peers");
const saysEveryMs = 10_000;
const mostLinesTold = 20;

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string().optional(), optional: z.boolean().optional() }),
  ),
});

const lockIn = async (file: string) => {
  try {
    return lockSchema.parse(JSON.parse(await readFile(file, "utf8"))).packages;
  } catch {
    return undefined;
  }
};

/** Whether what `installed` lists is all that `wanted` locks: an older installation lacks what came since. */
export const isInstalled = async (wanted: string, installed: string): Promise<boolean> => {
  const [locked, there] = [await lockIn(wanted), await lockIn(installed)];
  if (locked === undefined || there === undefined) return false;
  return Object.entries(locked).every(
    ([place, { version, optional = false }]) =>
      place === "" || optional || there[place]?.version === version,
  );
};

/** npm itself says where it is; beside it, whatever npm the person has. */
const npm = () => {
  const own = process.env["npm_execpath"];
  return own === undefined ? ["npm"] : [process.execPath, own];
};

/**
 * Installs what the product is held against, once, apart from the product: some 600 packages that nothing
 * deployed needs. @throws Error with npm's own words when they cannot be had.
 */
export const installPeers = async (report: Report): Promise<void> => {
  // npm writes it last: a folder without it was left half-way.
  const done = path.join(folder, "node_modules", ".package-lock.json");
  if (await isInstalled(path.join(folder, "package-lock.json"), done)) return;
  report("Installing the peers (test/bench/peers, once, one to three minutes)");
  const began = performance.now();
  const saying = setInterval(() => {
    report(`Installing the peers: ${Math.round((performance.now() - began) / 1000)} s so far`);
  }, saysEveryMs);
  try {
    const [command = "npm", ...first] = npm();
    const child = spawn(command, [...first, "ci"], {
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
    });
    const said: string[] = [];
    child.stderr.setEncoding("utf8").on("data", (text) => said.push(text));
    const [code] = await once(child, "close");
    if (code !== 0) {
      await rm(done, { force: true });
      throw new Error(
        `The peers could not be installed: npm ci in test/bench/peers ended with ${code}. They come from the npm registry, so the machine must reach one. npm said:\n${said.join("").split("\n").slice(-mostLinesTold).join("\n")}`,
      );
    }
  } finally {
    clearInterval(saying);
  }
};
