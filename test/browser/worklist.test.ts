import type { Page } from "playwright-core";
import { describe, expect, onTestFinished, test } from "vitest";
import * as z from "zod";
import notNamed from "../../functions/request/examples/not-named.json" with { type: "json" };
import { at, plusSeconds } from "../../shared/domain/instant.ts";
import { axeFindings } from "./axe-findings.ts";
import { checkPage } from "./checks.ts";
import { layoutFindings } from "./layout-findings.ts";
import { ownBrowser } from "./own-browser.ts";
import { screenshot } from "./screenshot.ts";
import { localService } from "./service.ts";
import { newVisitor, toNextPage } from "./visitor.ts";

const service = localService({ now: "2026-11-25T11:00", args: ["--seed"] });
const browser = ownBrowser();

const signedIn = async (name: string, options: Parameters<typeof newVisitor>[1] = {}) => {
  const person = await newVisitor(browser(), options);
  onTestFinished(() => person.close());
  if (options.javaScriptEnabled === true) await person.clock.install();
  const page = await person.newPage();
  await page.goto(service.inbox);
  await page.getByRole("link", { name }).click();
  await page.locator("h1").waitFor();
  return page;
};

const sent = z.object({ reference: z.string() });

const send = async () => {
  const answer = await fetch(`${service.form}/api/consultations`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() },
    body: JSON.stringify(notNamed),
  });
  return sent.parse(await answer.json()).reference;
};

const overdueBox = (page: Page) => page.getByRole("checkbox", { name: /^Overdue/ });

/** A table of seven columns scrolls, within its own box and never with the page. */
const findingsOnPhone = async (page: Page) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const findings = await layoutFindings(page);
  await page.setViewportSize({ width: 1280, height: 720 });
  return findings.filter((finding) => !finding.includes("sticks out"));
};

const openIn = async (page: Page) => Number(await page.locator("#open-count").innerText());

/** Time passes for the service and for the browser. */
const passes = async (page: Page, seconds: number) => {
  await service.moveClock(plusSeconds(at(await service.now()), seconds));
  await page.clock.fastForward(seconds * 1000);
};

const focused = (page: Page) => page.evaluate<string>("document.activeElement.id");
const scrolled = (page: Page) => page.evaluate<number>("scrollY");

describe("the list without JavaScript", () => {
  test("is filtered, gone back from and found in by reference, and every page is sound", async () => {
    const worker = await signedIn("Dana Okafor");
    await checkPage(worker);
    expect(await layoutFindings(worker)).toEqual([]);
    await screenshot(worker, "shift-worklist");
    expect(await findingsOnPhone(worker)).toEqual([]);
    const all = await worker.locator("tbody tr").count();
    await overdueBox(worker).check();
    await worker.getByRole("button", { name: "Apply filters" }).click();
    await checkPage(worker);
    await screenshot(worker, "shift-worklist-overdue");
    const overdue = await worker.locator("tbody tr").count();
    expect(overdue).toBeGreaterThan(0);
    expect(overdue).toBeLessThan(all);
    expect(await overdueBox(worker).isChecked()).toBe(true);
    await worker.goBack();
    expect(await worker.locator("tbody tr").count()).toBe(all);
    await worker.goForward();
    await toNextPage(worker.getByRole("link", { name: "Take away the filter: Overdue" }));
    expect(await worker.locator("tbody tr").count()).toBe(all);
    const reference = await worker.locator("tbody a").nth(3).innerText();
    await worker.getByLabel("Find by reference").fill(reference.toLowerCase().replaceAll("-", " "));
    await worker.getByRole("button", { name: "Find" }).click();
    expect(await worker.locator("h1").innerText()).toContain(reference);
    await worker.goto(service.inbox);
    await worker.getByLabel("Find by reference").fill("7K2M");
    await worker.getByRole("button", { name: "Find" }).click();
    await checkPage(worker);
    await screenshot(worker, "shift-not-a-reference");
  });

  test("is a handover that prints: no navigation, nothing to press, no row torn apart", async () => {
    const worker = await signedIn("Ruth Adeyemi");
    await worker.getByRole("link", { name: "Handover" }).click();
    await checkPage(worker);
    await screenshot(worker, "shift-handover");
    expect(await findingsOnPhone(worker)).toEqual([]);
    await worker.emulateMedia({ media: "print" });
    for (const gone of ["form", ".govuk-service-navigation", "button", ".app-header"])
      for (const element of await worker.locator(gone).all())
        expect([gone, await element.isVisible()]).toEqual([gone, false]);
    expect(await worker.locator("tbody tr").first().isVisible()).toBe(true);
    expect(
      await worker.evaluate<string>(
        "getComputedStyle(document.querySelector('tbody tr')).breakInside",
      ),
    ).toBe("avoid");
    await screenshot(worker, "shift-handover-printed");
  });

  test("lets a manager cover for somebody", async () => {
    await signedIn("Ruth Adeyemi");
    const manager = await signedIn("Morgan Hughes");
    await manager.getByRole("link", { name: "Cover" }).click();
    await checkPage(manager);
    await screenshot(manager, "shift-cover");
    const [first] = await manager.locator("#from option:not([value=''])").allInnerTexts();
    await manager.getByLabel("Who is away?").selectOption(first ?? "");
    await manager.getByLabel("Who takes them?").selectOption("Morgan Hughes");
    await manager.getByRole("button", { name: "Move all of them" }).click();
    await checkPage(manager);
    await screenshot(manager, "shift-covered");
    const [, count] = /\((\d+)\)/.exec(first ?? "") ?? [];
    expect(await manager.locator("h1").innerText()).toContain(`${count} consultation`);
  });
});

describe("the list with JavaScript", () => {
  test("shows what is new within half a minute, and moves neither focus nor page", async () => {
    const worker = await signedIn("Dana Okafor", { javaScriptEnabled: true });
    const before = await openIn(worker);
    const link = worker.locator("tbody a").nth(5);
    await link.focus();
    await worker.evaluate("scrollTo(0, 150)");
    const [id, place] = [await focused(worker), await scrolled(worker)];
    expect(id).toMatch(/^open-/);
    const reference = await send();
    await passes(worker, 31);
    await worker.locator(`#open-${reference}`).waitFor();
    expect(await openIn(worker)).toBe(before + 1);
    expect([await focused(worker), await scrolled(worker)]).toEqual([id, place]);
    expect(await worker.locator("#refresh-changes").textContent()).toMatch(
      new RegExp(`^${before + 1} open, \\d+ overdue$`),
    );
    expect(await axeFindings(worker)).toEqual([]);
  });

  test("does not take back a filter that is ticked and not yet applied, nor a marked reference", async () => {
    const worker = await signedIn("Dana Okafor", { javaScriptEnabled: true });
    await overdueBox(worker).check();
    await worker.evaluate("getSelection().selectAllChildren(document.querySelector('tbody a'))");
    const reference = await send();
    await passes(worker, 31);
    await passes(worker, 31);
    expect(await worker.locator(`#open-${reference}`).count()).toBe(0);
    await worker.evaluate("getSelection().removeAllRanges()");
    await passes(worker, 31);
    await worker.locator(`#open-${reference}`).waitFor();
    expect(await overdueBox(worker).isChecked()).toBe(true);
  });

  test("says when one has been signed out, though it renewed itself all the while", async () => {
    const worker = await signedIn("Dana Okafor", { javaScriptEnabled: true });
    const trouble = worker.locator("#refresh-trouble");
    for (let minute = 0; minute < 28; minute += 7) {
      await passes(worker, 7 * 60);
      expect(await trouble.innerText()).toBe("");
    }
    await passes(worker, 3 * 60);
    await trouble.getByRole("link", { name: "Sign in again to see changes" }).waitFor();
    expect(await trouble.innerText()).toContain("You have been signed out.");
    expect(await worker.locator("tbody tr").count()).toBeGreaterThan(0);
    expect(await axeFindings(worker)).toEqual([]);
  });
});
