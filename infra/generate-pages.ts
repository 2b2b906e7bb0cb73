import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

const packages = ["govuk-frontend", "@ministryofjustice/frontend", "nunjucks", "sass", "esbuild"];

const made = [
  "templates.ts",
  "components.ts",
  "style-sheets.ts",
  "form-script.ts",
  "inbox-script.ts",
];

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

/**
 * Makes what the pages are built from out of the packages: the official components as typed functions,
 * and the style sheets. Same packages, same bytes; does nothing when all is as it was.
 * @returns the names of the files that were written.
 */
export const generatePages = async (
  folder = path.join(root, "shared/pages/generated"),
): Promise<readonly string[]> => {
  const stamp = await stampOf();
  const stampFile = path.join(folder, "stamp");
  const standing = await Promise.all([...made, "stamp"].map((n) => textOf(path.join(folder, n))));
  if (standing.every((text) => text !== undefined) && standing.at(-1) === stamp) return [];
  await mkdir(folder, { recursive: true });
  const files = Object.entries(await generated());
  const written = await Promise.all(
    files.map(async ([name, text]) => {
      const file = path.join(folder, name);
      if ((await textOf(file)) === text) return [];
      await writeFile(file, text);
      return [name];
    }),
  );
  // Last, so that a half-written folder is made again.
  await writeFile(stampFile, stamp);
  return written.flat();
};

if (import.meta.main) {
  const written = await generatePages();
  const what = written.length === 0 ? "nothing changed" : written.join(", ");
  process.stdout.write(`pages: ${what}\n`);
}
