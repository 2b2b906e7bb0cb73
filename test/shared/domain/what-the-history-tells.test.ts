import { describe, expect, it } from "vitest";
import type { Consultation } from "../../../shared/domain/consultation.ts";
import { canonical, chained, digest, firstBrokenEntry } from "../../../shared/domain/history.ts";
import { at } from "../../../shared/domain/instant.ts";
import { carryOut } from "../../../shared/domain/transitions.ts";
import {
  type Act,
  ada,
  advised,
  attempt,
  ben,
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

const now = "2026-11-23T11:00:00Z";
const contactAt = "2026-11-23T10:55:00Z";
const told = at(now);

// Each test makes its own: nothing is worked out before the test that looks at it.
const received = () => consultationAt("2026-11-23T10:00:00Z");
const claimed = () => followed(received(), [now, claim()]);
const contacted = () => followed(claimed(), [now, contact(contactAt)]);
const withAdvice = () => followed(contacted(), [now, { do: "record-advice", by: ada, advised }]);
const closed = () => followed(withAdvice(), [now, closing()]);

const lastEntry = ({ history }: Consultation): unknown => {
  const { n: _, previous: __, ...entry } = JSON.parse(history.at(-1) ?? "{}");
  return entry;
};

const byAda = { by: "Ada Worker", byId: "w1", at: now };
const spoken = { at: contactAt, recordedAt: now, socialWorker: "Sol Worker" };
const tried = { at: now, by: "Ada Worker", number: "practitioner", result: "no-answer" };

const acts: readonly (readonly [act: Act, start: () => Consultation, entry: unknown])[] = [
  [claim(), received, { act: "claim", ...byAda }],
  [{ do: "release", by: ada }, claimed, { act: "release", ...byAda }],
  [
    { do: "reassign", by: mia, to: ben },
    claimed,
    { act: "reassign", by: "Mia Manager", byId: "w3", at: now, to: "Ben Worker", toId: "w2" },
  ],
  [attempt(now), claimed, { act: "record-attempt", ...byAda, attempt: tried }],
  [contact(contactAt), claimed, { act: "record-contact", ...byAda, contact: spoken }],
  [
    { do: "record-advice", by: ada, advised },
    contacted,
    { act: "record-advice", ...byAda, advised },
  ],
  [
    closing({ decidedByManager: "Mia Manager", duplicateOf: "AAAA-BBBB-CCCC" }),
    withAdvice,
    {
      act: "close",
      ...byAda,
      outcome: "advice-only",
      reasons: sealed("reasons"),
      caseRecord: "number",
      childConsidered: true,
      decidedByManager: "Mia Manager",
      duplicateOf: "AAAA-BBBB-CCCC",
    },
  ],
  [
    reopening,
    closed,
    { act: "reopen", by: "Ben Worker", byId: "w2", at: now, reason: sealed("reopened") },
  ],
  [
    { do: "set-priority", by: ada, priority: "red", reason: sealed("why") },
    received,
    { act: "set-priority", ...byAda, priority: "red", reason: sealed("why") },
  ],
  [
    { do: "note-call-in", by: ada, note: sealed("rang") },
    received,
    { act: "note-call-in", ...byAda, note: sealed("rang") },
  ],
  [
    { do: "say-free-now" },
    received,
    { act: "say-free-now", by: "practitioner", at: now, freeUntil: "2026-11-23T11:30:00Z" },
  ],
  [{ do: "say-got-worse" }, received, { act: "say-got-worse", by: "practitioner", at: now }],
  [
    {
      do: "revise-deadline",
      promised: { dueAt: at("2026-11-25T17:30:00Z"), calendarVersion: "next", projected: false },
    },
    received,
    {
      act: "revise-deadline",
      by: "calendar",
      at: now,
      from: "2026-11-24T17:30:00Z",
      dueAt: "2026-11-25T17:30:00Z",
      calendarVersion: "next",
      projected: false,
    },
  ],
];

describe("the history tells everything that an act said", () => {
  it("on receipt: all that is clear, and the address as a hash", () => {
    const { address, decision, key, ...more } = received();
    expect(lastEntry(received())).toEqual({
      act: "received",
      at: "2026-11-23T10:00:00Z",
      address: digest(address),
      decision,
      key,
      receivedAt: more.receivedAt,
      dueAt: more.dueAt,
      calendarVersion: more.calendarVersion,
      projected: more.projected,
      reference: more.reference,
      flags: more.flags,
      clear: more.clear,
      hasSecondContact: more.hasSecondContact,
      words: more.words,
    });
    expect(more.notes).toEqual([]);
  });

  it.each(acts.map(([act, start, entry]) => ({ act, start, entry })))(
    "$act.do",
    ({ act, start, entry }) => {
      const before = start();
      const after = followed(before, [now, act]);
      expect(lastEntry(after)).toEqual(entry);
      expect(after.history.slice(0, -1)).toEqual(before.history);
      expect(after.version).toBe(before.version + (act.do === "revise-deadline" ? 0 : 1));
    },
  );

  it("and what is handed over is its last entry, however many came before", () => {
    const start = withAdvice();
    const outcome = carryOut(start, { ...closing(), version: start.version }, told, defaultTime);
    expect(outcome.ok && outcome.entry).toBe(
      outcome.ok ? outcome.consultation.history.at(-1) : "refused",
    );
    expect(outcome.ok && outcome.consultation.history).toHaveLength(5);
  });
});

describe("what was not said is not there, not even as an empty field", () => {
  it("nobody's claim, no closing, no outcome and no other reference", () => {
    const fields = Object.keys(followed(received(), [now, { do: "say-got-worse" }]));
    for (const field of ["holder", "closedAt", "outcome", "duplicateOf"])
      expect(fields).not.toContain(field);
    expect(Object.keys(closed())).not.toContain("duplicateOf");
  });

  it("no next try after an attempt, and no advice with a contact", () => {
    const [attempted] = followed(claimed(), [now, attempt(now)]).attempts;
    expect(Object.keys(attempted ?? {})).toEqual(["at", "by", "number", "result"]);
    expect(Object.keys(contacted())).not.toContain("advised");
  });

  it("nobody's name, where a stale page lost to nobody", () => {
    const stale = { do: "claim", by: ben, version: 9 } as const;
    const outcome = carryOut(received(), stale, told, defaultTime);
    expect(outcome).toStrictEqual({
      ok: false,
      reason: "stale",
      version: 1,
      lastAct: "received",
    });
    const unread = carryOut({ ...received(), history: [] }, stale, told, defaultTime);
    expect(unread).toStrictEqual({ ok: false, reason: "stale", version: 1 });
  });
});

describe("a promise that is settled is not moved by a late holiday", () => {
  const revise: Act = {
    do: "revise-deadline",
    promised: { dueAt: at("2026-11-25T17:30:00Z"), calendarVersion: "next", projected: false },
  };

  it("one that was kept stays kept", () => {
    expect(refusalOf(contacted(), revise, now)).toEqual({ reason: "already-contacted" });
  });

  it("one that has run out stays a breach, from dueAt on", () => {
    expect(refusalOf(received(), revise, "2026-11-24T17:29:59Z")).toBeUndefined();
    expect(refusalOf(received(), revise, "2026-11-24T17:30:00Z")).toEqual({
      reason: "promise-run-out",
    });
  });
});

it("an entry put in with another's number is found, though the next one names it", () => {
  const first = chained([], { what: "received" });
  const forged = canonical({ what: "claimed", n: 7, previous: digest(first[0] ?? "") });
  const after = canonical({ what: "closed", n: 3, previous: digest(forged) });
  expect(firstBrokenEntry([...first, forged, after])).toBe(2);
});
