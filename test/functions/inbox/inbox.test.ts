import { describe, expect, test } from "vitest";
import named from "../../../functions/request/examples/named.json" with { type: "json" };
import { at, plusSeconds } from "../../../shared/domain/instant.ts";
import { questions } from "../../../shared/domain/questions.ts";
import { writeHeartbeat } from "../../../shared/store/house.ts";
import { bodyAsking } from "../../shared/domain/example-answers.ts";
import { readForm } from "../../shared/pages/read-form.ts";
import {
  closeFields,
  contactFields,
  dana,
  morgan,
  priya,
  ruth,
  type Sites,
  sites,
  versionIn,
} from "../sites.ts";
import { mainOf, wordsOf } from "../words-of.ts";

const warningsIn = (html: string) =>
  [...html.matchAll(/<strong class="govuk-warning-text__text">([\s\S]*?)<\/strong>/g)].map(
    ([, text = ""]) =>
      text
        .replace(/<span[\s\S]*?<\/span>/g, "")
        .replaceAll("&#39;", "'")
        .trim(),
  );

const rowsOf = (html: string) =>
  [...html.matchAll(/app-reference" href="\/consultations\/([-\w]+)"/g)].map(
    ([, reference]) => reference,
  );

const key = (n: number) => `3f0c8a4e-5b1d-4c7a-9e2f-${String(n).padStart(12, "0")}`;

/** A request that was sent, and a worker who looks at it. */
const ready = async (answers: Readonly<Record<string, unknown>> = {}) => {
  const on = sites();
  const reference = await on.received({ answers });
  const here = `/consultations/${reference}`;
  const worker = await on.staff(dana);
  const version = async () => versionIn((await worker.ask(`${here}/close`)).text);
  const claimed = async () => worker.post(`${here}/claim`, { version: "1" });
  const act = async (name: string, fields: Readonly<Record<string, unknown>>) =>
    worker.post(`${here}/${name}`, { version: await version(), ...fields });
  const contacted = async () => {
    await claimed();
    on.advance(300);
    await act("contact", contactFields);
  };
  return { on, reference, here, worker, act, claimed, contacted };
};

const trackerOf = ({ shelf }: Sites) => shelf.trackers()[0];

describe("the worklist", () => {
  test("lists what is open in the order in which calls are owed, and who has what", async () => {
    const on = sites();
    const later = await on.received({ key: key(1) });
    on.advance(3600);
    const urgent = await on.received({ key: key(2), answers: { danger: "yes" } });
    const { ask, post } = await on.staff(dana);
    const closed = await on.received({ key: key(3) });
    await post(`/consultations/${closed}/claim`, { version: "1" });
    const other = await on.received({ key: key(4) });
    await post(`/consultations/${closed}/close`, {
      ...closeFields,
      outcome: "duplicate",
      duplicateOf: other,
      version: "2",
    });
    await post(`/consultations/${later}/claim`, { version: "1" });
    const { text } = await ask("/");
    expect(rowsOf(text)).toEqual([urgent, ...[later, other].toSorted(byReceipt(on))]);
    expect(wordsOf(text)).toContain("Worklist: 3 open");
    expect(wordsOf(text)).toContain("Dana Okafor");
    expect(wordsOf(text)).toContain("Nobody yet");
    expect(wordsOf(text)).toMatch(/5:30pm Tue 24 Nov \d+ hours left/);
  });

  test("shows what is overdue although no sweep has run since (R9)", async () => {
    const on = sites();
    const reference = await on.received();
    on.moveTo(at("2026-11-27T10:00:00Z"));
    const { ask } = await on.staff(priya);
    const words = wordsOf((await ask("/")).text);
    expect(words).toContain(reference);
    expect(words).toMatch(/Overdue 5:30pm Tue 24 Nov \d+ hours( \d+ minutes)? late/);
  });

  test("says that letters have stopped when the heartbeat is older than five minutes", async () => {
    const on = sites();
    const { ask } = await on.staff(dana);
    const stopped = async () =>
      warningsIn((await ask("/")).text)
        .join()
        .includes("Letters have stopped");
    expect(await stopped()).toBe(true);
    await writeHeartbeat(on.shelf.table, on.clock());
    expect(await stopped()).toBe(false);
    on.advance(5 * 60);
    expect(await stopped()).toBe(false);
    on.advance(1);
    expect(await stopped()).toBe(true);
    await writeHeartbeat(on.shelf.table, plusSeconds(on.clock(), -60));
    expect(await stopped()).toBe(false);
  });

  test("names what cannot be read, and lists the rest", async () => {
    const on = sites();
    const good = await on.received({ key: key(1) });
    const bad = await on.received({ key: key(2) });
    const broken = on.shelf.trackers().find(({ pk }) => pk.endsWith(bad));
    await on.shelf.table.put({
      ...broken,
      pk: `consultation#${bad}`,
      sk: "tracker",
      state: "gone",
    });
    const { ask } = await on.staff(dana);
    const { text } = await ask("/");
    expect(rowsOf(text)).toEqual([good]);
    expect(warningsIn(text).join()).toContain("These cannot be shown");
    expect(warningsIn(text).join()).toContain(bad);
    expect((await ask(`/consultations/${bad}`)).status).toBe(500);
    expect((await ask(`/consultations/${good}`)).status).toBe(200);
  });

  test("says so when nothing is open, and when there is more than it shows", async () => {
    const on = sites();
    const { ask } = await on.staff(dana);
    expect(wordsOf((await ask("/")).text)).toContain("Nothing is open.");
    const [reference] = [await on.received()];
    const [tracker] = on.shelf.trackers();
    for (let n = 0; n < 500; n++) {
      const copy = `AAAA-AAAA-${String(n).padStart(4, "0")}`;
      await on.shelf.table.put({
        ...tracker,
        pk: `consultation#${copy}`,
        sk: "tracker",
        reference: copy,
      });
    }
    const { text } = await ask("/");
    expect(wordsOf(text)).toContain("Worklist: 500+ open");
    expect(rowsOf(text)).toHaveLength(50);
    expect(reference).toMatch(/^[-\w]{14}$/);
  });
});

const byReceipt = (on: Sites) => (a: string, b: string) => {
  const at = (reference: string) =>
    String(on.shelf.trackers().find(({ pk }) => pk.endsWith(reference))?.["receivedAt"]);
  return at(a) < at(b) ? -1 : 1;
};

describe("a consultation's page", () => {
  const ways = ["named", "agreedBy", "motherName", "telephoned", "childName"];

  test.each(ways)("shows every answer that was given (asking %s)", async (asking) => {
    const answers = {
      ...bodyAsking(asking),
      unsafe: ["risk-to-worker"],
      done: "Spoke to the class teacher",
      keepFromFamily: "The new address, from the father",
      communicationNeed: "An interpreter for the mother",
      timesNote: "Not during lessons",
      secondContact: "Kim, deputy head, 01632 960 003",
    };
    const { on, here, worker, reference } = await ready(answers);
    const words = wordsOf((await worker.ask(here)).text);
    const submitted = await answersOf(on, reference);
    for (const { id, called, calledByHub } of questions) {
      const answer = submitted[id];
      if (answer === undefined) continue;
      expect(words, id).toContain(calledByHub ?? called);
      if (typeof answer === "string" && /\s/.test(answer) && !/^\d/.test(answer))
        expect(words, id).toContain(answer.replace(/\s+/g, " "));
    }
    expect(words).not.toMatch(/\bYour\b (name|role|question|email)/);
    expect(words).toMatch(
      /Must be kept from somebody The new address, from the father[\s\S]*Risk to a worker[\s\S]*What they ask/,
    );
  });

  test("begins with what they ask, then who to ring and when", async () => {
    const { here, worker } = await ready();
    const { text } = await worker.ask(here);
    const headings = [...text.matchAll(/<h2[^>]*>([^<]+)<\/h2>/g)].map(([, heading]) => heading);
    expect(
      headings.filter((heading) => /ask|practitioner|know|child/i.test(heading ?? "")),
    ).toEqual([
      "What they ask",
      "The practitioner, and when to ring",
      "What they know",
      "The child",
      "What the practitioner was told",
    ]);
  });

  test("shows the decision with the reason and the rule, and what each flag asks of the caller", async () => {
    const { here, worker } = await ready({ danger: "yes", email: "sam@gmail.com" });
    const words = wordsOf((await worker.ask(here)).text);
    expect(words).toContain("Then ring us on 0345 045 1362.");
    expect(words).toMatch(/Rule A1: The safeguarding partnership's advice on reporting a concern/);
    expect(words).toContain("Rule set lscb-2018, words of 2026-11-22.3");
    expect(words).toContain("The answers say that this cannot wait. Ring now.");
    expect(words).toContain("Ring back on the number that their organisation publishes");
  });

  test("is found however the reference is written", async () => {
    const { on, reference, worker } = await ready();
    const tracker = { ...trackerOf(on), pk: "", sk: "tracker" };
    for (const [there, written] of [
      [reference, reference.toLowerCase()],
      [reference, reference.replaceAll("-", "")],
      [reference, ` ${reference.replaceAll("-", " ")} `],
      [reference, `${reference.replaceAll("-", "–")}.`],
      ["0123-4567-89AB", "OI23456789AB"],
      ["0123-4567-89AB", "ol23-4567-89ab"],
      ["1100-1100-1100", "LIOO-liOo-IL0o"],
    ] as const) {
      await on.shelf.table.put({ ...tracker, pk: `consultation#${there}`, reference: there });
      const found = await worker.ask(`/consultations/${encodeURIComponent(written)}`);
      expect([written, found.status === 200 || found.status === 500]).toEqual([written, true]);
      if (there === reference) expect(found.text).toContain(`Consultation ${there}`);
    }
  });

  test("says the same of every reference that is not there, and puts nothing into the audit (S4)", async () => {
    const { on, reference, worker } = await ready();
    const unknown = await Promise.all(
      [
        "7K2M-9QXD-4TRW",
        "AAAA",
        `${reference}A`,
        "%00",
        "..%2f",
        "__proto__",
        "x".repeat(2000),
      ].map(async (asked) => {
        const { status, text } = await worker.ask(`/consultations/${asked}`);
        return { status, text };
      }),
    );
    for (const answer of unknown) expect(answer).toEqual({ ...unknown[0], status: 404 });
    expect(on.shelf.inner.items().filter(({ pk }) => pk.startsWith("audit#"))).toEqual([]);
  });

  test("offers each worker what they can do now, and nobody else's acts", async () => {
    const { on, here, worker, claimed } = await ready();
    const actsFor = async (who: typeof dana) => {
      const { ask } = await on.staff(who);
      const found = (await ask(here)).text.matchAll(
        /(?:action|href)="[^"]*\/[-\w]{14}\/([-\w]+)"/g,
      );
      return [...new Set([...found].map(([, name]) => name))].toSorted();
    };
    const always = ["call-in", "correct", "link", "priority"];
    const allOf = (...names: readonly string[]) => [...always, ...names].toSorted();
    expect(await actsFor(dana)).toEqual(allOf("claim"));
    await claimed();
    const recording = ["attempt", "close", "contact"];
    expect(await actsFor(dana)).toEqual(allOf(...recording, "release"));
    expect(await actsFor(ruth)).toEqual(allOf(...recording));
    expect(await actsFor(morgan)).toEqual(
      allOf(...recording, "release", "reassign", "bundle", "hold"),
    );
    expect(await actsFor(priya)).toEqual([]);
    await worker.post(`${here}/release`, { version: "2" });
    expect(await actsFor(ruth)).toEqual(allOf("claim"));
    const next = await ready();
    await next.contacted();
    const after = (await next.worker.ask(next.here)).text;
    expect(after).not.toMatch(/\/(attempt|contact)"/);
    expect(after).toMatch(/\/advice"[\s\S]*\/difference"/);
  });
});

const answersOf = async (on: Sites, reference: string) => {
  const { openAnswers } = await import("../../../shared/store/sealed-words.ts");
  const { loadConsultation } = await import("../../../shared/store/consultations.ts");
  const consultation = await loadConsultation(on.shelf, reference);
  if (consultation === undefined) throw new Error("nothing was stored");
  return openAnswers(on.shelf, consultation);
};

describe("the timeline", () => {
  test("tells every event with who and when, the last first", async () => {
    const { on, here, worker, act, claimed } = await ready();
    on.advance(60);
    await claimed();
    on.advance(60);
    await act("attempt", { result: "left-a-message", number: "second-contact" });
    on.advance(60);
    await act("contact", { ...contactFields, time: "10:02am" });
    on.advance(60);
    await act("close", closeFields);
    const words = wordsOf((await worker.ask(here)).text);
    const [, timeline = ""] = words.split("Timeline ");
    expect(timeline.trim()).toBe(
      [
        "10:04am on Monday 23 November 2026 Dana Okafor closed it: advice only",
        "10:03am on Monday 23 November 2026 Dana Okafor recorded the contact: Sol Hart spoke to them",
        "10:02am on Monday 23 November 2026 Dana Okafor recorded an attempt to call: left a message, second contact's number",
        "10:01am on Monday 23 November 2026 Dana Okafor claimed it",
        "10am on Monday 23 November 2026 The service received the request",
      ].join(" "),
    );
    expect(words).toContain(contactFields.advice);
    expect(words).toContain(contactFields.reasons);
    expect(words).toContain(contactFields.plan);
  });

  test("tells what happened within one second in the order in which it did", async () => {
    const { here, worker, claimed } = await ready();
    await claimed();
    await worker.post(`${here}/release`, { version: "2" });
    const words = wordsOf((await worker.ask(here)).text);
    expect(words).toMatch(/released it .* claimed it .* received the request/);
  });

  test("has the letters that went, and who got them", async () => {
    const { on, here, worker } = await ready();
    const tracker = trackerOf(on);
    if (tracker === undefined) throw new Error("nothing stands");
    const sentAt = plusSeconds(on.clock(), 60);
    await on.shelf.table.put({
      ...tracker,
      letters: {
        "new-request/1/duty": { sentAt, messageId: "m1", tries: 1 },
        "receipt/1/practitioner": { lease: "l", leasedUntil: sentAt, tries: 1 },
      },
    });
    const words = wordsOf((await worker.ask(here)).text);
    expect(words).toMatch(
      /10:01am on Monday 23 November 2026 The service sent the letter "new request" to the duty mailbox 10am/,
    );
    expect(words).not.toContain('"receipt"');
  });
});

describe("two workers", () => {
  test("who claim at once: one has it, and the other is told who", async () => {
    const { on, here } = await ready();
    const people = [dana, ruth];
    const browsers = await Promise.all(people.map((who) => on.staff(who)));
    const answers = await Promise.all(
      browsers.map(({ post }) => post(`${here}/claim`, { version: "1" })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409]);
    const winner = people[answers.findIndex(({ status }) => status === 303)];
    const lost = answers.find(({ status }) => status === 409);
    expect(trackerOf(on)).toMatchObject({
      state: "claimed",
      holder: { id: winner?.id },
      version: 2,
    });
    const [told = ""] = warningsIn(lost?.text ?? "");
    expect(told).toContain(`${winner?.name} claimed it while you had this page open.`);
    expect(told).toContain("Nothing of yours was recorded.");
    expect(told).not.toContain("typed");
    expect(wordsOf(lost?.text ?? "")).toContain(`Who has it ${winner?.name}`);
  });

  test("of whom one claims what the other has, on the page as it stands, is told who has it", async () => {
    const { on, here, claimed } = await ready();
    await claimed();
    const { post } = await on.staff(ruth);
    const { status, text } = await post(`${here}/claim`, { version: "2" });
    expect([status, warningsIn(text)[0]]).toEqual([
      409,
      "Dana Okafor has it already. Ask them, or ask a manager to reassign it.",
    ]);
    const released = await post(`${here}/release`, { version: "2" });
    expect(warningsIn(released.text)[0]).toBe(
      "Dana Okafor has it. Only they or a manager can release it.",
    );
  });

  test("of whom one records on a page that the other has made stale: refused by name, what was typed is kept", async () => {
    const { on, here, worker, claimed } = await ready();
    await claimed();
    const second = await on.staff(ruth);
    const form = await second.ask(`${here}/contact`);
    await worker.post(`${here}/attempt`, {
      version: "2",
      result: "no-answer",
      number: "practitioner",
    });
    const typed = { ...contactFields, advice: "Typed <b>at length</b>", tell: "not-yet" };
    const stale = await second.post(`${here}/contact`, { ...typed, version: versionIn(form.text) });
    expect(stale.status).toBe(409);
    expect(warningsIn(stale.text)[0]).toMatch(
      /^Dana Okafor recorded an attempt to call while you had this page open. Nothing of yours was recorded\. .* What you typed is below\.$/,
    );
    const fields = Object.fromEntries(readForm(mainOf(stale.text)));
    expect(fields).toMatchObject({ ...typed, version: "3" });
    expect(trackerOf(on)).toMatchObject({ state: "claimed", version: 3 });
    expect(on.shelf.words()).toHaveLength(1);
    // Having read what changed, they can record it from that very page.
    expect((await second.post(`${here}/contact`, fields)).status).toBe(303);
    expect(trackerOf(on)).toMatchObject({ state: "contacted", version: 4 });
  });

  test("cannot both record the contact: the second is told, and nothing is overwritten", async () => {
    const { on, here, claimed } = await ready();
    await claimed();
    const browsers = await Promise.all([on.staff(dana), on.staff(ruth)]);
    const answers = await Promise.all(
      browsers.map(({ post }, n) =>
        post(`${here}/contact`, { ...contactFields, socialWorker: `Worker ${n}`, version: "2" }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409]);
    const [kept] = answers.flatMap(({ status }, n) => (status === 303 ? [`Worker ${n}`] : []));
    expect(trackerOf(on)).toMatchObject({ contact: { socialWorker: kept }, version: 3 });
    const [lost] = answers.flatMap(({ status }, n) => (status === 409 ? [n] : []));
    const refused = answers[lost ?? 0]?.text ?? "";
    expect(Object.fromEntries(readForm(mainOf(refused)))["socialWorker"]).toBe(`Worker ${lost}`);
  });

  test("a second click on the same button is refused, and changes nothing more", async () => {
    const { on, here, worker } = await ready();
    const twice = await Promise.all([
      worker.post(`${here}/claim`, { version: "1" }),
      worker.post(`${here}/claim`, { version: "1" }),
    ]);
    expect(twice.map(({ status }) => status)).toContain(303);
    expect(trackerOf(on)).toMatchObject({ version: 2, holder: { id: dana.id } });
  });
});

describe("recording", () => {
  test("an attempt takes what came of it, and for two numbers which was rung", async () => {
    const { on, here, worker, claimed } = await ready();
    await claimed();
    const empty = await worker.post(`${here}/attempt`, { version: "2" });
    expect(empty.status).toBe(422);
    expect(wordsOf(empty.text)).toContain("Select what came of the call");
    expect(wordsOf(empty.text)).toContain("Select whose number you rang");
    const wrong = await worker.post(`${here}/attempt`, {
      version: "2",
      result: "flew-away",
      number: "practitioner",
    });
    expect(wrong.status).toBe(422);
    expect(trackerOf(on)).toMatchObject({ attempts: [] });
  });

  test.each([
    ["a time in the future", { time: "11pm" }, "The time must be in the past."],
    ["a time before it came", { time: "9am" }, "The time must be after the request was received."],
  ])("a contact with %s is refused, and all that was typed is kept", async (_, change, words) => {
    const { here, worker, claimed } = await ready();
    await claimed();
    const typed = { ...contactFields, ...change, version: "2" };
    const { status, text } = await worker.post(`${here}/contact`, typed);
    expect(status).toBe(422);
    expect(wordsOf(text)).toContain(`There is a problem ${words}`);
    expect(Object.fromEntries(readForm(mainOf(text)))).toMatchObject(typed);
  });

  test.each([
    ["time", "soon", "Time of the conversation must be a time"],
    ["time", "10", "Time of the conversation must be a time"],
    ["time", "25:00", "Time of the conversation must be a time"],
    ["date-day", "31", "must be a real date"],
    ["date-year", "2027", "must be today or in the past"],
    ["socialWorker", " ", "Enter the name of the social worker"],
    ["advice", "", "Enter what you advised"],
    ["reasons", "", "Enter the reasons"],
    ["plan", "", "Enter who does what by when"],
    ["action", "dance", "Select what you advised to do"],
    ["consent", "", "Select what you advised about consent"],
    ["tell", "__proto__", "Select what you advised about telling"],
    ["advice", "a".repeat(5001), "Advice must be 5,000 characters or fewer"],
  ])("a contact with %s %j says what is wrong, and keeps the rest", async (field, value, words) => {
    const { on, here, worker, claimed } = await ready();
    await claimed();
    const typed = { ...contactFields, [field]: value, version: "2" };
    const { status, text } = await worker.post(`${here}/contact`, typed);
    expect(status).toBe(422);
    expect(wordsOf(text)).toContain(words);
    const again = Object.fromEntries(readForm(mainOf(text)));
    for (const [name, kept] of Object.entries(typed))
      if (name !== field) expect(again[name]).toBe(kept);
    expect(trackerOf(on)).toMatchObject({ state: "claimed", version: 2 });
    expect(on.shelf.words()).toHaveLength(1);
  });

  test("a contact begins with the decision's own answers and today", async () => {
    const { on, here, worker, claimed } = await ready();
    await claimed();
    const { decision } = trackerOf(on) as unknown as { decision: Record<string, string> };
    const { text } = await worker.ask(`${here}/contact`);
    expect(Object.fromEntries(readForm(mainOf(text)))).toMatchObject({
      action: decision["action"],
      consent: decision["consent"],
      tell: decision["tell"],
      "date-day": "23",
      "date-month": "11",
      "date-year": "2026",
      version: "2",
    });
  });
});

describe("closing", () => {
  const refused: readonly (readonly [
    name: string,
    to: "received" | "claimed" | "contacted",
    fields: Readonly<Record<string, string>>,
    status: number,
    words: string,
  ])[] = [
    ["what nobody has claimed", "received", {}, 409, "Nobody has claimed it. Claim it first."],
    ["without contact", "claimed", {}, 422, "No contact is recorded yet."],
    ["without an outcome", "contacted", { outcome: "" }, 422, "Select the outcome"],
    ["without reasons", "contacted", { reasons: "" }, 422, "Enter the reasons"],
    ["with hollow reasons", "contacted", { reasons: "\u200b \u0000" }, 422, "Enter the reasons"],
    [
      "a named child without the case record",
      "contacted",
      { caseRecord: "" },
      422,
      "Enter the case record's number, or why there is none",
    ],
    [
      "as taken over a refusal without the manager's name",
      "contacted",
      { outcome: "taken-as-referral" },
      422,
      "Enter the name of the manager who decided",
    ],
    [
      "as a duplicate without the other",
      "claimed",
      { outcome: "duplicate" },
      422,
      "Enter the reference of another consultation",
    ],
    [
      "as a duplicate of what is no reference",
      "claimed",
      { outcome: "duplicate", duplicateOf: "the one about Example Child" },
      422,
      "Other reference must be like 7K2M-9QXD-4TRW",
    ],
    [
      "as unable to contact by a duty worker",
      "claimed",
      { outcome: "unable-to-contact", child: "Asked the school" },
      422,
      "Only a manager can do this.",
    ],
  ];

  test.each(refused)(
    "%s is refused, says why, and keeps what was typed",
    async (_, to, fields, status, words) => {
      const { on, act, claimed, contacted } = await ready({
        told: "yes",
        consent: "refused",
      });
      if (to === "claimed") await claimed();
      if (to === "contacted") await contacted();
      const before = trackerOf(on);
      const answer = await act("close", { ...closeFields, ...fields });
      expect(answer.status).toBe(status);
      expect(wordsOf(answer.text)).toContain(words);
      const again = Object.fromEntries(readForm(mainOf(answer.text)));
      for (const [name, kept] of Object.entries({ ...closeFields, ...fields }))
        if (kept !== fields["reasons"] && name in again) expect(again[name]).toBe(kept);
      expect(trackerOf(on)).toEqual(before);
    },
  );

  test("as a duplicate keeps the other's reference as it is written, however it was typed", async () => {
    const { on, act, claimed, reference } = await ready();
    await claimed();
    const own = await act("close", {
      ...closeFields,
      outcome: "duplicate",
      duplicateOf: reference.toLowerCase().replaceAll("-", ""),
    });
    expect(wordsOf(own.text)).toContain("Enter the reference of another consultation");
    const other = await on.received({ key: key(2) });
    const done = await act("close", {
      ...closeFields,
      outcome: "duplicate",
      duplicateOf: other.toLowerCase().replaceAll("-", " ").replaceAll("0", "o"),
    });
    expect(done.status).toBe(303);
    expect(on.shelf.trackers().find(({ pk }) => pk.endsWith(reference))).toMatchObject({
      state: "closed",
      duplicateOf: other,
    });
  });

  test("as a duplicate of what nobody answers is refused", async () => {
    const { act, claimed } = await ready();
    await claimed();
    const nowhere = await act("close", {
      ...closeFields,
      outcome: "duplicate",
      duplicateOf: "7K2M-9QXD-4TRW",
    });
    expect(nowhere.status).toBe(422);
    expect(wordsOf(nowhere.text)).toContain("Enter the reference of another consultation");
  });

  test("with advice, reasons and the case record is done, and leaves the worklist", async () => {
    const { on, here, worker, act, contacted } = await ready();
    await contacted();
    expect((await act("close", closeFields)).location).toBe(here);
    expect(trackerOf(on)).toMatchObject({ state: "closed", outcome: "advice-only" });
    expect(rowsOf((await worker.ask("/")).text)).toEqual([]);
    const again = await act("close", closeFields);
    expect(warningsIn(again.text)[0]).toContain("It is closed. Reopen it first.");
  });

  test("as unable to contact is a manager's, after three attempts over two days on both numbers", async () => {
    const { on, here, claimed, act } = await ready({ secondContact: "Kim, 01632 960 003" });
    await claimed();
    for (const [minute, number] of [
      ["10:10", "practitioner"],
      ["10:20", "second-contact"],
    ]) {
      on.moveTo(at(`2026-11-23T${minute}:00Z`));
      await act("attempt", { result: "no-answer", number });
    }
    const manager = await on.staff(morgan);
    const close = async (child: string) =>
      manager.post(`${here}/close`, {
        ...closeFields,
        outcome: "unable-to-contact",
        child,
        version: versionIn((await manager.ask(`${here}/close`)).text),
      });
    expect(wordsOf((await close("Asked the school")).text)).toContain("Three attempts over two");
    on.moveTo(at("2026-11-24T09:00:00Z"));
    const worker = await on.staff(dana);
    await worker.post(`${here}/attempt`, {
      result: "no-answer",
      number: "practitioner",
      version: versionIn((await worker.ask(`${here}/attempt`)).text),
    });
    const again = await on.staff(morgan);
    const closeAgain = async (child: string) =>
      again.post(`${here}/close`, {
        ...closeFields,
        outcome: "unable-to-contact",
        child,
        version: versionIn((await again.ask(`${here}/close`)).text),
      });
    expect(wordsOf((await closeAgain("")).text)).toContain("Enter what was done about the child.");
    expect((await closeAgain("Asked the school to look out")).status).toBe(303);
  });
});

test("the named example stays what these tests take it for", () => {
  expect(named).toMatchObject({ named: "named", childName: "Example Child" });
});
