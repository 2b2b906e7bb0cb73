import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { localStage } from "../../infra/stages.ts";
import { startGroups } from "./start-groups.ts";

const folder = await mkdtemp(path.join(tmpdir(), "start-groups-"));
afterAll(() => rm(folder, { recursive: true }));

test("a start's time is told by what it went to: all of it, and nothing without a name", async () => {
  const settings = path.join(folder, "settings.json");
  await writeFile(settings, JSON.stringify(localStage));
  await writeFile(path.join(folder, "package.json"), '{ "type": "commonjs" }');
  const { columns, rows } = await startGroups({
    folder: path.join(folder, "timed"),
    settings,
    size: { bytes: 1_250_000, startBytes: 850_000 },
    environment: {
      TABLE_NAME: "nowhere",
      TRAIL_LOG_GROUP: "nowhere",
      SEALING_KEY_ID: "none",
      CHILD_HASH_KEY_ID: "none",
    },
    rounds: 1,
  });
  expect(columns).toEqual(["", "ms", "share"]);
  expect(rows.map(([group]) => group).toSorted()).toEqual([
    "Hono",
    "Node's own modules",
    "all other packages",
    "pages and routes, with the official components",
    "reading and compiling its files",
    "reading the settings, making the routes (handler.ts)",
    "rules and the schemas of settings",
    "store, log and what else is ours",
    "temporal-polyfill",
    "zod",
  ]);
  const shares = rows.map(([, , share = ""]) => Number(share.replace("%", "")));
  expect(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 100)).toBeLessThan(rows.length);
  for (const [, ms] of rows) expect(Number(ms)).toBeGreaterThanOrEqual(0);
});
