import { describe, expect, test } from "vitest";
import named from "../../../functions/request/examples/named.json" with { type: "json" };
import { at } from "../../../shared/domain/instant.ts";
import { readReference } from "../../../shared/domain/reference.ts";
import { carryOut } from "../../../shared/domain/transitions.ts";
import { changeConsultation, loadConsultation } from "../../../shared/store/consultations.ts";
import {
  closeFields,
  contactFields,
  dana,
  fillUntil,
  hub,
  type Sites,
  sites,
  versionIn,
} from "../sites.ts";
import { wordsOf } from "../words-of.ts";

const { email } = named;
const unknown = "0000-0000-0000";

const received = async (startsAt = "2026-11-23T10:00:00Z") => {
  const on = sites({ startsAt: at(startsAt) });
  const reference = await on.received();
  return { on, reference, browser: on.practitioner() };
};

type Received = Awaited<ReturnType<typeof received>>;

const arrived = async (startsAt?: string) => {
  const given = await received(startsAt);
  const { browser, reference } = given;
  const answer = await browser.post("/status", { reference, email });
  expect(answer.location).toBe(`/status/${reference}`);
  return given;
};

const shownTo = async ({ browser, reference }: Received, query = "") =>
  wordsOf((await browser.ask(`/status/${reference}${query}`)).text);

const standing = async ({ on, reference }: { on: Sites; reference: string }) => {
  const found = await loadConsultation(on.shelf, reference);
  if (found === undefined) throw new Error("no such consultation");
  return found;
};

/** Dana claims it, and does more. */
const workedOn = async (
  { on, reference }: Received,
  ...acts: readonly (readonly [string, object])[]
) => {
  const browser = await on.staff(dana);
  for (const [act, fields] of [["claim", {}] as const, ...acts]) {
    const { version } = await standing({ on, reference });
    const { status, text } = await browser.post(`/consultations/${reference}/${act}`, {
      version,
      ...fields,
    });
    if (status !== 303) throw new Error(`${act} was answered ${status}: ${text}`);
  }
};

describe("whoever names a request and its email address", () => {
  test("sees how far it is, and nobody else does", async () => {
    const given = await received();
    const { browser, reference, on } = given;
    expect((await browser.ask(`/status/${reference}`)).text).toContain("What is your reference?");
    const answer = await browser.post("/status", { reference, email });
    expect([answer.status, answer.location]).toEqual([303, `/status/${reference}`]);
    const words = await shownTo(given);
    expect(words).toContain(`Reference ${reference} Received`);
    expect(words).toContain("by 5:30pm on Tuesday 24 November 2026");
    expect(wordsOf((await on.practitioner().ask(`/status/${reference}`)).text)).not.toContain(
      "We received your request",
    );
  });

  test.each([
    ["in lower case without dashes", (text: string) => text.toLowerCase().replaceAll("-", "")],
    ["with O for 0 and I for 1", (text: string) => text.replaceAll("0", "O").replaceAll("1", "I")],
    ["with spaces around it", (text: string) => `  ${text.replaceAll("-", " ")} `],
  ])("may type the reference %s", async (_, typed) => {
    const { browser, reference } = await received();
    const answer = await browser.post("/status", {
      reference: typed(reference),
      email: ` ${email.toUpperCase()} `,
    });
    expect(answer.location).toBe(`/status/${reference}`);
  });

  test("gets the same answer, byte for byte, for a reference that nobody has and for somebody else's", async () => {
    const { on, reference } = await received();
    const answers = await Promise.all(
      [reference, unknown].map((one) =>
        on.practitioner().post("/status", { reference: one, email: "another@school.example" }),
      ),
    );
    const [own, nobodys] = answers.map(({ status, text, headers }) => ({
      status,
      text: text.replaceAll(reference, unknown),
      headers: Object.fromEntries(headers),
    }));
    expect(own).toEqual(nobodys);
    expect(own?.status).toBe(422);
    expect(own?.text).toContain("we have none with both of these");
  });

  test("cannot try for ever, and is not told whether there was something to find", async () => {
    const { on, reference, browser } = await received();
    const triesOn = async (one: string) => {
      const statuses: number[] = [];
      for (let tries = 0; tries < 12; tries++)
        statuses.push(
          (await browser.post("/status", { reference: one, email: "x@y.example" })).status,
        );
      return statuses;
    };
    const expected = [...Array.from({ length: 10 }, () => 422), 429, 429];
    expect(await triesOn(reference)).toEqual(expected);
    expect(await triesOn(unknown)).toEqual(expected);
    expect((await browser.post("/status", { reference, email })).status).toBe(429);
    on.advance(3600);
    expect((await browser.post("/status", { reference, email })).status).toBe(303);
  });

  test("is not shut out by a hundred tries at once", async () => {
    const { on, reference, browser } = await received();
    const tries = Array.from({ length: 100 }, () =>
      browser.post("/status", { reference, email: "x@y.example" }),
    );
    const answered = (await Promise.all(tries)).filter(({ status }) => status === 422);
    expect(answered.length).toBeLessThanOrEqual(10);
    on.advance(3600);
    expect((await browser.post("/status", { reference, email })).status).toBe(303);
  });

  test("is forgotten after half an hour without a look, and at once when they leave", async () => {
    const given = await arrived();
    given.on.advance(29 * 60);
    expect(await shownTo(given)).toContain("We received your request");
    given.on.advance(30 * 60);
    expect(await shownTo(given)).not.toContain("We received your request");
    const again = await arrived();
    const left = await again.browser.post("/status/leave");
    expect([left.status, left.location, left.headers.get("clear-site-data")]).toEqual([
      303,
      "/left",
      '"cache", "storage"',
    ]);
    expect(await shownTo(again)).not.toContain("We received your request");
  });

  test("sees no other request by changing the address", async () => {
    const { on, browser, reference } = await arrived();
    const other = await on.received({ key: "another" });
    expect(other).not.toBe(reference);
    expect((await browser.ask(`/status/${other}`)).text).toContain("What is your reference?");
    const { location } = await browser.post(`/status/${other}/got-worse`);
    expect(location).toBe("/status?not-told");
    expect((await standing({ on, reference: other })).flags).not.toContain("got-worse");
  });

  test.each([
    [
      { reference: "", email: "" },
      ["Enter your reference", "Enter the email address that you gave us"],
    ],
    [
      { reference: "7K2M", email },
      ["Your reference must be 12 letters and numbers, like 7K2M-9QXD-4TRW"],
    ],
    [
      { reference: unknown, email: "ruth" },
      ["Enter an email address in the correct format, like name@example.com"],
    ],
    [{ reference: "x".repeat(70_000), email }, ["Your reference must be 200 characters or fewer"]],
  ])("is told how to put right %j", async (fields, messages) => {
    const { browser } = await received();
    const { status, text } = await browser.post("/status", fields);
    expect(status).toBe(422);
    expect(text).toContain("<title>Error: ");
    for (const message of messages) expect(text).toContain(message);
  });
});

describe("how far it is", () => {
  test("follows the work, without names and without what was said", async () => {
    const given = await arrived();
    await workedOn(given, ["attempt", { result: "no-answer", number: "practitioner" }]);
    const tried = await shownTo(given);
    expect(tried).toContain("Being looked at");
    expect(tried).toContain("We rang you and did not reach you At 10am on Monday 23 November 2026");
    const browser = await given.on.staff(dana);
    const version = versionIn(
      (await browser.ask(`/consultations/${given.reference}/contact`)).text,
    );
    await browser.post(`/consultations/${given.reference}/contact`, { version, ...contactFields });
    const called = await given.browser.ask(`/status/${given.reference}`);
    expect(wordsOf(called.text)).toContain("Contact made");
    expect(wordsOf(called.text)).toContain("The advice was written down");
    for (const secret of [dana.name, "Sol Hart", contactFields.advice, email])
      expect(called.text).not.toContain(secret);
    const { version: next } = await standing(given);
    await browser.post(`/consultations/${given.reference}/close`, {
      version: next,
      ...closeFields,
    });
    const closed = await shownTo(given);
    expect(closed).toContain("Your request was closed");
    expect(closed).toContain("It got worse");
    expect(closed).not.toContain("I no longer need this");
  });

  test("says that our call is late, and which number to ring", async () => {
    const given = await arrived();
    given.on.moveTo(at("2026-11-24T17:30:00Z"));
    const { browser, reference } = given;
    await browser.post("/status", { reference, email });
    const words = await shownTo(given);
    expect(words).toContain("Our call is late");
    expect(words).toContain(
      `Telephone us on ${hub.telephone} from 8am on Wednesday 25 November 2026 and quote`,
    );
    expect(words).toContain("If it cannot wait, ring the Emergency Duty Team");
  });

  test("says when the promise was moved by a holiday, and what was promised first", async () => {
    const given = await arrived();
    const { on, reference } = given;
    const now = on.clock();
    const promised = {
      dueAt: at("2026-11-25T17:30:00Z"),
      calendarVersion: "later",
      projected: false,
    };
    await changeConsultation(on.shelf, reference, now, (fresh) => {
      const done = carryOut(fresh, { do: "revise-deadline", promised }, now, on.shelf.working);
      return done.ok ? { consultation: done.consultation } : { refused: done.reason };
    });
    const words = await shownTo(given);
    expect(words).toContain("by 5:30pm on Wednesday 25 November 2026");
    expect(words).toContain("We first said 5:30pm on Tuesday 24 November 2026");
  });
});

describe("after sending, the practitioner can say", () => {
  test("that it got worse: what to do now, and the duty team sees it", async () => {
    const given = await arrived();
    const { browser, reference, on } = given;
    const { location } = await browser.post(`/status/${reference}/got-worse`);
    expect(location).toBe(`/status/${reference}?said=got-worse`);
    const words = wordsOf((await browser.ask(location)).text);
    expect(words).toContain(`Telephone us now on ${hub.telephone}`);
    expect(words).toContain("Do not wait for their call.");
    expect((await standing({ on, reference })).flags).toContain("got-worse");
  });

  test("at night, what they told us, and that nobody reads it before the morning", async () => {
    const given = await arrived("2026-11-23T21:00:00Z");
    const { browser, reference } = given;
    const { location } = await browser.post(`/status/${reference}/got-worse`);
    expect(wordsOf((await browser.ask(location)).text)).toContain(
      "Nobody reads it before 8am on Tuesday 24 November 2026.",
    );
  });

  test("that they are free for 30 minutes, while somebody is there to ring", async () => {
    const given = await arrived();
    const { browser, reference, on } = given;
    await browser.post(`/status/${reference}/free-now`);
    expect((await standing({ on, reference })).freeUntil).toBe("2026-11-23T10:30:00Z");
    expect(await shownTo(given)).toContain("You told us that you are free until 10:30am");
    const night = await arrived("2026-11-23T21:00:00Z");
    expect(await shownTo(night)).not.toContain("I am free for the next 30 minutes");
  });

  test("that nobody has called, from the deadline on and once an hour", async () => {
    const given = await arrived();
    const { browser, reference, on } = given;
    await browser.post(`/status/${reference}/nobody-called`);
    expect((await standing({ on, reference })).chases).toBe(0);
    expect(await shownTo(given)).not.toContain("Nobody has called me");
    on.moveTo(at("2026-11-24T17:30:00Z"));
    await browser.post("/status", { reference, email });
    expect(await shownTo(given)).toContain("Nobody has called me");
    const { location } = await browser.post(`/status/${reference}/nobody-called`);
    expect(wordsOf((await browser.ask(location)).text)).toContain(
      "We have told the duty team that nobody has called you",
    );
    await browser.post(`/status/${reference}/nobody-called`);
    expect((await standing({ on, reference })).chases).toBe(1);
  });

  test("that they no longer need it: it is asked first, and ends nothing", async () => {
    const given = await arrived();
    const { browser, reference, on } = given;
    const asked = await browser.ask(`/status/${reference}/no-longer-needed`);
    expect(wordsOf(asked.text)).toContain("This does not end your request.");
    expect((await standing({ on, reference })).flags).not.toContain("wants-to-withdraw");
    await browser.post(`/status/${reference}/no-longer-needed`);
    expect(await standing({ on, reference })).toMatchObject({
      state: "received",
      flags: expect.arrayContaining(["wants-to-withdraw"]),
    });
    expect(await shownTo(given)).not.toContain("I no longer need this");
  });

  test("nothing from another site, by following a link, or without having named the request", async () => {
    const { browser, reference, on } = await arrived();
    const foreign = await browser.post(`/status/${reference}/got-worse`, [], {
      Origin: "https://elsewhere.example",
      "Sec-Fetch-Site": "cross-site",
    });
    expect(foreign.status).toBe(403);
    expect((await browser.ask(`/status/${reference}/got-worse`)).status).toBe(405);
    expect((await on.practitioner().post(`/status/${reference}/got-worse`)).location).toBe(
      "/status?not-told",
    );
    expect((await browser.post(`/status/${reference}/withdraw`)).status).toBe(404);
    expect((await standing({ on, reference })).history).toHaveLength(1);
  });
});

test("a reference is read however it was read out, and nothing else is one", () => {
  expect(readReference("7k2m 9qxd 4trw")).toBe("7K2M-9QXD-4TRW");
  expect(readReference("7K2M-9QXD-4TR")).toBeUndefined();
  expect(readReference("")).toBeUndefined();
});

test("after sending, one's own record can be kept as plain text, and says nothing about the child", async () => {
  const browser = sites().practitioner();
  expect((await browser.ask("/request/sent.txt")).location).toBe("/status");
  await fillUntil(browser, "check");
  await browser.post("/request/check");
  const { text, headers } = await browser.ask("/request/sent.txt");
  expect(headers.get("content-type")).toBe("text/plain; charset=utf-8");
  for (const words of [
    "Sent at 10am on Monday 23 November 2026",
    "It is not a referral",
    hub.telephone,
  ])
    expect(text).toContain(words);
  for (const typed of [named.childName, named.question, named.email, named.name])
    expect(text).not.toContain(typed);
});
