import { describe, expect, test } from "vitest";
import { letterHtml } from "../../../shared/mail/letter-html.tsx";
import { palette } from "../../../shared/mail/letter-palette.ts";
import { readHtml } from "./read-html.ts";
import { newRequest, overdue, receipt, samples } from "./sample-letters.ts";

const html = letterHtml(newRequest);

describe("the HTML part", () => {
  test("is a whole document in British English, with the subject as its title", () => {
    expect(html).toMatch(
      /^<!doctype html><html lang="en-GB" dir="ltr"[^>]*><head><meta charset="utf-8"/,
    );
    expect(html).toContain(`<title>${newRequest.subject}</title>`);
    expect(readHtml(html).unclosed).toEqual([]);
  });

  test("says what the text part says, in the same order", () => {
    const { texts } = readHtml(html);
    expect(texts.slice(texts.indexOf(newRequest.heading))).toEqual([
      newRequest.heading,
      newRequest.status.text,
      ...newRequest.paragraphs,
      "Response tracker",
      ...newRequest.tracker.flatMap(({ label, value }) => [label, value]),
      `${newRequest.link.text}:`,
      newRequest.link.href,
      ...newRequest.closing,
    ]);
  });

  test("has one heading, and a table whose rows are headed; every other table is for layout", () => {
    expect(html.match(/<h1\b/g)).toHaveLength(1);
    expect(html.match(/<th [^>]*scope="row"/g)).toHaveLength(newRequest.tracker.length);
    const tables = html.match(/<table\b[^>]*>/g) ?? [];
    expect(tables.filter((table) => !table.includes('role="presentation"'))).toHaveLength(1);
  });

  test("has exactly one link, written out as its own text", () => {
    const { href } = newRequest.link;
    expect(html.match(/<a\b/g)).toHaveLength(1);
    expect(html).toMatch(new RegExp(`<a [^>]*href="${href}"[^>]*>${href}</a>`));
  });

  test("loads nothing: no image, script, form, style sheet, font or background from anywhere", () => {
    expect(html).not.toMatch(/<(img|script|link|form|iframe|svg|object|video)\b/i);
    expect(html).not.toMatch(/url\(|@import|@font-face|\bsrc=|\bbackground=|flex|grid/i);
    expect(html.match(/https?:/g)).toHaveLength(2);
  });

  test("fits 320 pixels: at most 600 wide, and no width in pixels but Outlook's own table", () => {
    expect(html).toContain("max-width:600px");
    const elsewhere = html.replace(/<!--\[if mso\]>.*?<!\[endif\]-->/g, "");
    expect(elsewhere.match(/(?<!max-)\bwidth(=|:)("?)\d+(px|")/g)).toBeNull();
    expect(html).not.toContain("nowrap");
  });

  test("offers both schemes, and every coloured part has its dark colours", () => {
    expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
    expect(html).toContain('<meta name="supported-color-schemes" content="light dark"/>');
    const coloured = html.match(/<[^>]*(?:;|")(?:background-)?color:[^>]*>/g) ?? [];
    expect(coloured.length).toBeGreaterThan(20);
    for (const tag of coloured)
      expect(tag).toMatch(/class="(page|card|text|quiet|link|calm|soon|late)"/);
  });

  test.each(Object.entries(samples))(
    "the banner of a %s letter names the state in words",
    (tone, content) => {
      expect(letterHtml(content)).toMatch(
        new RegExp(`<p class="${tone}"[^>]*>${content.status.text}</p>`),
      );
    },
  );

  test("letters of different tone differ in colour and in words", () => {
    expect(letterHtml(overdue)).toContain(palette.light.late.background);
    expect(letterHtml(receipt)).not.toContain(`bgcolor="${palette.light.late.background}"`);
  });

  test("a letter without a tracker has no table but those for layout", () => {
    expect(letterHtml({ ...receipt, tracker: [] })).not.toMatch(/<th\b|Response tracker/);
  });
});
