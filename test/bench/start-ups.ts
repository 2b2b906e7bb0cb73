import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { bundle } from "../../infra/bundle.ts";
import { codeParts } from "../../infra/code-parts.ts";
import { localStage } from "../../infra/stages.ts";
import { figure } from "./closing.ts";
import type { Found, Report } from "./found.ts";
import { installPeers } from "./install-peers.ts";
import { interleaved, median, ratios, spread } from "./measured.ts";
import { startGroups } from "./start-groups.ts";

const rounds = 15;
const run = promisify(execFile);

/** What a function's settings and environment name; nobody is called while a module starts. */
const environment = {
  TABLE_NAME: "nowhere",
  TRAIL_LOG_GROUP: "nowhere",
  SEALING_KEY_ID: "none",
  CHILD_HASH_KEY_ID: "none",
  CANARY_KEY_ID: "none",
  SIGN_IN_SECRET: "none",
  AWS_REGION: "eu-west-2",
  AWS_ACCESS_KEY_ID: "none",
  AWS_SECRET_ACCESS_KEY: "none",
};

/** Milliseconds from before a module is asked for until it is there, in a process of its own. */
const startOf = async (file: string): Promise<number> => {
  const { stdout } = await run(
    process.execPath,
    [
      "-e",
      "const began = performance.now(); require(process.argv[1]); console.log(performance.now() - began); process.exit(0)",
      file,
    ],
    { env: { PATH: process.env["PATH"] ?? "", ...environment } },
  ).catch((error: unknown) => {
    const said =
      error instanceof Error
        ? /^\w*Error: .*$/m.exec(error.message.slice(error.message.indexOf("\n")))
        : null;
    throw new Error(
      `${path.relative(tmpdir(), file)} did not start: ${said?.[0] ?? "no error named"}`,
    );
  });
  return Number(stdout.trim().split("\n").at(-1));
};

const peers = {
  "empty Hono": "peers/empty-hono.mjs",
  "Express hello": "peers/express-hello.mjs",
} as const;

/** Writes what a start loads of an entry file, bundled as infra/bundle.ts does. @returns its bytes. */
const writeBundle = async (entry: string, folder: string): Promise<number> => {
  const parts = await codeParts(entry);
  await mkdir(folder, { recursive: true });
  for (const { name, text } of parts) await writeFile(path.join(folder, name), text);
  return parts.reduce(
    (sum, { isAtStart, text }) => sum + (isAtStart ? Buffer.byteLength(text) : 0),
    0,
  );
};

/** The module start of each deployed bundle beside two peers', each in turn, and where the request function's goes. */
export const measureStartUps = async (report: Report): Promise<Found> => {
  const folder = await mkdtemp(path.join(tmpdir(), "starts-"));
  try {
    report("bundling every function");
    const bundles = await bundle(localStage, folder);
    const { request } = bundles;
    if (request === undefined) throw new Error("there is no request function to start");
    await installPeers(report);
    await writeFile(path.join(folder, "package.json"), '{ "type": "commonjs" }\n');
    const bytes = new Map<string, number>();
    for (const [name, entry] of Object.entries(peers))
      bytes.set(
        name,
        await writeBundle(path.join(import.meta.dirname, entry), path.join(folder, name)),
      );
    for (const [name, each] of Object.entries(bundles)) bytes.set(name, each.startBytes);
    report(`${rounds} starts of each`);
    const systems = [...bytes.keys()].map((name) => {
      const file = path.join(folder, name, "index.js");
      return [name, () => startOf(file)] as const;
    });
    const runs = await interleaved(Object.fromEntries(systems), rounds);
    report("where the time of the request function's start goes");
    const inGroups = await startGroups({
      folder: path.join(folder, "timed"),
      settings: path.join(folder, "request", "settings.json"),
      size: request,
      environment,
      rounds,
    });
    const [hono = [], express = []] = Object.keys(peers).map((name) => runs[name]);
    return {
      measured: [],
      sheets: [
        {
          title: "How a function starts",
          says: `Loading the module in a process of its own, as each start of a function does: the kilobytes that a start compiles, the middle of ${rounds} runs in turn, the quickest and the slowest, and the middles of the ratios to an empty Hono handler and to Express's hello in the same round.`,
          columns: ["function", "kilobytes", "module start", "÷ empty Hono", "÷ Express hello"],
          rows: Object.entries(runs).map(([name, own]) => [
            name,
            figure((bytes.get(name) ?? 0) / 1000),
            `${median(own).toFixed(0)} ms (${spread(own)
              .map((each) => each.toFixed(0))
              .join(" to ")})`,
            figure(median(ratios(own, hono))),
            figure(median(ratios(own, express))),
          ]),
        },
        inGroups,
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
