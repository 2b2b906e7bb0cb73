import { describe, expect, it } from "vitest";
import { lookAt } from "./look-at.ts";
import { ownBrowser } from "./own-browser.ts";
import { localService } from "./service.ts";
import { signInAs } from "./sign-in-as.ts";

const service = localService({ now: "2026-11-25T11:00", args: ["--seed"] });
const browser = ownBrowser();

const signedIn = (name: string) => signInAs(browser(), service.inbox, name);

/** What each role may read of how the promise was kept, and what it is turned away from. */
const roles = [
  {
    name: "Dana Okafor",
    reads: ["/settings"],
    not: ["/figures", "/figures/months", "/audit", "/expiring"],
  },
  {
    name: "Morgan Hughes",
    reads: ["/figures", "/figures/months", "/audit", "/expiring", "/settings"],
    not: [],
  },
  {
    name: "Priya Nair",
    reads: ["/figures", "/figures/months", "/audit", "/expiring", "/settings"],
    not: [],
  },
] as const;

describe.each(roles)("the record of how the promise is kept, for $name", ({ name, reads, not }) => {
  it("is sound on every page, without JavaScript, wide and narrow", async () => {
    const page = await signedIn(name);
    for (const address of reads) {
      const answer = await page.goto(`${service.inbox}${address}`);
      expect(answer?.status(), address).toBe(200);
      await lookAt(
        page,
        `record-${name.split(" ")[0]?.toLowerCase()}${address.replaceAll("/", "-")}`,
      );
    }
    for (const address of not) {
      const answer = await page.goto(`${service.inbox}${address}`);
      expect(answer?.status(), address).toBe(403);
      await lookAt(page, "record-turned-away");
    }
  });
});

describe("a manager", () => {
  it("records why a promise was not kept, puts a hold on it, and prints everything held", async () => {
    const page = await signedIn("Morgan Hughes");
    await page.goto(`${service.inbox}/figures`);
    await page.goto(`${service.inbox}/?show=overdue`);
    await page.locator("tbody a").first().click();
    const consultation = page.url();
    await page.getByRole("link", { name: "why the promise was not kept" }).click();
    await lookAt(page, "record-breach");
    await page.locator("input[type=radio]").first().check();
    await page.locator("textarea").first().fill("Two of the team were ill.");
    await page.locator("main form button").first().click();
    expect(page.url()).toBe(consultation);
    expect(await page.locator("main").innerText()).toContain("Two of the team were ill.");
    await page.getByRole("link", { name: /legal hold/i }).click();
    await lookAt(page, "record-hold");
    await page.locator("textarea").first().fill("A court has asked for it.");
    await page.locator("main form button").first().click();
    expect(await page.locator("main").innerText()).toContain("Nothing of it is deleted.");
    await page.goto(`${consultation}/bundle`);
    await lookAt(page, "record-bundle");
  });
});

describe("an auditor", () => {
  it("sees who looked at a consultation, themselves among them, and whether its history holds", async () => {
    const page = await signedIn("Priya Nair");
    const reference = await page.locator("tbody a").first().innerText();
    await page.goto(`${service.inbox}/consultations/${reference}`);
    await page.goto(`${service.inbox}/audit`);
    await page
      .getByLabel(/reference/i)
      .first()
      .fill(reference.toLowerCase());
    await page.locator("main form button").first().click();
    const words = await page.locator("main").innerText();
    expect(words).toContain("Priya Nair");
    expect(words).toMatch(/hold/);
    await lookAt(page, "record-audit-of-one");
  });
});
