import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import type { Plant } from "./plants.ts";
import type { simulation } from "./simulation.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** Changes source texts on their way into the bundle. A text that is not there once is an error. */
const planted = ({ name, changes }: Plant): Plugin => ({
  name,
  setup: ({ onLoad }) => {
    const names = changes.map(({ file }) => path.basename(file));
    // To be asked of every file takes as long as the rest of the bundling.
    onLoad({ filter: new RegExp(`/(${names.join("|")})$`) }, async ({ path: file }) => {
      const own = changes.filter((change) => path.join(root, change.file) === file);
      if (own.length === 0) return undefined;
      let text = await readFile(file, "utf8");
      for (const { find, replace } of own) {
        if (text.split(find).length !== 2) throw new Error(`stale plant "${name}": ${find}`);
        text = text.replace(find, () => replace);
      }
      return { contents: text, loader: file.endsWith("x") ? "tsx" : "ts" };
    });
  },
});

let made = 0;

/**
 * The simulation in one file, with the shipped handlers as they are, or with a fault planted into them: Node
 * itself reads no JSX. @returns it, loaded.
 */
export const bundledSimulation = async (plant?: Plant): Promise<typeof simulation> => {
  made += 1;
  const outfile = path.join(root, ".bundles", `simulation-${process.pid}-${made}.mjs`);
  await build({
    entryPoints: [path.join(root, "test/simulation/simulation.ts")],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node24",
    format: "esm",
    jsx: "automatic",
    jsxImportSource: "hono/jsx",
    logLevel: "silent",
    plugins: plant === undefined ? [] : [planted(plant)],
  });
  try {
    const loaded: { readonly simulation: typeof simulation } = await import(
      pathToFileURL(outfile).href
    );
    return loaded.simulation;
  } finally {
    await rm(outfile);
  }
};
