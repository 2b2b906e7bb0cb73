import { createHash } from "node:crypto";
import path from "node:path";
import { build } from "esbuild";

const scripts = { form: "form-script.ts", inbox: "inbox-script.ts" } as const;

const scriptOf = async (root: string, entry: string): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [path.join(root, "shared/pages/in-browser", entry)],
    bundle: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    minify: true,
    legalComments: "none",
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
};

/** One script for each site. No page needs it. */
export const scriptFiles = async (
  root: string,
  firstLine: string,
): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(scripts).map(async ([site, file]) => {
        const text = await scriptOf(root, file);
        const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
        const made = `export const ${site}Js = {\n  hash: "${hash}",\n  text: ${JSON.stringify(text)},\n} as const;\n`;
        return [file, `${firstLine}${made}`];
      }),
    ),
  );
