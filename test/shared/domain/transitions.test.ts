import { describe, expect, it } from "vitest";
import type { PractitionerCommand, Refusal } from "../../../shared/domain/commands.ts";
import type { Consultation, Worker } from "../../../shared/domain/consultation.ts";
import { isBreached, isListed, isOverdue } from "../../../shared/domain/consultation.ts";
import { firstBrokenEntry, headOf } from "../../../shared/domain/history.ts";
import { at } from "../../../shared/domain/instant.ts";
import { carryOut } from "../../../shared/domain/transitions.ts";
import {
  type Act,
  ada,
  advised,
  attempt,
  attempted,
  ben,
  canary,
  claim,
  closing,
  consultationAt,
  contact,
  defaultTime,
  followed,
  mia,
  refusalOf,
  reopening,
  sealed,
} from "./consultations.ts";

// Due on Tuesday 24 November at 17:30.
const received = consultationAt("2026-11-23T10:00:00Z");
const now = "2026-11-23T11:00:00Z";
const claimed = followed(received, [now, claim()]);
const contacted = followed(claimed, [now, contact("2026-11-23T10:55:00Z")]);
const withAdvice = followed(contacted, [now, { do: "record-advice", by: ada, advised }]);
const closed = followed(withAdvice, [now, closing()]);

const refused = (consultation: Consultation, act: Act, when: string = now) =>
  refusalOf(consultation, act, when)?.reason;

describe("on receipt", () => {
  it("nobody has it, nothing was tried, and the first promise is kept", () => {
    expect(received).toMatchObject({
      state: "received",
      version: 1,
      revision: 0,
      originallyDueAt: "2026-11-24T17:30:00Z",
      attempts: [],
      notes: [],
      letters: {},
      chases: 0,
    });
    expect(received.holder).toBeUndefined();
    expect(received.contact).toBeUndefined();
  });

  it("the history begins, and holds the sealed address as a hash only", () => {
    expect(received.history).toHaveLength(1);
    expect(firstBrokenEntry(received.history)).toBeUndefined();
    expect(received.history[0]).toContain('"act":"received"');
    expect(received.history[0]).not.toContain(received.address);
  });
});

describe("claiming, releasing, reassigning", () => {
  it("a claimed consultation has a holder", () => {
    expect(claimed).toMatchObject({ state: "claimed", holder: ada });
  });

  it("a second claim is refused and names who has it", () => {
    expect(refusalOf(claimed, claim(ben), now)).toEqual({
      reason: "already-claimed",
      by: "Ada Worker",
    });
  });

  it("its holder may release it, and then nobody has it", () => {
    const released = followed(claimed, [now, { do: "release", by: ada }]);
    expect(released.state).toBe("received");
    expect(released.holder).toBeUndefined();
    expect("holder" in released).toBe(false);
    expect(followed(released, [now, claim(ben)]).holder).toEqual(ben);
  });

  it("another duty worker may not release it, and is told whose it is", () => {
    expect(refusalOf(claimed, { do: "release", by: ben }, now)).toEqual({
      reason: "not-yours",
      by: "Ada Worker",
    });
  });

  it("a manager may release it for its holder", () => {
    expect(followed(claimed, [now, { do: "release", by: mia }]).state).toBe("received");
  });

  it("what nobody has cannot be released", () => {
    expect(refused(received, { do: "release", by: ada })).toBe("not-claimed");
  });

  it("only a manager reassigns, claimed or not", () => {
    expect(refused(claimed, { do: "reassign", by: ben, to: ben })).toBe("manager-only");
    for (const start of [received, claimed])
      expect(followed(start, [now, { do: "reassign", by: mia, to: ben }])).toMatchObject({
        state: "claimed",
        holder: ben,
      });
  });

  it("after contact a change of hands does not undo the contact", () => {
    const released = followed(contacted, [now, { do: "release", by: ada }]);
    expect(released).toMatchObject({ state: "contacted", contact: contacted.contact });
    expect(followed(released, [now, claim(ben)]).state).toBe("contacted");
    expect(followed(contacted, [now, { do: "reassign", by: mia, to: ben }]).state).toBe(
      "contacted",
    );
  });
});

describe("an attempt", () => {
  it("is recorded with who, when, which number, the result and the next try", () => {
    const tried = followed(claimed, [
      now,
      {
        do: "record-attempt",
        by: ada,
        at: at("2026-11-23T10:40:00Z"),
        number: "practitioner",
        result: "engaged",
        nextTryAt: at("2026-11-23T14:00:00Z"),
      },
    ]);
    expect(tried.attempts).toEqual([
      {
        at: "2026-11-23T10:40:00Z",
        by: "Ada Worker",
        number: "practitioner",
        result: "engaged",
        nextTryAt: "2026-11-23T14:00:00Z",
      },
    ]);
  });

  it("is an event: it changes no state and stops no clock, not even when somebody spoke", () => {
    const tried = followed(claimed, [now, attempt(now, { result: "spoke" })]);
    expect(tried.state).toBe("claimed");
    expect(isOverdue(tried, at("2026-11-24T17:30:00Z"))).toBe(true);
  });

  it("may be at the second of receipt and at this second, and not outside", () => {
    expect(refused(claimed, attempt("2026-11-23T10:00:00Z"))).toBeUndefined();
    expect(refused(claimed, attempt("2026-11-23T11:00:00Z"))).toBeUndefined();
    expect(refused(claimed, attempt("2026-11-23T09:59:59Z"))).toBe("time-before-receipt");
    expect(refused(claimed, attempt("2026-11-23T11:00:01Z"))).toBe("time-in-future");
  });

  it("on a second contact needs a second contact", () => {
    const second = attempt(now, { number: "second-contact" });
    expect(refused(claimed, second)).toBe("no-second-contact");
    const withSecond = { ...claimed, hasSecondContact: true };
    expect(followed(withSecond, [now, second]).attempts[0]?.number).toBe("second-contact");
  });

  it("needs somebody who has claimed it", () => {
    expect(refused(received, attempt(now))).toBe("not-claimed");
  });
});

describe("only two-way contact by a social worker stops the clock", () => {
  it("contact names the social worker, when it was and when it was recorded", () => {
    expect(contacted).toMatchObject({
      state: "contacted",
      contact: { at: "2026-11-23T10:55:00Z", recordedAt: now, socialWorker: "Sol Worker" },
    });
  });

  it.each(["", "  "])("contact without a social worker's name (%j) is refused", (socialWorker) => {
    expect(refused(claimed, { do: "record-contact", by: ada, at: at(now), socialWorker })).toBe(
      "social-worker-missing",
    );
  });

  it("contact is between receipt and now, both ends included", () => {
    expect(refused(claimed, contact("2026-11-23T10:00:00Z"))).toBeUndefined();
    expect(refused(claimed, contact("2026-11-23T11:00:00Z"))).toBeUndefined();
    expect(refused(claimed, contact("2026-11-23T09:59:59Z"))).toBe("time-before-receipt");
    expect(refused(claimed, contact("2026-11-23T11:00:01Z"))).toBe("time-in-future");
  });

  it("contact is recorded once, and by somebody who has claimed it", () => {
    expect(refused(contacted, contact(now))).toBe("already-contacted");
    expect(refused(received, contact(now))).toBe("not-claimed");
  });

  it("advice may come with the contact or after it, never before", () => {
    expect(refused(claimed, { do: "record-advice", by: ada, advised })).toBe("no-contact-yet");
    expect(withAdvice.advised).toEqual({ ...advised, recordedAt: now });
    const together = followed(claimed, [
      now,
      { do: "record-contact", by: ada, at: at(now), socialWorker: "Sol Worker", advised },
    ]);
    expect(together).toMatchObject({ state: "contacted", advised });
  });

  it("a claim, a failed attempt and a chase do not: it is overdue from dueAt on", () => {
    const busy = followed(claimed, [now, attempt(now)]);
    expect(isOverdue(busy, at("2026-11-24T17:29:59Z"))).toBe(false);
    expect(isOverdue(busy, at("2026-11-24T17:30:00Z"))).toBe(true);
    expect(isOverdue(contacted, at("2026-11-24T17:30:00Z"))).toBe(false);
    expect(isOverdue({ ...busy, state: "closed" }, at("2026-11-25T17:30:00Z"))).toBe(false);
  });
});

describe("a closed consultation", () => {
  const acts: readonly Act[] = [
    claim(ben),
    { do: "release", by: ada },
    { do: "reassign", by: mia, to: ben },
    attempt(now),
    contact(now),
    { do: "record-advice", by: ada, advised },
    closing(),
    { do: "set-priority", by: ada, priority: "red", reason: sealed("why") },
    { do: "note-call-in", by: ada, note: sealed("note") },
    { do: "say-no-longer-needed" },
    { do: "say-free-now" },
    { do: "say-nobody-called" },
  ];

  it.each(acts)("takes no $do", (act) => {
    expect(refused(closed, act, "2026-11-25T12:00:00Z")).toBe("closed");
  });

  it("is not moved by a late holiday", () => {
    expect(
      refused(closed, { do: "revise-deadline", promised: consultationAt("2026-11-25T10:00:00Z") }),
    ).toBe("closed");
  });

  it("is reopened with a reason, by whoever takes it, and forgets its outcome but not its contact", () => {
    const reopened = followed(closed, ["2026-11-25T12:00:00Z", reopening]);
    expect(reopened).toMatchObject({ state: "claimed", holder: ben, contact: closed.contact });
    expect(reopened.notes).toEqual([sealed("reasons"), sealed("reopened")]);
    for (const gone of ["closedAt", "outcome", "duplicateOf"]) expect(gone in reopened).toBe(false);
    expect(followed(reopened, ["2026-11-25T12:05:00Z", closing({ by: ben })]).state).toBe("closed");
  });

  it("forgets which one it was a duplicate of", () => {
    const duplicate = followed(claimed, [
      now,
      closing({ outcome: "duplicate", duplicateOf: "AAAA-BBBB-CCCC" }),
    ]);
    expect("duplicateOf" in followed(duplicate, [now, reopening])).toBe(false);
  });

  it("still hears that it got worse, and that this is not what was agreed", () => {
    expect(followed(closed, [now, { do: "say-got-worse" }])).toMatchObject({
      state: "closed",
      flags: ["said-after-closing", "got-worse"],
    });
    expect(followed(closed, [now, { do: "say-not-agreed" }]).flags).toEqual([
      "said-after-closing",
      "not-agreed",
    ]);
  });

  it.each([received, claimed, contacted])("cannot be reopened while it is $state", (open) => {
    expect(refused(open, reopening)).toBe("not-closed");
  });
});

describe("a stale page", () => {
  it("is refused and told the version now, who changed it last and what they did", () => {
    const command = { do: "claim", by: ben, version: received.version } as const;
    expect(carryOut(claimed, command, at(now), defaultTime)).toEqual({
      ok: false,
      reason: "stale",
      version: 2,
      lastBy: "Ada Worker",
      lastAct: "claim",
    });
  });

  it("names the practitioner as one who can change it too", () => {
    const worse = followed(claimed, [now, { do: "say-got-worse" }]);
    const command = { ...closing({ outcome: "withdrawn" }), version: claimed.version };
    expect(carryOut(worse, command, at(now), defaultTime)).toMatchObject({
      reason: "stale",
      lastBy: "practitioner",
      lastAct: "say-got-worse",
    });
  });

  it("is refused for a version that is not there yet, too", () => {
    const command = { do: "claim", by: ben, version: 9 } as const;
    expect(carryOut(received, command, at(now), defaultTime)).toMatchObject({ reason: "stale" });
  });

  it("is told before anything else about the command is", () => {
    const command = { ...closing(), version: closed.version - 1 };
    expect(carryOut(closed, command, at(now), defaultTime)).toMatchObject({ reason: "stale" });
  });

  it("is not made by the calendar: a version rises only by a person's act", () => {
    const promised = consultationAt("2026-11-24T10:00:00Z");
    const revised = followed(claimed, [now, { do: "revise-deadline", promised }]);
    expect(revised.version).toBe(claimed.version);
    expect(revised.history).toHaveLength(claimed.history.length + 1);
    const command = { do: "claim", by: ben, version: received.version } as const;
    expect(carryOut(revised, command, at(now), defaultTime)).toMatchObject({
      lastBy: "Ada Worker",
      lastAct: "claim",
    });
  });
});

describe("what the practitioner says", () => {
  const says: readonly PractitionerCommand[] = [
    { do: "say-got-worse" },
    { do: "say-no-longer-needed" },
    { do: "say-free-now" },
  ];

  it.each(says)("$do never ends anything and changes no holder", (act) => {
    for (const open of [received, claimed, contacted]) {
      const said = followed(open, [now, act]);
      expect(said.state).toBe(open.state);
      expect(said.holder).toEqual(open.holder);
      expect(said.contact).toEqual(open.contact);
    }
  });

  it.each([
    ["say-got-worse", "got-worse"],
    ["say-no-longer-needed", "wants-to-withdraw"],
    ["say-free-now", "free-now"],
  ] as const)("%s raises the flag %s, once", (say, flag) => {
    const twice = followed(received, [now, { do: say }], [now, { do: say }]);
    expect(twice.flags).toEqual([flag]);
  });

  it("keeps the flags that were there", () => {
    const flagged = consultationAt("2026-11-23T10:00:00Z", { flags: ["act-now"] });
    expect(followed(flagged, [now, { do: "say-got-worse" }]).flags).toEqual([
      "act-now",
      "got-worse",
    ]);
  });

  it("free now lasts 30 minutes from the last time it was said", () => {
    const free = followed(received, [now, { do: "say-free-now" }]);
    expect(free.freeUntil).toBe("2026-11-23T11:30:00Z");
    expect(followed(free, ["2026-11-23T11:20:00Z", { do: "say-free-now" }]).freeUntil).toBe(
      "2026-11-23T11:50:00Z",
    );
  });

  it("nobody called me: from dueAt on, once an hour, each one an occasion", () => {
    const chase = { do: "say-nobody-called" } as const;
    expect(refused(claimed, chase, "2026-11-24T17:29:59Z")).toBe("not-due-yet");
    const chased = followed(claimed, ["2026-11-24T17:30:00Z", chase]);
    expect(chased).toMatchObject({ chases: 1, lastChasedAt: "2026-11-24T17:30:00Z" });
    expect(refused(chased, chase, "2026-11-24T18:29:59Z")).toBe("asked-within-the-hour");
    expect(followed(chased, ["2026-11-24T18:30:00Z", chase]).chases).toBe(2);
    expect(refused(contacted, chase, "2026-11-25T18:29:59Z")).toBe("already-contacted");
  });

  it("not what we agreed: only once there is advice", () => {
    expect(refused(contacted, { do: "say-not-agreed" })).toBe("advice-missing");
    expect(followed(withAdvice, [now, { do: "say-not-agreed" }]).flags).toEqual(["not-agreed"]);
  });
});

describe("a holiday announced late", () => {
  const revise = (received: string): Act => {
    const { dueAt, calendarVersion } = consultationAt(received);
    return {
      do: "revise-deadline",
      promised: { dueAt, calendarVersion: `${calendarVersion}+1`, projected: true },
    };
  };

  it("moves the deadline later and keeps the original beside it", () => {
    const twice = followed(
      received,
      [now, revise("2026-11-24T10:00:00Z")],
      [now, revise("2026-11-26T10:00:00Z")],
    );
    expect(twice).toMatchObject({
      dueAt: "2026-11-27T16:30:00Z",
      originallyDueAt: "2026-11-24T17:30:00Z",
      projected: true,
      state: "received",
    });
    expect(twice.calendarVersion).toMatch(/\+1$/);
    expect(twice.history.at(-1)).toContain('"from":"2026-11-25T17:30:00Z"');
  });

  it("leaves a promise that was kept, and one that has run out: a breach stays one", () => {
    const friday = revise("2026-11-26T10:00:00Z");
    expect(refused(contacted, friday)).toBe("already-contacted");
    expect(refused(received, friday, "2026-11-24T17:29:59Z")).toBeUndefined();
    expect(refused(received, friday, "2026-11-24T17:30:00Z")).toBe("promise-run-out");
  });

  it("never moves it earlier", () => {
    expect(refused(received, revise("2026-11-22T10:00:00Z"))).toBe("never-earlier");
    expect(refused(received, revise("2026-11-23T10:00:00Z"))).toBeUndefined();
  });
});

describe("a duty worker's notes", () => {
  it("a priority comes with a reason, which is kept sealed", () => {
    const red = followed(received, [
      now,
      { do: "set-priority", by: ada, priority: "red", reason: sealed("why") },
    ]);
    expect(red).toMatchObject({ priority: "red", notes: [sealed("why")], state: "received" });
  });

  it("the practitioner ringing in is a note, and no contact", () => {
    const noted = followed(received, [now, { do: "note-call-in", by: ada, note: sealed("rang") }]);
    expect(noted.notes).toEqual([sealed("rang")]);
    expect(noted.contact).toBeUndefined();
  });
});

describe("a child who was not named", () => {
  const named: Act = { do: "name-child", by: ada, words: sealed("name"), child: "hash of both" };

  it("can be named later: the flag goes, and earlier requests about the child can be found", () => {
    const unnamed = { ...consultationAt(received.receivedAt, { flags: ["not-named", "refused"] }) };
    const after = followed(unnamed, ["2026-11-23T10:10:00Z", named]);
    expect(after.flags).toEqual(["refused"]);
    expect(after.clear["named"]).toBe("named");
    expect(after.child).toBe("hash of both");
    expect(after.notes).toEqual([sealed("name")]);
    expect(refusalOf(after, named, "2026-11-23T10:11:00Z")).toEqual({ reason: "named-already" });
  });

  it("must then be in the case record too before it is closed", () => {
    const after = followed(
      consultationAt(received.receivedAt),
      ["2026-11-23T10:10:00Z", claim()],
      ["2026-11-23T10:11:00Z", named],
    );
    const close = closing({ outcome: "withdrawn", caseRecord: "not-said" });
    expect(refusalOf(after, close, "2026-11-23T10:12:00Z")).toEqual({
      reason: "case-record-missing",
    });
  });
});

describe("a link with another consultation", () => {
  const link = (other: string): Act => ({ do: "link", by: ada, other });

  it("says who saw it and when, once for each, and never with itself", () => {
    const start = consultationAt(received.receivedAt);
    const after = followed(start, ["2026-11-23T10:10:00Z", link("AAAA-BBBB-CCCC")]);
    expect(after.links).toEqual([
      { reference: "AAAA-BBBB-CCCC", by: ada.name, at: at("2026-11-23T10:10:00Z") },
    ]);
    expect(refusalOf(after, link("AAAA-BBBB-CCCC"), "2026-11-23T10:11:00Z")).toEqual({
      reason: "linked-already",
    });
    const over = followed(closed, [now, link("AAAA-BBBB-CCCC")]);
    expect([over.state, over.links?.length]).toEqual(["closed", 1]);
    expect(refusalOf(start, link(start.reference), "2026-11-23T10:11:00Z")).toEqual({
      reason: "other-reference-missing",
    });
  });
});

describe("when practitioner and hub do not agree", () => {
  const disputed: Act = {
    do: "record-contact",
    by: ada,
    at: at("2026-11-23T10:20:00Z"),
    socialWorker: "Sol Worker",
    advised: { ...advised, practitionerAgrees: false },
  };
  const start = followed(
    consultationAt(received.receivedAt),
    ["2026-11-23T10:10:00Z", claim()],
    ["2026-11-23T10:21:00Z", disputed],
  );
  const views: Act = { do: "record-difference", by: ada, step: "talk", views: sealed("views") };
  const settles = (by: Worker): Act => ({ do: "settle-difference", by, how: sealed("how") });

  it("it is flagged from the moment that it is recorded, and both views are kept sealed", () => {
    expect(start.flags).toContain("disagrees");
    expect(start.difference).toEqual({ since: at("2026-11-23T10:21:00Z") });
    const after = followed(start, ["2026-11-23T11:00:00Z", views]);
    expect(after.difference).toEqual({ since: at("2026-11-23T10:21:00Z"), step: "talk" });
    expect(after.notes.at(-1)).toEqual(sealed("views"));
  });

  it("only a manager records how it was settled; then the flags go", () => {
    const both = followed(start, ["2026-11-23T11:00:00Z", { do: "say-not-agreed" }]);
    expect(both.difference?.since).toBe(at("2026-11-23T10:21:00Z"));
    expect(refusalOf(both, settles(ada), "2026-11-23T12:00:00Z")).toEqual({
      reason: "manager-only",
    });
    const after = followed(both, ["2026-11-23T12:00:00Z", settles(mia)]);
    expect(after.flags).toEqual([]);
    expect(after.difference).toBeUndefined();
    expect(refusalOf(after, settles(mia), "2026-11-23T12:01:00Z")).toEqual({
      reason: "no-difference",
    });
  });

  it("new advice that they agree with settles it, and advice that they do not starts anew", () => {
    const agreed = followed(start, [
      "2026-11-23T12:00:00Z",
      { do: "record-advice", by: ada, advised },
    ]);
    expect(agreed.flags).toEqual([]);
    expect(agreed.difference).toBeUndefined();
    const again = followed(start, [
      "2026-11-23T12:00:00Z",
      { do: "record-advice", by: ada, advised: { ...advised, practitionerAgrees: false } },
    ]);
    expect(again.difference).toEqual({ since: at("2026-11-23T12:00:00Z") });
  });

  it("it holds up no closing, but stays in the list until it is settled", () => {
    const closedOver = followed(start, ["2026-11-23T12:00:00Z", closing()]);
    expect(isListed(closedOver)).toBe(true);
    const settled = followed(
      closedOver,
      ["2026-11-23T13:00:00Z", views],
      ["2026-11-23T14:00:00Z", settles(mia)],
    );
    expect(settled.state).toBe("closed");
    expect(isListed(settled)).toBe(false);
  });

  it("there is nothing to differ about before there is advice", () => {
    expect(refusalOf(consultationAt(received.receivedAt), views, "2026-11-23T11:00:00Z")).toEqual({
      reason: "advice-missing",
    });
  });
});

describe("a conversation answers what was said before it", () => {
  const said = (when: string, act: "say-got-worse" | "say-free-now") =>
    [when, { do: act }] as const;
  const spoke = (at: string, recorded: string) => [recorded, contact(at)] as const;

  it("that they were free, and that it got worse, are done with once they were rung", () => {
    const after = followed(
      claimed,
      said("2026-11-23T12:00:00Z", "say-got-worse"),
      said("2026-11-23T12:01:00Z", "say-free-now"),
      spoke("2026-11-23T12:10:00Z", "2026-11-23T12:20:00Z"),
    );
    expect(after.flags).toEqual([]);
  });

  it("but what got worse after it, though before it was recorded, stands", () => {
    const after = followed(
      claimed,
      said("2026-11-23T12:00:00Z", "say-got-worse"),
      spoke("2026-11-23T11:30:00Z", "2026-11-23T12:20:00Z"),
    );
    expect(after.flags).toEqual(["got-worse"]);
    const advisedAnew = followed(after, [
      "2026-11-23T13:00:00Z",
      { do: "record-advice", by: ada, advised },
    ]);
    expect(advisedAnew.flags).toEqual(["got-worse"]);
  });

  it("until then it cannot be closed as answered, and closed otherwise it stays in the list", () => {
    const worse = followed(withAdvice, said("2026-11-23T12:00:00Z", "say-got-worse"));
    expect(refused(worse, closing(), "2026-11-23T13:00:00Z")).toBe("got-worse-since");
    const withdrawn = followed(worse, ["2026-11-23T13:00:00Z", closing({ outcome: "withdrawn" })]);
    expect(isListed(withdrawn)).toBe(true);
    const rungAgain = followed(worse, spoke("2026-11-23T12:30:00Z", "2026-11-23T12:31:00Z"));
    expect(rungAgain.contact).toEqual(worse.contact);
    expect(refused(rungAgain, closing(), "2026-11-23T13:00:00Z")).toBeUndefined();
  });
});

describe("a promise that was not kept", () => {
  const late = followed(claimed, ["2026-11-25T09:00:00Z", contact("2026-11-24T17:30:01Z")]);
  const explains = (by: Worker): Act => ({
    do: "explain-breach",
    by,
    reason: "too-few-staff",
    words: sealed("why"),
  });

  it("is explained by a manager, open or closed, and only if it was not kept", () => {
    expect(refused(late, explains(ada), "2026-11-25T10:00:00Z")).toBe("manager-only");
    const explained = followed(late, ["2026-11-25T10:00:00Z", explains(mia)]);
    expect(explained.breach).toEqual({
      reason: "too-few-staff",
      by: mia.name,
      at: at("2026-11-25T10:00:00Z"),
    });
    expect(refused(contacted, explains(mia))).toBe("no-breach");
    expect(refused(received, explains(mia))).toBe("no-breach");
    expect(refused(received, explains(mia), received.dueAt)).toBeUndefined();
  });

  it("contact at the very second of the deadline kept it", () => {
    const inTime = followed(claimed, ["2026-11-25T09:00:00Z", contact(received.dueAt)]);
    expect(isBreached(inTime, at("2026-11-25T09:00:00Z"))).toBe(false);
    expect(isBreached(late, at("2026-11-25T09:00:00Z"))).toBe(true);
    expect(isBreached(received, received.dueAt)).toBe(true);
    const ended = followed(claimed, [now, closing({ outcome: "withdrawn" })]);
    expect(isBreached(ended, at("2027-11-25T09:00:00Z"))).toBe(false);
  });
});

describe("a legal hold", () => {
  const holds = (by: Worker): Act => ({ do: "hold", by, because: sealed("hold") });
  const lifts = (by: Worker): Act => ({ do: "lift-hold", by, because: sealed("lift") });

  it("is a manager's, with a reason, open or closed, and lifted with one", () => {
    expect(refused(closed, holds(ada))).toBe("manager-only");
    const held = followed(closed, [now, holds(mia)]);
    expect(held.hold).toEqual({ by: mia.name, at: at(now) });
    expect(refused(held, holds(mia))).toBe("held-already");
    expect(refused(held, lifts(ada))).toBe("manager-only");
    const lifted = followed(held, [now, lifts(mia)]);
    expect([lifted.hold, lifted.notes.slice(-2)]).toEqual([
      undefined,
      [sealed("hold"), sealed("lift")],
    ]);
    expect(refused(lifted, lifts(mia))).toBe("not-held");
  });
});

describe("a recorded fact that was wrong", () => {
  it("is put right by a new entry: what was recorded stays as it was", () => {
    const corrects: Act = {
      do: "correct",
      by: ada,
      what: "time-of-contact",
      words: sealed("it was at eleven"),
    };
    const after = followed(closed, [now, corrects]);
    expect(after.contact).toEqual(closed.contact);
    expect(after.history.slice(0, -1)).toEqual(closed.history);
    expect(after.history.at(-1)).toContain('"what":"time-of-contact"');
    expect(after.notes.at(-1)).toEqual(sealed("it was at eleven"));
  });
});

describe("the history", () => {
  it("tells who did what and when, in order, and verifies against its head", () => {
    const entries = closed.history.map((text) => JSON.parse(text) as Record<string, unknown>);
    expect(entries.map(({ n, act, by }) => [n, act, by])).toEqual([
      [1, "received", undefined],
      [2, "claim", "Ada Worker"],
      [3, "record-contact", "Ada Worker"],
      [4, "record-advice", "Ada Worker"],
      [5, "close", "Ada Worker"],
    ]);
    expect(entries.slice(1).every((entry) => entry["at"] === now)).toBe(true);
    const trailed = { entries: closed.history.length, head: headOf(closed.history) };
    expect(firstBrokenEntry(closed.history, trailed)).toBeUndefined();
  });

  it("is the entry that carryOut hands over", () => {
    const outcome = attempted(received, claim(), now);
    if (!outcome.ok) throw new Error(outcome.reason);
    expect(outcome.entry).toBe(outcome.consultation.history.at(-1));
  });

  it("holds sealed texts by id and hash, so that a swapped one shows", () => {
    expect(closed.history.at(-1)).toContain(`"reasons":{"hash":"hash of reasons"`);
    expect(received.history[0]).toContain(
      `"words":{"hash":"hash of words","id":"${canary}-words"}`,
    );
  });
});

it("a refusal never mentions anything but its reason, a name, a version or an act", () => {
  const shapes: readonly (Refusal | undefined)[] = [
    refusalOf(claimed, claim(ben), now),
    refusalOf(claimed, closing(), now),
  ];
  for (const refusal of shapes)
    for (const field of Object.keys(refusal ?? {}))
      expect(["reason", "by", "version", "lastBy", "lastAct"]).toContain(field);
});
