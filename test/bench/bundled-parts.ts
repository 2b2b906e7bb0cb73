import { rm } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { inProcess } from "./in-process.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** The parts of the bench that need pages, loaded: Node itself reads no JSX. */
export const bundledParts = async (): Promise<typeof inProcess> => {
  const outfile = path.join(root, ".bundles", `bench-${process.pid}.mjs`);
  await build({
    entryPoints: [path.join(root, "test/bench/in-process.ts")],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node24",
    format: "esm",
    jsx: "automatic",
    jsxImportSource: "hono/jsx",
    logLevel: "silent",
  });
  try {
    const loaded: { readonly inProcess: typeof inProcess } = await import(
      pathToFileURL(outfile).href
    );
    return loaded.inProcess;
  } finally {
    await rm(outfile);
  }
};
