import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  actionRules,
  consentRules,
  tellRules,
  wordingVersion,
} from "../../../shared/domain/decision.ts";
import { ruleSets } from "../../../shared/domain/rule-sets.ts";

const rows = [...actionRules, ...consentRules, ...tellRules];
const words = [
  ...rows.map(({ id, because }) => ({ id, ...because })),
  ...ruleSets.flatMap(({ id, because }) =>
    Object.entries(because).map(([rule, reason]) => ({ id: `${id} ${rule}`, ...reason })),
  ),
];

describe("the words of the reasons", () => {
  it("say so where a rule is not, or not wholly, in the board's reminder", () => {
    const beyond = words.filter(({ source }) =>
      source.includes("not in the board's 2018 reminder"),
    );
    expect(beyond.map(({ id }) => id)).toEqual(["A1", "A2", "A3", "A4", "A9", "dfe-2024 C3"]);
  });

  it("cite the title and the place, wherever the board's reminder is the source", () => {
    for (const { id, source } of words.filter(({ id }) => !["A1", "A2", "A4"].includes(id)))
      expect(source, id).toMatch(
        /golden rules? \d|circumstances 1, 2 and 3|"When (to refer|consent)|, 2024 /,
      );
  });

  it("are plain, and never beg, blame or rule", () => {
    for (const { id, text, source } of words) {
      expect(text, id).toMatch(/\.$/);
      expect(`${text} ${source}`, id).not.toMatch(/please|sorry|invalid|oops|required|must /i);
    }
  });

  it("change only together with their version", () => {
    const fingerprints: Readonly<Record<string, string>> = {
      "2026-11-22": "jedSqQLLskuMQIsNTtUh_CREX_P3jaOGDZVC-vKpzUE",
    };
    const fingerprint = createHash("sha256").update(JSON.stringify(words)).digest("base64url");
    expect(
      fingerprint,
      "The words of a reason or its source have changed: raise wordingVersion in shared/domain/decision.ts, and add the new version with its fingerprint to this test; keep the old ones, since records name them.",
    ).toBe(fingerprints[wordingVersion]);
  });
});
