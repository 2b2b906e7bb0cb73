import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import named from "../../functions/request/examples/named.json" with { type: "json" };
import notNamed from "../../functions/request/examples/not-named.json" with { type: "json" };
import { localStage } from "../../infra/stages.ts";
import { checkPage } from "./checks.ts";
import { ownBrowser } from "./own-browser.ts";
import { postForm } from "./post-form.ts";
import { screenshot } from "./screenshot.ts";
import { localService } from "./service.ts";
import { newVisitor } from "./visitor.ts";

const service = localService({ now: "2026-11-27T22:00" });
const browser = ownBrowser();

const { telephone, emergencyDutyTeam } = localStage.hub;

/** What every page says on which somebody may think that they were heard. */
const closedWords = [
  "We are closed now. Nobody will read a request before 8am on Monday 30 November 2026.",
  `If it cannot wait, ring the ${emergencyDutyTeam.name} on ${emergencyDutyTeam.telephone}.`,
];
const due = "5:30pm on Monday 30 November 2026";

const expectWords = async (page: Page, name: string, words: readonly string[]) => {
  const main = (await page.locator("main").innerText()).replace(/\s+/g, " ");
  for (const said of words) expect(main, name).toContain(said);
  await checkPage(page);
  await screenshot(page, `closed-${name}`);
};

const sending = async (answers: Readonly<Record<string, unknown>>) => {
  const person = await newVisitor(browser());
  const page = await person.newPage();
  await page.goto(service.form);
  await expectWords(page, "start", [...closedWords, due]);
  await postForm(person, service.form, answers, "decision");
  await page.goto(`${service.form}/request/decision`);
  return {
    page,
    send: async () => {
      await postForm(person, service.form, answers, "check");
      await page.goto(`${service.form}/request/check`);
      expect(await page.locator("main").innerText()).toContain(due);
      await page.getByRole("button", { name: "Send request" }).click();
      await page.waitForURL("**/request/sent");
    },
  };
};

describe("late on a Friday, with JavaScript off", () => {
  it("first page, decision and confirmation say when somebody reads it, and whom to ring", async () => {
    const { page, send } = await sending({ ...notNamed, bestTimes: ["next-am"] });
    await expectWords(page, "decision", [...closedWords, due]);
    await send();
    const worse = `ring the ${emergencyDutyTeam.name} on ${emergencyDutyTeam.telephone}, or call 999`;
    await expectWords(page, "sent", [...closedWords, due, worse]);
    await page.getByRole("link", { name: "See how far your request is" }).click();
    await expectWords(page, "status", closedWords);
  });

  it("what cannot wait goes to the team that answers at night, before and after sending", async () => {
    const { page, send } = await sending({
      ...named,
      bestTimes: ["next-am"],
      harm: ["evidence"],
      telephoned: "not-yet",
    });
    const ringNow = `now on ${emergencyDutyTeam.telephone}`;
    await expectWords(page, "call-first", [
      `Telephone the ${emergencyDutyTeam.name} on ${emergencyDutyTeam.telephone} now`,
      ...closedWords,
    ]);
    const panel = await page.locator(".app-panel--telephone").innerText();
    expect(panel).toContain(emergencyDutyTeam.telephone);
    expect(panel).not.toContain(telephone);
    await send();
    await expectWords(page, "sent-call-first", [
      "Your answers say that this cannot wait.",
      ringNow,
      ...closedWords,
      due,
    ]);
  });

  it("a form that is saved says that nobody sees it, and whom to ring", async () => {
    const person = await newVisitor(browser());
    await postForm(person, service.form, named, "harm");
    const page = await person.newPage();
    await page.goto(`${service.form}/request/save`);
    await expectWords(page, "save", [
      `Nobody sees a saved request. If it cannot wait, ring the ${emergencyDutyTeam.name} on ${emergencyDutyTeam.telephone}`,
    ]);
  });

  it("offers no time to ring that has gone, and says nothing of being closed once it is open", async () => {
    const person = await newVisitor(browser());
    await postForm(person, service.form, named, "about-you");
    const page = await person.newPage();
    await page.goto(`${service.form}/request/about-you`);
    for (const time of ["today-am", "today-pm", "next-am", "next-pm"])
      expect(await page.locator(`[value=${time}]`).count(), time).toBe(/^next/.test(time) ? 1 : 0);
    await service.moveClock("2026-11-30T08:00:30Z");
    await page.goto(service.form);
    const main = await page.locator("main").innerText();
    expect(main).not.toContain("closed now");
    expect(main).toContain("5:30pm on Tuesday 1 December 2026");
  });
});
