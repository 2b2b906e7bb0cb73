import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import map from "../../docs/asvs.json" with { type: "json" };
import { asvsPage } from "./asvs-page.ts";
import { danglingPaper, danglingTest, titlesIn } from "./pointers.ts";
import { mapSchema, readMap, required } from "./requirement-map.ts";

const { requirements } = mapSchema.parse(map);
const { read, findings } = readMap(requirements);

const tests = read.flatMap((one) => ("tests" in one ? (one.tests ?? []) : []));
const papers = read.flatMap((one) => ("papers" in one ? (one.papers ?? []) : []));

describe("the map of OWASP ASVS 5.0, levels 1 and 2", () => {
  test("has one entry for each requirement, in the standard's order, and no other", () => {
    expect(required.filter(({ level }) => level === 1)).toHaveLength(70);
    expect(required.filter(({ level }) => level === 2)).toHaveLength(183);
    expect(read.map(({ id, level }) => ({ id, level }))).toEqual(required);
  });

  test("says of each what is done, or why it does not apply, or what is open, and never two of them", () => {
    expect(findings).toEqual([]);
    expect(read).toHaveLength(requirements.length);
  });

  test("names only tests and documents that are there", () => {
    expect(tests.length).toBeGreaterThan(200);
    const dangling = [...new Set(tests)].flatMap((one) => danglingTest(one) ?? []);
    expect([...dangling, ...papers.flatMap((one) => danglingPaper(one) ?? [])]).toEqual([]);
  });

  test("is told in docs/asvs.md, with everything that is open", async () => {
    const open = read.filter((one) => "open" in one);
    console.log(`ASVS 5.0, levels 1 and 2: ${read.length} requirements, ${open.length} open`);
    await expect(asvsPage(read)).toMatchFileSnapshot("../../docs/asvs.md");
  });
});

describe("docs/asvs-notes.md", () => {
  const repository = path.join(import.meta.dirname, "../..");
  const notes = readFileSync(path.join(repository, "docs/asvs-notes.md"), "utf8");

  test("names places in the program that are there, with what it names of them", () => {
    const places = [
      ...notes.matchAll(/(?:`(\w+)`[^`|]*)?`((?:shared|functions|infra)\/[\w/-]+\.ts)`/g),
    ];
    expect(places.length).toBeGreaterThan(5);
    for (const [, name = "", file = ""] of places)
      expect(danglingPaper(`${file} > ${name === "" ? "export" : name}`)).toBeUndefined();
  });
});

describe("the check of the map", () => {
  const head = { id: "V1.1.1", level: 2 };

  test.each([
    ["an empty reason", { ...head, appliesNot: " " }],
    ["no answer", head],
    ["two answers", { ...head, appliesNot: "there is none", open: "something is missing" }],
    ["a reason beside tests", { ...head, appliesNot: "there is none", tests: ["test/x > y"] }],
    ["nothing that shows it", { ...head, does: "something is done" }],
    ["an empty list of tests", { ...head, does: "something is done", tests: [] }],
    ["another level", { ...head, level: 3, open: "something is missing" }],
  ])("finds an entry with %s", (_, entry) => {
    expect(readMap([entry]).findings).toEqual(["V1.1.1: it is none of the three kinds"]);
  });

  test("finds a test that is not there, by file and by title", () => {
    const here = "test/asvs/asvs.test.ts";
    expect(danglingTest(`${here} > finds a test that is not there`)).toBeUndefined();
    expect(danglingTest(`${here} > ${["nobody", "wrote", "this"].join(" ")}`)).toContain("no test");
    expect(danglingTest("test/asvs/gone.test.ts > x")).toContain("no file");
    expect(danglingTest("shared/session.ts > x")).toContain("no file");
    expect(danglingPaper("README.md > no such words stand there")).toContain("does not say");
    expect(danglingPaper("docs/gone.md > x")).toContain("no document");
  });

  test("reads titles of tests, of tables and of templates, and nothing in between", () => {
    const source = [
      'test("one", () => {});',
      'describe.each(rows)("two %s", () => {',
      'test.each([\n  ["a", 1],\n])(\n  "three \\"x\\"",\n  () => {},\n);',
      "test(`four`, async () => {});",
      'expect(text).toBe("five");',
    ].join("\n");
    expect(titlesIn(source)).toEqual(["one", "two %s", 'three "x"', "four"]);
  });
});
