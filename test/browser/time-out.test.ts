import type { Page } from "playwright-core";
import { describe, expect, onTestFinished, test } from "vitest";
import notNamed from "../../functions/request/examples/not-named.json" with { type: "json" };
import { at, plusSeconds } from "../../shared/domain/instant.ts";
import { axeFindings } from "./axe-findings.ts";
import { ownBrowser } from "./own-browser.ts";
import { postForm } from "./post-form.ts";
import { localService } from "./service.ts";
import { newVisitor } from "./visitor.ts";

const service = localService({ now: "2026-11-23T10:00" });
const browser = ownBrowser();

const minute = 60;
const typed = "He cried when it was time to go home";

const fieldOn = (page: Page) => page.getByLabel("What have you seen yourself?");

/** Somebody who has begun to type what they know, and was then called away. */
const calledAway = async () => {
  const person = await newVisitor(browser(), { javaScriptEnabled: true });
  onTestFinished(() => person.close());
  await person.clock.install();
  await postForm(person, service.form, notNamed, "what-you-know");
  const page = await person.newPage();
  await page.goto(`${service.form}/request/what-you-know`);
  await fieldOn(page).fill(typed);
  return { person, page };
};

/** Time passes for the service and for the browser. */
const passes = async (page: Page, minutes: number) => {
  await service.moveClock(plusSeconds(at(await service.now()), minutes * minute));
  await page.clock.fastForward(minutes * minute * 1000);
};

const dialogOn = (page: Page) => page.getByRole("dialog", { name: "Are you still there?" });

describe("with JavaScript, five minutes before the answers are deleted", () => {
  test("somebody is asked whether they are there, and keeps everything by one press", async () => {
    const { page } = await calledAway();
    await passes(page, 50);
    expect(await dialogOn(page).count()).toBe(0);
    await passes(page, 6);
    await dialogOn(page).waitFor();
    expect(await dialogOn(page).innerText()).toMatch(/in [45] minutes/);
    expect(await axeFindings(page)).toEqual([]);
    const stay = page.getByRole("button", { name: "Stay on this page" });
    expect(await page.evaluate<string>("document.activeElement.textContent.trim()")).toBe(
      "Stay on this page",
    );
    await stay.press("Enter");
    await dialogOn(page).waitFor({ state: "hidden" });
    await passes(page, 40);
    expect(await fieldOn(page).inputValue()).toBe(typed);
    await page.reload();
    expect(await page.getByText("no longer here").count()).toBe(0);
    expect(new URL(page.url()).pathname).toBe("/request/what-you-know");
  });

  test("nobody is asked who goes on in another tab", async () => {
    const { person, page } = await calledAway();
    await passes(page, 50);
    const other = await person.newPage();
    await other.goto(`${service.form}/request/harm`);
    await other.getByRole("button", { name: "Continue" }).click();
    await other.waitForURL((url) => !url.pathname.endsWith("/harm"));
    await passes(page, 8);
    expect(await dialogOn(page).count()).toBe(0);
  });

  test("what is on the screen of somebody who left is taken off it, and they are told", async () => {
    const { page } = await calledAway();
    await passes(page, 56);
    await dialogOn(page).waitFor();
    await passes(page, 5);
    await page.waitForURL("**/request/danger?gone");
    expect(await page.getByRole("alert").innerText()).toMatch(/no longer here.*Nothing was sent/s);
  });

  test("without a connection it says so, with the telephone number, and keeps the page", async () => {
    const { person, page } = await calledAway();
    await passes(page, 56);
    await dialogOn(page).waitFor();
    await person.setOffline(true);
    await page.getByRole("button", { name: "Stay on this page" }).click();
    await page.getByText("We cannot reach the service from here").waitFor();
    expect(await dialogOn(page).innerText()).toContain("0345 045 1362");
    await person.setOffline(false);
    await page.getByRole("button", { name: "Stay on this page" }).click();
    await dialogOn(page).waitFor({ state: "hidden" });
  });
});

describe("with JavaScript", () => {
  test("characters are counted as a reader counts them, once most of the room is used", async () => {
    const { page } = await calledAway();
    const counted = page.locator(".govuk-character-count__status").first();
    await page.clock.fastForward(2000);
    expect(await counted.isVisible()).toBe(false);
    // Three quarters of the room: from here on it is told. A family of three is one character.
    await fieldOn(page).fill("👩‍👧".repeat(3750));
    await page.clock.fastForward(2000);
    expect(await counted.innerText()).toBe("You have 1,250 characters remaining");
    await fieldOn(page).fill("x".repeat(5001));
    await page.clock.fastForward(2000);
    expect(await counted.innerText()).toBe("You have 1 character too many");
  });
});
