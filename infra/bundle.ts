import { access, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { readSettings, type Settings } from "../shared/settings.ts";
import { type CodePart, codeParts } from "./code-parts.ts";

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

/** What became of one function. */
type Bundled = {
  /** Bytes of all its code, and of as much of it as every start loads. */
  readonly bytes: number;
  readonly startBytes: number;
  /** Its files of code. */
  readonly files: readonly string[];
  /** Every source file that is in it, and in what every start loads, by paths from here. */
  readonly inputs: readonly string[];
  readonly startInputs: readonly string[];
};

const bytesOf = (parts: readonly CodePart[]): number =>
  parts.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);

const inputsOf = (parts: readonly CodePart[]): readonly string[] =>
  parts.flatMap(({ inputs }) => inputs).toSorted();

/**
 * Makes a self-contained folder of every function, as it is deployed and as it runs locally:
 * `<outFolder>/<function>/index.js`, what it loads later and the stage's settings beside it.
 * CommonJS and `module` before `main`, because that starts fastest on Lambda (toolbox.md).
 */
export const bundle = async (
  settings: Settings,
  outFolder: string,
  functionsFolder = "functions",
  codeOf: (entry: string) => Promise<readonly CodePart[]> = codeParts,
): Promise<Readonly<Record<string, Bundled>>> => {
  const names = await functionNames(functionsFolder);
  const settingsFile = `${JSON.stringify(readSettings(JSON.stringify(settings)), null, 2)}\n`;
  await mkdir(outFolder, { recursive: true });
  // Lambda takes a lone .js for CommonJS; here the nearest package.json decides, so one says the same.
  await writeFile(path.join(outFolder, "package.json"), '{ "type": "commonjs" }\n');
  const bundled = await Promise.all(
    names.map(async (name) => {
      const parts = await codeOf(path.join(functionsFolder, name, entryFile));
      const folder = path.join(outFolder, name);
      // What is left of an earlier bundle would be deployed too.
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder);
      const files = [...parts, { name: "settings.json", text: settingsFile }];
      await Promise.all(files.map((file) => writeFile(path.join(folder, file.name), file.text)));
      const atStart = parts.filter(({ isAtStart }) => isAtStart);
      const made = {
        bytes: bytesOf(parts),
        startBytes: bytesOf(atStart),
        files: parts.map((part) => part.name).toSorted(),
        inputs: inputsOf(parts),
        startInputs: inputsOf(atStart),
      };
      return [name, made] as const;
    }),
  );
  return Object.fromEntries(bundled);
};
