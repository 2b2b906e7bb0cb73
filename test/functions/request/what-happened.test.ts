import { describe, expect, test } from "vitest";
import named from "../../../functions/request/examples/named.json" with { type: "json" };
import { at } from "../../../shared/domain/instant.ts";
import { loadConsultation } from "../../../shared/store/consultations.ts";
import { openCode } from "../../../shared/store/sealed-words.ts";
import { closeFields, contactFields, dana, sites } from "../sites.ts";
import { wordsOf } from "../words-of.ts";

const { email } = named;
const friday = at("2026-12-04T09:00:00Z");
const typed = "The grandmother now brings him to school";

/** Advice that was recorded with a day to look again, and the practitioner's browser after the code. */
const agreedToLookAgain = async () => {
  const on = sites({ startsAt: at("2026-11-23T10:05:00Z") });
  on.moveTo(at("2026-11-23T10:05:00Z"));
  const reference = await on.received({ receivedAt: at("2026-11-23T09:00:00Z") });
  const signedIn = async () => on.staff(dana);
  const staff = await signedIn();
  await staff.post(`/consultations/${reference}/claim`, { version: "1" });
  const { status } = await staff.post(`/consultations/${reference}/contact`, {
    version: "2",
    ...contactFields,
    "followUpOn-day": "4",
    "followUpOn-month": "12",
    "followUpOn-year": "2026",
  });
  expect(status).toBe(303);
  const own = `/status/${reference}`;
  const standing = async () => {
    const found = await loadConsultation(on.shelf, reference);
    if (found === undefined) throw new Error("no such consultation");
    return found;
  };
  /** Names the request, and types the code. */
  const reader = async () => {
    const browser = on.practitioner();
    await browser.post("/status", { reference, email });
    await browser.post(`${own}/code`);
    const code = await openCode(on.shelf.keys, await standing());
    await browser.post(`${own}/advice`, { code });
    return browser;
  };
  return { on, reference, staff, signedIn, standing, reader, own, page: `${own}/what-happened` };
};

describe("what happened next", () => {
  test("is asked from the day agreed on, of whoever has typed the code, and goes to the duty team", async () => {
    const { on, own, page, reader, standing, signedIn, reference } = await agreedToLookAgain();
    on.moveTo(friday);
    const browser = await reader();
    for (const shown of [own, `${own}/advice`])
      expect(wordsOf((await browser.ask(shown)).text)).toContain("Tell us what happened next");
    expect(wordsOf((await browser.ask(page)).text)).toContain("Friday 4 December 2026");
    const told = await browser.post(page, { did: "some", happened: typed });
    expect([told.status, told.location]).toEqual([303, `${own}?said=what-happened`]);
    const thanked = wordsOf((await browser.ask(told.location)).text);
    expect(thanked).toContain("The duty team can see what you told us");
    expect(thanked).toContain("Tell us what has happened since");
    expect(thanked).not.toContain(typed);
    expect(await standing()).toMatchObject({ happened: { did: "some" }, flags: ["not-done"] });
    expect(JSON.stringify(await standing())).not.toContain(typed);
    const staff = await signedIn();
    const shown = wordsOf((await staff.ask(`/consultations/${reference}`)).text);
    expect(shown).toContain(typed);
    expect(shown).toContain("Some of it, said at 9am on Friday 4 December 2026");
    expect(shown).toContain("Not all that was agreed is done");
  });

  test("is not asked before the day, nor without the code, nor in another browser", async () => {
    const { on, own, page, reader, standing } = await agreedToLookAgain();
    const early = await reader();
    expect((await early.ask(page)).location).toBe(own);
    expect((await early.post(page, { did: "all" })).location).toBe(own);
    on.moveTo(friday);
    const other = on.practitioner();
    expect((await other.post(page, { did: "all" })).location).toMatch(/^\/status(\?|$)/);
    await other.post("/status", { reference: own.slice("/status/".length), email });
    expect((await other.post(page, { did: "all" })).location).toBe(`${own}/advice`);
    expect(await standing()).not.toHaveProperty("happened");
  });

  test("keeps what was typed when the first question was left out, and stores nothing", async () => {
    const { on, page, reader, standing } = await agreedToLookAgain();
    on.moveTo(friday);
    const browser = await reader();
    const again = await browser.post(page, { happened: typed });
    expect(again.status).toBe(422);
    expect(again.text).toContain("<title>Error: ");
    expect(again.text).toContain(typed);
    expect(wordsOf(again.text)).toContain("Select how much of what was agreed has been done");
    expect((await standing()).notes).toEqual([]);
  });

  test("told after closing puts the consultation back in the list, until it is reopened and closed again", async () => {
    const { on, page, reader, staff, signedIn, standing, reference } = await agreedToLookAgain();
    const { version } = await standing();
    await staff.post(`/consultations/${reference}/close`, {
      version: `${version}`,
      ...closeFields,
    });
    const inList = async () => {
      const worker = await signedIn();
      return (await worker.ask("/")).text.includes(reference);
    };
    expect(await inList()).toBe(false);
    on.moveTo(friday);
    const browser = await reader();
    await browser.post(page, { did: "none" });
    expect((await standing()).state).toBe("closed");
    expect(await inList()).toBe(true);
    const worker = await signedIn();
    const address = `/consultations/${reference}`;
    expect(wordsOf((await worker.ask(address)).text)).toContain("Reopen");
    const hollow = await worker.post(`${address}/reopen`, {
      version: `${(await standing()).version}`,
    });
    expect(hollow.status).toBe(422);
    expect(wordsOf(hollow.text)).toContain("Enter why you reopen it");
    await worker.post(`${address}/reopen`, {
      version: `${(await standing()).version}`,
      reopened: "Nobody has asked the family yet",
    });
    expect(await standing()).toMatchObject({ state: "claimed", flags: ["not-done"] });
    expect(wordsOf((await worker.ask(address)).text)).toContain("Nobody has asked the family yet");
    await worker.post(`${address}/close`, {
      version: `${(await standing()).version}`,
      ...closeFields,
    });
    expect(await inList()).toBe(false);
  });

  test("no day in the past, nor more than a year ahead, is taken as the day to look again", async () => {
    const on = sites({ startsAt: at("2026-11-23T10:05:00Z") });
    on.moveTo(at("2026-11-23T10:05:00Z"));
    const reference = await on.received({ receivedAt: at("2026-11-23T09:00:00Z") });
    const staff = await on.staff(dana);
    await staff.post(`/consultations/${reference}/claim`, { version: "1" });
    const recorded = (day: string, month: string, year: string) =>
      staff.post(`/consultations/${reference}/contact`, {
        version: "2",
        ...contactFields,
        "followUpOn-day": day,
        "followUpOn-month": month,
        "followUpOn-year": year,
      });
    const said = async (...date: Parameters<typeof recorded>) =>
      wordsOf((await recorded(...date)).text);
    expect(await said("22", "11", "2026")).toContain("Day to look again must be today or later");
    expect(await said("1", "1", "2028")).toContain(
      "Day to look again must be within a year of today",
    );
    expect(await said("24", "11", "2027")).toContain(
      "Day to look again must be within a year of today",
    );
    expect(await said("31", "11", "2026")).toContain("Day to look again must be a real date");
    expect((await recorded("23", "11", "2027")).status).toBe(303);
  });
});
