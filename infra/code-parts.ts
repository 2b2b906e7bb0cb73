import path from "node:path";
import { build, type Metafile, transform } from "esbuild";

/** A file of a function's code. */
export type CodePart = {
  readonly name: string;
  readonly text: string;
  /** Every source file that is in it, by paths from here. */
  readonly inputs: readonly string[];
  /** Whether every start loads it; any other is loaded when it is first needed. */
  readonly isAtStart: boolean;
};

const first = "index.js";

const made = { platform: "node", target: "node24", logLevel: "silent" } as const;

/** The parts that the first one imports in one of these ways, however far down; itself among them. */
const reached = (outputs: Metafile["outputs"], kinds: readonly string[]): ReadonlySet<string> => {
  const found = new Set([first]);
  // A set that grows while it is walked is walked to its end.
  for (const file of found)
    for (const { kind, path: other } of outputs[file]?.imports ?? [])
      if (kinds.includes(kind) && outputs[other] !== undefined) found.add(other);
  return found;
};

/**
 * The code of one entry file as CommonJS, in as many files as it has dynamic imports, so that a start
 * compiles only what it needs. `index.js` is the first; no source is in two of them.
 * @param before a statement to run before each source, by its path: so that a start can be timed.
 */
export const codeParts = async (
  entry: string,
  before: (source: string) => string = () => "",
): Promise<readonly CodePart[]> => {
  const { metafile, outputFiles } = await build({
    ...made,
    minifySyntax: true,
    minifyIdentifiers: true,
    entryPoints: [{ in: path.resolve(entry), out: path.parse(first).name }],
    outdir: ".",
    bundle: true,
    // esbuild parts ES modules only: each part is made CommonJS below.
    splitting: true,
    format: "esm",
    mainFields: ["module", "main"],
    legalComments: "none",
    metafile: true,
    write: false,
  });
  const atStart = reached(metafile.outputs, ["import-statement"]);
  // esbuild keeps the file of an import() that was left out because nothing calls it.
  const needed = reached(metafile.outputs, ["import-statement", "dynamic-import"]);
  const files = outputFiles.filter(({ path: file }) => needed.has(path.basename(file)));
  // Numbered: esbuild's own names change with the folder in which the sources are.
  const names = new Map(
    files.map(({ path: file }, at) => {
      const name = path.basename(file);
      return [name, name === first ? first : name.replace(/-[0-9A-Z]{8}\.js$/, `-${at}.js`)];
    }),
  );
  return Promise.all(
    files.map(async ({ path: file, text }) => {
      const name = path.basename(file);
      const inputs = Object.keys(metafile.outputs[name]?.inputs ?? {});
      const { code } = await transform(
        text
          .replace(/"\.\/([\w-]+\.js)"/g, (as, other: string) =>
            names.has(other) ? `"./${names.get(other)}"` : as,
          )
          // esbuild writes above each source where it is from.
          .replace(/^\/\/ (\S+)$/gm, (as, source: string) =>
            inputs.includes(source) ? before(source) : as,
          ),
        { ...made, minify: true, format: "cjs", supported: { "dynamic-import": false } },
      );
      return {
        name: names.get(name) ?? name,
        text: code,
        inputs,
        isAtStart: atStart.has(name),
      };
    }),
  );
};
