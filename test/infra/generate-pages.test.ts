import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { generatePages } from "../../infra/generate-pages.ts";
import { chosenComponents } from "../../infra/pages/component-files.ts";

const folder = await mkdtemp(path.join(tmpdir(), "pages-"));
afterAll(() => rm(folder, { recursive: true }));

test("what pages are made from is written once, a file for each component, and what is gone of it is written again", async () => {
  const written = await generatePages(folder);
  const components = written.filter((name) => name.startsWith("components/"));
  expect(components).toEqual(chosenComponents.map((name) => `components/${name}.ts`));
  expect(await generatePages(folder)).toEqual([]);

  const gone = path.join(folder, "components", "button.ts");
  const text = await readFile(gone, "utf8");
  await rm(gone);
  expect(await generatePages(folder)).toEqual(["components/button.ts"]);
  expect(await readFile(gone, "utf8")).toBe(text);
});
