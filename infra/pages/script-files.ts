import { createHash } from "node:crypto";
import path from "node:path";
import { build } from "esbuild";

/** The one script, for pages of the form only. No page needs it. */
export const scriptFiles = async (
  root: string,
  firstLine: string,
): Promise<Readonly<Record<string, string>>> => {
  const { outputFiles } = await build({
    entryPoints: [path.join(root, "shared/pages/in-browser/form-script.ts")],
    bundle: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    minify: true,
    legalComments: "none",
    write: false,
    logLevel: "silent",
  });
  const text = outputFiles[0]?.text ?? "";
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
  return {
    "form-script.ts": `${firstLine}export const formJs = {\n  hash: "${hash}",\n  text: ${JSON.stringify(text)},\n} as const;\n`,
  };
};
