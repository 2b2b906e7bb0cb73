import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { expect, test } from "vitest";
import { bundle } from "../../../infra/bundle.ts";
import { localStage } from "../../../infra/stages.ts";
import { scratchFolder } from "./scratch-folder.ts";

/** A tree of functions, its files by name in the folder of the function `greet`. */
const greeting = async (files: Readonly<Record<string, string>>) => {
  const folder = await scratchFolder();
  const functions = path.join(folder, "functions");
  await mkdir(path.join(functions, "greet"), { recursive: true });
  await mkdir(path.join(functions, "no-handler"));
  for (const [name, text] of Object.entries(files))
    await writeFile(path.join(functions, "greet", name), text);
  const out = path.join(folder, "bundles");
  return {
    functions,
    out,
    file: path.join(out, "greet", "index.js"),
    source: (name: string) => path.relative(".", path.join(functions, "greet", name)),
  };
};

const loaded = (file: string) =>
  createRequire(file)(file) as { handler: (name: string) => Promise<string> };

const bytesIn = async (folder: string, names: readonly string[]) => {
  const sizes = await Promise.all(names.map((name) => stat(path.join(folder, name))));
  return sizes.reduce((sum, { size }) => sum + size, 0);
};

test("each function becomes one CommonJS file with the stage's settings beside it", async () => {
  const { functions, out, file, source } = await greeting({
    "handler.ts":
      'import { word } from "./word.ts";\nexport const handler = async (name: string): Promise<string> => [word, name, __dirname.length > 0].join(" ");\n',
    "word.ts": 'export const word = "hello";\n',
  });
  const bundled = await bundle(localStage, out, functions);
  const bytes = await bytesIn(path.dirname(file), ["index.js"]);
  const inputs = [source("handler.ts"), source("word.ts")];
  expect(bundled).toEqual({
    greet: { bytes, startBytes: bytes, files: ["index.js"], inputs, startInputs: inputs },
  });
  expect(await loaded(file).handler("you")).toBe("hello you true");
  const settings = await readFile(path.join(out, "greet", "settings.json"), "utf8");
  expect(JSON.parse(settings)).toEqual(localStage);
});

test("what is imported later is in a file of its own, what both sides need is there once, and nothing stays of an earlier bundle", async () => {
  const { functions, out, file, source } = await greeting({
    "handler.ts":
      'import { kept } from "./kept.ts";\nexport const handler = async (name: string): Promise<string> => {\n  const { greet } = await import("./later.ts");\n  greet(name);\n  return kept.join(" ");\n};\n',
    "kept.ts": "export const kept: string[] = [];\n",
    "later.ts":
      'import { kept } from "./kept.ts";\nexport const greet = (name: string) => kept.push("hello", name);\n',
  });
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "chunk-9.js"), "");
  const { greet } = await bundle(localStage, out, functions);
  expect(greet?.inputs).toEqual(["handler.ts", "kept.ts", "later.ts"].map(source));
  expect(greet?.startInputs).toEqual(["handler.ts", "kept.ts"].map(source));
  const files = greet?.files ?? [];
  expect((await readdir(folder)).toSorted()).toEqual([...files, "settings.json"].toSorted());
  expect(greet?.bytes).toBe(await bytesIn(folder, files));
  expect(greet?.startBytes).toBe(
    await bytesIn(
      folder,
      files.filter((name) => !name.startsWith("later-")),
    ),
  );
  expect(await loaded(file).handler("you")).toBe("hello you");
});

test("settings that are wrong stop the bundling", async () => {
  const folder = await scratchFolder();
  await mkdir(path.join(folder, "functions"));
  await expect(
    bundle({ ...localStage, stage: "Not A Stage" }, folder, path.join(folder, "functions")),
  ).rejects.toThrow(/stage/);
});
