import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { isInstalled } from "./install-peers.ts";

const wanted = {
  "": { name: "peers" },
  "node_modules/a": { version: "1.0.0" },
  "node_modules/b": { version: "2.0.0" },
  "node_modules/of-another-platform": { version: "3.0.0", optional: true },
};

const decides = async (installed: object | undefined) => {
  const folder = await mkdtemp(path.join(tmpdir(), "peers-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const [lock, done] = [path.join(folder, "package-lock.json"), path.join(folder, "done.json")];
  await writeFile(lock, JSON.stringify({ packages: wanted }));
  if (installed !== undefined) await writeFile(done, JSON.stringify({ packages: installed }));
  return isInstalled(lock, done);
};

test("the peers are installed anew when one is missing or of another version, and not otherwise", async () => {
  const a = { version: "1.0.0" };

  expect(await decides({ "node_modules/a": a, "node_modules/b": { version: "2.0.0" } })).toBe(true);
  expect(await decides({ "node_modules/a": a })).toBe(false);
  expect(await decides({ "node_modules/a": a, "node_modules/b": { version: "2.0.1" } })).toBe(
    false,
  );
  expect(await decides(undefined)).toBe(false);
});
