import { describe, expect, test } from "vitest";
import { sweep } from "../../../functions/letters/sweep.ts";
import named from "../../../functions/request/examples/named.json" with { type: "json" };
import { localStage } from "../../../infra/stages.ts";
import { recordingLog } from "../../fakes/log.ts";
import { fakeMailer } from "../../fakes/mailer.ts";
import { fieldsOn, fillUntil, formAddress, type Sites, sites, type Visitor } from "../sites.ts";
import { wordsOf } from "../words-of.ts";

const email = "sam@example-primary.example";

/** The sweep that sends what is owed, and everything that it has sent. */
const post = ({ shelf, clock }: Sites) => {
  const mailer = fakeMailer();
  const { log, lines } = recordingLog();
  return {
    lines,
    mailer,
    sweep: async () => {
      const settings = { ...localStage, formAddress };
      await sweep({ ...shelf, settings, clock, log, mailer, mayGoAlone: () => true });
      return mailer.sent.map(({ envelope }) => envelope);
    },
  };
};

/** A form that is filled in up to check answers and saved; the letter with its link has gone. */
const saved = async () => {
  const on = sites();
  const browser = on.practitioner();
  await fillUntil(browser, "check");
  const { location, status } = await browser.post("/request/save", { email });
  expect([status, location]).toEqual([303, "/request/save?saved"]);
  const letters = post(on);
  const [letter] = await letters.sweep();
  const link = new URL(letter?.content.link.href ?? "").pathname;
  return { on, browser, letters, letter, link };
};

type Saved = Awaited<ReturnType<typeof saved>>;

const codeIn = async ({ letters }: Saved) => {
  const sent = await letters.sweep();
  const code = sent.findLast(({ kind }) => kind === "code");
  return /\d{6}/.exec(code?.content.status.text ?? "")?.[0] ?? "";
};

const cameBack = async (given: Saved, browser: Visitor = given.on.practitioner()) => {
  await browser.post(`${given.link}/code`);
  const answer = await browser.post(given.link, { code: await codeIn(given) });
  return { browser, answer };
};

describe("save and come back", () => {
  test("sends a link, which shows nothing before the code, and then everything that was typed", async () => {
    const given = await saved();
    const { letter, link, on } = given;
    expect(letter).toMatchObject({ kind: "saved", to: email });
    expect(letter).not.toHaveProperty("reference");
    const stranger = on.practitioner();
    const before = await stranger.ask(link);
    expect(before.status).toBe(200);
    for (const typed of [named.childName, named.question, email])
      expect(before.text).not.toContain(typed);
    expect(stranger.cookies.size).toBe(0);
    const { browser, answer } = await cameBack(given);
    expect([answer.status, answer.location]).toEqual([303, "/request/check"]);
    expect((await browser.ask("/request/check")).text).toContain(named.question);
  });

  test("keeps it for seven days, and not a minute longer", async () => {
    const given = await saved();
    given.on.advance(7 * 24 * 3600 - 120);
    const { browser } = await cameBack(given);
    expect((await browser.ask("/request/check")).status).toBe(200);
    given.on.advance(3600 + 120);
    expect((await browser.ask("/request/check")).location).toBe("/request/danger?gone");
    expect((await given.on.practitioner().ask(given.link)).status).toBe(404);
  });

  test("an unsaved form still ends after an hour without an answer", async () => {
    const on = sites();
    const browser = on.practitioner();
    await fillUntil(browser, "check");
    on.advance(60 * 60);
    expect((await browser.ask("/request/check")).location).toBe("/request/danger?gone");
  });

  test("leaving this computer takes it out of the browser and keeps what was saved", async () => {
    const given = await saved();
    await given.browser.post("/leave");
    expect((await given.browser.ask("/request/check")).location).toBe("/request/danger?gone");
    const { browser } = await cameBack(given);
    expect((await browser.ask("/request/check")).text).toContain(named.question);
  });

  test("after it was sent, the link leads to the confirmation", async () => {
    const given = await saved();
    await given.browser.post("/request/check");
    const { answer } = await cameBack(given);
    expect(answer.location).toBe("/request/sent");
  });

  test("what is typed after coming back is kept for both", async () => {
    const given = await saved();
    const { browser } = await cameBack(given);
    await browser.post("/request/your-question", {
      ...Object.fromEntries(fieldsOn("your-question")),
      question: "What has changed?",
    });
    expect((await given.browser.ask("/request/check")).text).toContain("What has changed?");
  });
});

describe("the way back", () => {
  test("opens with the last code only, once, for ten minutes and five tries", async () => {
    const given = await saved();
    const { browser, answer } = await cameBack(given);
    expect(answer.status).toBe(303);
    const again = await given.on.practitioner().post(given.link, { code: await codeIn(given) });
    expect(again.status).toBe(422);
    given.on.advance(60);
    await browser.post(`${given.link}/code`);
    const code = await codeIn(given);
    const wrong = code === "000000" ? "000001" : "000000";
    for (let tries = 0; tries < 5; tries++)
      expect((await browser.post(given.link, { code: wrong })).status).toBe(422);
    expect((await browser.post(given.link, { code })).status).toBe(429);
    given.on.advance(60);
    await browser.post(`${given.link}/code`);
    const late = await codeIn(given);
    given.on.advance(600);
    expect((await browser.post(given.link, { code: late })).status).toBe(422);
  });

  test("of a made-up link is nothing, and costs nothing", async () => {
    const on = sites();
    for (const path of ["/return/x", `/return/${"a".repeat(22)}`, "/return/%00"])
      expect((await on.practitioner().ask(path)).status).toBe(404);
    const answer = await on.practitioner().post(`/return/${"a".repeat(22)}`, { code: "123456" });
    expect(answer.status).toBe(422);
    expect(on.shelf.inner.items()).toEqual([]);
  });

  test("stands nowhere in clear but in the letter", async () => {
    const given = await saved();
    const token = given.link.replace("/return/", "");
    await given.browser.post(`${given.link}/code`);
    const code = await codeIn(given);
    const kept = JSON.stringify(given.on.shelf.inner.items());
    for (const secret of [token, code, email]) expect(kept).not.toContain(secret);
    const said = JSON.stringify([given.on.lines, given.letters.lines]);
    for (const secret of [token, code, email]) expect(said).not.toContain(secret);
  });

  test("no letter says that it is not sent when it was sent meanwhile", async () => {
    const on = sites();
    const browser = on.practitioner();
    await fillUntil(browser, "check");
    await browser.post("/request/save", { email });
    expect((await browser.post("/request/check")).location).toBe("/request/sent");
    const kinds = (await post(on).sweep()).map(({ kind }) => kind);
    expect(kinds).toContain("receipt");
    expect(kinds).not.toContain("saved");
  });

  test("to another address takes the way back from the one that was typed first", async () => {
    const given = await saved();
    const { on, browser, letters, link } = given;
    await browser.post(`${link}/code`);
    const code = await codeIn(given);
    await browser.post("/request/save", { email: "right@example-primary.example" });
    const stranger = on.practitioner();
    expect((await stranger.ask(link)).status).toBe(404);
    expect((await stranger.post(link, { code })).status).not.toBe(303);
    await stranger.post(`${link}/code`);
    const sent = await letters.sweep();
    expect(sent.map(({ kind, to }) => `${kind} ${to}`)).toEqual([
      `saved ${email}`,
      `code ${email}`,
      "saved right@example-primary.example",
    ]);
    const meant = new URL(sent.at(-1)?.content.link.href ?? "").pathname;
    expect((await on.practitioner().ask(meant)).status).toBe(200);
  });

  test("to the same address again leaves both ways open", async () => {
    const { on, browser, letters, link } = await saved();
    await browser.post("/request/save", { email });
    await letters.sweep();
    expect((await on.practitioner().ask(link)).status).toBe(200);
  });

  test("says to which address the link goes", async () => {
    const { browser } = await saved();
    expect(wordsOf((await browser.ask("/request/save?saved")).text)).toContain(email);
  });

  test("five presses of Save at once send three letters at most", async () => {
    const on = sites();
    const browser = on.practitioner();
    await fillUntil(browser, "check");
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => browser.post("/request/save", { email })),
    );
    expect(answers.filter(({ status }) => status === 303).length).toBeLessThanOrEqual(3);
    expect((await post(on).sweep()).filter(({ kind }) => kind === "saved").length).toBe(
      answers.filter(({ status }) => status === 303).length,
    );
  });

  test("a letter that was not sent is tried again, and goes once", async () => {
    const on = sites();
    const browser = on.practitioner();
    await fillUntil(browser, "harm");
    await browser.post("/request/save", { email });
    const letters = post(on);
    letters.mailer.failNext("before");
    expect(await letters.sweep()).toEqual([]);
    expect(await letters.sweep()).toEqual([]);
    on.advance(60);
    expect(await letters.sweep()).toHaveLength(1);
    on.advance(3600);
    expect(await letters.sweep()).toHaveLength(1);
    expect(await on.shelf.table.query({ index: "wake", partition: "wake" })).toEqual({
      entries: [],
    });
  });
});

describe("saving is refused in words", () => {
  test.each([
    ["", "Enter the email address that we shall send the link to"],
    ["sam", "Enter an email address in the correct format, like name@example.com"],
  ])("%j", async (typed, message) => {
    const on = sites();
    const browser = on.practitioner();
    await fillUntil(browser, "harm");
    const { status, text } = await browser.post("/request/save", { email: typed });
    expect([status, wordsOf(text).includes(message)]).toEqual([422, true]);
    expect(text).toContain("<title>Error: ");
  });

  test("after three times, so that nobody is pestered", async () => {
    const on = sites();
    const browser = on.practitioner();
    await fillUntil(browser, "harm");
    for (let times = 0; times < 3; times++)
      expect((await browser.post("/request/save", { email })).status).toBe(303);
    const { status, text } = await browser.post("/request/save", { email });
    expect([status, wordsOf(text).includes("saved this request three times")]).toEqual([422, true]);
  });

  test("where nothing was typed there is nothing to save", async () => {
    const browser = sites().practitioner();
    expect((await browser.ask("/request/save")).location).toBe("/request/danger");
    expect((await browser.post("/request/save", { email })).location).toBe("/request/danger?gone");
  });
});
