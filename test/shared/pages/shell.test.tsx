import { describe, expect, it } from "vitest";
import { page, type Shell } from "../../../shared/pages/shell.tsx";
import { formStyles } from "../../../shared/pages/stylesheet.ts";
import { defaultHub as hub } from "../domain/hubs.ts";
import { htmlFaults } from "./valid-html.ts";

const shell: Shell = {
  title: "Check your answers",
  hub,
  serviceName: "Request a Professional Consultation",
  home: "/",
  styles: formStyles.href,
};

const full: Shell = {
  ...shell,
  error: true,
  back: "/request/named",
  wide: true,
  signedInAs: { name: "Sam <b>Example</b>", role: "duty worker" },
  navigation: [
    { href: "/", text: "Open requests", current: true },
    { href: "/closed", text: "Closed requests", current: false },
  ],
  beforeMain: <p class="govuk-body">Before</p>,
  afterMain: (
    <form method="post" action="/leave" novalidate>
      <button type="submit" class="govuk-button govuk-button--secondary">
        Leave and clear this computer
      </button>
    </form>
  ),
};

const main = <h1 class="govuk-heading-l">Check your answers</h1>;

describe.each([
  ["with nothing but its content", shell],
  ["with everything", full],
])("a page %s", (_, given) => {
  const html = page(given, main);

  it("is a valid document in British English that no search engine keeps", () => {
    expect(html).toMatch(/^<!DOCTYPE html><html lang="en-GB"/);
    expect(html).toContain('<meta name="robots" content="noindex"/>');
    expect(htmlFaults(html)).toEqual([]);
  });

  it("loads its style sheet and nothing else, and needs no script", () => {
    expect(html.match(/<link[^>]*>/g)).toEqual([
      `<link rel="stylesheet" href="${formStyles.href}"/>`,
    ]);
    expect(html).not.toMatch(/<script|<style|<img|<iframe|\sstyle=|\son[a-z]+=|javascript:|http/);
  });

  it("has the number that always works, the team that is there at night, and 999", () => {
    for (const number of [hub.telephone, hub.emergencyDutyTeam.telephone, "999"])
      expect(html).toContain(`href="tel:${number.replaceAll(" ", "")}">${number}</a>`);
    expect(html).toContain(hub.emergencyDutyTeam.name);
  });

  it("has no crown", () => {
    expect(html).not.toMatch(/crown|<svg/i);
  });
});

describe("a page", () => {
  it("names the service after its title, and says first when something is wrong", () => {
    const name = "Request a Professional Consultation";
    expect(page(shell, main)).toContain(`<title>Check your answers - ${name}</title>`);
    expect(page(full, main)).toContain(`<title>Error: Check your answers - ${name}</title>`);
  });

  it("keeps other forms outside its main part", () => {
    const html = page(full, main);
    expect(html.indexOf('action="/leave"')).toBeGreaterThan(html.indexOf("</main>"));
    expect(html.indexOf("Before")).toBeLessThan(html.indexOf("<main"));
  });

  it("says who is signed in, and which page this is", () => {
    const html = page(full, main);
    expect(html).toContain("Sam &lt;b&gt;Example&lt;/b&gt;</strong>, duty worker");
    expect(html).toMatch(/href="\/" aria-current="page"/);
  });

  it("escapes a text that is given as its content", () => {
    expect(page(shell, "<script>")).toContain("&lt;script&gt;");
  });
});
