import { expect, test } from "vitest";
import { isAsked, readBenchOptions } from "./bench-options.ts";

test("without a word the bench measures everything, with a million stored", () => {
  expect(readBenchOptions([])).toEqual({ json: false, write: false, most: 1_000_000, asked: [] });
});

test("a promise that is named is measured, and no other", () => {
  const options = readBenchOptions(["p4", "P7", "--json", "--stored", "20000"]);
  if (typeof options === "string") throw new Error(options);
  expect(options).toMatchObject({ json: true, most: 20_000, asked: ["P4", "P7"] });
  expect(isAsked(options, ["P4a", "P4b"])).toBe(true);
  expect(isAsked(options, ["P1"])).toBe(false);
  expect(isAsked(options, [])).toBe(false);
});

test.each([
  [["--stored", "many"], "--stored must be a whole number"],
  [["--stored", "1000"], "--stored must be a whole number"],
  [["P9"], "There is no promise called P9. Name some of P1 P2 P3 P4 P5 P6 P7 P8"],
  [["--write", "P1"], "leave the promises out"],
  [["--quick"], "Options are --json, --write and --stored"],
])("what cannot be understood is said with how to put it right: %j", (args, sentence) => {
  expect(readBenchOptions(args)).toContain(sentence);
});
