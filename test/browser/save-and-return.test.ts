import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import named from "../../functions/request/examples/named.json" with { type: "json" };
import { at, plusSeconds } from "../../shared/domain/instant.ts";
import { checkPage } from "./checks.ts";
import { ownBrowser } from "./own-browser.ts";
import { postForm } from "./post-form.ts";
import { screenshot } from "./screenshot.ts";
import { localService } from "./service.ts";
import { newVisitor, toNextPage } from "./visitor.ts";

const service = localService({ now: "2026-11-23T10:00" });
const browser = ownBrowser();

const look = async (page: Page, name: string) => {
  await checkPage(page);
  await screenshot(page, `save-${name}`);
};

const press = (page: Page, name: string) => toNextPage(page.getByRole("button", { name }));

/** Somebody who has answered what comes before `step`, and has it open. */
const openAt = async (step: string, answers: Readonly<Record<string, unknown>> = named) => {
  const person = await newVisitor(browser());
  await postForm(person, service.form, answers, step);
  const page = await person.newPage();
  await page.goto(`${service.form}/request/${step}`);
  return page;
};

/** What the last letter of a kind says to somebody. */
const lastLetter = async (to: string, subject: RegExp) => {
  await service.moveClock(plusSeconds(at(await service.now()), 60));
  const letter = (await service.letters()).findLast(
    (one) => one.to.includes(to) && subject.test(one.subject),
  );
  if (letter === undefined) throw new Error(`no letter ${subject}`);
  return letter.text;
};

describe("save and come back, with JavaScript off", () => {
  it("brings everything back on another computer, by a link and a code", async () => {
    const email = "home@school.example";
    const page = await openAt("about-you");
    await page.getByLabel("What is your name?").fill("Sam Example");
    await page.getByLabel("telephone number").fill("12");
    await press(page, "Save and come back later");
    await page.getByRole("heading", { name: "There is a problem" }).waitFor();
    expect(await page.title(), "what could not be kept is said").toMatch(/^Error: /);
    expect(await page.getByLabel("What is your name?").inputValue()).toBe("Sam Example");
    await page.getByLabel("telephone number").fill("");
    await press(page, "Save and come back later");
    await page.waitForURL("**/request/save");
    await look(page, "asks");
    await page.getByLabel("Which email address").fill(email);
    await press(page, "Save and send me the link");
    await page.getByText("saved, but not sent").first().waitFor();
    await look(page, "saved");
    await press(page, "Leave and clear this computer");
    await page.waitForURL("**/left");

    const [link = ""] =
      /https?:\S+\/return\/\S+/.exec(await lastLetter(email, /unfinished request/)) ?? [];
    const other = await (await newVisitor(browser())).newPage();
    await other.goto(link);
    await look(other, "return");
    await press(other, "Send me a code");
    await other.getByLabel("What is the code?").fill("000000");
    await press(other, "Continue");
    await other.getByRole("heading", { name: "There is a problem" }).waitFor();
    expect(await other.title()).toMatch(/^Error: /);
    await look(other, "return-wrong-code");
    const [code = ""] = /\b\d{6}\b/.exec(await lastLetter(email, /code/)) ?? [];
    await other.getByLabel("What is the code?").fill(code);
    await press(other, "Continue");
    await other.waitForURL("**/request/about-you");
    expect(await other.getByLabel("What is your name?").inputValue()).toBe("Sam Example");
    await other.goto(`${service.form}/request/what-you-know`);
    expect(await other.getByLabel("What have you seen yourself?").inputValue()).toBe(named.seen);
  });
});

describe("what was answered, with JavaScript off", () => {
  it("stands there again when one goes back, by the link and by the browser's button", async () => {
    const page = await openAt("your-question");
    await page.getByLabel("What do you want to ask").fill("Whom do I tell?");
    await press(page, "Continue");
    await page.waitForURL("**/request/named");
    await page.getByRole("link", { name: "Back", exact: true }).click();
    const question = page.getByLabel("What do you want to ask");
    expect(await question.inputValue()).toBe("Whom do I tell?");
    await press(page, "Continue");
    await page.waitForURL("**/request/named");
    await page.goBack();
    expect(await question.inputValue()).toBe("Whom do I tell?");
  });

  it("is changed from check answers and straight back there, but for what the change opens", async () => {
    const page = await openAt("check", { ...named, named: "not-named" });
    await page.getByRole("link", { name: "Change your role" }).click();
    await page.waitForURL("**/request/about-you#role");
    expect(await page.locator("#role:focus").count(), "at the very question").toBe(1);
    await page.getByLabel("What is your role?").fill("Head of year");
    await press(page, "Continue");
    await page.waitForURL("**/request/check");
    expect(await page.locator("main").innerText()).toContain("Head of year");
    await page.getByRole("link", { name: "Change naming the child" }).click();
    await page.getByLabel("Yes, I will name the child").check();
    await press(page, "Continue");
    await page.waitForURL("**/request/the-child");
    await page.getByLabel("What is the child's name?").fill("Kit");
    await press(page, "Continue");
    await page.waitForURL("**/request/check");
    expect(await page.locator("main").innerText()).toContain("Kit");
  });

  it("is gone after leaving, and what was typed since in another tab is kept", async () => {
    const page = await openAt("your-question");
    const other = await page.context().newPage();
    await other.goto(`${service.form}/request/check`);
    await press(other, "Leave and clear this computer");
    await other.waitForURL("**/left");
    await other.goto(`${service.form}/request/what-you-know`);
    expect(await other.getByLabel("What have you seen yourself?").inputValue()).toBe("");

    await page.getByLabel("What do you want to ask").fill("Whom do I tell?");
    await press(page, "Continue");
    await page.waitForURL("**/request/danger?gone");
    await look(page, "gone");
    await page.goto(`${service.form}/request/your-question`);
    expect(await page.getByLabel("What do you want to ask").inputValue()).toBe("Whom do I tell?");
  });
});
