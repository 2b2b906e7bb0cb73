// JavaScript, so that even a Node that cannot read TypeScript gets as far as the sentence below.
import { rename } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

const wanted = "24";
const root = path.resolve(import.meta.dirname, "../..");

const [major] = process.versions.node.split(".");
if (major !== wanted) {
  process.stderr.write(
    `This service runs on Node ${wanted}, as deployed, and this is Node ${process.versions.node}. Run it by "npm start" after "npm ci" with install scripts on (npm ci --ignore-scripts=false), which puts Node ${wanted} into node_modules.\n`,
  );
  process.exit(1);
}

const { generatePages } = await import("../generate-pages.ts");
await generatePages();

// Node does not load .tsx. Renamed into place, because two starts may do this at the same time.
const { build } = await import("esbuild");
const file = path.join(root, ".bundles", "start.mjs");
const aside = path.join(root, ".bundles", `start-${process.pid}.mjs`);
await build({
  entryPoints: [path.join(root, "infra/local/start.ts")],
  outfile: aside,
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node24",
  format: "esm",
  logLevel: "warning",
});
await rename(aside, file);

const { start } = await import(pathToFileURL(file).href);
await start(process.argv.slice(2), process.env);
