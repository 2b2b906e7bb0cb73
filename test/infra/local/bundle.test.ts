import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { expect, test } from "vitest";
import { bundle } from "../../../infra/bundle.ts";
import { localStage } from "../../../infra/stages.ts";
import { scratchFolder } from "./scratch-folder.ts";

test("each function becomes one CommonJS file with the stage's settings beside it", async () => {
  const folder = await scratchFolder();
  const functions = path.join(folder, "functions");
  await mkdir(path.join(functions, "greet"), { recursive: true });
  await mkdir(path.join(functions, "no-handler"));
  await writeFile(
    path.join(functions, "greet", "handler.ts"),
    'import { word } from "./word.ts";\nexport const handler = async (name: string): Promise<string> => [word, name, __dirname.length > 0].join(" ");\n',
  );
  await writeFile(path.join(functions, "greet", "word.ts"), 'export const word = "hello";\n');

  const out = path.join(folder, "bundles");
  const bundled = await bundle(localStage, out, functions);

  const file = path.join(out, "greet", "index.js");
  expect(bundled).toEqual({
    greet: {
      bytes: (await stat(file)).size,
      inputs: ["handler.ts", "word.ts"].map((name) =>
        path.relative(".", path.join(functions, "greet", name)),
      ),
    },
  });
  const { handler } = createRequire(file)(file) as { handler: (name: string) => Promise<string> };
  expect(await handler("you")).toBe("hello you true");
  const settings = await readFile(path.join(out, "greet", "settings.json"), "utf8");
  expect(JSON.parse(settings)).toEqual(localStage);
});

test("settings that are wrong stop the bundling", async () => {
  const folder = await scratchFolder();
  await mkdir(path.join(folder, "functions"));
  await expect(
    bundle({ ...localStage, stage: "Not A Stage" }, folder, path.join(folder, "functions")),
  ).rejects.toThrow(/stage/);
});
