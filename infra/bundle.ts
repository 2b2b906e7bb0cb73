import { access, mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { readSettings, type Settings } from "../shared/settings.ts";

const entryFile = "handler.ts";

/** The functions of a source tree: each folder of `functions` that has a handler. */
const functionNames = async (functionsFolder: string): Promise<readonly string[]> => {
  const folders = await readdir(functionsFolder);
  const found = await Promise.all(
    folders.map((name) =>
      access(path.join(functionsFolder, name, entryFile)).then(
        () => [name],
        () => [],
      ),
    ),
  );
  return found.flat().sort();
};

/** What became of one function: the size of its file, and every source file that is in it. */
type Bundled = { readonly bytes: number; readonly inputs: readonly string[] };

/**
 * Makes one self-contained file of every function, as it is deployed and as it runs locally:
 * `<outFolder>/<function>/index.js`, the stage's settings beside it.
 * CommonJS and `module` before `main`, because that starts fastest on Lambda (toolbox.md).
 * @returns each function's size in bytes and what is in it, by paths from here.
 */
export const bundle = async (
  settings: Settings,
  outFolder: string,
  functionsFolder = "functions",
): Promise<Readonly<Record<string, Bundled>>> => {
  const names = await functionNames(functionsFolder);
  const settingsFile = `${JSON.stringify(readSettings(JSON.stringify(settings)), null, 2)}\n`;
  await mkdir(outFolder, { recursive: true });
  // Lambda takes a lone .js for CommonJS; here the nearest package.json decides, so one says the same.
  await writeFile(path.join(outFolder, "package.json"), '{ "type": "commonjs" }\n');
  const bundled = await Promise.all(
    names.map(async (name) => {
      const outfile = path.resolve(outFolder, name, "index.js");
      const { metafile } = await build({
        entryPoints: [path.resolve(functionsFolder, name, entryFile)],
        outfile,
        bundle: true,
        format: "cjs",
        platform: "node",
        target: "node24",
        mainFields: ["module", "main"],
        minify: true,
        keepNames: false,
        legalComments: "none",
        metafile: true,
        logLevel: "silent",
      });
      await writeFile(path.join(path.dirname(outfile), "settings.json"), settingsFile);
      const [output] = Object.values(metafile.outputs);
      const inputs = Object.keys(output?.inputs ?? {}).toSorted();
      return [name, { bytes: output?.bytes ?? 0, inputs }] as const;
    }),
  );
  return Object.fromEntries(bundled);
};
