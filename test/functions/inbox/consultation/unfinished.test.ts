import { describe, expect, test } from "vitest";
import { readForm } from "../../../shared/pages/read-form.ts";
import { contactFields, dana, priya, ruth, sites, versionIn } from "../../sites.ts";
import { wordsOf } from "../../words-of.ts";

const canary = "CANARY bruise on the arm";

const ready = async () => {
  const on = sites();
  const reference = await on.received();
  const here = `/consultations/${reference}`;
  const worker = await on.staff(dana);
  await worker.post(`${here}/claim`, { version: "1" });
  on.advance(600);
  const version = async () => versionIn((await worker.ask(`${here}/contact`)).text);
  return { on, here, worker, version };
};

describe("what is typed into a form about a consultation", () => {
  test("is kept while it is typed, and is there again after the connection was lost", async () => {
    const { here, worker, version, on } = await ready();
    const typed = { ...contactFields, advice: canary, version: await version() };
    const kept = await worker.post(`${here}/contact/keep`, { ...typed, kept: "by-script" });
    expect([kept.status, kept.text]).toEqual([204, ""]);
    on.advance(1200);
    const { text } = await worker.ask(`${here}/contact`);
    expect(text).toContain(canary);
    expect(wordsOf(text)).toContain(
      "You began this at 10:10am on Monday 23 November 2026. None of it is recorded yet.",
    );
    expect(wordsOf((await worker.ask(here)).text)).toContain(
      "You began “Record the contact and the advice” at 10:10am on Monday 23 November 2026.",
    );
  });

  test("is kept without JavaScript by its own button", async () => {
    const { here, worker, version } = await ready();
    const page = (await worker.ask(`${here}/contact`)).text;
    expect(page).toMatch(/formaction="\/consultations\/[-\w]+\/contact\/keep"/);
    const answer = await worker.post(`${here}/contact/keep`, {
      advice: canary,
      version: await version(),
    });
    expect([answer.status, answer.location]).toEqual([303, here]);
    expect((await worker.ask(`${here}/contact`)).text).toContain(canary);
  });

  test("is recorded by nothing but the button: nothing of the consultation changes", async () => {
    const { on, here, worker, version } = await ready();
    const before = JSON.stringify(on.shelf.trackers());
    await worker.post(`${here}/contact/keep`, { ...contactFields, version: await version() });
    expect(JSON.stringify(on.shelf.trackers())).toBe(before);
  });

  test("is gone once it is recorded, and when somebody begins anew", async () => {
    const { here, worker, version } = await ready();
    const keep = async () =>
      worker.post(`${here}/contact/keep`, { advice: canary, version: await version() });
    await keep();
    const forgot = await worker.post(`${here}/contact/forget`);
    expect([forgot.status, forgot.location]).toEqual([303, `${here}/contact`]);
    expect((await worker.ask(`${here}/contact`)).text).not.toContain(canary);
    await keep();
    const done = await worker.post(`${here}/contact`, {
      ...contactFields,
      version: await version(),
    });
    expect(done.status).toBe(303);
    expect(wordsOf((await worker.ask(here)).text)).not.toContain("You began");
  });

  test("is nobody else's, sealed, and gone after seven days", async () => {
    const { on, here, worker, version } = await ready();
    await worker.post(`${here}/contact/keep`, { advice: canary, version: await version() });
    expect(JSON.stringify(on.shelf.inner.items())).not.toContain("CANARY");
    const colleague = await on.staff(ruth);
    expect((await colleague.ask(`${here}/contact`)).text).not.toContain(canary);
    expect(wordsOf((await colleague.ask(here)).text)).not.toContain("You began");
    on.advance(7 * 24 * 3600);
    const later = await on.staff(dana);
    expect((await later.ask(`${here}/contact`)).text).not.toContain(canary);
  });

  test("cannot be kept by an auditor, nor for what is not there", async () => {
    const { on, here, worker } = await ready();
    const auditor = await on.staff(priya);
    expect((await auditor.post(`${here}/contact/keep`, { advice: "x" })).status).toBe(403);
    expect((await worker.post(`${here}/nonsense/keep`, {})).status).toBe(404);
    expect((await worker.post("/consultations/0000-0000-0000/contact/keep", {})).status).toBe(404);
    expect(on.shelf.inner.items().filter(({ pk }) => pk.startsWith("unfinished#"))).toEqual([]);
  });

  test("of a telephone consultation is kept too, each call by itself", async () => {
    const { on, worker } = await ready();
    const keyOn = (html: string) => /name="entryKey" value="([^"]+)"/.exec(html)?.[1] ?? "";
    const first = keyOn((await worker.ask("/telephone")).text);
    await worker.post("/telephone/keep", { entryKey: first, seen: canary, kept: "by-script" });
    expect(JSON.stringify(on.shelf.inner.items())).not.toContain("CANARY");
    const other = (await worker.ask("/telephone")).text;
    expect(other).not.toContain(canary);
    expect(wordsOf(other)).toContain("You began to enter another call at 10:10am");
    await worker.post("/telephone/keep", { entryKey: keyOn(other), seen: "Another child" });
    const again = (await worker.ask(`/telephone?begun=${first}`)).text;
    expect(again).toContain(canary);
    expect(keyOn(again)).toBe(first);
    expect(wordsOf(again)).toContain("None of it is recorded yet.");
    await worker.post("/telephone/forget", { entryKey: first });
    expect((await worker.ask(`/telephone?begun=${first}`)).text).not.toContain(canary);
    const left = (await worker.ask(`/telephone?begun=${keyOn(other)}`)).text;
    expect(left).toContain("Another child");
  });

  test("in one form is not taken away by another form about the same consultation", async () => {
    const { here, worker, version } = await ready();
    const named = { version: await version() };
    await worker.post(`${here}/contact/keep`, { ...named, advice: canary });
    await worker.post(`${here}/call-in/keep`, { ...named, callIn: "They rang" });
    expect((await worker.ask(`${here}/contact`)).text).toContain(canary);
    expect((await worker.ask(`${here}/call-in`)).text).toContain("They rang");
    const words = wordsOf((await worker.ask(here)).text);
    expect(words).toContain("You began “Record the contact and the advice”");
    expect(words).toContain("You began “Record that the practitioner rang”");
  });

  test("is taken up again under the version it was begun on: what changed meanwhile is told first", async () => {
    const { on, here, worker, version } = await ready();
    await worker.post(`${here}/contact/keep`, { ...contactFields, version: await version() });
    const colleague = await on.staff(ruth);
    const note = (await colleague.ask(`${here}/call-in`)).text;
    await colleague.post(`${here}/call-in`, { callIn: "They rang", version: versionIn(note) });
    const form = readForm((await worker.ask(`${here}/contact`)).text);
    const answer = await worker.post(`${here}/contact`, form);
    expect(answer.status).toBe(409);
    expect(wordsOf(answer.text)).toContain("Ruth Adeyemi noted that the practitioner rang");
    expect((await worker.post(`${here}/contact`, readForm(answer.text))).status).toBe(303);
  });

  test("is not recorded in the name of somebody who signed in at the same desk since", async () => {
    const { on, here, worker } = await ready();
    const form = readForm((await worker.ask(`${here}/call-in`)).text).map(
      ([name, value]): [string, string] => [name, name === "callIn" ? canary : value],
    );
    const colleague = await on.staff(ruth);
    const kept = await colleague.post(`${here}/call-in/keep`, form);
    expect(kept.status).toBe(403);
    const answer = await colleague.post(`${here}/call-in`, form);
    expect(answer.status).toBe(409);
    expect(wordsOf(answer.text)).toContain("This was typed while somebody else was signed in.");
    expect(answer.text).toContain(canary);
    expect(on.shelf.trackers()).toMatchObject([{ version: 2 }]);
    expect((await colleague.post(`${here}/call-in`, readForm(answer.text))).status).toBe(303);
  });

  test("that cannot be taken away does not make what was recorded look unrecorded", async () => {
    const { on, here, worker, version } = await ready();
    const before = await version();
    await worker.post(`${here}/contact/keep`, { advice: canary, version: before });
    on.shelf.failPut("throttled", "unfinished");
    const done = await worker.post(`${here}/contact`, { ...contactFields, version: before });
    expect(done.status).toBe(303);
    expect(on.lines.map(({ event }) => event)).toContain("begun form stays");
  });

  test("that is posted when the session is over stands on the page that says so, and can be recorded after signing in", async () => {
    const { on, here, worker, version } = await ready();
    const typed = { ...contactFields, advice: `${canary} <b>&`, version: await version() };
    on.advance(31 * 60);
    const answer = await worker.post(`${here}/contact`, typed);
    expect(answer.status).toBe(401);
    expect(wordsOf(answer.text)).toContain("What you typed is kept on this page");
    const kept = readForm(answer.text);
    expect(kept).toContainEqual(["advice", `${canary} <b>&`]);
    expect(on.shelf.trackers()).toMatchObject([{ state: "claimed" }]);
    const again = await (await on.staff(dana)).post(`${here}/contact`, kept);
    expect(again.status).toBe(303);
    expect(on.shelf.trackers()).toMatchObject([{ state: "contacted" }]);
    const foreign = await worker.post(`${here}/contact`, typed, { Origin: "https://else.example" });
    expect([foreign.status, foreign.text.includes(canary)]).toEqual([403, false]);
  });
});
