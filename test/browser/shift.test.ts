import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import named from "../../functions/request/examples/named.json" with { type: "json" };
import { at, plusSeconds } from "../../shared/domain/instant.ts";
import { timeWords } from "../../shared/domain/time-words.ts";
import { askByApi } from "./ask-by-api.ts";
import { fillPage } from "./fill-page.ts";
import { lookAt } from "./look-at.ts";
import { ownBrowser } from "./own-browser.ts";
import { typeContact } from "./record-contact.ts";
import { screenshot } from "./screenshot.ts";
import { localService } from "./service.ts";
import { signInAs } from "./sign-in-as.ts";
import { arrivalOf, newVisitor, toNextPage } from "./visitor.ts";

const service = localService({ now: "2026-11-24T10:30", args: ["--seed"] });
const browser = ownBrowser();

// A shift is one thing after another: who works in it stays signed in, and each test goes on from the last.
let dana: Page;
let ruth: Page;
let morgan: Page;
/** The one that Dana rings about. */
let urgent = "";

const main = (page: Page) => page.locator("main").innerText();
const press = (page: Page, name: string) =>
  toNextPage(page.getByRole("button", { name, exact: true }));
const follow = (page: Page, name: string | RegExp) => toNextPage(page.getByRole("link", { name }));
const open = (page: Page, reference: string) =>
  page.goto(`${service.inbox}/consultations/${reference}`);
const of = (reference: string) => `consultations/${reference}`;
const toList = (page: Page, query = "") => page.goto(`${service.inbox}/${query}`);
const tick = (page: Page, name: RegExp) => page.getByRole("checkbox", { name });
const rows = (page: Page) => page.locator("tbody tr");
const references = (page: Page) => page.locator("tbody a").allInnerTexts();
const rowOf = (page: Page, reference: string) => page.getByRole("row", { name: reference });
const status = (page: Page) => arrivalOf(page).response.status();

/** The first of the list under these filters. */
const firstOf = async (page: Page, query: string) => {
  await toList(page, query);
  const [first] = await references(page);
  if (first === undefined) throw new Error(`nothing in the list fits ${query}`);
  return first;
};

const expectMistakes = async (page: Page, said: readonly string[]) => {
  await page.getByRole("heading", { name: "There is a problem" }).waitFor();
  expect(status(page)).toBe(422);
  expect(await page.title()).toMatch(/^Error: /);
  expect(await page.locator(".govuk-error-summary__list li").allInnerTexts()).toEqual(said);
};

const bounceDutyMail = (does: "bounce" | "deliver") =>
  fetch(`${service.mail}/mail-faults`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ to: "duty@mash.example", does }),
  });

describe("a shift with JavaScript off", () => {
  it("begins with what stands in the way, and with what cannot wait first", async () => {
    [dana, ruth, morgan] = await Promise.all([
      signInAs(browser(), service.inbox, "Dana Okafor"),
      signInAs(browser(), service.inbox, "Ruth Adeyemi"),
      signInAs(browser(), service.inbox, "Morgan Hughes"),
    ]);
    for (const page of [dana, ruth, morgan]) page.setDefaultTimeout(10_000);
    await bounceDutyMail("bounce");
    const reference = await askByApi(service.form, named);
    await service.moveClock(plusSeconds(at(await service.now()), 120));
    await bounceDutyMail("deliver");
    await toList(dana);
    await lookAt(dana, "a-shift-list");
    expect(await main(dana)).toContain("1 letter to the duty mailbox has not arrived");
    expect(await dana.locator("#banners").getByRole("link").allInnerTexts()).toEqual([reference]);
    const flags = await rows(dana).locator("td:last-child").allInnerTexts();
    const cannotWait = flags.map((text) => /Act now|It got worse/.test(text));
    expect(cannotWait[0]).toBe(true);
    expect(cannotWait.lastIndexOf(true)).toBeLessThan(cannotWait.length - 1);
    expect(cannotWait.slice(0, cannotWait.indexOf(false))).not.toContain(false);
  });

  it("narrows the list by its address, and the back button takes that back", async () => {
    await toList(dana);
    const all = await references(dana);
    await tick(dana, /^Overdue \(/).check();
    await press(dana, "Apply filters");
    await lookAt(dana, "a-shift-overdue");
    const states = await rows(dana).locator("td:first-of-type").allInnerTexts();
    expect(states.length).toBeGreaterThan(1);
    expect(states.filter((text) => !text.includes("Overdue"))).toEqual([]);
    await tick(dana, /^Mine \(/).check();
    await press(dana, "Apply filters");
    expect(new URL(dana.url()).search).toBe("?show=overdue&show=mine");
    const holders = await rows(dana).locator("td:nth-of-type(4)").allInnerTexts();
    expect(holders.filter((text) => text !== "Dana Okafor")).toEqual([]);
    await dana.goBack();
    expect(await rows(dana).count()).toBe(states.length);
    await dana.goBack();
    expect(await references(dana)).toEqual(all);
    expect(await tick(dana, /^Overdue \(/).isChecked(), "what is ticked is what is shown").toBe(
      false,
    );
    await tick(dana, /^Unclaimed \(/).check();
    await dana.getByText("By council and kind of organisation").click();
    await tick(dana, /^Peterborough \(/).check();
    await press(dana, "Apply filters");
    await lookAt(dana, "a-shift-peterborough");
    expect(await rows(dana).count()).toBeGreaterThan(0);
    for (const row of await rows(dana).allInnerTexts()) {
      expect(row).toContain("Peterborough");
      expect(row).toContain("Nobody yet");
    }
    await follow(dana, "Clear filters");
    expect(await references(dana)).toEqual(all);
  });

  it("finds one by a reference as it was heard, and offers the one that was meant", async () => {
    await toList(dana);
    const all = await references(dana);
    const withZero = all.find((one) => one.includes("0")) ?? all[0] ?? "";
    await dana.getByLabel("Find by reference").fill(withZero.toLowerCase().replaceAll("0", "o"));
    await press(dana, "Find");
    expect(await dana.locator("h1").innerText()).toContain(withZero);
    await toList(dana);
    const mistyped = `${withZero.slice(0, -1)}${withZero.endsWith("Z") ? "Y" : "Z"}`;
    await dana.getByLabel("Find by reference").fill(mistyped);
    await press(dana, "Find");
    expect(status(dana)).toBe(404);
    expect(await main(dana)).toContain("Did you mean");
    expect(await dana.getByLabel("Find by reference").inputValue()).toBe(mistyped);
    await lookAt(dana, "a-shift-did-you-mean");
    await dana.locator(".govuk-error-summary").getByRole("link", { name: withZero }).click();
    expect(await dana.locator("h1").innerText()).toContain(withZero);
    await toList(dana);
    await dana.getByLabel("Find by reference").fill("7K2M");
    await press(dana, "Find");
    await expectMistakes(dana, ["Reference must have 12 letters and numbers, like 7K2M-9QXD-4TRW"]);
  });

  it("goes on with the most urgent: claimed, tried in two clicks, tried again at a time", async () => {
    urgent = await firstOf(dana, "?show=unclaimed");
    await follow(dana, urgent);
    await lookAt(dana, "a-shift-unclaimed");
    await press(dana, "Claim");
    await lookAt(dana, "a-shift-claimed");
    expect(await main(dana)).toContain("Dana Okafor has it");

    await dana.getByRole("radio", { name: "No answer" }).check();
    await press(dana, "Record attempt");
    expect(await main(dana)).toContain("Dana Okafor recorded an attempt to call");

    await follow(dana, "Record a call that was earlier, or when you will try again");
    await lookAt(dana, "a-shift-attempt");
    await dana.getByLabel("At what time will you try again?").fill("quarter past");
    await press(dana, "Record attempt");
    await expectMistakes(dana, [
      "Select what came of the call",
      "Time of the next try must be a time, like 2:45pm",
    ]);
    expect(await dana.getByLabel("At what time will you try again?").inputValue()).toBe(
      "quarter past",
    );
    await dana.getByRole("radio", { name: "Engaged" }).check();
    await dana.getByLabel("At what time will you try again?").fill("2:15pm");
    await press(dana, "Record attempt");
    expect(await main(dana)).toContain("Next try: 2:15pm on Tuesday 24 November 2026");
    await toList(dana);
    expect(await rowOf(dana, urgent).innerText()).toMatch(
      /2, last at .*: engaged; next try 2:15pm/,
    );
  });

  it("sets its priority, with the reason", async () => {
    await open(dana, urgent);
    await follow(dana, "Set the priority");
    await lookAt(dana, "a-shift-priority");
    await dana.getByRole("radio", { name: /^Red/ }).check();
    await press(dana, "Set priority");
    await expectMistakes(dana, ["Enter why it has this priority"]);
    await dana.getByLabel("Why?").fill("The child goes home at three.");
    await press(dana, "Set priority");
    expect(await main(dana)).toContain("The child goes home at three.");
    await toList(dana);
    expect(await rowOf(dana, urgent).innerText()).toContain("Red");
  });

  it("sees in the list that the practitioner is free now", async () => {
    await open(dana, urgent);
    const email = await dana.locator("dt:text-is('Email address') + dd").innerText();
    const practitioner = await (await newVisitor(browser())).newPage();
    await practitioner.goto(`${service.form}/status/${urgent}`);
    await practitioner.getByLabel("What is your reference?").fill(urgent);
    await practitioner.getByLabel("Which email address").fill(email.trim());
    await press(practitioner, "Continue");
    await press(practitioner, "I am free for the next 30 minutes");
    await practitioner.getByText("You told us that you are free").waitFor();
    await toList(dana, "?show=free-now");
    expect(await references(dana)).toContain(urgent);
    expect(await rowOf(dana, urgent).locator(".govuk-tag--green").innerText()).toMatch(
      /^Free now, until 11:\d\dam$/,
    );
    await lookAt(dana, "a-shift-free-now");
    await practitioner.context().close();
  });

  it("notes that they rang, which stops no clock", async () => {
    await open(dana, urgent);
    await follow(dana, "Record that the practitioner rang");
    await lookAt(dana, "a-shift-call-in");
    await dana.getByLabel("What did they say?").fill("They ring again at noon.");
    await press(dana, "Record their call");
    expect(await main(dana)).toContain("They ring again at noon.");
    expect(await main(dana)).toContain("Call due by");
  });

  it("records contact and advice: after a mistake everything typed is still there", async () => {
    await press(dana, "Record contact and advice");
    await lookAt(dana, "a-shift-contact");
    await dana.getByLabel("What did you advise").fill("Speak to the parents with your lead.");
    await dana.getByLabel("At what time").fill("11:59pm");
    await press(dana, "Record contact and advice");
    await expectMistakes(dana, [
      "Enter the name of the social worker who spoke to the practitioner",
      "Enter the reasons",
      "Enter who does what by when",
      "Select whether the practitioner agrees",
      ...((await dana.locator("[name=nameAsked]:checked").count()) > 0
        ? []
        : ["Select whether the child's name was asked for or given"]),
      "Select whether the history was checked",
    ]);
    await lookAt(dana, "a-shift-contact-errors");
    expect(await dana.getByLabel("What did you advise").inputValue()).toBe(
      "Speak to the parents with your lead.",
    );
    await typeContact(dana, "11:59pm", "no");
    await press(dana, "Record contact and advice");
    await expectMistakes(dana, ["The time must be in the past."]);
    expect(await dana.getByLabel("Who does what by when").inputValue()).toBe(
      "Sam speaks to the parents on Thursday.",
    );
    await dana
      .getByLabel("At what time")
      .fill(timeWords(plusSeconds(at(await service.now()), -60)));
    await press(dana, "Record contact and advice");
    await dana.getByText("Ruth Adeyemi spoke to them").first().waitFor();
    await lookAt(dana, "a-shift-contacted");
    expect(await main(dana)).toContain("Practitioner disagrees");
  });

  it("records both views when they do not agree, and a manager settles it", async () => {
    await follow(dana, "Record that practitioner and hub do not agree");
    await lookAt(dana, "a-shift-difference");
    await dana.getByLabel("How does the practitioner see it?").fill("It cannot wait for Thursday.");
    await dana.getByLabel("How does the hub see it?").fill("The lead must hear of it first.");
    await press(dana, "Record both views");
    for (const view of ["It cannot wait for Thursday.", "The lead must hear of it first."])
      expect(await main(dana)).toContain(view);
    expect(await dana.getByRole("link", { name: /^Record how/ }).count()).toBe(0);

    await toList(morgan, "?show=disagreement");
    await follow(morgan, urgent);
    await lookAt(morgan, "a-shift-manager");
    await follow(morgan, "Record how the disagreement was settled");
    await lookAt(morgan, "a-shift-settle");
    await morgan
      .getByLabel("How was it settled")
      .fill("They speak to the parents today. M Hughes.");
    await press(morgan, "Record how it was settled");
    expect(await main(morgan)).toContain("They speak to the parents today. M Hughes.");
    await toList(morgan, "?show=disagreement");
    expect(await references(morgan)).not.toContain(urgent);
  });

  it("closes it with its outcome, and reopens it with a reason", async () => {
    await open(dana, urgent);
    await press(dana, "Close consultation");
    await lookAt(dana, "a-shift-close");
    await dana.getByRole("radio", { name: "Advice only" }).check();
    await dana.getByLabel("Why?").fill("Answered; they speak to the parents.");
    const caseRecord = dana.getByLabel("case record");
    if ((await caseRecord.count()) > 0) await caseRecord.fill("None: no record was opened");
    await press(dana, "Close consultation");
    expect(await main(dana)).toContain("Dana Okafor closed it");
    await lookAt(dana, "a-shift-closed");
    await toList(dana);
    expect(await references(dana)).not.toContain(urgent);

    await open(dana, urgent);
    await follow(dana, "Reopen the consultation");
    await lookAt(dana, "a-shift-reopen");
    await press(dana, "Reopen consultation");
    await expectMistakes(dana, ["Enter why you reopen it"]);
    await dana.getByLabel("Why do you reopen it?").fill("The school has seen a new mark.");
    await press(dana, "Reopen consultation");
    expect(await main(dana)).toContain("The school has seen a new mark.");
    await toList(dana);
    expect(await rowOf(dana, urgent).innerText()).toContain("Reopened");
    await open(dana, urgent);
    await lookAt(dana, "a-shift-reopened");
  });

  it("links it with another, and each leads to the other", async () => {
    await toList(dana);
    const other = (await references(dana)).find((one) => one !== urgent) ?? "";
    await open(dana, urgent);
    await follow(dana, "Link it with another consultation");
    await lookAt(dana, "a-shift-link");
    await dana.getByLabel("What is the other reference?").fill("0000-0000-0000");
    await press(dana, "Link them");
    await dana.getByRole("heading", { name: "There is a problem" }).waitFor();
    await dana.getByLabel("What is the other reference?").fill(other.toLowerCase());
    await press(dana, "Link them");
    await lookAt(dana, "a-shift-linked");
    await toNextPage(dana.getByRole("link", { name: other, exact: true }));
    expect(await dana.getByRole("link", { name: urgent, exact: true }).count()).toBe(1);
  });

  it("records the name of a child that was not named", async () => {
    const reference = await firstOf(dana, "?show=not-named&show=mine");
    await follow(dana, reference);
    await follow(dana, "Record the child's name");
    await lookAt(dana, "a-shift-name");
    await dana.locator("main form[method=post] input[type=text]").first().fill("Example Child");
    await press(dana, "Record the name");
    expect(await main(dana)).toContain("Example Child");
    await lookAt(dana, "a-shift-named");
    await toList(dana, "?show=not-named");
    expect(await references(dana)).not.toContain(reference);
  });

  it("enters a telephone consultation, wrong at first, with the clock from the call", async () => {
    await follow(dana, "Enter a telephone consultation");
    await lookAt(dana, "a-shift-telephone");
    await fillPage(dana, { ...named, question: "", rangAt: "10:05am", telephone: "12" });
    await press(dana, "Enter consultation");
    await expectMistakes(dana, [
      "Enter a telephone number, like 01632 960 001 or 07700 900 982",
      "Enter what you want to ask the social worker",
    ]);
    await lookAt(dana, "a-shift-telephone-errors");
    expect(await dana.getByLabel("What have you seen yourself?").inputValue()).toBe(named.seen);
    await fillPage(dana, { question: named.question, telephone: named.telephone });
    await press(dana, "Enter consultation");
    await dana.waitForURL("**/consultations/*");
    await lookAt(dana, "a-shift-telephoned");
    expect(await dana.locator("dt:text-is('Received') + dd").innerText()).toBe(
      "10:05am on Tuesday 24 November 2026",
    );
    expect(await main(dana)).toContain("By Dana Okafor, from a telephone call");
  });

  it("does not let a colleague's record be overwritten, nor lose what was typed", async () => {
    const reference = await firstOf(dana, "?show=mine&show=act-now");
    await open(ruth, reference);
    await press(ruth, "Record contact and advice");
    const time = timeWords(plusSeconds(at(await service.now()), -60));
    await typeContact(ruth, time);

    await open(dana, reference);
    await dana.getByRole("radio", { name: "Left a message" }).check();
    await press(dana, "Record attempt");

    await press(ruth, "Record contact and advice");
    expect(status(ruth)).toBe(409);
    await lookAt(ruth, "a-shift-refused");
    expect(await main(ruth)).toContain("Dana Okafor recorded an attempt to call");
    expect(await ruth.getByLabel("What did you advise").inputValue()).toBe(
      "Speak to the parents with your lead.",
    );
    expect(await ruth.locator("[name=historyChecked]:checked").inputValue()).toBe("yes");
    await press(ruth, "Record contact and advice");
    await ruth.getByText("Ruth Adeyemi spoke to them").first().waitFor();
    for (const act of [
      "Dana Okafor recorded an attempt to call",
      "Ruth Adeyemi recorded the contact",
    ])
      expect(await main(ruth)).toContain(act);
  });

  it("lets a manager give one to somebody else", async () => {
    const reference = await firstOf(dana, "?show=mine");
    await open(dana, reference);
    expect(await dana.getByRole("link", { name: "Give it to somebody else" }).count()).toBe(0);
    await open(morgan, reference);
    await follow(morgan, "Give it to somebody else");
    await lookAt(morgan, "a-shift-reassign");
    await press(morgan, "Give it to them");
    await expectMistakes(morgan, [
      "Select who takes it. Whoever is not in this list must sign in once first",
    ]);
    await morgan.getByRole("radio", { name: "Ruth Adeyemi" }).check();
    await press(morgan, "Give it to them");
    expect(await main(morgan)).toContain("Ruth Adeyemi has it");
    await toList(ruth, "?show=mine");
    expect(await references(ruth)).toContain(reference);
  });

  it("ends with a handover that can be printed", async () => {
    await follow(dana, "Handover");
    await lookAt(dana, "a-shift-handover");
    expect(await main(dana)).toContain("Morgan Hughes has these");
    await follow(dana, "Show only mine");
    expect(await main(dana)).not.toContain("Morgan Hughes has these");
    const controls = dana.locator("button, input, nav, form").filter({ visible: true });
    expect(await controls.count()).toBeGreaterThan(0);
    await dana.emulateMedia({ media: "print" });
    await screenshot(dana, "a-shift-handover-printed");
    expect(await controls.count()).toBe(0);
    expect(await rows(dana).filter({ visible: true }).count()).toBeGreaterThan(0);
    await dana.emulateMedia({ media: null });
  });

  it("has a manager cover for who goes home: all that they have", async () => {
    await toList(dana, "?show=mine");
    const hers = await references(dana);
    await follow(morgan, "Cover");
    await lookAt(morgan, "a-shift-cover");
    await press(morgan, "Move all of them");
    await expectMistakes(morgan, ["Select who is away", "Select who takes them"]);
    await lookAt(morgan, "a-shift-cover-errors");
    await morgan.getByLabel("Who is away?").selectOption(`Dana Okafor (${hers.length})`);
    await morgan.getByLabel("Who takes them?").selectOption("Tom Price");
    await press(morgan, "Move all of them");
    await lookAt(morgan, "a-shift-moved");
    expect((await references(morgan)).length).toBe(0);
    expect((await morgan.locator("main .app-reference").allInnerTexts()).toSorted()).toEqual(
      hers.toSorted(),
    );
    await toList(dana, "?show=mine");
    expect(await rows(dana).count()).toBe(0);
    await lookAt(dana, "a-shift-nothing-left");
  });
});

describe("an auditor, with JavaScript off", () => {
  it("reads every page, and nothing on any of them changes anything", async () => {
    const priya = await signInAs(browser(), service.inbox, "Priya Nair");
    await toList(priya);
    const pages = ["", "handover", ...(await references(priya)).slice(0, 1).map(of), of(urgent)];
    for (const [index, path] of pages.entries()) {
      await toList(priya, path);
      expect(status(priya)).toBe(200);
      await lookAt(priya, `a-shift-auditor-${index}`);
      const forms = priya.locator("main form:not([method=get]), main a[role=button]");
      expect([path, await forms.count()]).toEqual([path, 0]);
    }
    for (const path of ["telephone", "cover", `${of(urgent)}/attempt`, `${of(urgent)}/contact`]) {
      await toList(priya, path);
      expect([path, status(priya)]).toEqual([path, 403]);
    }
    await lookAt(priya, "a-shift-auditor-refused");
  });
});
