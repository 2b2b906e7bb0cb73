import { describe, expect, test } from "vitest";
import named from "../../../functions/request/examples/named.json" with { type: "json" };
import { digest } from "../../../shared/domain/history.ts";
import { fromTrackerItem } from "../../../shared/store/tracker-item.ts";
import { disguises } from "../../fakes/disguises.ts";
import { readForm } from "../../shared/pages/read-form.ts";
import { draftIdIn, fieldsOn, fillUntil, type Sites, sites, type Visitor } from "../sites.ts";

const cookieName = "__Host-draft";
const revisionCookie = "__Host-draft-revision";
const canary = "Wombat Quillfeather";

const at = async (step: string, answers: Readonly<Record<string, unknown>> = named) => {
  const on = sites();
  const visitor = on.practitioner();
  await fillUntil(visitor, step, answers);
  return { on, visitor };
};

const draftsIn = ({ shelf }: Sites) =>
  shelf.inner.items().filter(({ pk }) => pk.startsWith("draft#"));

const referenceIn = (html: string) =>
  /<strong>([0-9A-Z]{4}(?:-[0-9A-Z]{4}){2})<\/strong>/.exec(html)?.[1];

/** Send, and what the browser then shows. */
const send = async ({ post, ask }: Visitor) => {
  const { status, location } = await post("/request/check");
  expect(status).toBe(303);
  return { location, shown: await ask(location) };
};

/** Everything that stands of consultations, which must be one. */
const oneConsultation = ({ shelf }: Sites) => {
  const [tracker, ...more] = shelf.trackers().map(fromTrackerItem);
  expect(more).toEqual([]);
  if (tracker === undefined) throw new Error("nothing was stored");
  return tracker;
};

describe("the draft of a form", () => {
  test("is known to the browser by a cookie that no script and no other site can read, beside its revision", async () => {
    const visitor = sites().practitioner();
    const lines = (await visitor.post("/request/danger", { danger: "no" })).headers.getSetCookie();
    const pairs = lines.map((line) => {
      const [pair, ...attributes] = line.split("; ");
      expect(attributes.toSorted()).toEqual(["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]);
      return pair;
    });
    expect(pairs).toEqual([
      expect.stringMatching(/^__Host-draft=[\w-]{22,}$/),
      `${revisionCookie}=1`,
    ]);
    const { headers } = await visitor.post("/request/harm", fieldsOn("harm"));
    expect(headers.getSetCookie().map((line) => line.split(";")[0])).toEqual([
      `${revisionCookie}=2`,
    ]);
  });

  test("is begun by the first answer, not by looking; and keeps its id", async () => {
    const on = sites();
    const visitor = on.practitioner();
    for (const path of ["/", "/request/danger", "/request/check", "/request/sent"])
      await visitor.ask(path);
    expect(visitor.cookies.size).toBe(0);
    expect(on.shelf.calls).toEqual([]);
    await visitor.post("/request/danger", { danger: "no" });
    const id = draftIdIn(visitor);
    await visitor.post("/request/harm", fieldsOn("harm"));
    expect(draftIdIn(visitor)).toBe(id);
  });

  test("is read for every page but the one right after an answer, and for no answer within a minute", async () => {
    const { on, visitor } = await at("harm");
    const reads = () => on.shelf.calls.filter((call) => call.do === "get").length;
    await visitor.ask("/request/harm");
    expect(reads(), "the page after an answer").toBe(0);
    await visitor.ask("/request/harm");
    expect(reads(), "the same page once more").toBe(1);
    await visitor.post("/request/harm", fieldsOn("harm"));
    expect(reads(), "an answer").toBe(1);
    on.advance(5);
    await visitor.ask("/request/told");
    expect(reads(), "a page five seconds later").toBe(2);
    on.advance(60);
    await visitor.post("/request/told", fieldsOn("told"));
    expect(reads(), "an answer a minute later").toBe(3);
  });

  test("that was saved shows in one browser what another has just written, whichever copy answers", async () => {
    const { on: here, visitor } = await at("check");
    await visitor.post("/request/save", { email: "sam@example.org" });
    const there = sites({ wrap: () => here.shelf.inner });
    const second = there.practitioner();
    for (const [name, value] of visitor.cookies) second.cookies.set(name, value);
    // The other copy holds what both browsers now know.
    await second.ask("/request/your-question");
    await second.post("/request/harm", fieldsOn("harm"));
    visitor.cookies.set(revisionCookie, second.cookies.get(revisionCookie) ?? "");
    await visitor.post("/request/your-question", { question: "Newer words" });
    const shown = await second.ask("/request/your-question");
    expect(shown.text).toContain("Newer words");
    await second.post("/request/your-question", readForm(shown.text));
    expect((await visitor.ask("/request/check")).text).toContain("Newer words");
  });

  test("of which an answer was lost on its way shows that answer when the page is loaded again", async () => {
    const { on: here, visitor } = await at("your-question");
    await visitor.ask("/request/your-question");
    const there = sites({ wrap: () => here.shelf.inner });
    const lost = there.practitioner();
    for (const [name, value] of visitor.cookies) lost.cookies.set(name, value);
    await lost.post("/request/your-question", { question: "Stored, and not answered" });
    const { text } = await visitor.ask("/request/your-question");
    expect(text).toContain("Stored, and not answered");
  });

  test("is not brought back by an answer that arrives after Leave and clear this computer", async () => {
    const { on: here, visitor } = await at("your-question");
    const there = sites({ wrap: () => here.shelf.inner });
    const late = await visitor.post("/request/your-question", { question: canary });
    const tab = there.practitioner();
    for (const [name, value] of visitor.cookies) tab.cookies.set(name, value);
    await tab.post("/leave");
    visitor.cookies.clear();
    for (const line of late.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";")[0] ?? "").split("=");
      visitor.cookies.set(name, value);
    }
    for (const page of ["your-question", "check", "decision", "decision/record"]) {
      const { location, text } = await visitor.ask(`/request/${page}`);
      expect(location + text, page).toMatch(/danger\?gone|no longer here/);
      expect(text, page).not.toContain(canary);
    }
  });

  test("is the same whichever copy of the function answers, page by page", async () => {
    const here = sites();
    const there = sites({ wrap: () => here.shelf.inner });
    const browsers = [here.practitioner(), there.practitioner()] as const;
    let step = "danger";
    for (let n = 0; step !== "check"; n++) {
      const [browser, other] = n % 2 === 0 ? browsers : browsers.toReversed();
      if (browser === undefined || other === undefined || n > 20) throw new Error(step);
      const shown = await browser.ask(`/request/${step}`);
      expect([step, shown.status]).toEqual([step, 200]);
      const fields = step === "decision" ? readForm(shown.text) : fieldsOn(step);
      const { location } = await browser.post(`/request/${step}`, fields);
      for (const [name, value] of browser.cookies) other.cookies.set(name, value);
      step = location.replace("/request/", "");
    }
    for (const { ask } of browsers)
      expect((await ask("/request/check")).text).toContain(named.seen);
  });

  test("that another copy of the function changed meanwhile keeps what was answered in both", async () => {
    const { on: here, visitor } = await at("check");
    const there = sites({ wrap: () => here.shelf.inner });
    const tab = there.practitioner();
    for (const [name, value] of visitor.cookies) tab.cookies.set(name, value);
    await tab.post("/request/your-question", { question: "Asked in the other tab" });
    await visitor.post("/request/what-you-know", {
      ...Object.fromEntries(fieldsOn("what-you-know")),
      seen: "Seen in this tab",
    });
    for (const { ask } of [visitor, tab]) {
      const { text } = await ask("/request/check");
      expect(text).toContain("Asked in the other tab");
      expect(text).toContain("Seen in this tab");
    }
  });

  test("stands in the table under the hash of its id, and sealed", async () => {
    const { on, visitor } = await at("check", { ...named, childName: canary, seen: canary });
    const id = draftIdIn(visitor);
    const [item, ...more] = draftsIn(on);
    expect(more).toEqual([]);
    expect(item?.pk).toBe(`draft#${digest(id)}`);
    const kept = JSON.stringify(item);
    for (const secret of [id, canary, named.email, "evidence"])
      for (const text of disguises(secret)) expect(kept).not.toContain(text);
    expect(JSON.stringify(on.lines)).not.toContain(canary);
    expect((await visitor.ask("/request/check")).text).toContain(canary);
  });

  test("of somebody else is not found by any other id", async () => {
    const { on } = await at("check");
    const other = on.practitioner();
    for (const id of ["", "x", "id".padEnd(22, "0"), "../draft", "__proto__", "é"]) {
      other.cookies.set(cookieName, encodeURIComponent(id));
      expect((await other.ask("/request/check")).location).toBe("/request/danger?gone");
    }
  });

  test("is gone after an hour without an answer, and every answer gives it another hour", async () => {
    const { on, visitor } = await at("about-you");
    on.advance(3599);
    expect((await visitor.post("/request/about-you", fieldsOn("about-you"))).status).toBe(303);
    on.advance(3599);
    expect((await visitor.ask("/request/the-child")).text).toContain("Example Child");
    on.advance(1);
    expect((await visitor.ask("/request/the-child")).location).toBe("/request/danger?gone");
    const [item] = draftsIn(on);
    expect(item?.["expires"]).toBe(Date.parse("2026-11-23T11:59:59Z") / 1000);
  });

  test.each(["harm", "consent", "what-you-know", "the-child", "about-you", "keeping-safe"])(
    "that ran out while %s was typed loses nothing of it, and says what was cleared",
    async (page) => {
      const answers = {
        ...named,
        told: "yes",
        consent: "given",
        agreedBy: ["father"],
        danger: "no",
      };
      const { on, visitor } = await at(page, answers);
      on.advance(3600);
      const late = await visitor.post(`/request/${page}`, fieldsOn(page, answers));
      expect(late.location).toBe("/request/danger?gone");
      expect((await visitor.ask(late.location)).text).toContain(
        "Your earlier answers are no longer here",
      );
      const passed: string[] = [];
      for (let step = "danger"; step !== "check"; ) {
        passed.push(step);
        const fields = step === "decision" ? [] : fieldsOn(step, answers);
        const { status, location } = await visitor.post(`/request/${step}`, fields);
        expect(status, step).toBe(303);
        step = location.replace("/request/", "");
      }
      expect(passed).not.toContain(page);
      const { text } = await visitor.ask(`/request/${page}`);
      const given = fieldsOn(page, answers).filter(([, value]) => value !== "");
      expect(readForm(text)).toEqual(expect.arrayContaining(given.map((field) => [...field])));
    },
  );

  test("that ran out before Send sends nothing and says so", async () => {
    const { on, visitor } = await at("check");
    on.advance(3600);
    expect((await visitor.post("/request/check")).location).toBe("/request/danger?gone");
    expect(on.shelf.trackers()).toEqual([]);
  });

  test("is taken out of the table and the browser by Leave and clear this computer", async () => {
    const { on, visitor } = await at("check", { ...named, seen: canary });
    const cookie = visitor.cookies.get(cookieName) ?? "";
    const { location, headers } = await visitor.post("/leave");
    expect(location).toBe("/left");
    expect(headers.getSetCookie().toSorted()).toEqual([
      `${revisionCookie}=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax`,
      `${cookieName}=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax`,
      "__Host-status=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax",
    ]);
    expect(headers.get("clear-site-data")).toBe('"cache", "storage"');
    expect(visitor.cookies.size).toBe(0);
    expect(draftsIn(on).map((item) => Object.keys(item).toSorted())).toEqual([
      ["expires", "pk", "revision", "sk"],
    ]);
    visitor.cookies.set(cookieName, cookie);
    expect((await visitor.ask("/request/check")).location).toBe("/request/danger?gone");
    expect((await visitor.ask("/left")).text).toContain("cleared");
  });

  test("that another tab cleared is begun anew with what was typed here", async () => {
    const { on, visitor } = await at("your-question");
    const id = draftIdIn(visitor);
    let isCleared = false;
    const slow = sites({
      wrap: (inner) => ({
        ...inner,
        put: async (item, condition) => {
          if (!isCleared && item.pk.startsWith("draft#") && condition !== undefined) {
            isCleared = true;
            await slow.drafts.clear(id, slow.clock());
          }
          return inner.put(item, condition);
        },
      }),
    });
    for (const item of on.shelf.inner.items()) await slow.shelf.inner.put(item);
    const tab = slow.practitioner();
    tab.cookies.set(cookieName, visitor.cookies.get(cookieName) ?? "");
    const { status } = await tab.post("/request/your-question", { question: "May I ask?" });
    expect(status).toBe(303);
    expect(draftIdIn(tab)).not.toBe(id);
    expect((await tab.ask("/request/your-question")).text).toContain("May I ask?");
  });

  test("of two tabs holds the answers of both", async () => {
    const { visitor } = await at("check");
    await Promise.all([
      visitor.post("/request/your-question", { question: "From the first tab" }),
      visitor.post("/request/what-you-know", { seen: "From the second tab", othersAtRisk: "no" }),
    ]);
    const { text } = await visitor.ask("/request/check");
    expect(text).toContain("From the first tab");
    expect(text).toContain("From the second tab");
  });
});

describe("Send", () => {
  test("stores one consultation, shows its reference and deadline, and keeps nothing that was typed", async () => {
    const { on, visitor } = await at("check");
    const { location, shown } = await send(visitor);
    expect(location).toBe("/request/sent");
    const { reference } = oneConsultation(on);
    expect(referenceIn(shown.text)).toBe(reference);
    expect(shown.text).toContain("5:30pm on Tuesday 24 November 2026");
    expect(shown.text).toContain("This is not a referral");
    const id = draftIdIn(visitor);
    const { draft } = (await on.drafts.load(id, on.clock())) ?? {};
    expect(draft).toMatchObject({ answers: {}, done: [], sent: { reference } });
    expect(draft).not.toHaveProperty("decided");
    for (const typed of [named.childName, named.email, named.seen])
      expect(JSON.stringify(draft)).not.toContain(typed);
  });

  test("twice at once, and again later, is one consultation with the same confirmation", async () => {
    const { on, visitor } = await at("check");
    const double = await Promise.all([send(visitor), send(visitor), send(visitor)]);
    on.advance(1800);
    const all = [...double, await send(visitor)];
    const { reference } = oneConsultation(on);
    for (const { location, shown } of all) {
      expect(location).toBe("/request/sent");
      expect(referenceIn(shown.text)).toBe(reference);
    }
    expect(on.lines.filter(({ event }) => event === "request stored")).toHaveLength(1);
  });

  test("and back shows the confirmation, on whatever page of the form", async () => {
    const { visitor } = await at("check");
    await send(visitor);
    for (const step of ["check", "decision", "harm", "what-you-know", "keeping-safe"])
      expect((await visitor.ask(`/request/${step}`)).location, step).toBe("/request/sent");
  });

  test("after answers were changed in another tab tells that they were not sent", async () => {
    const { on, visitor } = await at("check");
    await send(visitor);
    const late = await visitor.post("/request/your-question", { question: "Too late" });
    expect(late.location).toBe("/request/sent?changed");
    const { shown } = await send(visitor);
    expect(shown.text).not.toContain("was not sent");
    expect((await visitor.ask(late.location)).text).toContain(
      "What you changed afterwards was not sent",
    );
    expect(referenceIn(shown.text)).toBe(oneConsultation(on).reference);
  });

  test("while another tab changes an answer is told there and here", async () => {
    const { on, visitor } = await at("check");
    let change: (() => Promise<unknown>) | undefined;
    const slow = sites({
      wrap: (inner) => ({
        ...inner,
        put: async (item, condition) => {
          const [now, then] = [item.pk.startsWith("consultation#") ? change : undefined, change];
          change = now === undefined ? then : undefined;
          await now?.();
          return inner.put(item, condition);
        },
      }),
    });
    for (const item of on.shelf.inner.items()) await slow.shelf.inner.put(item);
    const [sending, changing] = [slow.practitioner(), slow.practitioner()];
    for (const tab of [sending, changing])
      tab.cookies.set(cookieName, visitor.cookies.get(cookieName) ?? "");
    change = () => changing.post("/request/your-question", { question: "Meanwhile" });
    expect((await send(sending)).location).toBe("/request/sent?changed");
    oneConsultation(slow);
  });

  test("while another tab is about to change an answer keeps that change out, and tells there", async () => {
    const { on, visitor } = await at("check");
    let sendFirst: (() => Promise<unknown>) | undefined;
    const slow = sites({
      wrap: (inner) => ({
        ...inner,
        put: async (item, condition) => {
          const now = sendFirst;
          sendFirst = undefined;
          await now?.();
          return inner.put(item, condition);
        },
      }),
    });
    for (const item of on.shelf.inner.items()) await slow.shelf.inner.put(item);
    const [sending, changing] = [slow.practitioner(), slow.practitioner()];
    const id = draftIdIn(visitor);
    for (const tab of [sending, changing])
      tab.cookies.set(cookieName, visitor.cookies.get(cookieName) ?? "");
    sendFirst = () => send(sending);
    const late = await changing.post("/request/your-question", { question: "Meanwhile" });
    expect(late.location).toBe("/request/sent?changed");
    expect((await slow.drafts.load(id, slow.clock()))?.draft.answers).toEqual({});
    oneConsultation(slow);
  });

  test("goes through when a question that was answered is no longer in the catalogue", async () => {
    const { on, visitor } = await at("check");
    const id = draftIdIn(visitor);
    const held = await on.drafts.load(id, on.clock());
    if (held === undefined) throw new Error("no draft");
    const answers = { ...held.draft.answers, askedLastYear: "yes" };
    await on.drafts.save(id, { ...held, draft: { ...held.draft, answers } }, on.clock());
    expect((await send(visitor)).location).toBe("/request/sent");
    oneConsultation(on);
  });

  test("that fails after the words, or whose answer is lost, makes one consultation when sent again", async () => {
    for (const [fault, kind] of [
      ["timed-out", "words"],
      ["answer-lost", "words"],
      ["throttled", "consultation"],
      ["timed-out", "draft"],
      ["answer-lost", "draft"],
    ] as const) {
      const { on, visitor } = await at("check");
      on.shelf.failPut(fault, kind);
      const failed = await visitor.post("/request/check");
      expect([500, 503], `${fault} ${kind}`).toContain(failed.status);
      expect(failed.text).toContain("your request is stored once");
      const { shown } = await send(visitor);
      expect(referenceIn(shown.text)).toBe(oneConsultation(on).reference);
    }
  });

  test("that failed after storing, sent again with other answers, tells what was not sent", async () => {
    const { on, visitor } = await at("check");
    on.shelf.failPut("timed-out", "draft");
    expect((await visitor.post("/request/check")).status).toBe(503);
    await visitor.post("/request/your-question", { question: "Something else" });
    const { location, shown } = await send(visitor);
    expect(location).toBe("/request/sent?changed");
    expect(referenceIn(shown.text)).toBe(oneConsultation(on).reference);
  });

  test("begins no other form until the first question is answered again", async () => {
    const { on, visitor } = await at("check");
    const first = referenceIn((await send(visitor)).shown.text);
    await fillUntil(visitor, "check", { ...named, question: "Another child" });
    const second = referenceIn((await send(visitor)).shown.text);
    expect(second).not.toBe(first);
    expect(on.shelf.trackers()).toHaveLength(2);
  });
});
