import { expect, test } from "vitest";
import { palette } from "../../../shared/mail/letter-palette.ts";

/** WCAG 2.2: relative luminance and contrast ratio of two `#rrggbb` colours. */
const luminance = (colour: string): number => {
  const [red, green, blue] = [1, 3, 5].map((from) => {
    const share = Number.parseInt(colour.slice(from, from + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
};

const contrast = (one: string, other: string): number => {
  const [darker, lighter] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter! + 0.05) / (darker! + 0.05);
};

const pairs = Object.entries(palette).flatMap(([scheme, { page, card, calm, soon, late }]) =>
  Object.entries({
    page: [page.text, page.background],
    card: [card.text, card.background],
    quiet: [card.quiet, card.background],
    link: [card.link, card.background],
    calm: [calm.text, calm.background],
    soon: [soon.text, soon.background],
    late: [late.text, late.background],
  }).map(([part, [text, background]]) => [`${part}, ${scheme}`, text!, background!] as const),
);

test("black on white has the contrast that WCAG says", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

test.each(pairs)("text can be read on its background: %s", (_, text, background) => {
  expect(contrast(text, background)).toBeGreaterThanOrEqual(4.5);
});
