import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { chosenComponents } from "../../../infra/pages/component-files.ts";
import * as components from "../../../shared/pages/generated/components.ts";

type Fixture = { readonly name: string; readonly options: object; readonly html: string };

const fixturesOf = (component: string): readonly Fixture[] =>
  JSON.parse(
    readFileSync(
      `node_modules/govuk-frontend/dist/govuk/components/${component}/fixtures.json`,
      "utf8",
    ),
  ).fixtures;

const camelCase = (name: string) =>
  name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

const onOneLine = (html: string) => html.trim();

const byName = components as unknown as Readonly<Record<string, (params: object) => string>>;

describe("the components are the official ones", () => {
  it.each(chosenComponents)("%s renders every official fixture identically", (component) => {
    const render = byName[camelCase(component)]!;
    const fixtures = fixturesOf(component);
    expect(fixtures.length).toBeGreaterThan(0);
    for (const { name, options, html } of fixtures) {
      expect(onOneLine(render(options).toString()), name).toBe(onOneLine(html));
    }
  });
});

describe("a component that is alike on most pages", () => {
  it("is filled in once for the same parameters, and anew for others", () => {
    const once = components.button({ text: "Continue" });
    expect(components.button({ text: "Continue" })).toBe(once);
    expect(components.button({ text: "Go on" }).toString()).toContain("Go on");
    for (let page = 0; page < 250; page++) {
      const href = `/page/${page}`;
      expect(components.backLink({ href }).toString()).toContain(`href="${href}"`);
    }
    expect(components.button({ text: "Continue", name: "go" })).not.toBe(once);
  });

  it("holds nothing that was typed: what does is filled in each time, and kept nowhere", () => {
    const field = { id: "childName", name: "childName", label: { text: "Name" }, value: "Robin" };
    expect(components.input(field)).not.toBe(components.input(field));
  });
});

describe("typed text never reaches a component as HTML", () => {
  const typed: string = "<script>alert(1)</script>";

  it("text is escaped, and a plain text has not the type of HTML", () => {
    expect(components.tag({ text: typed }).toString()).toContain("&lt;script&gt;");
    // @ts-expect-error typed text is no HTML
    const unchecked: components.TagParams = { html: typed };
    // @ts-expect-error one of the two is needed
    const neither: components.TagParams = {};
    // @ts-expect-error attributes are named one by one: a text of them would be written as it is
    const attributes: components.TagParams = { text: "New", attributes: ' onclick="x"' };
    expect([unchecked, neither, attributes]).toHaveLength(3);
  });

  it("text and HTML together do not compile", () => {
    const html = components.tag({ text: "New" });
    // @ts-expect-error one or the other
    const both: components.TagParams = { text: typed, html };
    expect(both).toBeDefined();
  });

  it.each(chosenComponents)("%s: every text of every fixture is escaped", (component) => {
    const render = byName[camelCase(component)]!;
    const hostile = "\"'><img src=x onerror=alert(1)>";
    const spoilt = (value: unknown, key: string): unknown => {
      if (Array.isArray(value)) return value.map((one) => spoilt(one, key));
      if (typeof value === "object" && value !== null && key !== "attributes")
        return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, spoilt(v, k)]));
      const isMarkup = /^html$|Html$|^(start|end|navigationStart|navigationEnd)$/.test(key);
      return typeof value === "string" && !isMarkup ? hostile : value;
    };
    for (const { name, options } of fixturesOf(component)) {
      expect(render(spoilt(options, "") as object).toString(), name).not.toContain("<img src=x");
    }
  });
});
