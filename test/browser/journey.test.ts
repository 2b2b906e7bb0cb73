import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import named from "../../functions/request/examples/named.json" with { type: "json" };
import notNamed from "../../functions/request/examples/not-named.json" with { type: "json" };
import { at, plusSeconds } from "../../shared/domain/instant.ts";
import { checkPage } from "./checks.ts";
import { fillForm } from "./fill-form.ts";
import { layoutFindings } from "./layout-findings.ts";
import { ownBrowser } from "./own-browser.ts";
import { postForm } from "./post-form.ts";
import { recordContact } from "./record-contact.ts";
import { screenshot } from "./screenshot.ts";
import { localService } from "./service.ts";
import { newVisitor } from "./visitor.ts";

const service = localService({ now: "2026-11-23T10:00" });
const browser = ownBrowser();

const minutesLater = async (minutes: number) =>
  (await service.moveClock(plusSeconds(at(await service.now()), 60 * minutes))).now;

const callFirst = { harm: ["evidence"], telephoned: "could-not-get-through" };
const unborn = { age: "unborn", motherName: "Kit", childDueMonth: "2027-03" };

const wide = { width: 1200, height: 900 };

/** Text alone twice as large, as some browsers have it: every size in the style sheet is in rem. */
const doubleText = (page: Page) =>
  page.route(/\.css$/, async (route) => {
    const response = await route.fetch();
    const body = `${await response.text()} html { font-size: 200% }`;
    await route.fulfill({ response, body });
  });

type Way = {
  readonly name: string;
  readonly options: BrowserContextOptions;
  readonly answers: Parameters<typeof fillForm>[1];
  readonly prepare?: (page: Page) => Promise<unknown>;
  readonly look?: (page: Page) => Promise<void>;
  /** After sending, to the status page and the advice, for which a duty worker has to ring. */
  readonly goesOn?: true;
};

/** Where a page looks otherwise than on a wide screen, which the line's own test looks at. */
const ways: readonly (readonly [string, Way])[] = [
  [
    "with JavaScript on, by somebody who is to telephone first and names nobody",
    {
      name: "1200",
      options: { javaScriptEnabled: true, viewport: wide },
      answers: { ...notNamed, ...callFirst },
      // Where the script changes something: characters are counted while they are typed.
      look: async (page) => {
        if (page.url().endsWith("/what-you-know")) await checkPage(page);
      },
      goesOn: true,
    },
  ],
  [
    "on a screen of 320 pixels, by somebody who names the child",
    {
      name: "320",
      options: { viewport: { width: 320, height: 640 } },
      answers: named,
      look: checkPage,
      goesOn: true,
    },
  ],
  [
    "zoomed to 200 %, about a named child not yet born",
    {
      name: "zoom",
      options: { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 },
      answers: { ...named, ...unborn },
    },
  ],
  [
    "with text alone at 200 %, by somebody who names the child",
    { name: "text", options: { viewport: wide }, answers: named, prepare: doubleText },
  ],
];

const looked =
  ({ name, look = async () => undefined }: Way) =>
  async (page: Page, step: string) => {
    await screenshot(page, `${name}-${step}`);
    expect(await layoutFindings(page), step).toEqual([]);
    await look(page);
  };

const referenceOn = async (page: Page) => {
  await page.waitForURL("**/request/sent");
  return page.locator(".govuk-panel__body strong").innerText();
};

const codeSentTo = async (email: string) => {
  await minutesLater(2);
  const letter = (await service.letters()).findLast(
    ({ to, subject }) => to.includes(email) && subject.includes("your code"),
  );
  return /\b\d{6}\b/.exec(letter?.text ?? "")?.[0] ?? "no code";
};

/** A request that was sent, and how each page after it is looked at. */
type Sent = {
  readonly reference: string;
  readonly email: string;
  readonly each: (page: Page, step: string) => Promise<void>;
};

/** From the confirmation to one's own status page. */
const seeStatus = async (page: Page, { reference, email, each }: Sent) => {
  await page.getByRole("link", { name: "See how far your request is" }).click();
  await each(page, "status");
  await page.getByLabel("What is your reference?").fill(reference);
  await page.getByLabel("Which email address").fill(email);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText("Received", { exact: true }).waitFor();
  await each(page, "status-own");
};

/** From one's own status page: a code that is wrong, then the one that was sent, then the advice. */
const readAdvice = async (page: Page, { reference, email, each }: Sent) => {
  await minutesLater(10);
  const worker = await (await newVisitor(browser())).newPage();
  await recordContact(worker, service.inbox, reference, at(await service.now()));
  await worker.context().close();
  await page.reload();
  await page.getByRole("link", { name: "Read the advice" }).click();
  await each(page, "advice-code");
  await page.getByRole("button", { name: "Send me a code" }).click();
  await page.getByLabel("What is the code?").fill("000000");
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await page.getByRole("heading", { name: "There is a problem" }).waitFor();
  expect(await page.title()).toMatch(/^Error: /);
  await each(page, "advice-code-wrong");
  await page.getByLabel("What is the code?").fill(await codeSentTo(email));
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await page.getByText("Speak to the parents with your lead.").waitFor();
  await each(page, "advice");
};

describe("the whole journey, from the first page to the advice", () => {
  it.each(ways)("can be made %s", async (_, way) => {
    const { name, options, prepare } = way;
    const email = `${name}@school.example`;
    const person = await newVisitor(browser(), options);
    const page = await person.newPage();
    await prepare?.(page);
    const each = looked(way);
    await page.goto(service.form);
    await each(page, "start");
    await page.getByRole("button", { name: "Start now" }).click();
    await fillForm(page, { ...way.answers, email }, each);
    await page.getByRole("button", { name: "Send request" }).dblclick();
    const reference = await referenceOn(page);
    await each(page, "sent");
    await page.reload();
    expect(await referenceOn(page)).toBe(reference);
    await page.goBack();
    if (!page.url().endsWith("/sent"))
      await page.getByRole("button", { name: "Send request" }).click();
    expect(await referenceOn(page)).toBe(reference);

    await minutesLater(1);
    const promised = (await service.letters()).filter(
      ({ to, subject }) =>
        to.includes(email) && /(we will call|ring now, call due) by/.test(subject),
    );
    expect(promised).toHaveLength(1);
    if (way.goesOn === true) {
      await seeStatus(page, { reference, email, each });
      await readAdvice(page, { reference, email, each });
    }
    await person.close();
  });
});

/** The most pages from the first question to check answers, where Send is, with both. */
const mostPages = 14;

describe("the pages to Send, check answers among them,", () => {
  it.each([
    [14, "when the child is named and nothing may mean harm", { ...named, harm: ["none"] }],
    [14, "when it cannot wait, and “Have you telephoned?” is asked", { ...named, ...callFirst }],
    [13, "when the child is not named", notNamed],
    [
      13,
      "for a childminder without a lead",
      { ...notNamed, agency: "early-years", lead: "no-lead" },
    ],
  ])("are %i %s", async (count, _, answers) => {
    const person = await newVisitor(browser());
    const steps = await postForm(person, service.form, answers, "check");
    expect([...steps, "check"]).toHaveLength(count);
    expect(count).toBeLessThanOrEqual(mostPages);
    await person.close();
  });
});
