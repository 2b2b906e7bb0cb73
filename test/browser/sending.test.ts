import type { BrowserContext, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import named from "../../functions/request/examples/named.json" with { type: "json" };
import notNamed from "../../functions/request/examples/not-named.json" with { type: "json" };
import { at, plusSeconds } from "../../shared/domain/instant.ts";
import { checkPage } from "./checks.ts";
import { fillForm } from "./fill-form.ts";
import { fillByKeyboard, keyboardAt, tabTo } from "./keyboard.ts";
import { ownBrowser } from "./own-browser.ts";
import { postForm } from "./post-form.ts";
import { localService } from "./service.ts";
import { newVisitor } from "./visitor.ts";

const service = localService({ now: "2026-11-23T10:00" });
const browser = ownBrowser();

const emailOf = (who: string) => `${who}@health.example`;

const checkOpenIn = async (person: BrowserContext) => {
  const tab = await person.newPage();
  await tab.goto(`${service.form}/request/check`);
  return tab;
};

/** Somebody who is ready to send, with an address of their own by which their letters are counted. */
const readyToSend = async (who: string) => {
  const person = await newVisitor(browser());
  const answers = { ...notNamed, email: emailOf(who) };
  await postForm(person, service.form, answers, "check");
  return { person, page: await checkOpenIn(person) };
};

const sendButton = (page: Page) => page.getByRole("button", { name: "Send request" });

const referenceOn = async (page: Page) => {
  // A link to one of the questions leaves its name at the end.
  await page.waitForURL(/\/request\/sent(#.*)?$/);
  return page.locator(".govuk-panel__body strong").innerText();
};

/** The references that somebody was promised a call about, one for each letter. */
const promisedTo = async (who: string) => {
  await service.moveClock(plusSeconds(at(await service.now()), 5));
  return (await service.letters())
    .filter(({ to, subject }) => to.includes(emailOf(who)) && /: we will call by/.test(subject))
    .map(({ subject }) => /^Consultation (\S+):/.exec(subject)?.[1]);
};

describe("Send, with JavaScript off", () => {
  it("pressed twice in one go is one consultation", async () => {
    const { page } = await readyToSend("double");
    await sendButton(page).dblclick();
    expect(await promisedTo("double")).toEqual([await referenceOn(page)]);
  });

  it("pressed again after going back, or in another tab, is the same consultation", async () => {
    const { person, page } = await readyToSend("again");
    const [other, third] = [await checkOpenIn(person), await checkOpenIn(person)];
    await sendButton(page).click();
    const reference = await referenceOn(page);
    await page.goBack();
    if ((await sendButton(page).count()) > 0) await sendButton(page).click();
    expect(await referenceOn(page)).toBe(reference);
    await sendButton(other).click();
    expect(await referenceOn(other)).toBe(reference);
    await third.getByRole("link", { name: "Change your question" }).click();
    expect(await referenceOn(third)).toBe(reference);
    await third.reload();
    expect(await referenceOn(third)).toBe(reference);
    expect(await promisedTo("again")).toEqual([reference]);
  });

  it("pressed in two tabs at once is one consultation", async () => {
    const { person, page } = await readyToSend("tabs");
    const other = await checkOpenIn(person);
    await Promise.all([page, other].map((tab) => sendButton(tab).click()));
    const reference = await referenceOn(page);
    expect(await referenceOn(other)).toBe(reference);
    expect(await promisedTo("tabs")).toEqual([reference]);
  });

  it("cut off by a power cut is sent once when it is pressed again", async () => {
    const waits = [0, 20, 60];
    const people = await Promise.all(waits.map((waitMs) => readyToSend(`cut${waitMs}`)));
    for (const [round, waitMs] of waits.entries()) {
      const page = people[round]?.page;
      if (page === undefined) throw new Error("one person for each cut");
      await page.goto(`${service.form}/request/check`);
      const posted = page.waitForRequest((request) => request.method() === "POST");
      const pressed = sendButton(page)
        .click({ noWaitAfter: true })
        .catch(() => undefined);
      await posted;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      await service.kill9();
      await pressed;
      await service.restart();
      await page.goto(`${service.form}/request/check`);
      if ((await sendButton(page).count()) > 0) await sendButton(page).click();
      const reference = await referenceOn(page);
      expect(await promisedTo(`cut${waitMs}`), `after ${waitMs} ms`).toEqual([reference]);
    }
  });
});

describe("the form without a mouse", () => {
  it("can be walked, its mistakes found and put right", async () => {
    const page = await (await newVisitor(browser())).newPage();
    await page.goto(service.form);
    await page.keyboard.press("Tab");
    expect((await keyboardAt(page)).words).toBe("Skip to main content");
    await tabTo(page, "Start now");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/request/danger");
    await tabTo(page, "Continue");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "There is a problem" }).waitFor();
    expect(await page.title()).toMatch(/^Error: /);
    expect((await keyboardAt(page)).words).toContain("There is a problem");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect((await keyboardAt(page)).words).toBe("Yes");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/request/harm");
    await tabTo(page, "None of these");
    await page.keyboard.press("Space");
    await tabTo(page, "Yes");
    await page.keyboard.press("Space");
    await tabTo(page, "Continue");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/request/told");
    await tabTo(page, "Leave and clear this computer");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/left");
    await checkPage(page);
    await page.goto(`${service.form}/request/harm`);
    expect(await page.locator(":checked").count()).toBe(0);
  });

  it("can be filled in and sent with JavaScript on, the focus in sight at every stop", async () => {
    const page = await (await newVisitor(browser(), { javaScriptEnabled: true })).newPage();
    await page.goto(`${service.form}/request/danger`);
    await tabTo(page, "Continue");
    await page.keyboard.press("Enter");
    await page.locator(".govuk-error-summary:focus").waitFor();
    const answers = { ...named, email: emailOf("keys") };
    const steps = await fillForm(page, answers, undefined, fillByKeyboard);
    expect(steps).toContain("the-child");
    await tabTo(page, "Send request");
    await page.keyboard.press("Enter");
    const reference = await referenceOn(page);
    expect(await promisedTo("keys")).toEqual([reference]);
    await tabTo(page, "See how far your request is");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "How far is your request?" }).waitFor();
  });
});

describe("a page that goes wrong", () => {
  const opened = async (path: string) => {
    const page = await (await newVisitor(browser())).newPage();
    await page.goto(`${service.form}${path}`);
    return page;
  };
  const pressContinue = (page: Page) => page.getByRole("button", { name: "Continue" }).click();

  it("is a whole page in plain words, with the telephone number", async () => {
    const unknown = await opened("/request/nothing");
    expect(await unknown.locator("h1").innerText()).toBe("Page not found");
    await checkPage(unknown);

    const read = await opened("/leave");
    expect(await read.locator("h1").innerText()).toContain("cannot be used like that");
    await checkPage(read);

    const long = await opened("/request/what-you-know");
    await long.locator("[name=seen]").fill("x".repeat(270_000));
    await pressContinue(long);
    expect(await long.locator("h1").innerText()).toContain("too much to send at once");
    await checkPage(long);

    const other = await opened("/request/danger");
    await other.evaluate(`document.querySelector("main form").enctype = "multipart/form-data"`);
    await pressContinue(other);
    expect(await other.locator("h1").innerText()).toContain("takes only its own form");
    await checkPage(other);

    const foreign = await opened("/request/danger");
    await foreign.goto("about:blank");
    await foreign.setContent(
      `<form method="post" action="${service.form}/request/danger"><button>Go</button></form>`,
    );
    await foreign.getByRole("button", { name: "Go" }).click();
    expect(await foreign.locator("h1").innerText()).toContain("not sent from our page");
    await checkPage(foreign);
  });
});
