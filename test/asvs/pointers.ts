import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const repository = path.join(import.meta.dirname, "../..");

/** A text after `test(`, `it(`, `describe(` or a table of theirs, before the comma; or a row's own, called `tried`. */
const titled =
  /(?:(?:\b(?:test|it|describe)(?:\.\w+)?|[)\]])\(|\btried:)\s*(?:"((?:[^"\\\n]|\\.)+)"|`((?:[^`\\]|\\.)+)`)\s*,/g;

const titles = new Map<string, readonly string[]>();

const textOf = (file: string): string | undefined => {
  const place = path.join(repository, file);
  return existsSync(place) ? readFileSync(place, "utf8") : undefined;
};

/** The titles in a test file, as they stand in its source. */
export const titlesIn = (source: string): readonly string[] =>
  [...source.matchAll(titled)].map(([, plain, template]) =>
    (plain ?? template ?? "").replace(/\\(["'`])/g, "$1"),
  );

const titlesOf = (file: string): readonly string[] | undefined => {
  const known = titles.get(file);
  if (known !== undefined) return known;
  const text = textOf(file);
  if (text === undefined) return undefined;
  const found = titlesIn(text);
  titles.set(file, found);
  return found;
};

const split = (pointer: string) => {
  const at = pointer.indexOf(" > ");
  return { file: pointer.slice(0, at), title: pointer.slice(at + 3) };
};

/** @returns why a pointer leads to no test; undefined when it leads to one */
export const danglingTest = (pointer: string): string | undefined => {
  const { file, title } = split(pointer);
  const found = file.startsWith("test/") ? titlesOf(file) : undefined;
  if (found === undefined) return `there is no file of tests ${file}`;
  return found.some((one) => one.includes(title))
    ? undefined
    : `${file} has no test whose title holds “${title}”`;
};

/** @returns why a pointer leads to no words of a document; undefined when it does */
export const danglingPaper = (pointer: string): string | undefined => {
  const { file, title } = split(pointer);
  const text = textOf(file)?.replace(/\s+/g, " ");
  if (text === undefined) return `there is no document ${file}`;
  return text.includes(title) ? undefined : `${file} does not say “${title}”`;
};
