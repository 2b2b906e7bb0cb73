import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import * as z from "zod";

const asked = z.object({ status: z.number(), bytes: z.number(), ms: z.number() }).partial();
const startSchema = z.object({ moduleMs: z.number(), page: asked, store: asked });

/** As infra/bundle.ts bundles what is deployed, so that nothing but the code differs. */
const bundled = (entry: string, outfile: string) =>
  build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node24",
    mainFields: ["module", "main"],
    minify: true,
    keepNames: false,
    legalComments: "none",
    logLevel: "silent",
  });

/** The two peers of a start, and the child that starts things, bundled into `folder`. */
export const bundleStarts = async (folder: string) => {
  const starts = path.join(folder, "starts");
  await mkdir(starts, { recursive: true });
  await writeFile(path.join(starts, "package.json"), '{ "type": "commonjs" }\n');
  const entries = {
    child: "start-child.ts",
    emptyHono: "peers/empty-hono.mjs",
    expressHello: "peers/express-hello.mjs",
  };
  const files = { child: "", emptyHono: "", expressHello: "" };
  for (const name of ["child", "emptyHono", "expressHello"] as const) {
    files[name] = path.join(starts, `${name}.js`);
    await bundled(path.join(import.meta.dirname, entries[name]), files[name]);
  }
  return files;
};

export type ColdStart = {
  /** From the process's birth to its first answered page. */
  readonly wholeMs: number;
  readonly moduleMs: number;
  readonly pageMs: number | undefined;
  /** The first request that is stored, which loads the SDK. */
  readonly storeMs: number | undefined;
};

/** Starts a bundle once, in a process of its own. @throws Error when it fails or gives no page. */
export const coldStart = async ({
  child,
  file,
  environment,
  stores = false,
}: {
  readonly child: string;
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Whether a request is stored after the first page. */
  readonly stores?: boolean;
}): Promise<ColdStart> => {
  const since = performance.now();
  const running = spawn(process.execPath, [child, file, stores ? "stores" : ""], {
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  let wrong = "";
  running.stdout.setEncoding("utf8").on("data", (text) => {
    said += text;
  });
  running.stderr.setEncoding("utf8").on("data", (text) => {
    wrong += text;
  });
  const [code] = await once(running, "close");
  const wholeMs = performance.now() - since;
  if (code !== 0) throw new Error(`${path.basename(file)} did not start:\n${wrong}`);
  const { moduleMs, page, store } = startSchema.parse(JSON.parse(said));
  if ((page.status ?? 200) !== 200 || (store.status ?? 201) !== 201)
    throw new Error(`${path.basename(file)} answered ${page.status} and ${store.status}`);
  return { wholeMs, moduleMs, pageMs: page.ms, storeMs: store.ms };
};
