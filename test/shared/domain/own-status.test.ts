import { describe, expect, it } from "vitest";
import type { AttemptResult, Consultation } from "../../../shared/domain/consultation.ts";
import { at } from "../../../shared/domain/instant.ts";
import { isStillSaid, ownStatus } from "../../../shared/domain/own-status.ts";
import {
  type Act,
  ada,
  advised,
  ben,
  canary,
  claim,
  closing,
  consultationAt,
  contact,
  defaultTime,
  followed,
  reopening,
  sealed,
} from "./consultations.ts";

const received = "2026-11-23T10:00:00Z";
const noon = "2026-11-23T12:00:00Z";
const due = "2026-11-24T17:30:00Z";

const monday = consultationAt(received);
const rang = (when: string, result: AttemptResult): Act => ({
  do: "record-attempt",
  by: ada,
  at: at(when),
  number: "practitioner",
  result,
});
const advice: Act = { do: "record-advice", by: ada, advised };

const seen = (consultation: Consultation, now: string = noon) =>
  ownStatus(consultation, at(now), defaultTime);

const claimed = followed(monday, [noon, claim()]);
const contacted = followed(claimed, [noon, contact(noon)]);
const withAdvice = followed(contacted, ["2026-11-23T12:30:00Z", advice]);
const closed = followed(withAdvice, ["2026-11-23T13:00:00Z", closing()]);

describe("one's own request, as it is shown to who made it,", () => {
  it("is nothing but its reference and times when nothing has happened yet", () => {
    expect(seen(monday)).toEqual({
      reference: "7K2M-9QXD-4TRW",
      receivedAt: received,
      dueAt: due,
      isOpen: true,
      isCalled: false,
      hasAdvice: false,
      isOverdue: false,
      cannotWait: false,
      steps: [{ is: "received", at: received }],
      hasSaid: [],
      canSay: ["free-now", "got-worse", "no-longer-needed"],
    });
  });

  it("says that it cannot wait until somebody has spoken with them, or it is closed", () => {
    const urgent = consultationAt(received, { flags: ["act-now"] });
    expect(seen(urgent).cannotWait).toBe(true);
    const spoken = followed(urgent, [noon, claim()], [noon, contact(noon)]);
    expect(seen(spoken).cannotWait).toBe(false);
    expect(
      seen(followed(urgent, [noon, claim()], [noon, closing({ outcome: "withdrawn" })])).cannotWait,
    ).toBe(false);
  });

  it("tells each step when it was made, and of the claim only that it was", () => {
    expect(seen(closed).steps).toEqual([
      { is: "received", at: received },
      { is: "looked-at" },
      { is: "contact-made", at: noon },
      { is: "advice-recorded", at: "2026-11-23T12:30:00Z" },
      { is: "closed", at: "2026-11-23T13:00:00Z" },
    ]);
    expect(seen(closed)).toMatchObject({ isOpen: false, isCalled: true, hasAdvice: true });
    expect(seen(contacted)).toMatchObject({ isOpen: true, isCalled: true, hasAdvice: false });
    expect(seen(claimed).steps).toEqual([{ is: "received", at: received }, { is: "looked-at" }]);
  });

  it("tells whose number we rang: to say “you” of a colleague's would be untrue", () => {
    const two = consultationAt(received, { hasSecondContact: true });
    const colleague: Act = {
      do: "record-attempt",
      by: ada,
      at: at(noon),
      number: "second-contact",
      result: "no-answer",
    };
    expect(seen(followed(two, [noon, claim()], [noon, colleague])).steps.at(-1)).toEqual({
      is: "rang-second-contact",
      at: noon,
    });
  });

  it("says that something was noted only while it stands", () => {
    const free = followed(monday, [noon, { do: "say-free-now" }]);
    expect(isStillSaid(seen(free), "free-now")).toBe(true);
    expect(isStillSaid(seen(free, "2026-11-23T12:30:00Z"), "free-now")).toBe(false);
    for (const said of ["got-worse", "no-longer-needed", "nobody-called", "what-happened"] as const)
      expect(isStillSaid(seen(monday), said)).toBe(false);
    const worse = seen(followed(monday, [noon, { do: "say-got-worse" }]));
    expect(isStillSaid(worse, "got-worse")).toBe(true);
    expect(isStillSaid(worse, "no-longer-needed")).toBe(false);
    const agreed: Act = {
      do: "record-advice",
      by: ada,
      advised: { ...advised, followUpOn: "2026-11-23" },
    };
    const asked = followed(contacted, [noon, agreed]);
    expect(isStillSaid(seen(asked), "what-happened")).toBe(false);
    const told = followed(asked, [noon, { do: "say-what-happened", did: "all" }]);
    expect(isStillSaid(seen(told), "what-happened")).toBe(true);
  });

  it("tells when we rang and did not reach them, whatever came of it", () => {
    const results = ["no-answer", "engaged", "left-a-message", "wrong-number"] as const;
    for (const result of results)
      expect(seen(followed(claimed, [noon, rang(noon, result)])).steps.slice(2), result).toEqual([
        { is: "rang", at: noon },
      ]);
    const twice = followed(
      claimed,
      [noon, rang(noon, "engaged")],
      ["2026-11-23T14:00:00Z", rang("2026-11-23T14:00:00Z", "no-answer")],
    );
    expect(seen(twice).steps.slice(2)).toEqual([
      { is: "rang", at: noon },
      { is: "rang", at: "2026-11-23T14:00:00Z" },
    ]);
  });

  it("does not count a call in which somebody spoke with them: the contact says that", () => {
    expect(seen(followed(claimed, [noon, rang(noon, "spoke")])).steps).toHaveLength(2);
  });

  it("says that it was advised where it is not known when", () => {
    const { advised: before } = withAdvice;
    if (before === undefined) throw new Error("no advice");
    const { recordedAt: _, ...timeless } = before;
    const status = seen({ ...withAdvice, advised: timeless });
    expect(status.hasAdvice).toBe(true);
    expect(status.steps.map(({ is }) => is)).toEqual(["received", "looked-at", "contact-made"]);
  });

  it("says by when it was due at first, once the promise was moved", () => {
    const later = at("2026-11-25T17:30:00Z");
    const moved = { ...monday, dueAt: later };
    expect(seen(moved)).toMatchObject({ dueAt: later, firstDueAt: due });
  });

  it("is overdue from the second on which it was due, unless there was contact", () => {
    expect(seen(monday, "2026-11-24T17:29:59Z").isOverdue).toBe(false);
    expect(seen(monday, due).isOverdue).toBe(true);
    expect(seen(contacted, due).isOverdue).toBe(false);
  });

  it("tells nothing of the hub's own: no names, no notes, no priority, no outcome", () => {
    const busy = followed(
      closed,
      ["2026-11-23T14:00:00Z", reopening],
      [
        "2026-11-23T14:00:00Z",
        { do: "set-priority", by: ben, priority: "red", reason: sealed("why") },
      ],
    );
    for (const consultation of [busy, closed])
      expect(JSON.stringify(seen(consultation))).not.toMatch(
        new RegExp(`Worker|mash\\.example|${canary}|red|advice-only|school`),
      );
  });
});

describe("what can be said of one's own request", () => {
  const chase: Act = { do: "say-nobody-called" };

  it("nobody has called me: from the second on which the call was due, and once an hour", () => {
    expect(seen(monday, "2026-11-24T17:29:59Z").canSay).not.toContain("nobody-called");
    expect(seen(monday, due).canSay[0]).toBe("nobody-called");
    const chased = followed(monday, [due, chase]);
    expect(seen(chased, "2026-11-24T18:29:59Z").canSay).not.toContain("nobody-called");
    expect(seen(chased, "2026-11-24T18:30:00Z").canSay).toContain("nobody-called");
  });

  it("I am free now: until there was contact", () => {
    expect(seen(claimed).canSay).toContain("free-now");
    expect(seen(contacted).canSay).toEqual(["got-worse", "no-longer-needed"]);
  });

  it("I no longer need this: once, for it asks and ends nothing", () => {
    const withdrawn = followed(monday, [noon, { do: "say-no-longer-needed" }]);
    expect(seen(withdrawn)).toMatchObject({
      isOpen: true,
      hasSaid: ["no-longer-needed"],
      canSay: ["free-now", "got-worse"],
    });
  });

  it("it got worse: as often as it does", () => {
    const worse = followed(monday, [noon, { do: "say-got-worse" }]);
    expect(seen(worse).hasSaid).toEqual(["got-worse"]);
    expect(seen(worse).canSay).toContain("got-worse");
  });

  it("only that it got worse when it is closed, and only once", () => {
    expect(seen(closed).canSay).toEqual(["got-worse"]);
    const worse = followed(closed, ["2026-11-23T14:00:00Z", { do: "say-got-worse" }]);
    expect(seen(worse).canSay).toEqual([]);
    expect(seen(followed(closed, ["2026-11-23T14:00:00Z", reopening])).canSay).toEqual([
      "got-worse",
      "no-longer-needed",
    ]);
  });

  it("is shown as said, in one order", () => {
    const all = followed(
      monday,
      [noon, { do: "say-no-longer-needed" }],
      [noon, { do: "say-got-worse" }],
      [due, chase],
    );
    expect(seen(all, due).hasSaid).toEqual(["nobody-called", "got-worse", "no-longer-needed"]);
  });

  it("I am free for 30 minutes is shown until the second on which it runs out", () => {
    const free = followed(monday, [noon, { do: "say-free-now" }]);
    expect(seen(free, "2026-11-23T12:29:59Z").freeUntil).toBe("2026-11-23T12:30:00Z");
    expect(seen(free, "2026-11-23T12:30:00Z")).not.toHaveProperty("freeUntil");
  });
});

describe("on the day on which they agreed to look again", () => {
  const friday: Act = {
    do: "record-advice",
    by: ada,
    advised: { ...advised, followUpOn: "2026-12-04" },
  };
  const agreed = followed(contacted, [noon, friday]);

  it("what happened next is asked from London's midnight on, not before", () => {
    expect(seen(agreed, "2026-12-03T23:59:59Z")).not.toHaveProperty("lookAgain");
    expect(seen(agreed, "2026-12-04T00:00:00Z").lookAgain).toStrictEqual({});
    const summer = { ...agreed, advised: { ...advised, followUpOn: "2027-06-04" } };
    expect(seen(summer, "2027-06-03T22:59:59Z")).not.toHaveProperty("lookAgain");
    expect(seen(summer, "2027-06-03T23:00:00Z").lookAgain).toEqual({});
    expect(seen(withAdvice, "2027-12-04T00:00:00Z")).not.toHaveProperty("lookAgain");
  });

  it("and the answer is shown with its time", () => {
    const told = followed(agreed, [
      "2026-12-04T09:00:00Z",
      { do: "say-what-happened", did: "all" },
    ]);
    expect(seen(told, "2026-12-04T09:00:00Z").lookAgain).toEqual({ said: "2026-12-04T09:00:00Z" });
  });
});
