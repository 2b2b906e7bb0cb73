import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Consultation, LetterState } from "../../../shared/domain/consultation.ts";
import { explainLetters } from "../../../shared/domain/explain-letters.ts";
import { at, earliest, type Instant, plusSeconds } from "../../../shared/domain/instant.ts";
import { lettersDue, wakeAt } from "../../../shared/domain/letters.ts";
import {
  attempt,
  canary,
  claim,
  closing,
  consultationAt,
  contact,
  defaultTime,
  followed,
} from "./consultations.ts";
import { walk } from "./letter-walk.ts";

const monday = consultationAt("2026-11-23T10:00:00Z");

const explained = (consultation: Consultation, now: string) =>
  new Map(explainLetters(consultation, defaultTime, at(now)).map((letter) => [letter.key, letter]));

const withLetter = (consultation: Consultation, key: string, state: LetterState): Consultation => ({
  ...consultation,
  letters: { ...consultation.letters, [key]: state },
});

const toDuty = "new-request/received/duty";

const sentAt = (
  when: string,
  became: Extract<LetterState, { sentAt: Instant }>["became"] = {},
) => ({
  sentAt: at(when),
  messageId: "m-1",
  tries: 2,
  became,
});

describe("what is said of one letter", () => {
  test("owed: since when, and that the next sweep sends it", () => {
    const letter = explained(monday, "2026-11-23T10:00:30Z").get(toDuty);
    expect(letter).toEqual({
      key: toDuty,
      is: "owed",
      from: "2026-11-23T10:00:00Z",
      sentences: ["Owed since 2026-11-23T10:00:00Z: it goes with the next sweep."],
    });
  });

  test("not due yet: when it will be, and that reminders wait for the hub to open", () => {
    const letters = explained(monday, "2026-11-23T10:00:30Z");
    expect(letters.get("due-soon/2026-11-24/duty")).toMatchObject({
      is: "waits",
      sentences: ["Not due until 2026-11-24T13:30:00Z."],
    });
    const actNow = consultationAt("2026-11-23T17:00:00Z", { flags: ["act-now"] });
    expect(
      explained(actNow, "2026-11-23T20:00:00Z").get("not-started/act-now/manager"),
    ).toMatchObject({ is: "waits", from: expect.stringMatching(/^2026-11-24T/) });
    const atNight = explained(monday, "2026-11-23T20:00:00Z").get("not-started/2026-11-23/duty");
    expect(atNight).toMatchObject({
      is: "waits",
      from: "2026-11-24T08:00:00Z",
      sentences: [
        "Owed since 2026-11-23T15:30:00Z, and goes in opening hours only: at 2026-11-24T08:00:00Z.",
      ],
    });
  });

  test("leased: until when, and afterwards that it was never marked", () => {
    const leased = withLetter(monday, toDuty, {
      lease: "l",
      leasedUntil: at("2026-11-23T10:01:00Z"),
      tries: 1,
    });
    expect(explained(leased, "2026-11-23T10:00:30Z").get(toDuty)).toMatchObject({
      is: "being-sent",
      from: "2026-11-23T10:01:00Z",
      sentences: [
        "Being sent, first try: leased until 2026-11-23T10:01:00Z. If it is not marked as sent by then, it is tried again.",
      ],
    });
    expect(explained(leased, "2026-11-23T10:01:00Z").get(toDuty)).toMatchObject({
      is: "owed",
      sentences: [
        "The first try was not marked as sent: its lease ran out at 2026-11-23T10:01:00Z.",
        "Owed since 2026-11-23T10:00:00Z: it goes with the next sweep.",
      ],
    });
  });

  test("sent: when, as which message, and what became of it", () => {
    const delivered = withLetter(
      monday,
      toDuty,
      sentAt("2026-11-23T10:00:10Z", { delivered: at("2026-11-23T10:00:12Z") }),
    );
    expect(explained(delivered, "2026-11-23T12:00:00Z").get(toDuty)).toEqual({
      key: toDuty,
      is: "sent",
      sentences: [
        "Sent at 2026-11-23T10:00:10Z as message m-1, try 2.",
        "Delivered at 2026-11-23T10:00:12Z.",
      ],
    });
    const bounced = withLetter(
      monday,
      toDuty,
      sentAt("2026-11-23T10:00:10Z", { bounced: at("2026-11-23T10:00:20Z") }),
    );
    expect(explained(bounced, "2026-11-23T10:00:20Z").get(toDuty)).toMatchObject({
      is: "undelivered",
      sentences: [
        "Sent at 2026-11-23T10:00:10Z as message m-1, try 2.",
        "Bounced for good at 2026-11-23T10:00:20Z.",
        "It counts as not delivered since 2026-11-23T10:00:20Z.",
      ],
    });
    const silent = withLetter(monday, toDuty, sentAt("2026-11-23T10:00:10Z"));
    expect(explained(silent, "2026-11-23T11:00:00Z").get(toDuty)?.is).toBe("sent");
    expect(explained(silent, "2026-11-23T11:00:10Z").get(toDuty)?.is).toBe("undelivered");
  });

  test.each([
    ["contact", "contact was recorded at", contact("2026-11-23T11:00:00Z")],
    ["closing", "the consultation was closed at", closing({ outcome: "withdrawn" })],
  ])("not owed because of %s: which, and when", (_, because, act) => {
    const done = followed(monday, ["2026-11-23T10:30:00Z", claim()], ["2026-11-23T11:30:00Z", act]);
    for (const key of ["overdue/2026-11-24/duty", "due-soon/2026-11-24/duty"])
      expect(explained(done, "2026-11-23T12:00:00Z").get(key)).toMatchObject({
        is: "not-owed",
        sentences: [expect.stringContaining(`Not owed: ${because}`)],
      });
  });

  test("a reminder to start is not owed once somebody has tried, and none after the promise ran out", () => {
    const tried = followed(
      monday,
      ["2026-11-23T10:30:00Z", claim()],
      ["2026-11-23T11:00:00Z", attempt("2026-11-23T11:00:00Z")],
    );
    expect(
      explained(tried, "2026-11-23T12:00:00Z").get("not-started/2026-11-23/duty")?.sentences,
    ).toEqual(["Not owed: an attempt to call was made at 2026-11-23T11:00:00Z."]);
    expect(
      explained(monday, "2026-11-24T18:00:00Z").get("due-soon/2026-11-24/duty")?.sentences,
    ).toEqual([
      'Not owed: the time by which the call was due went by at 2026-11-24T17:30:00Z, and "overdue" took its place.',
    ]);
  });

  test("two reminders due at once: the one that tells the other is named", () => {
    // Nothing was sent for a day: at half past one two reminders to the duty mailbox are due.
    expect(
      explained(monday, "2026-11-24T14:00:00Z").get("not-started/2026-11-24/duty")?.sentences,
    ).toEqual([
      "Owed since 2026-11-24T09:00:00Z: the letter due-soon/2026-11-24/duty tells it too.",
    ]);
  });
});

const anyMoment = fc.integer({ min: 0, max: 6 * 24 * 3600 });

describe("whatever has happened", () => {
  test("what is owed here is what the sweep sends, and what comes next is the wake-up", () => {
    const anyLeases = fc.array(fc.tuple(fc.nat(20), fc.integer({ min: -90, max: 90 })), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(anyMoment, anyMoment, fc.boolean(), anyLeases, (walked, more, acts, leases) => {
        const until = plusSeconds(monday.receivedAt, walked);
        const happenings = acts
          ? [
              ["2026-11-23T10:30:00Z", claim()] as const,
              ["2026-11-24T18:00:00Z", contact("2026-11-24T18:00:00Z")] as const,
            ]
          : [];
        const { consultation: held } = walk(monday, until, happenings);
        const now = plusSeconds(until, more);
        const keys = [
          ...new Set([
            ...Object.keys(held.letters),
            ...explainLetters(held, defaultTime, now).map(({ key }) => key),
          ]),
        ];
        const consultation = leases.reduce((each, [which, offset]) => {
          const key = keys[which % keys.length];
          return key === undefined || "sentAt" in (each.letters[key] ?? {})
            ? each
            : withLetter(each, key, {
                lease: "l",
                leasedUntil: plusSeconds(now, offset),
                tries: 1,
              });
        }, held);

        const letters = explainLetters(consultation, defaultTime, now);
        const owed = letters.filter(({ is }) => is === "owed").map(({ key }) => key);
        const due = lettersDue(consultation, defaultTime, now).flatMap(({ covers }) => covers);
        expect(owed.filter((key) => !due.includes(key))).toEqual([]);
        expect(
          lettersDue(consultation, defaultTime, now).filter(({ key }) => !owed.includes(key)),
        ).toEqual([]);
        expect(earliest(...letters.map(({ from }) => from))).toBe(
          wakeAt(consultation, defaultTime, now),
        );
        expect(new Set(letters.map(({ key }) => key)).size).toBe(letters.length);
        expect(JSON.stringify(letters)).not.toContain(canary);
      }),
      { numRuns: 100 },
    );
  });
});
