import { expect, test } from "vitest";
import { acts } from "../../../../functions/inbox/acts/acts.ts";
import { didWords } from "../../../../functions/inbox/audit/audit-words.ts";

test("every act that has a form is told in words, not by its address", () => {
  for (const did of [...Object.keys(acts), "claim", "release", "viewed", "entered", "bundle"])
    expect(didWords(did), did).toMatch(/^[a-z]+ .*[a-z]/);
});
