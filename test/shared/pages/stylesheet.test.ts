import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { formStyles, inboxStyles } from "../../../shared/pages/stylesheet.ts";

const sheets = [
  ["form", formStyles, 10_000],
  ["inbox", inboxStyles, 13_000],
] as const;

describe.each(sheets)("the style sheet of the %s", (_, { href, text }, mostBytes) => {
  it("loads nothing: no font, no picture, no other sheet", () => {
    expect(text).not.toMatch(/url\(|@font-face|@import/);
  });

  it("has neither GOV.UK's typeface nor its brand blues", () => {
    expect(text).not.toMatch(/GDS Transport|#1d70b8|#005ea5|crown/i);
  });

  it("is small when compressed", () => {
    expect(gzipSync(text).length).toBeLessThanOrEqual(mostBytes);
  });

  it("has an address that changes with its content", () => {
    expect(href).toMatch(/^\/styles-[0-9a-f]{16}\.css$/);
  });
});

const luminance = (colour: string) => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (one: string, other: string) => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

describe("our own colours can be read (WCAG 2.2, 1.4.3)", () => {
  const colour = (name: string) =>
    new RegExp(`--govuk-${name}-colour: ?(#[0-9a-f]{6})`).exec(formStyles.text)?.[1] ?? "";

  it.each([
    ["brand", "body-background"],
    ["link", "body-background"],
    ["link", "surface-background"],
    ["link-hover", "body-background"],
    ["secondary-text", "body-background"],
    ["surface-text", "surface-background"],
    ["error", "body-background"],
  ])("%s on %s stands at 4.5 to 1 or more", (text, background) => {
    expect(contrast(colour(text), colour(background))).toBeGreaterThanOrEqual(4.5);
  });
});
