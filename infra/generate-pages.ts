import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

const packages = ["govuk-frontend", "@ministryofjustice/frontend", "nunjucks", "sass", "esbuild"];

const firstLine =
  "// Made by infra/generate-pages.ts out of packages. Not committed: it is not ours.\n";

const textOf = (file: string) => readFile(file, "utf8").catch(() => undefined);

const filesIn = async (folder: string) =>
  (await readdir(path.join(root, folder))).sort().map((name) => path.join(root, folder, name));

/** A hash of all that the generated files depend on. */
const stampOf = async () => {
  const files = [
    ...packages.map((name) => path.join(root, "node_modules", name, "package.json")),
    ...(await filesIn("infra/pages")),
    ...(await filesIn("shared/pages/styles")),
    ...(await filesIn("shared/pages/in-browser")),
    fileURLToPath(import.meta.url),
  ];
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  return createHash("sha256").update(texts.join("\0")).digest("hex");
};

const generated = async () => {
  // Loading the compilers takes longer than finding that nothing has changed.
  const [{ componentFiles }, { scriptFiles }, { styleFiles }] = await Promise.all([
    import("./pages/component-files.ts"),
    import("./pages/script-files.ts"),
    import("./pages/style-sheets.ts"),
  ]);
  return {
    ...(await componentFiles(firstLine)),
    ...(await scriptFiles(root, firstLine)),
    ...styleFiles(root, firstLine),
  };
};

const namesIn = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
};

/**
 * Makes what the pages are built from out of the packages: the official components as typed functions,
 * and the style sheets. Same packages, same bytes; does nothing when all is as it was.
 * @returns the names of the files that were written.
 */
export const generatePages = async (
  folder = path.join(root, "shared/pages/generated"),
): Promise<readonly string[]> => {
  const hash = await stampOf();
  const stampFile = path.join(folder, "stamp");
  const [standing, ...made] = (await textOf(stampFile))?.split("\n") ?? [];
  const there = new Set(await namesIn(folder));
  if (standing === hash && made.every((name) => there.has(path.normalize(name)))) return [];
  const files = Object.entries(await generated());
  const written = await Promise.all(
    files.map(async ([name, text]) => {
      const file = path.join(folder, name);
      if ((await textOf(file)) === text) return [];
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
      return [name];
    }),
  );
  // Last, so that a half-written folder is made again.
  await writeFile(stampFile, [hash, ...files.map(([name]) => name)].join("\n"));
  return written.flat();
};

if (import.meta.main) {
  const written = await generatePages();
  const what = written.length === 0 ? "nothing changed" : `${written.length} files written`;
  process.stdout.write(`pages: ${what}\n`);
}
