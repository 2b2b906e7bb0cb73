import { describe, expect, it } from "vitest";
import * as z from "zod";
import { said, scratchTree } from "./scratch-tree.ts";

const report = z.object({
  diagnostics: z.array(
    z.object({
      severity: z.string(),
      category: z.string(),
      message: z.string(),
      location: z.object({ path: z.string() }),
    }),
  ),
});

const linted = async (tree: string, ...args: readonly string[]) => {
  const { output } = await said(
    "biome",
    ["lint", "--reporter=json", "--max-diagnostics=none", ...args, "."],
    tree,
  );
  return report.parse(JSON.parse(output));
};

const clock = "plugin: A clock or chance outside the ports";
const tests = "plugin: A test still to do, a mocked module, or fake timers";

/** Each text breaks what stands beside it, in each of the folders. */
const offences: readonly (readonly [readonly string[], string, ...string[]])[] = [
  ...[
    "new Date()",
    "new Date",
    "Date.now()",
    "[0].map(Date.now)",
    "Math.random()",
    "performance.now()",
    "process.hrtime.bigint()",
    "Temporal.Now.instant()",
    "globalThis.crypto.randomUUID()",
    "globalThis.crypto.getRandomValues(new Uint8Array(1))",
  ].map(
    (expression) =>
      [["shared/store", "functions/letters"], `export const it = ${expression};`, clock] as const,
  ),
  [["shared/domain"], "export const it = new Date();", clock],
  [["shared/domain"], "export const it = Math.random();", clock],
  ...["randomBytes", "randomUUID", "* as everything", "everything"].map(
    (name) =>
      [
        ["shared/domain", "shared/store", "functions/letters"],
        `import ${/^r/.test(name) ? `{ ${name} }` : name} from "node:crypto";\nexport const it = [${name.replace("* as ", "")}];`,
        "lint/style/noRestrictedImports",
      ] as const,
  ),
  [
    ["shared/domain"],
    'import { createHmac } from "node:crypto";\nexport const it = [createHmac];',
    "lint/style/noRestrictedImports",
  ],
  [
    ["shared/domain", "shared/store", "functions/letters", "infra", "test/shared"],
    'import { z } from "zod";\nexport const it = z.string();',
    "lint/style/noRestrictedImports",
  ],
  [["shared/domain"], "export const it = process;", "lint/style/noRestrictedGlobals"],
  [["shared/domain"], 'export const it = fetch("");', "lint/style/noRestrictedGlobals"],
  [["shared/store", "functions/letters"], 'console.log("");', "lint/suspicious/noConsole"],
  [
    ["shared/store", "functions/letters", "infra"],
    "export const it = (text: unknown) => text as string;",
    "lint/nursery/noUnsafeTypeAssertion",
  ],
  [
    ["shared/store"],
    "export const it = (text?: string) => text!;",
    "lint/style/noNonNullAssertion",
  ],
  [["shared/store"], "export const it = (text: any) => text;", "lint/suspicious/noExplicitAny"],
  [["shared/store"], "export enum It {\n  One,\n}", "lint/style/noEnum"],
  [["shared/store"], "const it = 1;\nexport default it;", "lint/style/noDefaultExport"],
  [
    ["shared/store"],
    "export interface It {\n  a: 1;\n}",
    "lint/style/useConsistentTypeDefinitions",
  ],
  [
    ["shared/store"],
    'export * from "./records.ts";',
    "lint/performance/noReExportAll",
    "lint/performance/noBarrelFile",
  ],
  [
    ["shared/store"],
    'import { it } from "./records";\nexport const its = [it];',
    "lint/correctness/useImportExtensions",
  ],
  [
    ["shared/store"],
    'import { sep } from "path";\nexport const it = sep;',
    "lint/style/useNodejsImportProtocol",
  ],
  [
    ["shared/store"],
    "const send = async () => 1;\nexport const it = () => {\n  send();\n};",
    "lint/nursery/noFloatingPromises",
  ],
  [["shared/pages"], 'export const It = () => <img src="a.png" />;', "lint/a11y/useAltText"],
  [
    ["test/shared"],
    'import { it } from "vitest";\nit.skip("waits", () => undefined);',
    "lint/suspicious/noSkippedTests",
  ],
  [
    ["test/shared"],
    'import { it } from "vitest";\nit.only("waits", () => undefined);',
    "lint/suspicious/noFocusedTests",
  ],
  [["test/shared"], 'import { it } from "vitest";\nit.todo("waits");', tests],
  [["test/shared"], 'import { vi } from "vitest";\nvi.mock("zod");', tests],
  [["test/shared"], 'import { vi } from "vitest";\nvi.useFakeTimers();', tests],
];

/** What breaks no rule where it stands. */
const allowed: readonly (readonly [string, string])[] = [
  [
    "shared/system.ts",
    'import { randomBytes } from "node:crypto";\nexport const it = [randomBytes, Date.now()];',
  ],
  [
    "shared/domain/it.ts",
    'import { createHash } from "node:crypto";\nexport const it = [createHash] as const;',
  ],
  ["shared/domain/that.ts", 'import * as z from "zod";\nexport const that = z.string();'],
  ["shared/domain/rule.ts", "export const rule = { when: 1, then: 2 };"],
  ["shared/store/records.ts", 'export const it = new Date("2026-12-24");'],
  ["infra/clock.ts", "export const it = Date.now();"],
  ["test/shared/casts.ts", "export const it = (text: unknown) => text as string;"],
];

const placed = offences.flatMap(([folders, text, ...rules], number) =>
  folders.map((folder) => {
    const ending = folder.startsWith("test") ? "test.ts" : text.includes("<") ? "tsx" : "ts";
    return { path: `${folder}/offence-${number}.${ending}`, text, rules };
  }),
);

describe("the lint", () => {
  it("reports each offence by exactly the rule that forbids it, and nothing that is allowed", async () => {
    const files = [...placed.map(({ path, text }) => [path, text] as const), ...allowed];
    const tree = scratchTree(Object.fromEntries(files.map(([path, text]) => [path, `${text}\n`])));

    const { diagnostics } = await linted(tree, "--vcs-enabled=false");

    expect(diagnostics.filter(({ severity }) => severity !== "error")).toEqual([]);
    const found = files.map(([path, text]) => ({
      path,
      text,
      rules: diagnostics
        .filter(({ location }) => location.path === path)
        .map(({ category, message }) =>
          category === "plugin" ? `plugin: ${message.split(/[:.]/)[0]}` : category,
        )
        .toSorted(),
    }));
    expect(found).toEqual([
      ...placed.map(({ path, text, rules }) => ({ path, text, rules: rules.toSorted() })),
      ...allowed.map(([path, text]) => ({ path, text, rules: [] })),
    ]);
  });
});
