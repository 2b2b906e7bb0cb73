import { describe, expect, test } from "vitest";
import { loadConsultation } from "../../../../shared/store/consultations.ts";
import { contactFields, dana, morgan, priya, ruth, sites, versionIn } from "../../sites.ts";
import { wordsOf } from "../../words-of.ts";

const canary = "CANARY bruise on the arm";

const key = (n: number) => `3f0c8a4e-5b1d-4c7a-9e2f-${String(n).padStart(12, "0")}`;

/** One request, and what anybody of the hub does with it by its forms. */
const ready = async (answers: Readonly<Record<string, unknown>> = {}) => {
  const on = sites();
  const reference = await on.received({ answers });
  const here = `/consultations/${reference}`;
  const browsers = new Map<string, Awaited<ReturnType<typeof on.staff>>>();
  const as = async (who: typeof dana) => {
    const known = browsers.get(who.id) ?? (await on.staff(who));
    browsers.set(who.id, known);
    return known;
  };
  const act = async (who: typeof dana, name: string, fields: Readonly<Record<string, unknown>>) => {
    const { ask, post } = await as(who);
    const page = await ask(name === "claim" ? here : `${here}/${name}`);
    return post(`${here}/${name}`, { ...fields, version: versionIn(page.text) });
  };
  const done = async (...given: Parameters<typeof act>) => {
    const { status, text } = await act(...given);
    if (status !== 303) throw new Error(`${given[1]}: ${status} ${wordsOf(text)}`);
  };
  const shown = async (who = dana) => wordsOf((await (await as(who)).ask(here)).text);
  const stands = async () => {
    const consultation = await loadConsultation(on.shelf, reference);
    if (consultation === undefined) throw new Error("nothing stands");
    return consultation;
  };
  const contacted = async (more: Readonly<Record<string, unknown>> = {}) => {
    await done(dana, "claim", {});
    on.advance(600);
    await done(dana, "contact", { ...contactFields, ...more });
  };
  return { on, reference, here, as, act, done, shown, stands, contacted };
};

describe("an attempt", () => {
  test("is recorded in two clicks from the consultation's own page", async () => {
    const { as, here, done, shown } = await ready({ secondContact: "" });
    await done(dana, "claim", {});
    const { ask, post } = await as(dana);
    const page = (await ask(here)).text;
    const [form = ""] = /<form[^>]*\/attempt"[\s\S]*?<\/form>/.exec(page) ?? [];
    expect(form).toContain('value="no-answer"');
    expect(form).toContain("Record attempt");
    const answer = await post(`${here}/attempt`, { version: versionIn(form), result: "no-answer" });
    expect(answer.status).toBe(303);
    expect(await shown()).toContain(
      "Attempts to call 1. The last at 10am on Monday 23 November 2026: no answer",
    );
  });

  test("can have been earlier today, and names the next try", async () => {
    const { on, done, stands, shown } = await ready();
    await done(dana, "claim", {});
    on.advance(1500);
    await done(dana, "attempt", {
      result: "engaged",
      number: "practitioner",
      time: "10:20am",
      nextTime: "2pm",
      nextDay: "2026-11-24",
    });
    expect((await stands()).attempts).toMatchObject([
      { at: "2026-11-23T10:20:00Z", nextTryAt: "2026-11-24T14:00:00Z" },
    ]);
    expect(await shown()).toContain("Next try: 2pm on Tuesday 24 November 2026");
  });

  test.each([
    [{ time: "soon" }, "Time of the call must be a time, like 2:45pm"],
    [{ time: "11:30pm" }, "The time must be in the past."],
    [{ time: "7am" }, "The time must be after the request was received."],
    [{ nextTime: "later" }, "Time of the next try must be a time, like 2:45pm"],
    [{ nextTime: "9am", nextDay: "2026-11-23" }, "The next try must be in the future."],
    [{ result: "" }, "Select what came of the call"],
  ])("with %o is refused at the field: %s", async (wrong, message) => {
    const { act, done, stands } = await ready();
    await done(dana, "claim", {});
    const fields = { result: "no-answer", number: "practitioner", ...wrong };
    const { status, text } = await act(dana, "attempt", fields);
    expect([status, wordsOf(text)]).toEqual([422, expect.stringContaining(message)]);
    expect((await stands()).attempts).toEqual([]);
  });

  test("that failed twice offers the second contact, where there is one", async () => {
    const { done, shown, as, here } = await ready({ secondContact: "Kim, 01632 960 003" });
    await done(dana, "claim", {});
    const failed = { result: "no-answer", number: "practitioner" };
    await done(dana, "attempt", failed);
    expect(await shown()).toContain("There is a second contact, if they cannot be reached.");
    await done(dana, "attempt", failed);
    expect(await shown()).toContain("Ring the second contact now: two attempts have failed.");
    const page = (await (await as(dana)).ask(`${here}/attempt`)).text;
    expect(page).toMatch(/value="second-contact" checked/);
  });
});

describe("a priority", () => {
  test("comes with a reason, and moves it in the list", async () => {
    const { on, act, done, shown, reference, as } = await ready();
    const other = await on.received({ key: key(2) });
    const without = await act(dana, "priority", { priority: "blue" });
    expect([without.status, wordsOf(without.text)]).toEqual([
      422,
      expect.stringContaining("Enter why it has this priority"),
    ]);
    await done(ruth, "priority", { priority: "blue", priorityBecause: canary });
    const words = await shown();
    expect(words).toContain("Priority blue");
    expect(words).toContain(`Why it has this priority ${canary}`);
    const list = (await (await as(dana)).ask("/")).text;
    expect(list.indexOf(other)).toBeLessThan(list.indexOf(reference));
    await done(ruth, "priority", { priority: "red", priorityBecause: "It changed" });
    const now = (await (await as(dana)).ask("/")).text;
    expect(now.indexOf(reference)).toBeLessThan(now.indexOf(other));
  });
});

describe("the practitioner rings in", () => {
  test("it is a note that anybody of the team can read, and stops no clock", async () => {
    const { done, shown, stands } = await ready();
    await done(ruth, "call-in", { callIn: canary });
    expect(await shown()).toContain(`What they said when they rang ${canary}`);
    expect(await shown()).toContain("Ruth Adeyemi noted that the practitioner rang");
    expect((await stands()).contact).toBeUndefined();
  });
});

describe("giving it to somebody else", () => {
  const known = async (on: ReturnType<typeof sites>, person: typeof dana) => {
    const { signedInPerson } = await import("../../../../shared/store/people.ts");
    await signedInPerson(on.shelf, person, on.clock());
  };

  test("is a manager's, to anybody who has signed in and can ring", async () => {
    const { on, act, as, done, here, stands, shown } = await ready();
    for (const person of [dana, ruth, morgan, priya]) await known(on, person);
    expect((await (await as(dana)).ask(`${here}/reassign`)).status).toBe(403);
    await done(dana, "claim", {});
    const page = (await (await as(morgan)).ask(`${here}/reassign`)).text;
    expect(page).toContain("Ruth Adeyemi");
    expect(page).not.toMatch(/type="radio" value="w-(dana|priya)"/);
    const toAuditor = await act(morgan, "reassign", { to: priya.id });
    expect(toAuditor.status).toBe(422);
    await done(morgan, "reassign", { to: ruth.id });
    expect((await stands()).holder).toEqual(ruth);
    expect(await shown()).toContain("Morgan Hughes reassigned it to Ruth Adeyemi");
  });

  test("is refused when a duty worker posts it", async () => {
    const { on, as, here, stands } = await ready();
    await known(on, ruth);
    const { post } = await as(dana);
    const answer = await post(`${here}/reassign`, { to: ruth.id, version: "1" });
    expect(answer.status).toBe(403);
    expect((await stands()).holder).toBeUndefined();
  });
});

describe("a child who was not named", () => {
  const unnamed = { named: "not-named", childName: undefined, childBirthDate: undefined };
  const name = {
    childName: "Example Child",
    "childBirthDate-day": "4",
    "childBirthDate-month": "5",
    "childBirthDate-year": "2018",
  };

  test("can be named later: the flag goes, and earlier requests about the child are shown", async () => {
    const { on, done, shown, act } = await ready(unnamed);
    const earlier = await on.received({
      key: key(7),
      answers: { childName: "Example Child", childBirthDate: "2018-05-04" },
    });
    expect(await shown()).toContain("Child not named:");
    expect(await shown()).not.toContain(earlier);
    await done(dana, "name", name);
    const words = await shown();
    expect(words).not.toContain("Child not named:");
    expect(words).toContain("Example Child");
    expect(words).toContain("Other consultations that may concern this child");
    expect(words).toContain(`${earlier} , received 10am on Monday 23 November 2026, still open.`);
    const again = await act(dana, "name", name);
    expect([again.status, wordsOf(again.text)]).toEqual([
      409,
      expect.stringContaining("The child is named already."),
    ]);
  });

  test("leaves the name in no clear field, and no log", async () => {
    const { on, done } = await ready(unnamed);
    await done(dana, "name", name);
    const clear = JSON.stringify(on.shelf.inner.items());
    expect(clear).not.toContain("Example Child");
    expect(clear).not.toContain("2018-05-04");
    expect(JSON.stringify(on.lines)).not.toContain("Example");
  });
});

describe("a link", () => {
  test("stands on both, is asked for on both in the audit, and can be made from either's page", async () => {
    const { on, act, done, reference, shown, as } = await ready();
    const other = await on.received({ key: key(3) });
    await done(dana, "link", { other: other.toLowerCase().replaceAll("-", " ") });
    expect(await shown()).toMatch(new RegExp(`${other} , received .* Linked`));
    const there = wordsOf((await (await as(dana)).ask(`/consultations/${other}`)).text);
    expect(there).toMatch(new RegExp(`${reference} , received .* Linked`));
    const audited = on.shelf.inner.items().filter(({ pk }) => pk.startsWith("audit#"));
    const links = audited.filter(({ did }) => did === "link").map(({ pk }) => pk);
    expect(links.toSorted()).toEqual([`audit#${reference}`, `audit#${other}`].toSorted());
    const again = await act(dana, "link", { other });
    expect([again.status, wordsOf(again.text)]).toEqual([
      422,
      expect.stringContaining("It is linked with that one already."),
    ]);
  });

  test("can be the way to close one as a duplicate, with the other's reference filled in", async () => {
    const { on, done, shown, as, here } = await ready();
    const other = await on.received({ key: key(4) });
    await done(dana, "claim", {});
    expect(await shown()).toContain(`Close this one as a duplicate of ${other}`);
    const form = (await (await as(dana)).ask(`${here}/close?other=${other}`)).text;
    expect(form).toMatch(/value="duplicate" checked/);
    expect(form).toContain(`value="${other}"`);
    const odd = await (await as(dana)).ask(`${here}/close?other=%3Cscript%3E`);
    expect([odd.status, odd.text.includes('value="duplicate" checked')]).toEqual([200, false]);
  });

  test.each([
    ["0000-0000-0000", "Enter the reference of another consultation"],
    ["nonsense", "Other reference must be like 7K2M-9QXD-4TRW"],
    ["", "Enter the other reference"],
  ])("with “%s” is refused at the field", async (other, message) => {
    const { act, stands } = await ready();
    const { status, text } = await act(dana, "link", { other });
    expect([status, wordsOf(text)]).toEqual([422, expect.stringContaining(message)]);
    expect((await stands()).links).toBeUndefined();
  });

  test("that was broken off half way is mended by doing it again", async () => {
    const { on, act, done, reference } = await ready();
    const other = await on.received({ key: key(3) });
    let puts = 0;
    on.shelf.failNext("throttled", (call) => {
      if (call.do !== "put" || !call.pk.startsWith("consultation#")) return false;
      puts += 1;
      return puts === 2;
    });
    expect((await act(dana, "link", { other })).status).toBe(500);
    await done(dana, "link", { other });
    const linksOf = async (one: string) => (await loadConsultation(on.shelf, one))?.links;
    expect(await linksOf(reference)).toMatchObject([{ reference: other }]);
    expect(await linksOf(other)).toMatchObject([{ reference }]);
  });
});

describe("when practitioner and hub do not agree", () => {
  test("both views and the step are recorded, and the next step is the one after it", async () => {
    const { contacted, done, shown, as, here, stands } = await ready();
    await contacted({ agrees: "no" });
    expect(await shown()).toContain("Practitioner disagrees:");
    const first = (await (await as(dana)).ask(`${here}/difference`)).text;
    expect(first).toMatch(/value="talk" checked/);
    expect(wordsOf(first)).toContain("Resolving Professional Differences policy");
    const views = { practitionerView: canary, hubView: "It is below the threshold" };
    await done(dana, "difference", { ...views, step: "talk" });
    expect((await stands()).difference?.step).toBe("talk");
    const words = await shown();
    expect(words).toContain(`How the practitioner sees it ${canary}`);
    expect(words).toContain("How the hub sees it It is below the threshold");
    const next = (await (await as(dana)).ask(`${here}/difference`)).text;
    expect(next).toMatch(/value="line-leads" checked/);
  });

  test("one that is closed stays in the list until it is settled", async () => {
    const { contacted, done, as, here, reference } = await ready();
    await contacted({ agrees: "no" });
    const close = { outcome: "advice-only", reasons: "Said why", caseRecord: "LCS 1" };
    await done(dana, "close", close);
    const listed = async () => (await (await as(dana)).ask("/")).text.includes(reference);
    expect(await listed()).toBe(true);
    expect((await (await as(morgan)).ask(here)).text).toContain(`${here}/settle`);
    await done(morgan, "settle", { settled: "They came to agree" });
    expect(await listed()).toBe(false);
  });

  test("a manager records how it was settled, nobody else", async () => {
    const { contacted, done, shown, as, here } = await ready();
    await contacted({ agrees: "no" });
    expect(await shown()).not.toContain("Record how the disagreement was settled");
    expect((await (await as(dana)).ask(`${here}/settle`)).status).toBe(403);
    const stale = await (await as(dana)).post(`${here}/settle`, { settled: "x", version: "3" });
    expect(stale.status).toBe(403);
    await done(morgan, "settle", { settled: canary });
    const words = await shown();
    expect(words).not.toContain("Practitioner disagrees:");
    expect(words).toContain(`How the disagreement was settled ${canary}`);
  });
});

describe("new advice", () => {
  test("takes the place of the advice before it, and tells the practitioner again", async () => {
    const { on, contacted, done, stands, shown } = await ready();
    await contacted();
    on.advance(600);
    const { socialWorker: _, time: __, ...advice } = contactFields;
    await done(dana, "advice", { ...advice, advice: "Make a referral after all" });
    expect(await shown()).toContain("Advice Make a referral after all");
    expect((await stands()).advised?.recordedAt).toBe(on.clock());
    expect((await stands()).contact?.recordedAt).not.toBe(on.clock());
  });
});
