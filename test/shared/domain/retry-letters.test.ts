import { describe, expect, test } from "vitest";
import type { Consultation, LetterState } from "../../../shared/domain/consultation.ts";
import { firstBrokenEntry } from "../../../shared/domain/history.ts";
import { at } from "../../../shared/domain/instant.ts";
import { lettersDue } from "../../../shared/domain/letters.ts";
import { retryLetters } from "../../../shared/domain/retry-letters.ts";
import { claim, consultationAt, contact, defaultTime, followed } from "./consultations.ts";

const monday = consultationAt("2026-11-23T10:00:00Z");
const toDuty = "new-request/received/duty";
const receipt = "receipt/received/practitioner";

const holding = (letters: Readonly<Record<string, LetterState>>): Consultation => ({
  ...monday,
  letters,
});

const bounced: LetterState = {
  sentAt: at("2026-11-23T10:00:05Z"),
  messageId: "m-1",
  tries: 1,
  became: { bounced: at("2026-11-23T10:00:09Z") },
};
const delivered: LetterState = {
  ...bounced,
  messageId: "m-2",
  became: { delivered: at("2026-11-23T10:00:09Z") },
};

const retried = (consultation: Consultation, now: string) =>
  retryLetters(consultation, defaultTime, at(now), "Ola Operator");

const dueKeys = (consultation: Consultation, now: string) =>
  lettersDue(consultation, defaultTime, at(now)).map(({ key }) => key);

describe("a letter that is stuck", () => {
  test("on a lease goes at once, and not before", () => {
    const now = "2026-11-23T10:00:30Z";
    const leased = holding({
      [toDuty]: { lease: "l", leasedUntil: at("2026-11-23T10:01:00Z"), tries: 3 },
      [receipt]: delivered,
    });
    expect(dueKeys(leased, now)).toEqual([]);
    const done = retried(leased, now);
    if (!done.ok) throw new Error("refused");
    expect(done.keys).toEqual([toDuty]);
    expect(dueKeys(done.consultation, now)).toEqual([toDuty]);
    expect(done.consultation.letters[toDuty]).toEqual({
      lease: "retry",
      leasedUntil: now,
      tries: 3,
    });
  });

  test("because it bounced is asked for again, and what was known of it stays in the history", () => {
    const now = "2026-11-23T10:05:00Z";
    const before = holding({ [toDuty]: bounced, [receipt]: delivered });
    const done = retried(before, now);
    if (!done.ok) throw new Error("refused");
    const { consultation } = done;
    expect(dueKeys(consultation, now)).toEqual([toDuty]);
    expect(consultation.letters[receipt]).toEqual(delivered);
    expect(consultation.version).toBe(before.version + 1);
    expect(firstBrokenEntry(consultation.history)).toBeUndefined();
    expect(consultation.history).toHaveLength(before.history.length + 1);
    expect(JSON.parse(consultation.history.at(-1) ?? "")).toMatchObject({
      act: "retry-letters",
      at: now,
      by: "Ola Operator",
      letters: [{ letter: toDuty, was: bounced }],
    });
  });
});

describe("nothing is sent again", () => {
  test("of letters that arrived, wait, or went a moment ago", () => {
    const { became: _, ...silent } = bounced;
    const calm = holding({ [toDuty]: delivered, [receipt]: silent });
    expect(retried(calm, "2026-11-23T10:05:00Z")).toEqual({ ok: false, undelivered: [] });
  });

  test("whose reason has gone, and then it is said which did not arrive", () => {
    const late = "overdue/2026-11-24/duty";
    const answered = followed(
      { ...monday, letters: { [toDuty]: delivered, [receipt]: delivered, [late]: bounced } },
      ["2026-11-23T10:30:00Z", claim()],
      ["2026-11-24T18:00:00Z", contact("2026-11-24T18:00:00Z")],
    );
    expect(retried(answered, "2026-11-24T19:00:00Z")).toEqual({ ok: false, undelivered: [late] });
  });
});
