import { globSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { repository, said, scratchTree } from "./scratch-tree.ts";

const cruise = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(
      z.object({ from: z.string(), rule: z.object({ name: z.string(), severity: z.string() }) }),
    ),
  }),
});

const folders = ["infra", "functions", "shared", "test"];

const cruised = async (tree: string) => {
  const args = ["--config", ".dependency-cruiser.mjs", "--output-type", "json", ...folders];
  const { output, complaint } = await said("depcruise", args, tree);
  expect(complaint).toBe("");
  return cruise.parse(JSON.parse(output));
};

const one = "export const one = 1;\n";

/** Each file breaks the one rule beside it; the empty ones break none. */
const offenders: readonly (readonly [string, string, ...string[]])[] = [
  ["shared/domain/hours.ts", one],
  ["shared/domain/reads-a-port.ts", 'import "../ports.ts";\n', "domain-is-pure"],
  ["shared/domain/stores.ts", 'import "../store/records.ts";\n', "domain-is-pure"],
  ["shared/domain/answers-http.ts", 'import "hono";\n', "domain-is-pure"],
  ["shared/domain/reads-files.ts", 'import "node:fs";\n', "domain-is-pure"],
  ["shared/domain/full-telephones.ts", 'import "libphonenumber-js/max";\n', "domain-is-pure"],
  [
    "shared/domain/allowed.ts",
    'import "node:crypto";\nimport "zod";\nimport "temporal-polyfill";\nimport "libphonenumber-js/min";\nimport "postcode";\nimport "./hours.ts";\n',
  ],
  ["shared/ports.ts", 'import type * as hours from "./domain/hours.ts";\n'],
  ["shared/log.ts", 'import "../functions/inbox/rows.ts";\n', "shared-below-functions"],
  ["shared/store/records.ts", 'import "../ports.ts";\n'],
  ["shared/mail/posts.ts", 'import "../store/records.ts";\n', "store-mail-pages-stand-apart"],
  [
    "shared/pages/page.tsx",
    'import type * as posts from "../mail/posts.ts";\nexport const Page = () => <p class="import">import</p>;\n',
    "store-mail-pages-stand-apart",
  ],
  ["shared/store/checks.ts", 'import "../../test/fixture.ts";\n', "no-test-in-product"],
  ["shared/store/mocks.ts", 'import "fast-check";\n', "no-dev-dependency-in-product"],
  [
    "shared/store/guesses.ts",
    'import "./nowhere.ts";\nimport "no-such-package";\n',
    "no-unknown-import",
    "no-unknown-import",
  ],
  ["functions/inbox/rows.ts", 'import "../../shared/store/records.ts";\n'],
  [
    "functions/inbox/event.ts",
    'import type { Context } from "aws-lambda";\nexport type Event = Context;\n',
  ],
  ["functions/inbox/borrows.ts", 'import "../letters/sweep.ts";\n', "functions-stand-apart"],
  ["functions/letters/sweep.ts", 'import "../../infra/stages.ts";\n', "functions-below-infra"],
  ["functions/request/sends.ts", 'import "./sender.ts";\n', "request-path-without-mail"],
  [
    "functions/request/sender.ts",
    'export const send = () => import("@aws-sdk/client-ses");\n',
    "request-path-without-mail",
  ],
  ["infra/stages.ts", one],
  ["infra/stack.ts", 'import "./local/engine.ts";\n', "deployed-without-local"],
  ["infra/local/engine.ts", 'import "../../functions/inbox/rows.ts";\nimport "dynalite";\n'],
  ["infra/circle.ts", 'import "./round.ts";\n', "no-cycle"],
  ["infra/round.ts", 'import "./circle.ts";\n'],
  ["test/fixture.ts", 'import "../infra/local/engine.ts";\nimport "fast-check";\n'],
];

describe("the arrows of the house", () => {
  it("hold in the true tree, every file of which was read", async () => {
    const { modules, summary } = await cruised(repository);

    expect(summary.violations).toEqual([]);
    const read = new Set(modules.map(({ source }) => source));
    const written = folders.flatMap((folder) =>
      globSync(`${folder}/**/*.{ts,tsx}`, {
        cwd: repository,
        // The bench's peers are installed apart, in a folder of their own.
        exclude: (name) => name === "node_modules",
      }),
    );
    expect(written.filter((path) => !read.has(path))).toEqual([]);
    expect(written.length).toBeGreaterThan(40);
  });

  it("are each enforced by exactly the rule that names them", async () => {
    const tree = scratchTree(Object.fromEntries(offenders.map(([path, text]) => [path, text])));

    const { summary } = await cruised(tree);

    expect(summary.violations.filter(({ rule }) => rule.severity !== "error")).toEqual([]);
    const broken = offenders.map(([path]) => [
      path,
      ...summary.violations.filter(({ from }) => from === path).map(({ rule }) => rule.name),
    ]);
    expect(broken).toEqual(offenders.map(([path, , ...rules]) => [path, ...rules]));
  });
});
