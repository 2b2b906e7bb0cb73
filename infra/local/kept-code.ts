import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { type CodePart, codeParts } from "../code-parts.ts";
import { writeDurably } from "./durable-file.ts";

/** As npm writes it down: which packages are installed, whatever the repository asks for. */
const installed = "node_modules/.package-lock.json";

/** What else decides what the code becomes. */
const alike = [installed, "package.json", "tsconfig.json"];

/** Where the sources are, and the program that makes the code of them. */
const ownSources = ["functions", "shared", "infra"];

const kept = z.object({
  stamp: z.string(),
  parts: z
    .array(
      z.object({
        name: z.string(),
        text: z.string(),
        inputs: z.array(z.string()).readonly(),
        isAtStart: z.boolean(),
      }),
    )
    .readonly(),
});

const filesIn = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
};

const stampOf = async (sources: readonly string[]): Promise<string> => {
  const files = [...alike, ...(await Promise.all(sources.map(filesIn))).flat()];
  const texts = await Promise.all(files.map((file) => readFile(file)));
  const hash = createHash("sha256");
  for (const [at, text] of texts.entries())
    hash.update(`${files[at]} ${text.length}\n`).update(text);
  return hash.digest("hex");
};

/** What cannot be read for whatever reason is made anew: nothing is lost by that but two seconds. */
const readKept = async (file: string, stamp: string) => {
  const { data } = await readFile(file, "utf8")
    .then((text) => kept.safeParse(JSON.parse(text)))
    .catch(() => ({ data: undefined }));
  return data?.stamp === stamp ? data.parts : undefined;
};

/**
 * Makes the code of entry files as `codeParts` does, and again only when a file in one of the source folders
 * or a package has changed: making it takes most of a start. What is deployed never comes from here.
 */
export const keptCode = async (
  folder = ".bundles",
  sources: readonly string[] = ownSources,
): Promise<(entry: string) => Promise<readonly CodePart[]>> => {
  if (!existsSync(installed)) return codeParts;
  const stamp = await stampOf(sources);
  await mkdir(folder, { recursive: true });
  return async (entry) => {
    const name = createHash("sha256").update(path.resolve(entry)).digest("hex").slice(0, 16);
    const file = path.join(folder, `code-${name}.json`);
    const found = await readKept(file, stamp);
    if (found !== undefined) return found;
    const parts = await codeParts(entry);
    // A source that was changed meanwhile may be in them.
    if ((await stampOf(sources)) === stamp)
      await writeDurably(file, JSON.stringify({ stamp, parts } satisfies z.input<typeof kept>));
    return parts;
  };
};
