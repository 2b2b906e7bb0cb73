import { describe, expect, it } from "vitest";
import {
  actionRules,
  consentRules,
  tellRules,
  wordingVersion,
} from "../../../shared/domain/decision.ts";
import { actionWords, withoutNumber } from "../../../shared/domain/decision-words.ts";
import { canonical, digest } from "../../../shared/domain/history.ts";
import { ruleSets } from "../../../shared/domain/rule-sets.ts";
import { presentWording, wordingNamed } from "../../../shared/domain/wording.ts";

const rows = [...actionRules, ...consentRules, ...tellRules];
const words = [
  ...rows.map(({ id, because }) => ({ id, ...because })),
  ...ruleSets.flatMap(({ id, because }) =>
    Object.entries(because).map(([rule, reason]) => ({ id: `${id} ${rule}`, ...reason })),
  ),
];

describe("a heading, as the hub's own people read it,", () => {
  it("tells nobody to ring themselves: it has no number, in today's words and in older ones", () => {
    expect(withoutNumber(actionWords["refer-now"].heading)).toBe("Telephone us now");
    expect(withoutNumber("Telephone us now on {telephone}")).toBe("Telephone us now");
    expect(withoutNumber(actionWords["seek-consent"].heading)).toBe(
      actionWords["seek-consent"].heading,
    );
  });
});

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
});

describe("the words of a decision", () => {
  it("change only together with their version", () => {
    expect(
      wordingNamed(wordingVersion),
      "The words of a decision have changed: raise wordingVersion in shared/domain/decision.ts and run npm run wording, which keeps the old ones, since records name them.",
    ).toEqual(presentWording);
  });

  it("are kept for ever as they were shown", () => {
    const fingerprints: Readonly<Record<string, string>> = {
      "2026-11-22": "mQaU2LDqc16xUoSPn5BqA9XVUB025tJAhXZgiPss7iI",
    };
    for (const [version, fingerprint] of Object.entries(fingerprints))
      expect(digest(canonical(wordingNamed(version) ?? {})), version).toBe(fingerprint);
  });

  it("of a version that nobody has kept are not made up", () => {
    for (const version of ["2020-01-01", "", "toString", "__proto__"])
      expect(wordingNamed(version)).toBeUndefined();
  });

  it("give every rule of every rule set its reason, and every value its heading", () => {
    for (const { reasons, also, ...answers } of [
      presentWording,
      wordingNamed("2026-11-22"),
    ].flatMap((wording) => wording ?? [])) {
      for (const { id } of ruleSets)
        expect(Object.keys(reasons[id] ?? {})).toEqual(rows.map((row) => row.id));
      expect(Object.keys(also).length).toBeGreaterThan(10);
      for (const words of Object.values(answers))
        for (const { heading, then } of Object.values(words))
          expect(heading !== "" && then !== "").toBe(true);
    }
  });
});
