import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import notNamed from "../../functions/request/examples/not-named.json" with { type: "json" };
import { localStage } from "../../infra/stages.ts";
import { checkPage } from "./checks.ts";
import { ownBrowser } from "./own-browser.ts";
import { postForm } from "./post-form.ts";
import { screenshot } from "./screenshot.ts";
import { localService } from "./service.ts";
import { newVisitor } from "./visitor.ts";

const service = localService({ now: "2026-12-18T10:00" });
const browser = ownBrowser();

/** Nothing serious and nothing unsafe: the family is to be asked and told. */
const quiet = {
  ...notNamed,
  danger: "no",
  harm: ["none"],
  canWait: "yes",
  told: "no",
  consent: "not-sought",
  unsafe: ["none"],
  lead: "agreed",
};

/** Somebody in front of their decision. */
const decided = async (
  answers: Readonly<Record<string, unknown>>,
  options: Parameters<typeof newVisitor>[1] = {},
): Promise<Page> => {
  const person = await newVisitor(browser(), options);
  await postForm(person, service.form, answers, "decision");
  const page = await person.newPage();
  await page.goto(`${service.form}/request/decision`);
  return page;
};

const sideways = (page: Page) =>
  page.evaluate<number>(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );

const { telephone } = localStage.hub;

/** What stands on paper: only what is to be read, and the number to ring. */
const expectPrintable = async (page: Page, name: string) => {
  await page.emulateMedia({ media: "print" });
  for (const pressed of ["button", "form", ".govuk-back-link", ".govuk-service-navigation"])
    expect(await page.locator(pressed).filter({ visible: true }).count(), pressed).toBe(0);
  expect(await page.getByText("Leave and clear").isVisible()).toBe(false);
  expect(await page.getByRole("link", { name: telephone }).isVisible()).toBe(true);
  expect(await page.locator("h1").isVisible()).toBe(true);
  await screenshot(page, `${name}-print`);
  await page.emulateMedia({ media: null });
};

const look = async (page: Page, name: string) => {
  await checkPage(page);
  await screenshot(page, name);
};

describe.each([
  ["on a wide screen", "", { viewport: { width: 1280, height: 800 } }],
  ["on the narrowest screen", "-320", { viewport: { width: 320, height: 640 } }],
])("what goes with a decision, with JavaScript off, %s", (_, suffix, options) => {
  it("can be read, printed and left again for the decision", async () => {
    const page = await decided(quiet, options);
    await look(page, `decision-quiet${suffix}`);
    expect(await sideways(page)).toBe(0);
    for (const link of ["Words to use when you ask", "Words to use when you tell"]) {
      await page.getByRole("link", { name: link }).click();
      await page.waitForURL("**/words/*");
      const name = `words-${new URL(page.url()).pathname.replace("/words/", "")}${suffix}`;
      await look(page, name);
      expect(await sideways(page), name).toBe(0);
      await expectPrintable(page, name);
      await page.getByRole("link", { name: "Go back to what the guidance says" }).click();
      await page.waitForURL("**/request/decision");
    }

    await page.getByRole("link", { name: "Print or save this decision" }).click();
    await page.waitForURL("**/request/decision/record");
    await look(page, `record${suffix}`);
    expect(await sideways(page)).toBe(0);
    await expectPrintable(page, `record${suffix}`);
    expect(await page.locator(".app-writing-line").first().isVisible()).toBe(true);

    await page.getByRole("link", { name: "Back", exact: true }).click();
    await page.waitForURL("**/request/decision");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.waitForURL("**/request/what-you-know");
  });

  it("says first to telephone where it cannot wait", async () => {
    const page = await decided({ ...quiet, harm: ["evidence"] }, options);
    await look(page, `decision-call-first${suffix}`);
    expect(await sideways(page)).toBe(0);
    await page.getByRole("link", { name: "Print or save this decision" }).click();
    await page.waitForURL("**/request/decision/record");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await look(page, `record-call-first${suffix}`);
  });
});

describe("the decision record", () => {
  it("is saved as a plain text file that says what the page says", async () => {
    const page = await decided(quiet);
    await page.goto(`${service.form}/request/decision/record`);
    const headings = await page.locator("main h2").allInnerTexts();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "save it as plain text" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("decision-record-2026-12-18.txt");
    const lines = (await readFile(await download.path(), "utf8")).split("\r\n");
    expect(lines.slice(0, 2)).toEqual(["Decision record", "==============="]);
    expect(headings.length).toBeGreaterThan(8);
    expect(lines).toEqual(expect.arrayContaining(headings));
  });
});

describe("days on which the hub is closed", () => {
  it("stand on the start page and with the decision", async () => {
    const page = await decided(quiet);
    const words =
      "We are closed on Friday 25 December 2026 (Christmas Day) and Monday 28 December 2026 (Boxing Day).";
    expect(await page.locator("main").innerText()).toContain(words);
    await page.goto(service.form);
    expect(await page.locator("main").innerText()).toContain(words);
    await look(page, "start-before-christmas");
  });
});
