import { describe, expect, test } from "vitest";
import named from "../../../functions/request/examples/named.json" with { type: "json" };
import { fieldsOn, fillUntil, sites } from "../sites.ts";

const textOf = (html: string) =>
  (/<main[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? "")
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#39;", "'")
    .replace(/\s+/g, " ");

const danger = { ...named, danger: "yes", telephoned: "yes" };

describe("a child in immediate danger", () => {
  test("999 comes first on every page from then on, and on the confirmation", async () => {
    const browser = sites().practitioner();
    await fillUntil(browser, "told", danger);
    expect(textOf((await browser.ask("/request/told")).text)).toContain(
      "Call 999 now. Then ring us",
    );
    await fillUntil(browser, "check", danger);
    await browser.post("/request/check");
    expect(textOf((await browser.ask("/request/sent")).text)).toContain("Call 999 now. Then ring");
  });

  test("where nobody is in danger, no page of questions says so", async () => {
    const browser = sites().practitioner();
    await fillUntil(browser, "told");
    expect(textOf((await browser.ask("/request/told")).text)).not.toContain("Call 999");
  });
});

describe("naming the child", () => {
  test("is recommended when agreement is not needed", async () => {
    const browser = sites().practitioner();
    const harmed = { ...named, harm: ["evidence"] };
    await fillUntil(browser, "named", harmed);
    expect(textOf((await browser.ask("/request/named")).text)).toContain(
      "we cannot protect a child we cannot identify",
    );
  });

  test("is advised against while the family has still to be asked", async () => {
    const browser = sites().practitioner();
    await fillUntil(browser, "named");
    expect(textOf((await browser.ask("/request/named")).text)).toContain(
      "We recommend that you ask without the name",
    );
  });
});

describe("after telling us that the family does not know", () => {
  test("only what can be true is offered about consent, and an older answer is asked again", async () => {
    const browser = sites().practitioner();
    await fillUntil(browser, "check", { ...named, told: "yes", consent: "refused" });
    const { location } = await browser.post("/request/told", fieldsOn("told", { told: "no" }));
    expect(location).toBe("/request/consent");
    const page = (await browser.ask("/request/consent")).text;
    expect(page).toContain('value="not-sought"');
    expect(page).not.toContain('value="refused"');
  });
});

describe("somebody else who has to be rung", () => {
  test("stands with the number before the guidance on consent", async () => {
    const browser = sites().practitioner();
    await fillUntil(browser, "decision", { ...named, age: "18-or-over" });
    const page = textOf((await browser.ask("/request/decision")).text);
    expect(page).toMatch(/About an adult at risk, ring .* on 0345 045 5202/);
    expect(page.indexOf("adult at risk")).toBeLessThan(page.indexOf("decide about consent"));
  });
});

describe("the confirmation", () => {
  test("can be looked at again for a week, and an unfinished form for an hour", async () => {
    const on = sites();
    const sender = on.practitioner();
    await fillUntil(sender, "check");
    await sender.post("/request/check");
    const unfinished = on.practitioner();
    await fillUntil(unfinished, "check");
    on.advance(6 * 24 * 3600);
    expect((await sender.ask("/request/sent")).status).toBe(200);
    expect((await unfinished.ask("/request/check")).location).toBe("/request/danger?gone");
  });
});

describe("how far a request is", () => {
  test("the same bytes for every reference, known or made up, with the number to ring", async () => {
    const on = sites();
    const reference = await on.received();
    const browser = on.practitioner();
    const pages = await Promise.all(
      ["/status", `/status/${reference}`, "/status/0000-0000-0000", "/status/x"].map((path) =>
        browser.ask(path),
      ),
    );
    expect(new Set(pages.map(({ text }) => text)).size).toBe(1);
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(textOf(pages[0]?.text ?? "")).toContain("0345 045 1362");
  });
});
