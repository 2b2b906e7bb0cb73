import { describe, expect, test } from "vitest";
import { at } from "../../../../shared/domain/instant.ts";
import { putAudit } from "../../../../shared/store/audit.ts";
import { htmlFaults } from "../../../shared/pages/valid-html.ts";
import {
  contactFields,
  dana,
  morgan,
  priya,
  ruth,
  type Sites,
  sites,
  versionIn,
} from "../../sites.ts";
import { mainOf, wordsOf } from "../../words-of.ts";

/** The rows of the page's table, as they are read. */
const rowsOf = (html: string): readonly string[] =>
  mainOf(html)
    .split("<tr")
    .slice(2)
    .map((row) => wordsOf(`<main><tr${row.split("</tr>")[0]}</main>`).trim());

const claimed = async (on: Sites) => {
  const reference = await on.received();
  const { ask, post } = await on.staff(dana);
  on.advance(60);
  const page = await ask(`/consultations/${reference}`);
  on.advance(60);
  await post(`/consultations/${reference}/claim`, { version: versionIn(page.text) });
  return reference;
};

describe("the audit by consultation", () => {
  test("shows every view and act, oldest first, and the auditor's own", async () => {
    const on = sites();
    const reference = await claimed(on);
    await on.staff(ruth);
    on.advance(60);
    const { ask } = await on.staff(priya);
    const { status, text } = await ask(
      `/audit?reference=${reference.toLowerCase().replaceAll("-", " ")}`,
    );
    expect(status).toBe(200);
    expect(rowsOf(text)).toEqual([
      `10:01am on Monday 23 November 2026 Dana Okafor duty worker ${reference} viewed it`,
      `10:02am on Monday 23 November 2026 Dana Okafor duty worker ${reference} claimed it`,
      `10:03am on Monday 23 November 2026 Priya Nair auditor ${reference} read its audit`,
    ]);
    expect(htmlFaults(text)).toEqual([]);
  });

  test("says whether the entries of the history hold together, and what only npm run verify can tell", async () => {
    const on = sites();
    const reference = await claimed(on);
    const { ask } = await on.staff(morgan);
    const words = async () => wordsOf((await ask(`/audit?reference=${reference}`)).text);
    expect(await words()).toContain("History: all 2 entries hold together.");
    expect(await words()).toContain("npm run verify");
    const [tracker] = on.shelf.trackers();
    if (tracker === undefined) throw new Error("no tracker");
    const [first = "", second = ""] = tracker["history"] as readonly string[];
    const altered = first.replace("received", "refused");
    await on.shelf.inner.put({ ...tracker, history: [altered, second] });
    expect(await words()).toContain("History: entry 2 of 2 does not hold.");
    await on.shelf.inner.put({ ...tracker, history: [`${first} `, second] });
    expect(await words()).toContain("History: entry 1 of 2 does not hold.");
    await on.shelf.inner.put({ ...tracker, history: "gone" });
    expect(await words()).toContain("History: it cannot be read.");
  });

  test("of one that is gone still shows who saw it; of one that never was, that it was not", async () => {
    const on = sites();
    const reference = "7K2M-9QXD-4TRW";
    const { ask } = await on.staff(priya);
    const before = on.shelf.inner.items().length;
    const never = await ask(`/audit?reference=${reference}`);
    expect(never.status).toBe(422);
    expect(wordsOf(never.text)).toContain(`There is no consultation ${reference}`);
    expect(on.shelf.inner.items()).toHaveLength(before);
    const entry = { at: on.clock(), reference, byId: "w-dana", by: "Dana Okafor", role: "duty" };
    await putAudit(on.shelf, { ...entry, did: "close" });
    const { text } = await ask(`/audit?reference=${reference}`);
    expect(wordsOf(text)).toContain("History: there is no such consultation any more.");
    expect(rowsOf(text)[0]).toContain("closed it");
  });
});

describe("the audit by person", () => {
  test("shows what one person did in a month, and that this was read is on the reader's own", async () => {
    const on = sites();
    const reference = await claimed(on);
    on.advance(3600);
    const { ask } = await on.staff(priya);
    const dana11 = await ask("/audit?person=w-dana&month=2026-11");
    expect(wordsOf(dana11.text)).toContain("Audit of Dana Okafor in November 2026");
    expect(rowsOf(dana11.text)).toHaveLength(2);
    expect(dana11.text).not.toMatch(/<title>[^<]*Dana/);
    expect(rowsOf((await ask("/audit?person=w-dana&month=2026-10")).text)).toEqual([]);
    on.advance(60);
    await ask(`/audit?reference=${reference}`);
    on.advance(60);
    const own = await ask("/audit?person=w-priya&month=2026-11");
    const ofAudit = (what: string, when = "11:02am") =>
      `${when} on Monday 23 November 2026 Priya Nair auditor The audit ${what}`;
    expect(rowsOf(own.text)).toEqual([
      ofAudit("read the audit of Dana Okafor in November 2026"),
      ofAudit("read the audit of Dana Okafor in October 2026"),
      `11:03am on Monday 23 November 2026 Priya Nair auditor ${reference} read its audit`,
      ofAudit("read the audit of Priya Nair in November 2026", "11:04am"),
    ]);
    expect(htmlFaults(own.text)).toEqual([]);
  });

  test("leads on from page to page, and knows by id who is no longer known", async () => {
    const on = sites();
    const left = { reference: "7K2M-9QXD-4TRW", byId: "w-left", by: "Lee Left", role: "duty" };
    for (let n = 0; n < 201; n++)
      await putAudit(on.shelf, { ...left, at: on.clock(), did: "viewed" });
    const { ask } = await on.staff(morgan);
    const first = (await ask("/audit?person=w-left&month=2026-11")).text;
    expect(wordsOf(first)).toContain("Audit of Lee Left in November 2026");
    expect(rowsOf(first)).toHaveLength(200);
    const [, next = ""] = /href="([^"]+)">Show what they did after this/.exec(first) ?? [];
    const second = (await ask(next.replaceAll("&amp;", "&"))).text;
    expect(rowsOf(second)).toHaveLength(1);
    expect(wordsOf(second)).toContain("This goes on from the page before.");
    expect(second).not.toContain("Show what they did after this");
  });
});

describe("the audit by day", () => {
  test("shows what everybody known did on that London day, in the order of time", async () => {
    const on = sites({ startsAt: at("2026-06-30T22:58:00Z") });
    const reference = await claimed(on);
    await on.staff(ruth);
    const { ask } = await on.staff(priya);
    on.advance(60);
    await (await on.staff(ruth)).ask(`/consultations/${reference}`);
    on.advance(60);
    const { text } = await ask("/audit?day-day=1&day-month=7&day-year=2026");
    expect(rowsOf(text).map((row) => row.replace(` ${reference}`, ""))).toEqual([
      "midnight on Wednesday 1 July 2026 Dana Okafor duty worker claimed it",
      "12:01am on Wednesday 1 July 2026 Ruth Adeyemi duty worker viewed it",
      "12:02am on Wednesday 1 July 2026 Priya Nair auditor The audit read the audit of Wednesday 1 July 2026",
    ]);
    expect(wordsOf(text)).toContain("Dana Okafor, Priya Nair, Ruth Adeyemi.");
    expect(rowsOf((await ask("/audit?day=2026-06-30")).text)).toHaveLength(1);
    expect(htmlFaults(text)).toEqual([]);
  });
});

describe("the way into the audit", () => {
  test.each([priya, morgan])("is there for $role, by forms that post nothing", async (who) => {
    const on = sites();
    await on.staff(dana);
    const { ask } = await on.staff(who);
    const { status, text } = await ask("/audit");
    expect(status).toBe(200);
    expect(htmlFaults(text)).toEqual([]);
    const forms = mainOf(text).match(/<form[^>]*>/g) ?? [];
    expect(forms).toHaveLength(3);
    for (const form of forms) expect(form).toContain('method="get"');
    expect(text).toContain('<option value="w-dana">Dana Okafor</option>');
    expect(text).toMatch(/<option value="2026-11" selected[^>]*>November 2026/);
    expect((await ask("/")).text).toContain('href="/audit"');
  });

  test("is closed to duty workers, and not shown to them", async () => {
    const on = sites();
    const reference = await on.received();
    const { ask } = await on.staff(dana);
    const before = JSON.stringify(
      on.shelf.inner.items().filter(({ pk }) => pk.startsWith("audit")),
    );
    for (const query of [
      "",
      `?reference=${reference}`,
      "?person=w-dana&month=2026-11",
      "?day=2026-11-23",
    ])
      expect((await ask(`/audit${query}`)).status).toBe(403);
    expect((await ask("/")).text).not.toContain('href="/audit"');
    expect(JSON.stringify(on.shelf.inner.items().filter(({ pk }) => pk.startsWith("audit")))).toBe(
      before,
    );
  });

  test.each([
    ["reference=", "Enter a reference", "reference"],
    [
      "reference=7K2M",
      "Reference must have 12 letters and numbers, like 7K2M-9QXD-4TRW",
      "reference",
    ],
    ["person=&month=2026-11", "Select a person", "person"],
    ["person=some%20words&month=2026-11", "Select a person", "person"],
    ["person=w-dana&month=2026-13", "Select a month", "month"],
    ["person=w-dana", "Select a month", "month"],
    ["day-day=&day-month=&day-year=", "Enter a day", "day-day"],
    ["day-day=3&day-month=&day-year=2026", "Day must include a month", "day-month"],
    ["day-day=31&day-month=2&day-year=2026", "Day must be a real date, like 23 11 2026", "day-day"],
    [
      "day-day=3&day-month=13&day-year=2026",
      "Day must be a real date, like 23 11 2026",
      "day-month",
    ],
    ["day=yesterday", "Day must be a real date, like 23 11 2026", "day-day"],
    ["day=9999-12-31", "Day must be a real date, like 23 11 2026", "day-day"],
  ])("with %s says how to put it right, at its field", async (query, message, field) => {
    const on = sites();
    const { ask } = await on.staff(priya);
    const { status, text } = await ask(`/audit?${query}`);
    expect(status).toBe(422);
    expect(text).toMatch(/<title>Error: Audit/);
    expect(text).toContain(`<a href="#${field}">${message}</a>`);
    expect(text).toContain(`id="${field}"`);
    expect(htmlFaults(text)).toEqual([]);
  });

  test("shows nothing of any case, whatever is looked at", async () => {
    const on = sites();
    const reference = await on.received({
      answers: { question: "CANARY question", done: "CANARY" },
    });
    const worker = await on.staff(dana);
    const page = await worker.ask(`/consultations/${reference}`);
    await worker.post(`/consultations/${reference}/claim`, { version: versionIn(page.text) });
    on.advance(60);
    const form = await worker.ask(`/consultations/${reference}/contact`);
    const advice = { ...contactFields, advice: "CANARY advice", reasons: "CANARY reasons" };
    const done = await worker.post(`/consultations/${reference}/contact`, {
      ...advice,
      version: versionIn(form.text),
    });
    expect(done.status).toBe(303);
    const { ask } = await on.staff(priya);
    for (const query of [
      "",
      `?reference=${reference}`,
      "?person=w-dana&month=2026-11",
      "?day=2026-11-23",
    ]) {
      const { text } = await ask(`/audit${query}`);
      expect(text).not.toMatch(/CANARY|Sam Example|Example Child/);
    }
  });

  test("audits first: what cannot be audited is not shown", async () => {
    const on = sites();
    const reference = await claimed(on);
    const { ask } = await on.staff(priya);
    for (const query of [
      `reference=${reference}`,
      "person=w-dana&month=2026-11",
      "day=2026-11-23",
    ]) {
      on.shelf.failPut("timed-out", "audit");
      const { status, text } = await ask(`/audit?${query}`);
      expect(status).toBe(500);
      expect(text).not.toContain("Dana Okafor");
    }
  });
});
