import { execFile } from "node:child_process";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import * as z from "zod";
import { codeParts } from "../../infra/code-parts.ts";
import { figure } from "./closing.ts";
import type { Sheet } from "./found.ts";
import { median } from "./measured.ts";

const spentSchema = z.record(z.string(), z.number());

const loading = "reading and compiling its files";
const nodesOwn = "Node's own modules";

/** The first that fits. What a module calls while it is read counts as its own. */
const groups: readonly (readonly [RegExp, string])[] = [
  [/^functions\/request\/handler/, "reading the settings, making the routes (handler.ts)"],
  [/^shared\/(domain|settings|checked-settings)/, "rules and the schemas of settings"],
  [/^(shared\/pages|functions)\//, "pages and routes, with the official components"],
  [/^shared\//, "store, log and what else is ours"],
  [/node_modules\/zod\//, "zod"],
  [/node_modules\/hono\//, "Hono"],
  [/node_modules\/temporal-/, "temporal-polyfill"],
  [/node_modules\//, "all other packages"],
];

const groupOf = (what: string) => groups.find(([kind]) => kind.test(what))?.[1] ?? what;

/** Node's modules come first and apart, so that compiling is all that is left between two sources. */
const timed = `
  const [, index, ...own] = process.argv;
  const began = performance.now();
  for (const name of own) require(name);
  const spent = { ${JSON.stringify(nodesOwn)}: performance.now() - began };
  let now = ${JSON.stringify(loading)};
  let since = performance.now();
  globalThis.nowComes = (next) => {
    spent[now] = (spent[now] ?? 0) + performance.now() - since;
    now = next;
    since = performance.now();
  };
  require(index);
  nowComes("");
  console.log(JSON.stringify(spent));
  process.exit(0);
`;

const comes = (what: string) => `globalThis.nowComes(${JSON.stringify(what)});`;

/**
 * Where the time of the request function's start goes: the deployed code with a clock between its sources,
 * each run in a process of its own.
 */
export const startGroups = async ({
  folder,
  settings,
  size: { bytes, startBytes },
  environment,
  rounds,
}: {
  readonly folder: string;
  /** The file of settings that stands beside the bundle. */
  readonly settings: string;
  readonly size: { readonly bytes: number; readonly startBytes: number };
  readonly environment: Readonly<Record<string, string>>;
  readonly rounds: number;
}): Promise<Sheet> => {
  const parts = await codeParts("functions/request/handler.ts", comes);
  await mkdir(folder, { recursive: true });
  await copyFile(settings, path.join(folder, "settings.json"));
  for (const { name, text } of parts)
    await writeFile(path.join(folder, name), `${text}\n${comes(loading)}\n`);
  const own = new Set(
    parts
      .filter(({ isAtStart }) => isAtStart)
      .flatMap(({ text }) => [...text.matchAll(/\brequire\("(node:[^"]+)"\)/g)])
      .map(([, name = ""]) => name),
  );
  const spent = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["-e", timed, path.join(folder, "index.js"), ...own],
      { env: { ...environment } },
    );
    const inGroups = new Map<string, number>();
    for (const [what, ms] of Object.entries(spentSchema.parse(JSON.parse(stdout))))
      inGroups.set(groupOf(what), (inGroups.get(groupOf(what)) ?? 0) + ms);
    for (const [group, ms] of inGroups) spent.set(group, [...(spent.get(group) ?? []), ms]);
  }
  const middles = [...spent].map(([group, runs]) => ({ group, ms: median(runs) }));
  const whole = middles.reduce((sum, { ms }) => sum + ms, 0);
  return {
    title: "Where the time of the request function's start goes",
    says: `Milliseconds, the middle of ${rounds} starts of the deployed code with a clock between its sources. What a source calls while it is read counts as its own: building and first using a schema stands with the schema, not with zod. Every start compiles ${figure(startBytes / 1000)} kB; another ${figure((bytes - startBytes) / 1000)} kB are loaded when they are first needed: the form beyond its first page and the API by whatever else is asked for, the AWS SDK and the store by the first request that goes there ("first request stored" among the cold starts has both).`,
    columns: ["", "ms", "share"],
    rows: middles
      .toSorted((one, other) => other.ms - one.ms)
      .map(({ group, ms }) => [group, ms.toFixed(1), `${((ms / whole) * 100).toFixed(0)}%`]),
  };
};
