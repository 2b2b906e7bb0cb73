import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { signedPages } from "./signed-pages.ts";

describe("the pages that a safeguarding lead signs", () => {
  it.each(signedPages)("docs/$name says what the rules and their words say today", (page) => {
    expect(
      readFileSync(page.file, "utf8"),
      "The rules or their words have changed. Write the pages anew: npm run truth-table",
    ).toBe(page.text());
  });
});
