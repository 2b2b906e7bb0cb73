import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { codeParts } from "../../../infra/code-parts.ts";
import { keptCode } from "../../../infra/local/kept-code.ts";
import { scratchFolder } from "./scratch-folder.ts";

/** A function that says a word of another folder, and code that is made of it once more at each call. */
const greeting = async () => {
  const folder = await scratchFolder();
  const [functions, shared, kept] = ["functions", "shared", "kept"].map((name) =>
    path.join(folder, name),
  ) as [string, string, string];
  for (const each of [functions, path.join(shared, "words")])
    await mkdir(each, { recursive: true });
  const word = path.join(shared, "words", "word.ts");
  const entry = path.join(functions, "handler.ts");
  await writeFile(word, 'export const word = "hello";\n');
  await writeFile(entry, 'export { word } from "../shared/words/word.ts";\n');
  return {
    word,
    entry,
    kept,
    opened: () => keptCode(kept, [functions, shared]),
    code: async () => (await keptCode(kept, [functions, shared]))(entry),
  };
};

/** Marks what is kept, so that it can be told from what is made anew. */
const mark = async (folder: string) => {
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    await writeFile(file, (await readFile(file, "utf8")).replaceAll("hello", "kept"));
  }
};

test("code is what bundling makes of it, and is made once while nothing changes", async () => {
  const { entry, kept, code } = await greeting();
  const made = await code();
  expect(made).toEqual(await codeParts(entry));
  await mark(kept);
  expect(await code()).toEqual(
    made.map((part) => ({ ...part, text: part.text.replaceAll("hello", "kept") })),
  );
});

test("code is made anew when a source has changed, come or gone, or what is kept cannot be read", async () => {
  const { entry, word, kept, code } = await greeting();
  const texts = async () => (await code()).map(({ text }) => text).join("");
  await code();
  await writeFile(word, 'export const word = "good evening";\n');
  expect(await texts()).toContain("good evening");

  const other = path.join(path.dirname(word), "other.ts");
  for (const change of [() => writeFile(other, ""), () => rm(other)]) {
    await writeFile(word, 'export const word = "hello";\n');
    await code();
    await mark(kept);
    await change();
    expect(await texts()).toContain("hello");
  }

  for (const unreadable of ['{"parts":[]}', '{"stamp":']) {
    for (const name of await readdir(kept)) await writeFile(path.join(kept, name), unreadable);
    expect(await code()).toEqual(await codeParts(entry));
  }
});

test("code is not kept when a source was changed while it was made", async () => {
  const { entry, word, opened, code } = await greeting();
  const make = await opened();
  await writeFile(word, 'export const word = "for a moment";\n');
  await make(entry);
  await writeFile(word, 'export const word = "hello";\n');
  expect((await code()).map(({ text }) => text).join("")).toContain("hello");
});
