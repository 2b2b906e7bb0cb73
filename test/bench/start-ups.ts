import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { bundle } from "../../infra/bundle.ts";
import { localStage } from "../../infra/stages.ts";
import { figure } from "./closing.ts";
import type { Found, Report } from "./found.ts";
import { interleaved, median, ratios, spread } from "./measured.ts";

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

const emptyHono =
  'import { Hono } from "hono"; import { handle } from "hono/aws-lambda"; const app = new Hono(); app.get("/", (c) => c.text("hello")); export const handler = handle(app);';

const emptyBundle = async (outfile: string) => {
  const { metafile } = await build({
    stdin: { contents: emptyHono, resolveDir: import.meta.dirname },
    outfile,
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node24",
    mainFields: ["module", "main"],
    minify: true,
    metafile: true,
    logLevel: "silent",
  });
  return Object.values(metafile.outputs)[0]?.bytes ?? 0;
};

/** The module start of each deployed bundle beside an empty Hono handler's, each in turn. */
export const measureStartUps = async (report: Report): Promise<Found> => {
  const folder = await mkdtemp(path.join(tmpdir(), "starts-"));
  try {
    report("bundling every function");
    const bundles = await bundle(localStage, folder);
    const empty = path.join(folder, "empty.js");
    await writeFile(path.join(folder, "package.json"), '{ "type": "commonjs" }\n');
    const bytes: Readonly<Record<string, number>> = {
      "empty Hono": await emptyBundle(empty),
      ...Object.fromEntries(Object.entries(bundles).map(([name, each]) => [name, each.bytes])),
    };
    report(`${rounds} starts of each`);
    const systems = Object.keys(bytes).map((name) => {
      const file = name === "empty Hono" ? empty : path.join(folder, name, "index.js");
      return [name, () => startOf(file)] as const;
    });
    const runs = await interleaved(Object.fromEntries(systems), rounds);
    const hono = runs["empty Hono"] ?? [];
    return {
      measured: [],
      sheets: [
        {
          title: "How a function starts",
          says: `Loading the module in a process of its own, as each start of a function does: the middle of ${rounds} runs in turn, the quickest and the slowest, and the middle of the ratios to an empty Hono handler in the same round.`,
          columns: ["function", "kilobytes", "module start", "÷ empty Hono"],
          rows: Object.entries(runs).map(([name, own]) => [
            name,
            figure((bytes[name] ?? 0) / 1000),
            `${median(own).toFixed(0)} ms (${spread(own)
              .map((each) => each.toFixed(0))
              .join(" to ")})`,
            figure(median(ratios(own, hono))),
          ]),
        },
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
