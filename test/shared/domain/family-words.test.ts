import { describe, expect, it } from "vitest";
import { consentWords, tellWords } from "../../../shared/domain/decision-words.ts";
import { type FamilyWords, familyWords } from "../../../shared/domain/family-words.ts";

const { telling, asking } = familyWords;

const sayingsIn = ({ parts }: FamilyWords) => parts.flatMap(({ sayings = [] }) => sayings);

const textsIn = (words: FamilyWords): readonly string[] => [
  words.title,
  words.when,
  words.source,
  ...words.parts.flatMap(({ heading, points = [], next = [] }) => [heading, ...points, ...next]),
  ...sayingsIn(words).flatMap(({ say, why }) => [say, why]),
];

const pages: readonly (readonly [string, FamilyWords])[] = Object.entries(familyWords);

describe.each(pages)("the words for %s", (_, words) => {
  it("are sentences to say aloud, each with one line why", () => {
    expect(sayingsIn(words).length).toBeGreaterThanOrEqual(10);
    for (const { say, why } of sayingsIn(words)) {
      expect(say).toMatch(/^[A-Z].*[.?]$/);
      expect(say).not.toMatch(/[“”"{}]/);
      expect(why).toMatch(/^[A-Z].*\.$/);
      expect(why.length).toBeLessThan(110);
    }
  });

  it("are plain: short sentences, nothing left empty, nobody begged or blamed", () => {
    for (const text of textsIn(words)) {
      expect(text).not.toMatch(/^\s*$/);
      expect(text).not.toMatch(/please|sorry|invalid|must |safeguarding concern/i);
      for (const sentence of text.split(/[.?:;] /))
        expect(sentence.split(" ").length, sentence).toBeLessThanOrEqual(34);
    }
  });

  it("know when to stop, whom to ring then, and that 999 comes first", () => {
    const stop = words.parts.find(({ heading }) => heading.includes("stop, and telephone"));
    expect(stop?.points?.[0]).toBe("Somebody is in immediate danger: call 999.");
    expect(stop?.sayings?.map(({ say }) => say)).toEqual([
      "Let us stop here for now. I will come back to you.",
    ]);
    expect(stop?.next).toEqual(["Then telephone {ring}."]);
  });

  it("name golden rules 2 and 4 as their source, and what is practice beyond them", () => {
    expect(words.source).toContain("golden rules 2 and 4");
    expect(words.source).toContain("(not in the board's 2018 reminder)");
  });
});

describe("the words for telling", () => {
  const said = textsIn(telling).join("\n");

  it("belong to the answer that has them", () => {
    expect(telling.when).toContain(`“${tellWords.yes.heading}”`);
  });

  it("put the telephone before the family where it cannot wait", () => {
    expect(telling.parts[0]?.points[0]).toBe(
      "If the guidance says to telephone us now, do that first. Telephone {ring}, then tell the family.",
    );
  });

  it("speak to an able young person before a parent", () => {
    const headings = telling.parts.map(({ heading }) => heading);
    expect(headings.findIndex((heading) => /young person/.test(heading))).toBeLessThan(
      headings.findIndex((heading) => /parent/.test(heading)),
    );
  });

  it("say what is shared, with whom and why, and that telling is not asking", () => {
    for (const words of [/They know what you share/, /with whom/, /They know why/, /not asking/])
      expect(said).toMatch(words);
    expect(sayingsIn(telling).map(({ say }) => say)).not.toContain("Do you agree to that?");
  });
});

describe("the words for asking", () => {
  const said = textsIn(asking).join("\n");

  it("belong to the answer that has them", () => {
    expect(asking.when).toContain(`“${consentWords.seek.heading}”`);
  });

  it("say who can agree, and what makes it agreement", () => {
    for (const words of [
      /parental responsibility/,
      /young person who is able to decide/,
      /Understood:/,
      /Free to say no:/,
      /Able to change their mind:/,
    ])
      expect(said).toMatch(words);
  });

  it("hold nothing against whoever says no: help stays, it is noted, and the way back is open", () => {
    const no = asking.parts.find(({ heading }) => heading === "If they say no");
    expect(JSON.stringify(no)).toMatch(
      /not hold it against you.*Help stays offered.*write down.*come back to us/is,
    );
  });

  it("never press, and never threaten with a referral", () => {
    expect(
      sayingsIn(asking)
        .map(({ say }) => say)
        .join(),
    ).not.toMatch(/refer/i);
    expect(said).toContain("A no is not in itself a reason to refer. Say it only if it is so");
    expect(said).toContain("Ask once, give time, and ask once more at most.");
  });
});
