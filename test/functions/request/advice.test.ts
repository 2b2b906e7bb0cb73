import { describe, expect, test } from "vitest";
import { sweep } from "../../../functions/letters/sweep.ts";
import named from "../../../functions/request/examples/named.json" with { type: "json" };
import { localStage } from "../../../infra/stages.ts";
import { at } from "../../../shared/domain/instant.ts";
import { loadConsultation } from "../../../shared/store/consultations.ts";
import { openCode } from "../../../shared/store/sealed-words.ts";
import { recordingLog } from "../../fakes/log.ts";
import { fakeMailer } from "../../fakes/mailer.ts";
import { contactFields, dana, formAddress, sites } from "../sites.ts";
import { wordsOf } from "../words-of.ts";

const { email } = named;

/** A consultation of which the advice is written down, and the practitioner's browser at its status page. */
const advised = async () => {
  const on = sites({ startsAt: at("2026-11-23T10:05:00Z") });
  on.moveTo(at("2026-11-23T10:05:00Z"));
  const reference = await on.received({ receivedAt: at("2026-11-23T09:00:00Z") });
  const staff = await on.staff(dana);
  await staff.post(`/consultations/${reference}/claim`, { version: "1" });
  const { status } = await staff.post(`/consultations/${reference}/contact`, {
    version: "2",
    ...contactFields,
  });
  expect(status).toBe(303);
  const browser = on.practitioner();
  await browser.post("/status", { reference, email });
  return { on, reference, browser, page: `/status/${reference}/advice` };
};

type Advised = Awaited<ReturnType<typeof advised>>;

const standing = async ({ on, reference }: Pick<Advised, "on" | "reference">) => {
  const found = await loadConsultation(on.shelf, reference);
  if (found === undefined) throw new Error("no such consultation");
  return found;
};

const digitsOf = async (given: Advised) => openCode(given.on.shelf.keys, await standing(given));

const askFor = ({ browser, reference }: Advised) => browser.post(`/status/${reference}/code`);

const wrongFor = (digits: string) => (digits === "000000" ? "000001" : "000000");

describe("the advice in writing", () => {
  test("is read with the code that was sent to the address given, printed and saved", async () => {
    const given = await advised();
    const { browser, reference, page } = given;
    expect(wordsOf((await browser.ask(`/status/${reference}`)).text)).toContain("Read the advice");
    const before = await browser.ask(page);
    expect(before.text).not.toContain(contactFields.advice);
    const { location } = await askFor(given);
    expect(location).toBe(`${page}?asked=sent`);
    expect(wordsOf((await browser.ask(location)).text)).toContain("We have sent a code");
    const typed = await browser.post(page, { code: ` ${await digitsOf(given)} ` });
    expect([typed.status, typed.location]).toEqual([303, page]);
    const shown = await browser.ask(page);
    for (const words of [
      contactFields.advice,
      contactFields.reasons,
      contactFields.plan,
      "Sol Hart",
    ])
      expect(shown.text).toContain(words);
    const saved = await browser.ask(`${page}.txt`);
    expect(saved.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    for (const words of [contactFields.advice, contactFields.plan, "is not a referral"])
      expect(saved.text).toContain(words);
  });

  test("is not read by naming the request alone, nor by another browser", async () => {
    const given = await advised();
    const { browser, on, page } = given;
    expect((await browser.ask(`${page}.txt`)).location).toBe(page);
    await askFor(given);
    await browser.post(page, { code: await digitsOf(given) });
    const other = on.practitioner();
    expect((await other.ask(page)).location).toBe("/status");
    expect((await other.ask(`${page}.txt`)).location).toBe("/status");
    await other.post("/status", { reference: given.reference, email });
    expect((await other.ask(page)).text).not.toContain(contactFields.advice);
  });

  test.each(["/leave", "/status/leave"])(
    "%s takes the form and the advice off this computer",
    async (leave) => {
      const given = await advised();
      const { browser, page } = given;
      await askFor(given);
      await browser.post(page, { code: await digitsOf(given) });
      await browser.post("/request/danger", { danger: "no" });
      const held = new Map(browser.cookies);
      await browser.post(leave);
      expect(browser.cookies.size).toBe(0);
      // Nor does it help to have noted the cookies.
      for (const [name, value] of held) browser.cookies.set(name, value);
      expect((await browser.ask(page)).text).not.toContain(contactFields.advice);
      expect((await browser.ask("/request/check")).location).toBe("/request/danger?gone");
    },
  );

  test("has no code before there is advice", async () => {
    const on = sites();
    const reference = await on.received();
    const browser = on.practitioner();
    await browser.post("/status", { reference, email });
    const { location } = await browser.post(`/status/${reference}/code`);
    expect(location).toBe(`/status/${reference}`);
    expect(await standing({ on, reference })).not.toHaveProperty("code");
  });
});

describe("a code", () => {
  test("is sent by email, in the body only, within a minute", async () => {
    const given = await advised();
    const { on } = given;
    await askFor(given);
    const mailer = fakeMailer();
    const { log } = recordingLog();
    await sweep({
      ...on.shelf,
      settings: { ...localStage, formAddress },
      clock: on.clock,
      log,
      mailer,
      mayGoAlone: () => true,
    });
    const digits = await digitsOf(given);
    const [letter] = mailer.sent.filter(({ envelope }) => envelope.kind === "code");
    expect(letter?.envelope.to).toBe(email);
    expect(letter?.envelope.content.status.text).toBe(`Your code is ${digits}`);
    expect(letter?.envelope.content.subject).not.toContain(digits);
    for (const { envelope } of mailer.sent.filter(({ envelope: { kind } }) => kind !== "code"))
      expect(JSON.stringify(envelope)).not.toContain(digits);
  });

  test("works once", async () => {
    const given = await advised();
    const { on, page, reference } = given;
    await askFor(given);
    const code = await digitsOf(given);
    expect((await given.browser.post(page, { code })).status).toBe(303);
    const second = on.practitioner();
    await second.post("/status", { reference, email });
    expect((await second.post(page, { code })).status).toBe(422);
  });

  test("works for ten minutes", async () => {
    const given = await advised();
    await askFor(given);
    given.on.advance(599);
    expect((await given.browser.post(given.page, { code: await digitsOf(given) })).status).toBe(
      303,
    );
    const late = await advised();
    await askFor(late);
    late.on.advance(600);
    expect((await late.browser.post(late.page, { code: await digitsOf(late) })).status).toBe(422);
  });

  test("is tried five times at most, also when a hundred come at once", async () => {
    const given = await advised();
    const { browser, page } = given;
    await askFor(given);
    const code = await digitsOf(given);
    const statuses = await Promise.all(
      Array.from({ length: 100 }, () =>
        browser.post(page, { code: wrongFor(code) }).then(({ status }) => status),
      ),
    );
    // 422: held against the code. However many come at once, five are.
    expect(statuses.filter((status) => status === 422).length).toBeLessThanOrEqual(5);
    // Of so many at once some are turned away before they count; none counts twice.
    for (let more = 0; more < 5; more++) await browser.post(page, { code: wrongFor(code) });
    expect((await standing(given)).code?.tries).toBe(5);
    const refused = await browser.post(page, { code });
    expect(refused.status).toBe(429);
    expect(refused.text).toContain("<title>Error: ");
    expect(wordsOf(refused.text)).toContain("Ask for another code");
    given.on.advance(600);
    expect((await browser.post(page, { code })).status).toBe(422);
  });

  test("makes the one before it worthless", async () => {
    const given = await advised();
    await askFor(given);
    const first = await digitsOf(given);
    given.on.advance(60);
    await askFor(given);
    expect(await digitsOf(given)).not.toBe(first);
    expect((await given.browser.post(given.page, { code: first })).status).toBe(422);
    expect((await given.browser.post(given.page, { code: await digitsOf(given) })).status).toBe(
      303,
    );
  });

  test("can be asked for once a minute, and five times within the hour", async () => {
    const given = await advised();
    const asked: string[] = [];
    const ask = async () => {
      const { location } = await askFor(given);
      asked.push(location.replace(/.*=/, ""));
    };
    await ask();
    given.on.advance(59);
    await ask();
    for (let times = 0; times < 5; times++) {
      given.on.advance(60);
      await ask();
    }
    expect(asked).toEqual(["sent", "too-often", "sent", "sent", "sent", "sent", "too-often"]);
  });

  test.each(["", "12345", "1234567", "abcdef", "１２３４５６", "x".repeat(70_000)])(
    "that is %j is refused in words, and costs no try",
    async (code) => {
      const given = await advised();
      await askFor(given);
      const { status, text } = await given.browser.post(given.page, { code });
      expect(status).toBe(422);
      expect(text).toContain("Enter the six digits of the last code that we sent you");
      expect((await standing(given)).code?.tries).toBe(0);
    },
  );
});

describe("this is not what we agreed", () => {
  test("is told to the hub by whoever has read it, and by nobody else", async () => {
    const given = await advised();
    const { browser, reference, page } = given;
    await browser.post(`/status/${reference}/not-agreed`);
    expect((await standing(given)).flags).not.toContain("not-agreed");
    await askFor(given);
    await browser.post(page, { code: await digitsOf(given) });
    await browser.post(`/status/${reference}/not-agreed`);
    expect((await standing(given)).flags).toContain("not-agreed");
    expect(wordsOf((await browser.ask(page)).text)).toContain(
      "You told us that this is not what you agreed.",
    );
  });
});
