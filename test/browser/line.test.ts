import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import named from "../../functions/request/examples/named.json" with { type: "json" };
import notNamed from "../../functions/request/examples/not-named.json" with { type: "json" };
import { checkPage } from "./checks.ts";
import { fillForm } from "./fill-form.ts";
import { ownBrowser } from "./own-browser.ts";
import { fillContact } from "./record-contact.ts";
import { screenshot } from "./screenshot.ts";
import { localService } from "./service.ts";
import { newVisitor } from "./visitor.ts";

const service = localService({ now: "2026-11-23T10:00" });
const browser = ownBrowser();

const open = async () => (await newVisitor(browser())).newPage();

const looked = (prefix: string) => async (page: Page, step: string) => {
  await checkPage(page);
  await screenshot(page, `${prefix}-${step}`);
};

/** Fills in and sends the form. @returns the reference on the confirmation page. */
const sendForm = async (
  page: Page,
  answers: Parameters<typeof fillForm>[1],
  each?: Parameters<typeof fillForm>[2],
) => {
  await page.goto(service.form);
  await page.getByRole("button", { name: "Start now" }).click();
  const steps = await fillForm(page, answers, each);
  await page.getByRole("button", { name: "Send request" }).click();
  await page.waitForURL("**/request/sent");
  const reference = await page.locator(".govuk-panel__body strong").innerText();
  return { reference, steps };
};

const signIn = async (page: Page, who: string) => {
  await page.goto(service.inbox);
  await page.getByRole("link", { name: who }).click();
  await page.waitForURL(`${service.inbox}/`);
};

const subjects = async (reference: string) =>
  (await service.letters())
    .filter(({ subject }) => subject.includes(reference))
    .map(({ to, subject }) => `${to.join(",")} ${subject.replace(/^Consultation \S+: /, "")}`)
    .toSorted();

describe("one request, with JavaScript off", () => {
  it("goes from the form to the advice, and its letters stop when contact is made", async () => {
    const practitioner = await open();
    await practitioner.goto(service.form);
    await looked("form")(practitioner, "start");
    const { reference, steps } = await sendForm(practitioner, named, looked("form"));
    expect(steps).toEqual([
      "danger",
      "harm",
      "told",
      "consent",
      "unsafe",
      "about-the-child",
      "decision",
      "what-you-know",
      "your-question",
      "named",
      "the-child",
      "about-you",
      "keeping-safe",
      "check",
    ]);
    await looked("form")(practitioner, "sent");
    expect(await practitioner.locator("main").innerText()).toContain(
      "5:30pm on Tuesday 24 November 2026",
    );

    await service.moveClock("2026-11-23T10:30:00Z");
    expect(await subjects(reference)).toEqual([
      "duty@mash.example call by 5:30pm Tue 24 Nov",
      "sam@example-primary.example we will call by 5:30pm Tue 24 Nov",
    ]);

    const worker = await open();
    await signIn(worker, "Dana Okafor");
    await looked("inbox")(worker, "worklist");
    await worker.getByRole("link", { name: reference }).click();
    await looked("inbox")(worker, "consultation");
    expect(await worker.locator("main").innerText()).toContain(named.question);
    await worker.getByRole("button", { name: "Claim" }).click();
    expect(await worker.locator("main").innerText()).toContain("Dana Okafor claimed it");

    await worker.getByRole("link", { name: "Record a call that was earlier" }).click();
    await looked("inbox")(worker, "attempt");
    await worker.getByRole("radio", { name: "No answer" }).check();
    await worker.getByRole("button", { name: "Record attempt" }).click();
    await service.moveClock("2026-11-23T11:00:00Z");
    expect(await subjects(reference)).toContain(
      "sam@example-primary.example we rang you, call due by 5:30pm Tue 24 Nov",
    );

    await service.moveClock("2026-11-24T13:30:00Z");
    const dueSoon = (await subjects(reference)).filter((subject) => subject.includes("due soon"));
    expect(dueSoon).toHaveLength(2);
    await signIn(worker, "Dana Okafor");
    await worker.goto(`${service.inbox}/consultations/${reference}`);
    await worker.getByRole("button", { name: "Record contact and advice" }).click();
    await looked("inbox")(worker, "contact");
    await worker.getByRole("button", { name: "Record contact and advice" }).click();
    await looked("inbox")(worker, "contact-errors");
    expect(await worker.title()).toMatch(/^Error: /);
    await fillContact(worker, "1:20pm");
    await looked("inbox")(worker, "contacted");

    await worker.getByRole("button", { name: "Close consultation" }).click();
    await looked("inbox")(worker, "close");
    await worker.getByRole("radio", { name: "Advice only" }).check();
    await worker.getByLabel("Why?").fill("Answered; the school speaks to the parents.");
    await worker.getByLabel("case record").fill("None: no record was opened");
    await worker.getByRole("button", { name: "Close consultation" }).click();
    expect(await worker.locator("main").innerText()).toContain("Dana Okafor closed it");

    await practitioner.goto(service.form);
    await practitioner.getByRole("link", { name: "How far is your request?" }).click();
    await practitioner.getByRole("button", { name: "Continue" }).click();
    await looked("form")(practitioner, "status-errors");
    await practitioner.getByLabel("What is your reference?").fill(reference.toLowerCase());
    await practitioner.getByLabel("Which email address").fill(named.email);
    await practitioner.getByRole("button", { name: "Continue" }).click();
    expect(await practitioner.locator("main").innerText()).toContain("Closed");
    await looked("form")(practitioner, "status-own");
    await practitioner.getByRole("link", { name: "Read the advice" }).click();
    await looked("form")(practitioner, "advice-code");
    await practitioner.getByRole("button", { name: "Send me a code" }).click();
    await looked("form")(practitioner, "advice-code-sent");
    await service.moveClock("2026-11-24T13:35:00Z");
    const code = (await service.letters()).findLast(({ subject }) => subject.includes("your code"));
    const [digits = ""] = /\b\d{6}\b/.exec(code?.text ?? "") ?? [];
    await practitioner.getByLabel("What is the code?").fill(digits);
    await practitioner.getByRole("button", { name: "Continue" }).click();
    expect(await practitioner.locator("main").innerText()).toContain(
      "Speak to the parents with your lead.",
    );
    await looked("form")(practitioner, "advice");

    const before = await subjects(reference);
    await service.moveClock("2026-12-07T12:00:00Z");
    expect(await subjects(reference)).toEqual(before);
  });

  it("can be told what happens meanwhile, and may be looked at again before it is sent", async () => {
    const practitioner = await open();
    await practitioner.goto(service.form);
    await practitioner.getByRole("button", { name: "Start now" }).click();
    await fillForm(practitioner, {
      ...notNamed,
      seen: "The arm of Tommy Atkins was red.",
      email: "office@health.example",
    });
    expect(await practitioner.locator("main").innerText()).toContain(
      "“Tommy Atkins” may be a name",
    );
    await looked("form")(practitioner, "look-again");
    await practitioner.getByRole("button", { name: "Send request" }).click();
    await practitioner.getByRole("link", { name: "See how far your request is" }).click();
    const reference = new URL(practitioner.url()).pathname.replace("/status/", "");
    await practitioner.getByLabel("What is your reference?").fill(reference);
    await practitioner.getByLabel("Which email address").fill("office@health.example");
    await practitioner.getByRole("button", { name: "Continue" }).click();
    await looked("form")(practitioner, "status-open");
    await practitioner.getByRole("link", { name: "I no longer need this" }).click();
    await looked("form")(practitioner, "no-longer-needed");
    await practitioner.getByRole("button", { name: "Tell the duty team" }).click();
    await looked("form")(practitioner, "status-said");
    await practitioner.getByRole("button", { name: "It got worse" }).click();
    await looked("form")(practitioner, "status-got-worse");
    for (const link of ["Privacy", "Cookies", "Accessibility"]) {
      await practitioner.getByRole("link", { name: link }).click();
      await looked("form")(practitioner, link.toLowerCase());
    }
  });

  it("that nobody acts on is overdue in the list, and the practitioner gets an apology", async () => {
    const practitioner = await open();
    const { reference } = await sendForm(practitioner, notNamed);
    await service.moveClock("2026-12-08T17:30:00Z");
    expect(await subjects(reference)).toEqual(
      [
        "alex@health.example we are late, call was due by 5:30pm Tue 8 Dec",
        "alex@health.example we will call by 5:30pm Tue 8 Dec",
        "duty@mash.example call by 5:30pm Tue 8 Dec",
        "duty@mash.example due soon, call by 5:30pm Tue 8 Dec",
        "duty@mash.example not started, call by 5:30pm Tue 8 Dec",
        "duty@mash.example not started, call by 5:30pm Tue 8 Dec",
        "duty@mash.example overdue, call was due by 5:30pm Tue 8 Dec",
        "manager@mash.example overdue, call was due by 5:30pm Tue 8 Dec",
      ].toSorted(),
    );
    const manager = await open();
    await signIn(manager, "Morgan Hughes");
    const row = manager.getByRole("row", { name: reference });
    expect(await row.innerText()).toContain("Overdue");
    await looked("inbox")(manager, "overdue");
  });
});
