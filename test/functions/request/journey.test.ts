import { describe, expect, test } from "vitest";
import named from "../../../functions/request/examples/named.json" with { type: "json" };
import { at as instant } from "../../../shared/domain/instant.ts";
import { openAnswers } from "../../../shared/store/sealed-words.ts";
import { fromTrackerItem } from "../../../shared/store/tracker-item.ts";
import { readForm } from "../../shared/pages/read-form.ts";
import { fieldsOn, fillUntil, hub, sites, type Visitor } from "../sites.ts";

type Answers = Readonly<Record<string, unknown>>;

const steps = [
  "danger",
  "harm",
  "told",
  "consent",
  "unsafe",
  "about-the-child",
  "decision",
  "what-you-know",
  "your-question",
  "named",
  "the-child",
  "about-you",
  "keeping-safe",
  "check",
];

/** Somebody who has come as far as this with these answers. */
const at = async (step: string, answers: Answers = named) => {
  const on = sites();
  const visitor = on.practitioner();
  await fillUntil(visitor, step, answers);
  return { on, visitor };
};

const answer = ({ post }: Visitor, page: string, change: Answers) =>
  post(`/request/${page}`, fieldsOn(page, { ...named, ...change }));

const mainOf = (html: string) => /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? "";
const titleOf = (html: string) => /<title>(.*?)<\/title>/.exec(html)?.[1];
const backLink = (html: string) => /<a href="([^"]*)" class="govuk-back-link"/.exec(html)?.[1];

describe("the way through the form", () => {
  test("each good page answers 303 to the next, in case.md's order, the decision before any name", async () => {
    const { post } = sites().practitioner();
    const seen: string[] = [];
    for (let step = "danger"; ; ) {
      seen.push(step);
      if (step === "check") break;
      const fields = step === "decision" ? [] : fieldsOn(step);
      const { status, location } = await post(`/request/${step}`, fields);
      expect(status, step).toBe(303);
      step = location.replace("/request/", "");
    }
    expect(seen).toEqual(steps);
  });

  test("pages on which nothing is asked are left out, forwards and back", async () => {
    const { visitor } = await at("about-you", { ...named, named: "not-named" });
    const aboutYou = await visitor.ask("/request/about-you");
    expect(backLink(aboutYou.text)).toBe("/request/named");
    expect((await visitor.ask("/request/the-child")).location).toBe("/request/about-you");
  });

  test("each page leads back to the one before, the first to the start page", async () => {
    const { visitor } = await at("check");
    const back: (string | undefined)[] = [];
    for (const step of steps) back.push(backLink((await visitor.ask(`/request/${step}`)).text));
    expect(back).toEqual(["/", ...steps.slice(0, -1).map((step) => `/request/${step}`)]);
  });

  test("a page that is opened again shows what was answered", async () => {
    const { visitor } = await at("check");
    for (const step of steps.filter((one) => !["decision", "check"].includes(one))) {
      const { text } = await visitor.ask(`/request/${step}`);
      const typed = readForm(text).filter(([, value]) => value !== "");
      const given = fieldsOn(step).filter(([, value]) => value !== "");
      expect(typed, step).toEqual(given.map(([name, value]) => [name, value]));
    }
  });

  test("whoever goes ahead to the decision or to check answers is sent to what is not answered yet", async () => {
    const { visitor } = await at("told");
    for (const ahead of ["decision", "check"]) {
      expect((await visitor.ask(`/request/${ahead}`)).location, ahead).toBe("/request/told");
      expect((await visitor.post(`/request/${ahead}`)).location, ahead).toBe("/request/told");
    }
  });
});

describe("what the hours and the answers so far leave to choose", () => {
  test("out of hours the first page, the decision and check answers name who can be rung now", async () => {
    const saturday = sites({ startsAt: instant("2026-11-28T22:20:00Z") });
    const visitor = saturday.practitioner();
    const { emergencyDutyTeam, telephone } = hub;
    const first = mainOf((await visitor.ask("/")).text);
    expect(first).toContain(
      `telephone the ${emergencyDutyTeam.name} on ${emergencyDutyTeam.telephone}`,
    );
    expect(first).toContain("Nobody will read a request before 8am on Monday 30 November 2026");
    const harmed = { ...named, harm: ["evidence"], telephoned: "not-yet" };
    await fillUntil(visitor, "decision", harmed);
    const decision = mainOf((await visitor.ask("/request/decision")).text);
    expect(decision).toContain(emergencyDutyTeam.telephone);
    expect(decision).not.toContain(telephone);
    await fillUntil(visitor, "check", harmed);
    const check = async () => mainOf((await visitor.ask("/request/check")).text);
    const whom = `the ${emergencyDutyTeam.name} now on ${emergencyDutyTeam.telephone}`;
    expect(await check()).toContain(whom);
    await answer(visitor, "keeping-safe", { telephoned: "yes" });
    expect(await check()).not.toContain(emergencyDutyTeam.telephone);
  });

  test("in danger check answers says to call 999, whoever was telephoned", async () => {
    const { visitor } = await at("check", { ...named, danger: "yes", telephoned: "yes" });
    expect(mainOf((await visitor.ask("/request/check")).text)).toContain("Call 999 now");
  });

  test("no time to ring is offered that has gone", async () => {
    const offeredAt = async (startsAt: string) => {
      const visitor = sites({ startsAt: instant(startsAt) }).practitioner();
      const { text } = await visitor.ask("/request/about-you");
      return [...text.matchAll(/name="bestTimes" type="checkbox" value="([^"]+)"/g)].map(
        ([, value]) => value,
      );
    };
    expect(await offeredAt("2026-11-23T09:00:00Z")).toHaveLength(4);
    expect(await offeredAt("2026-11-23T14:10:00Z")).toEqual(["today-pm", "next-am", "next-pm"]);
    expect(await offeredAt("2026-11-28T22:20:00Z")).toEqual(["next-am", "next-pm"]);
  });

  test("nobody is asked who agreed where the family knows nothing", async () => {
    for (const [told, isAsked] of [
      ["no", false],
      ["some", true],
      ["yes", true],
    ] as const) {
      const { visitor } = await at("consent", { ...named, told });
      const { text } = await visitor.ask("/request/consent");
      expect(text.includes('name="agreedBy"'), told).toBe(isAsked);
    }
  });
});

describe("a page with a mistake", () => {
  test("comes back with 422, a title that says so, a summary that leads to the field, and everything typed", async () => {
    const { on, visitor } = await at("about-you");
    const typed = {
      ...named,
      email: "sam at example",
      telephone: "12",
      role: '<b>Teacher</b> & "carer"',
      organisation: "",
    };
    const before = on.shelf.inner.items();
    const { status, text } = await answer(visitor, "about-you", typed);
    expect(status).toBe(422);
    expect(titleOf(text)).toMatch(/^Error: About you, and when to ring - /);
    const links = [...text.matchAll(/<a href="#([^"]+)">([^<]+)<\/a>/g)].map(([, id]) => id);
    expect(links.filter((id) => id !== "main-content")).toEqual([
      "organisation",
      "email",
      "telephone",
    ]);
    for (const id of links) expect(text).toContain(` id="${id}"`);
    expect(readForm(text)).toEqual(
      expect.arrayContaining(fieldsOn("about-you", typed).map(([name, value]) => [name, value])),
    );
    expect(on.shelf.inner.items()).toEqual(before);
    expect((await visitor.ask("/request/keeping-safe")).status).toBe(200);
    expect((await visitor.ask("/request/check")).location).toBe("/request/about-you");
  });

  test("with nothing answered at all says what to do, and keeps every other page", async () => {
    for (const step of steps.filter((one) => !["decision", "check"].includes(one))) {
      const { visitor } = await at(step);
      const { status, text } = await visitor.post(`/request/${step}`);
      expect(status, step).toBe(422);
      expect(titleOf(text), step).toMatch(/^Error: /);
      expect(text, step).toContain("There is a problem");
      const earlier = steps[steps.indexOf(step) - 1] ?? "";
      if (earlier !== "" && earlier !== "decision")
        expect(readForm((await visitor.ask(`/request/${earlier}`)).text), earlier).toEqual(
          expect.arrayContaining(fieldsOn(earlier).map(([name, value]) => [name, value])),
        );
    }
  });
});

describe("a change from check answers", () => {
  test("that changes nothing else goes straight back to check answers", async () => {
    const { visitor } = await at("check");
    expect((await answer(visitor, "your-question", { question: "May I ask her?" })).location).toBe(
      "/request/check",
    );
    expect((await visitor.ask("/request/check")).text).toContain("May I ask her?");
  });

  test("to no sign of harm asks whether the child can wait, and shows the new decision", async () => {
    const { canWait: _, ...harmed } = { ...named, harm: ["evidence"], telephoned: "yes" };
    const { visitor } = await at("check", harmed);
    const refused = await answer(visitor, "harm", { harm: ["none"], canWait: undefined });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain("Select whether the child can safely wait for our call");
    const taken = await answer(visitor, "harm", { harm: ["none"], canWait: "yes" });
    expect(taken.location).toBe("/request/decision");
    expect((await visitor.post("/request/decision")).location).toBe("/request/check");
  });

  test("to no danger asks what only then is asked", async () => {
    const { canWait: _, ...inDanger } = { ...named, danger: "yes", telephoned: "yes" };
    const { visitor } = await at("check", inDanger);
    expect((await answer(visitor, "danger", { danger: "no" })).location).toBe("/request/harm");
    expect((await visitor.ask("/request/check")).location).toBe("/request/harm");
  });

  test("to danger shows the decision and asks whether they telephoned", async () => {
    const { visitor } = await at("check");
    expect((await answer(visitor, "danger", { danger: "yes" })).location).toBe("/request/decision");
    expect((await visitor.post("/request/decision")).location).toBe("/request/keeping-safe");
    expect((await visitor.ask("/request/keeping-safe")).text).toContain("Have you telephoned?");
  });

  test("to consent given asks who agreed", async () => {
    const { visitor } = await at("check");
    await answer(visitor, "told", { told: "yes" });
    const refused = await answer(visitor, "consent", { consent: "given" });
    expect(refused.text).toContain("Select who agreed");
    const taken = await answer(visitor, "consent", { consent: "given", agreedBy: ["mother"] });
    expect(taken.location).toBe("/request/check");
  });

  test("to a child not born yet asks for the mother, and changed back finds the child again", async () => {
    const { visitor } = await at("check");
    const unborn = await answer(visitor, "about-the-child", { age: "unborn" });
    expect(unborn.location).toBe("/request/the-child");
    const { text } = await visitor.ask("/request/the-child");
    expect(text).toContain("unborn child&#39;s mother");
    expect(text).not.toContain("Example Child");
    const born = await answer(visitor, "about-the-child", {});
    expect(born.location).toBe("/request/check");
    expect((await visitor.ask("/request/check")).text).toContain("Example Child");
  });

  test("that leads to another decision shows it, also when an older one still stands in another tab", async () => {
    const { visitor } = await at("decision");
    const olderTab = readForm((await visitor.ask("/request/decision")).text);
    expect((await answer(visitor, "danger", { danger: "yes" })).location).toBe("/request/decision");
    expect((await visitor.post("/request/decision", olderTab)).location).toBe("/request/decision");
    const shown = readForm((await visitor.ask("/request/decision")).text);
    expect((await visitor.post("/request/decision", shown)).location).toBe(
      "/request/what-you-know",
    );
  });

  test("leaves answers that are no longer asked out of what is sent", async () => {
    const { on, visitor } = await at("check", {
      ...named,
      told: "yes",
      consent: "given",
      agreedBy: ["father"],
    });
    for (const [page, change] of [
      ["consent", { consent: "refused", agreedBy: ["father"] }],
      ["named", { named: "not-named" }],
      ["danger", { danger: "yes" }],
      ["keeping-safe", { telephoned: "not-yet" }],
    ] as const)
      await answer(visitor, page, change);
    await visitor.post("/request/decision");
    expect((await visitor.post("/request/check")).location).toBe("/request/sent");
    const [tracker] = on.shelf.trackers();
    if (tracker === undefined) throw new Error("nothing was stored");
    const sent = await openAnswers(on.shelf, fromTrackerItem(tracker));
    expect(Object.keys(sent)).toEqual(expect.arrayContaining(["danger", "telephoned"]));
    for (const id of ["agreedBy", "canWait", "childName", "childBirthDate", "childPostcode"])
      expect(sent).not.toHaveProperty(id);
  });
});
