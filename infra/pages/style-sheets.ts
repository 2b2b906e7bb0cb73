import { createHash } from "node:crypto";
import path from "node:path";
import { compile, NodePackageImporter } from "sass";

const sites = ["form", "inbox"] as const;

/** No picture is loaded by any page: what would load one is for components that need a script. */
const withoutPictures = (css: string) => css.replace(/background-image:url\([^)]*\);?/g, "");

/** The brand blues of GOV.UK, old and new, which stand as plain values in styles that we use. */
const withoutTheirBlue = (css: string) => css.replace(/#(?:1d70b8|005ea5)\b/gi, "#0a4d8c");

const styleSheet = (root: string, site: (typeof sites)[number]) => {
  const { css } = compile(path.join(root, "shared/pages/styles", `${site}.scss`), {
    style: "compressed",
    charset: false,
    quietDeps: true,
    loadPaths: [root],
    importers: [new NodePackageImporter(root)],
  });
  const text = withoutTheirBlue(withoutPictures(css));
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
  return `export const ${site}Css = {\n  hash: "${hash}",\n  text: ${JSON.stringify(text)},\n} as const;\n`;
};

/** One file with the style sheet of each site: what one does not import, its bundle does not carry. */
export const styleFiles = (root: string, firstLine: string): Readonly<Record<string, string>> => ({
  "style-sheets.ts": `${firstLine}${sites.map((site) => styleSheet(root, site)).join("\n")}`,
});
