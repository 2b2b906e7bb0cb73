import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { codeParts } from "../../infra/code-parts.ts";

const asked = z.object({ status: z.number(), bytes: z.number(), ms: z.number() }).partial();
const startSchema = z.object({ moduleMs: z.number(), page: asked, store: asked });

const entries = {
  child: "start-child.ts",
  emptyHono: "peers/empty-hono.mjs",
  expressHello: "peers/express-hello.mjs",
} as const;

/** The two peers of a start, and the child that starts things, bundled into `folder` as the functions are. */
export const bundleStarts = async (folder: string) => {
  const starts = path.join(folder, "starts");
  await mkdir(starts, { recursive: true });
  await writeFile(path.join(starts, "package.json"), '{ "type": "commonjs" }\n');
  const bundled = async (name: keyof typeof entries) => {
    const own = path.join(starts, name);
    await mkdir(own);
    for (const part of await codeParts(path.join(import.meta.dirname, entries[name])))
      await writeFile(path.join(own, part.name), part.text);
    return path.join(own, "index.js");
  };
  return {
    child: await bundled("child"),
    emptyHono: await bundled("emptyHono"),
    expressHello: await bundled("expressHello"),
  };
};

export type ColdStart = {
  /** From the process's birth to its first answered page. */
  readonly wholeMs: number;
  readonly moduleMs: number;
  readonly pageMs: number | undefined;
  /** The first request that is stored, which loads the SDK. */
  readonly storeMs: number | undefined;
};

const nameOf = (file: string) => path.basename(path.dirname(file));

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
  if (code !== 0) throw new Error(`${nameOf(file)} did not start:\n${wrong}`);
  const { moduleMs, page, store } = startSchema.parse(JSON.parse(said));
  if ((page.status ?? 200) !== 200 || (store.status ?? 201) !== 201)
    throw new Error(`${nameOf(file)} answered ${page.status} and ${store.status}`);
  return { wholeMs, moduleMs, pageMs: page.ms, storeMs: store.ms };
};
