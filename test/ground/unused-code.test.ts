import { describe, expect, it } from "vitest";
import { said, scratchTree } from "./scratch-tree.ts";

const files = {
  "infra/app.ts": 'import { used } from "../shared/domain/rows.ts";\nimport "zod";\nused();\n',
  "shared/domain/rows.ts": "export const used = () => 1;\nexport const unused = () => 2;\n",
  "shared/domain/orphan.ts": "export const nobody = 1;\n",
  "package.json": JSON.stringify({
    name: "scratch",
    type: "module",
    dependencies: { zod: "4.6.7", hono: "4.13.19" },
  }),
};

describe("the check for unused code", () => {
  it("names a file, an export and a package that nothing uses, and only those", async () => {
    const tree = scratchTree(files);

    const { exitCode, output } = await said(
      "knip",
      ["--no-progress", "--no-config-hints", "--reporter=compact"],
      tree,
    );

    expect(exitCode).toBe(1);
    expect(output).toContain("shared/domain/orphan.ts");
    expect(output).toMatch(/rows\.ts: unused/);
    expect(output).toMatch(/package\.json: hono/);
    expect(output).not.toMatch(/zod|: used/);
  });
});
