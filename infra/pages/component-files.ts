import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import nunjucks from "nunjucks";
import * as z from "zod";
import { componentTypes, type MacroOption } from "./component-types.ts";

/** The official components that the pages use; each brings in those that it is made of. */
export const chosenComponents = [
  "back-link",
  "button",
  "character-count",
  "checkboxes",
  "date-input",
  "details",
  "error-message",
  "error-summary",
  "fieldset",
  "generic-header",
  "hint",
  "input",
  "inset-text",
  "label",
  "notification-banner",
  "pagination",
  "panel",
  "radios",
  "select",
  "service-navigation",
  "skip-link",
  "summary-list",
  "table",
  "tag",
  "textarea",
  "warning-text",
] as const;

/** Those that are on most pages, alike, and never hold what somebody typed. */
const keptComponents: readonly string[] = [
  "back-link",
  "button",
  "generic-header",
  "service-navigation",
  "skip-link",
];

const govuk = path.join(
  path.dirname(createRequire(import.meta.url).resolve("govuk-frontend/package.json")),
  "dist/govuk",
);

const optionSchema: z.ZodType<MacroOption> = z.object({
  name: z.string(),
  type: z.string(),
  required: z.boolean().default(false),
  isComponent: z.boolean().default(false),
  get params() {
    return z.array(optionSchema).default([]);
  },
});

const camelCase = (name: string) =>
  name.replace(/[^a-zA-Z]+([a-zA-Z])/g, (_, letter: string) => letter.toUpperCase());

type Template = {
  readonly name: string;
  readonly source: string;
  readonly uses: readonly string[];
};

const readTemplate = async (name: string): Promise<Template> => {
  const source = await readFile(path.join(govuk, name), "utf8");
  const used = source.matchAll(/{%-?\s*(?:from|include|import|extends)\s*"([^"]+)"/g);
  const uses = [...used].map(([, to = ""]) => path.posix.join(path.posix.dirname(name), to));
  return { name, source, uses };
};

/** The templates by name, with all that they use, however deep. */
const readTemplates = async (
  names: readonly string[],
  read: Map<string, Template> = new Map(),
): Promise<ReadonlyMap<string, Template>> => {
  const unread = [...new Set(names)].filter((name) => !read.has(name));
  if (unread.length === 0) return read;
  const templates = await Promise.all(unread.map(readTemplate));
  for (const template of templates) read.set(template.name, template);
  return readTemplates(
    templates.flatMap(({ uses }) => uses),
    read,
  );
};

const allUsedBy = (
  name: string,
  templates: ReadonlyMap<string, Template>,
  found: Set<string> = new Set(),
): ReadonlySet<string> => {
  if (found.has(name)) return found;
  found.add(name);
  for (const used of templates.get(name)?.uses ?? []) allUsedBy(used, templates, found);
  return found;
};

/** Spaces are trimmed as the macros expect it. */
const environment = new nunjucks.Environment([], { trimBlocks: true, lstripBlocks: true });

const compiled = ({ name, source }: Template) =>
  nunjucks.precompileString(source, {
    name,
    env: environment,
    wrapper: (templates) => {
      // One template or, as it really is, a list of one.
      const bodies = [templates].flat().map(({ template }) => template);
      return `import type { CompiledTemplate } from "nunjucks/browser/nunjucks-slim.js";\n\nexport const ${camelCase(name)}: CompiledTemplate = /* @__PURE__ */ (() => {\n${bodies.join("")}})();\n`;
    },
  });

const templateOf = (component: string) => `components/${component}/template.njk`;

const templateFile = (name: string) => `templates/${camelCase(name)}.ts`;

const componentFile = (component: string) => `components/${component}.ts`;

const wrapperOf = (component: string, templates: ReadonlyMap<string, Template>) => {
  const template = templateOf(component);
  const used = [...allUsedBy(template, templates)];
  const imports = used.map(
    (name) => `import { ${camelCase(name)} } from "../${templateFile(name)}";\n`,
  );
  const needed = used.map((name) => `  ${JSON.stringify(name)}: ${camelCase(name)},\n`);
  const params = `${camelCase(`-${component}`)}Params`;
  return [
    'import { component } from "../../component.ts";\n',
    `import type { ${params} } from "../component-types.ts";\n${imports.join("")}\n`,
    `export const ${camelCase(component)} = /* @__PURE__ */ component<${params}>(${JSON.stringify(template)}, {\n${needed.join("")}}${keptComponents.includes(component) ? ", true" : ""});\n`,
  ].join("");
};

const readOptions = async (component: string) => {
  const file = path.join(govuk, "components", component, "macro-options.json");
  return [
    component,
    z.array(optionSchema).parse(JSON.parse(await readFile(file, "utf8"))),
  ] as const;
};

/**
 * The official macros, compiled, and a typed function for each chosen component. Each is a file of its own,
 * so that a part of a bundle carries those that its pages use; `components.ts` is all of them.
 * @returns the files' texts by name.
 */
export const componentFiles = async (
  firstLine: string,
): Promise<Readonly<Record<string, string>>> => {
  const templates = await readTemplates(chosenComponents.map(templateOf));
  const options = await Promise.all(chosenComponents.map(readOptions));
  const all = chosenComponents.map(
    (name) => `export { ${camelCase(name)} } from "./${componentFile(name)}";\n`,
  );
  return {
    ...Object.fromEntries(
      [...templates.values()].map((template) => [
        templateFile(template.name),
        `// @ts-nocheck\n${firstLine}${compiled(template)}`,
      ]),
    ),
    ...Object.fromEntries(
      chosenComponents.map((name) => [
        componentFile(name),
        `${firstLine}${wrapperOf(name, templates)}`,
      ]),
    ),
    "component-types.ts": `${firstLine}import type { HtmlEscapedString } from "hono/utils/html";\n\n${componentTypes(options)}`,
    "components.ts": `${firstLine}export type * from "./component-types.ts";\n${all.join("")}`,
  };
};
