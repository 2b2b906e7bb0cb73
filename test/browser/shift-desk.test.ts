import type { Page } from "playwright-core";
import { describe, expect, it, onTestFinished } from "vitest";
import named from "../../functions/request/examples/named.json" with { type: "json" };
import { at, plusSeconds } from "../../shared/domain/instant.ts";
import { timeWords } from "../../shared/domain/time-words.ts";
import { askByApi } from "./ask-by-api.ts";
import { keyboardAt, sendByKeyboard, tabTo } from "./keyboard.ts";
import { lookAt } from "./look-at.ts";
import { ownBrowser } from "./own-browser.ts";
import { typeContact } from "./record-contact.ts";
import { localService } from "./service.ts";
import { pickPerson, signInAs } from "./sign-in-as.ts";
import { stopWatch } from "./stop-watch.ts";
import { arrivalOf, newVisitor, toNextPage } from "./visitor.ts";

const service = localService({ now: "2026-11-24T10:30" });
const browser = ownBrowser();

const minute = 60;
const typed = "Speak to the parents with your lead.";
const adviceOn = (page: Page) => page.getByLabel("What did you advise");
const main = (page: Page) => page.locator("main").innerText();
const press = (page: Page, name: string) =>
  toNextPage(page.getByRole("button", { name, exact: true }));
const status = (page: Page) => arrivalOf(page).response.status();
const later = async (seconds: number) =>
  service.moveClock(plusSeconds(at(await service.now()), seconds));

type Desk = { readonly claimed?: boolean; readonly javaScriptEnabled?: boolean };

/** A request that came five minutes ago. */
const request = async () => {
  const reference = await askByApi(service.form, named);
  await later(5 * minute);
  return reference;
};

/** Dana with a new request before her. */
const deskWith = async ({ claimed = true, javaScriptEnabled = false }: Desk = {}) => {
  const reference = await request();
  const page = await signInAs(browser(), service.inbox, "Dana Okafor", { javaScriptEnabled });
  onTestFinished(() => page.context().close());
  page.setDefaultTimeout(10_000);
  const address = `${service.inbox}/consultations/${reference}`;
  await page.goto(address);
  if (claimed) await press(page, "Claim");
  return { page, reference, address };
};

describe("with the keyboard alone and JavaScript off", () => {
  it("somebody signs in, finds, claims, tries, records contact and closes", async () => {
    const reference = await request();
    const page = await (await newVisitor(browser())).newPage();
    onTestFinished(() => page.context().close());
    await page.goto(service.inbox);
    await tabTo(page, "Dana Okafor");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${service.inbox}/`);

    await page.keyboard.press("Tab");
    expect((await keyboardAt(page)).words).toBe("Skip to main content");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect((await keyboardAt(page)).name, "what is skipped is the head of the page").toBe(
      "reference",
    );
    await page.keyboard.press("Tab");
    expect((await keyboardAt(page)).words).toBe("Find");
    await page.keyboard.press("Shift+Tab");
    expect((await keyboardAt(page)).name).toBe("reference");
    await page.keyboard.insertText(reference.toLowerCase());
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/consultations/${reference}`);

    await tabTo(page, "Claim");
    await page.keyboard.press("Enter");
    await page.getByText("Dana Okafor has it").first().waitFor();

    await sendByKeyboard(page, { result: "engaged" }, "Record attempt");
    await page.getByText("Dana Okafor recorded an attempt to call: engaged").waitFor();

    await tabTo(page, "Record contact and advice");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/contact");
    await sendByKeyboard(
      page,
      {
        socialWorker: "Ruth Adeyemi",
        advice: typed,
        reasons: "There is no sign that telling them is unsafe.",
        plan: "Sam speaks to the parents on Thursday.",
        followUpOn: "2026-12-04",
        tell: "not-yet",
        agrees: "yes",
        nameAsked: "yes",
        historyChecked: "no",
      },
      "Record contact and advice",
    );
    await page.getByText("Ruth Adeyemi spoke to them").first().waitFor();
    expect(await page.locator("dt:text-is('History checked') + dd").innerText()).toBe("No");

    await tabTo(page, "Close consultation");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/close");
    await sendByKeyboard(
      page,
      { outcome: "early-help", reasons: "Answered.", caseRecord: "12345" },
      "Close consultation",
    );
    await page.getByText("Dana Okafor closed it: early help").first().waitFor();
  });
});

const kept = (page: Page) => page.getByText(/^Kept at/);
const notKept = (page: Page) => page.getByText(/^What you type cannot be kept/);

/** Dana on the form for contact and advice, in a browser whose clock is ours. */
const onContact = async () => {
  const desk = await deskWith({ javaScriptEnabled: true });
  await desk.page.clock.install();
  await desk.page.goto(`${desk.address}/contact`);
  return desk;
};

/** The script keeps what was typed every few seconds. */
const secondsPass = (page: Page) => page.clock.fastForward(4000);

describe("what is typed, with JavaScript", () => {
  it("is kept by itself, is there after the tab was closed, and goes when it is recorded", async () => {
    const { page, address } = await onContact();
    await adviceOn(page).fill(typed);
    await secondsPass(page);
    await kept(page).waitFor();
    await lookAt(page, "a-desk-kept");
    const context = page.context();
    await page.close();

    const again = await context.newPage();
    await again.goto(address);
    expect(await main(again)).toContain("It is not recorded yet.");
    await lookAt(again, "a-desk-begun");
    await again.getByRole("link", { name: "Go on with it" }).click();
    expect(await adviceOn(again).inputValue()).toBe(typed);
    expect(await main(again)).toContain("None of it is recorded yet.");
    await lookAt(again, "a-desk-resumed");
    await typeContact(again, timeWords(plusSeconds(at(await service.now()), -minute)));
    await press(again, "Record contact and advice");
    await again.getByText("Ruth Adeyemi spoke to them").first().waitFor();
    expect(await main(again)).not.toContain("It is not recorded yet.");
  });

  it("outlives a connection that was cut, and whoever types is told of it", async () => {
    const { page, address } = await onContact();
    await page.context().setOffline(true);
    await adviceOn(page).fill(typed);
    await secondsPass(page);
    await notKept(page).waitFor();
    expect(await adviceOn(page).inputValue()).toBe(typed);
    await page.context().setOffline(false);
    await secondsPass(page);
    await kept(page).waitFor();
    const other = await page.context().newPage();
    await other.goto(`${address}/contact`);
    expect(await adviceOn(other).inputValue()).toBe(typed);
  });

  it("outlives the end of a session: it is there after signing in again", async () => {
    const { page, address } = await onContact();
    await adviceOn(page).fill(typed);
    await secondsPass(page);
    await kept(page).waitFor();
    await later(31 * minute);
    await press(page, "Record contact and advice");
    await page.getByRole("heading", { name: "Sign in again" }).waitFor();
    expect(status(page)).toBe(401);
    await lookAt(page, "a-desk-signed-out");
    const opened = page.context().waitForEvent("page");
    await page.getByRole("link", { name: "sign in" }).click();
    const other = await opened;
    await pickPerson(other, "Dana Okafor");
    await other.goto(address);
    await other.getByRole("link", { name: "Go on with it" }).click();
    expect(await adviceOn(other).inputValue()).toBe(typed);
    // And what was sent stands on the page that was left: it is checked now, as if nothing had happened.
    await press(page, "Record it now");
    await page.getByRole("heading", { name: "There is a problem" }).waitFor();
    expect(await adviceOn(page).inputValue()).toBe(typed);
  });

  it("is not kept while signed out, which is said, and is kept after signing in in another tab", async () => {
    const { page, address } = await onContact();
    await later(31 * minute);
    await adviceOn(page).fill(typed);
    await secondsPass(page);
    await notKept(page).waitFor();
    const other = await page.context().newPage();
    await other.goto(address);
    await pickPerson(other, "Dana Okafor");
    await secondsPass(page);
    await kept(page).waitFor();
    await other.reload();
    expect(await main(other)).toContain("It is not recorded yet.");
  });
});

describe("what is typed, with JavaScript off", () => {
  it("is kept by Finish later", async () => {
    const { page, address } = await deskWith();
    await page.goto(`${address}/contact`);
    await adviceOn(page).fill(typed);
    await press(page, "Finish later");
    await page.getByRole("link", { name: "Go on with it" }).click();
    expect(await adviceOn(page).inputValue()).toBe(typed);
    await press(page, "Delete this and begin anew");
    expect(await adviceOn(page).inputValue()).toBe("");
  });
});

describe("what goes wrong, with JavaScript off", () => {
  it.each([
    ["find?reference=ZZZZ-ZZZZ-ZZZZ", 404],
    ["consultations/ZZZZ-ZZZZ-ZZZZ", 404],
    ["nowhere", 404],
    ["cover", 403],
  ] as const)("/%s is answered %i, with the telephone number", async (path, code) => {
    const page = await signInAs(browser(), service.inbox, "Tom Price");
    onTestFinished(() => page.context().close());
    await page.goto(`${service.inbox}/${path}`);
    expect(status(page)).toBe(code);
    await lookAt(page, `a-desk-${path.replace(/\W.*/, "")}-${code}`);
  });

  it("a form on another site records nothing, and whoever is led there gets the number", async () => {
    const { page, reference, address } = await deskWith({ claimed: false });
    await page.route("http://elsewhere.example/", (route) =>
      route.fulfill({
        contentType: "text/html",
        body: `<form method="post" action="${address}/claim"><button>Win a prize</button></form>`,
      }),
    );
    await page.goto("http://elsewhere.example/");
    await press(page, "Win a prize");
    await page.getByRole("heading", { name: "This form was not sent from our page" }).waitFor();
    expect(status(page)).toBe(403);
    await lookAt(page, "a-desk-foreign");
    await page.goto(`${service.inbox}/consultations/${reference}`);
    expect(await main(page)).toContain("Nobody has it yet");
  });
});

describe("how much it takes", () => {
  it("to record a failed attempt: two clicks", async () => {
    const { page } = await deskWith({ javaScriptEnabled: true });
    const watch = await stopWatch(page);
    watch.start();
    await watch.click(page.getByText("No answer", { exact: true }));
    await watch.click(page.getByRole("button", { name: "Record attempt" }));
    await page.getByText("Dana Okafor recorded an attempt to call").waitFor();
    const effort = watch.effort();
    console.info("a failed attempt:", effort);
    expect(effort).toMatchObject({ clicks: 2, letters: 0, keys: 0 });
  });

  it("to record contact and advice and to close: thirteen clicks, besides the words", async () => {
    const { page } = await deskWith({ javaScriptEnabled: true });
    const watch = await stopWatch(page);
    watch.start();
    await watch.click(page.getByRole("button", { name: "Record contact and advice" }));
    await watch.typeInto(page.getByLabel("Which social worker"), "Ruth Adeyemi");
    await watch.typeInto(adviceOn(page), typed);
    await watch.typeInto(page.getByLabel("Why?"), "There is no sign that it is unsafe.");
    await watch.typeInto(page.getByLabel("Who does what by when"), "Sam, on Thursday.");
    for (const id of ["agrees", "historyChecked"])
      await watch.click(page.locator(`[name=${id}][value=yes] + label`));
    await watch.click(page.getByRole("button", { name: "Record contact and advice" }));
    await page.getByText("Ruth Adeyemi spoke to them").first().waitFor();
    console.info("contact and advice:", watch.effort());
    await watch.click(page.getByRole("button", { name: "Close consultation" }));
    await watch.click(page.getByText("Advice only", { exact: true }));
    await watch.typeInto(page.getByLabel("Why?"), "Answered.");
    await watch.typeInto(page.getByLabel("case record"), "None: no record was opened");
    await watch.click(page.getByRole("button", { name: "Close consultation" }));
    await page.getByText("Dana Okafor closed it").first().waitFor();
    const effort = watch.effort();
    console.info("contact, advice, close:", effort);
    expect(effort.clicks).toBeLessThanOrEqual(13);
    expect(effort.keys).toBe(0);
  });
});
