import { describe, expect, test } from "vitest";
import type { Became, Consultation, LetterState } from "../../../shared/domain/consultation.ts";
import { explainLetters } from "../../../shared/domain/explain-letters.ts";
import { at } from "../../../shared/domain/instant.ts";
import {
  ada,
  attempt,
  claim,
  closing,
  consultationAt,
  contact,
  defaultTime,
  followed,
} from "./consultations.ts";

const monday = consultationAt("2026-11-23T10:00:00Z");
const dueAt = "2026-11-24T17:30:00Z";
const toDuty = "new-request/received/duty";

const explained = (consultation: Consultation, now: string) =>
  explainLetters(consultation, defaultTime, at(now));

const saidOf = (consultation: Consultation, key: string, now: string) =>
  explained(consultation, now).find((letter) => letter.key === key);

const holding = (
  letters: Readonly<Record<string, LetterState>>,
  more: Partial<Consultation> = {},
): Consultation => ({ ...monday, ...more, letters });

const sentAs = (messageId: string, became?: Became): LetterState => ({
  sentAt: at("2026-11-23T10:00:10Z"),
  messageId,
  tries: 1,
  ...(became === undefined ? {} : { became }),
});

const delivered = { delivered: at("2026-11-23T10:00:12Z") };

/** Somebody took it and never marked it: it stays among the letters when its reason has gone. */
const unmarked: LetterState = { lease: "l", leasedUntil: at("2026-11-23T10:01:00Z"), tries: 1 };

const tried = followed(
  monday,
  ["2026-11-23T10:30:00Z", claim()],
  ["2026-11-23T11:00:00Z", attempt("2026-11-23T11:00:00Z")],
);

const closed = followed(
  monday,
  ["2026-11-23T10:30:00Z", claim()],
  ["2026-11-23T11:30:00Z", closing({ outcome: "withdrawn" })],
);

const chasedTwice = { chases: 2, lastChasedAt: at("2026-11-23T12:00:00Z") };
const held = { state: "claimed", holder: ada } as const;
const onMonday = "2026-11-23T13:00:00Z";
const dayAfterDue = "2026-11-25T10:00:00Z";

const dueWentBy =
  'the time by which the call was due went by at 2026-11-24T17:30:00Z, and "overdue" took its place';
const toldByAnother = "a later letter tells the same, or its reason has gone";

describe("why a letter is not owed", () => {
  test.each([
    {
      is: "a reminder of one that was closed",
      consultation: closed,
      key: "due-soon/2026-11-24/duty",
      now: onMonday,
      because: "the consultation was closed at 2026-11-23T11:30:00Z",
    },
    {
      is: "a reminder to start, at the very second of the promise",
      consultation: monday,
      key: "not-started/2026-11-23/duty",
      now: dueAt,
      because: dueWentBy,
    },
    {
      is: "a reminder that it is due soon, at that second",
      consultation: monday,
      key: "due-soon/2026-11-24/duty",
      now: dueAt,
      because: dueWentBy,
    },
    {
      is: "a reminder that it is due soon, though somebody tried in time",
      consultation: tried,
      key: "due-soon/2026-11-24/duty",
      now: dayAfterDue,
      because: dueWentBy,
    },
    {
      is: "a reminder to one who has let it go",
      consultation: holding({ "not-started/2026-11-23/holder": unmarked }),
      key: "not-started/2026-11-23/holder",
      now: onMonday,
      because: "nobody holds the consultation now",
    },
    {
      is: "a first chase when it was chased again, and nobody holds it",
      consultation: holding({ "chased/1/duty": unmarked }, chasedTwice),
      key: "chased/1/duty",
      now: onMonday,
      because: toldByAnother,
    },
    {
      is: "the same to its holder",
      consultation: holding({ "chased/1/holder": unmarked }, { ...chasedTwice, ...held }),
      key: "chased/1/holder",
      now: onMonday,
      because: toldByAnother,
    },
    {
      is: "the same when the promise has run out",
      consultation: holding({ "chased/1/duty": unmarked }, chasedTwice),
      key: "chased/1/duty",
      now: dayAfterDue,
      because: toldByAnother,
    },
    {
      is: "word to the fallback mailbox of a letter that arrived after all",
      consultation: holding({
        [toDuty]: sentAs("m-1", delivered),
        "not-delivered/new-request.received/fallback": unmarked,
      }),
      key: "not-delivered/new-request.received/fallback",
      now: onMonday,
      because: "the letter it speaks of is not undelivered any more",
    },
  ])("$is", ({ consultation, key, now, because }) => {
    const letter = saidOf(consultation, key, now);
    expect(letter?.is).toBe("not-owed");
    expect(letter?.sentences.at(-1)).toBe(`Not owed: ${because}.`);
  });
});

describe("what became of a letter that went", () => {
  const later = at("2026-11-23T10:00:30Z");
  const countsFrom = (when: string) =>
    `Without a delivery it counts as not delivered from ${when}.`;
  const anHourLater = countsFrom("2026-11-23T11:00:10Z");

  test.each<readonly [string, Became, readonly string[]]>([
    ["nothing yet", {}, ["Nothing was told yet of what became of it.", anHourLater]],
    ["delayed", { delayed: later }, [`Delayed at ${later}.`, anHourLater]],
    [
      "bounced for now",
      { bouncedForNow: later },
      [
        `Bounced for now (a full mailbox, or an automatic reply) at ${later}.`,
        countsFrom("2026-11-23T10:01:30Z"),
      ],
    ],
    [
      "rejected",
      { rejected: later },
      [`Rejected by the mail provider at ${later}.`, `It counts as not delivered since ${later}.`],
    ],
    [
      "delivered and complained of",
      { ...delivered, complained: later },
      ["Delivered at 2026-11-23T10:00:12Z.", `Complained of as unwanted at ${later}.`],
    ],
  ])(
    "%s: it is said in words, and from when it counts as not delivered",
    (_, became, sentences) => {
      const letter = saidOf(holding({ [toDuty]: sentAs("m-1", became) }), toDuty, later);
      expect(letter?.sentences).toEqual([
        "Sent at 2026-11-23T10:00:10Z as message m-1, first try.",
        ...sentences,
      ]);
    },
  );

  test("of one message that settled several, the others are named, and no letter of another message", () => {
    const consultation = holding({
      [toDuty]: sentAs("m-1", delivered),
      "due-soon/2026-11-24/duty": sentAs("m-2", delivered),
      "due-soon/2026-11-24/holder": sentAs("m-2", delivered),
      "not-started/2026-11-24/duty": sentAs("m-2", delivered),
      "not-started/2026-11-24/holder": unmarked,
    });
    expect(saidOf(consultation, "due-soon/2026-11-24/duty", onMonday)?.sentences).toEqual([
      "Sent at 2026-11-23T10:00:10Z as message m-2, first try.",
      "The same message settled due-soon/2026-11-24/holder, not-started/2026-11-24/duty.",
      "Delivered at 2026-11-23T10:00:12Z.",
    ]);
    expect(saidOf(consultation, toDuty, onMonday)?.sentences).toHaveLength(2);
  });
});

test("a reminder that falls due at closing time says when it falls due, and that it goes when the hub opens", () => {
  const atHalfPastFour = consultationAt("2026-11-23T16:30:00Z", { flags: ["act-now"] });
  const key = "not-started/act-now/manager";
  const opening = "2026-11-24T08:00:00Z";
  expect(saidOf(atHalfPastFour, key, "2026-11-23T17:29:59Z")).toEqual({
    key,
    is: "waits",
    from: opening,
    sentences: [
      `Not due until 2026-11-23T17:30:00Z, outside opening hours: it goes at ${opening}.`,
    ],
  });
  expect(saidOf(atHalfPastFour, key, "2026-11-23T17:30:00Z")?.sentences).toEqual([
    `Owed since 2026-11-23T17:30:00Z, and goes in opening hours only: at ${opening}.`,
  ]);
});

describe("letters stand in the order in which they fall due", () => {
  const keysOf = (consultation: Consultation) =>
    explained(consultation, onMonday).map(({ key }) => key);

  test("while the call is owed", () => {
    const bounced = sentAs("m-1", { bounced: at("2026-11-23T10:00:20Z") });
    expect(
      keysOf(
        holding({ [toDuty]: bounced }, { chases: 1, lastChasedAt: at("2026-11-23T12:00:00Z") }),
      ),
    ).toEqual([
      "new-request/received/duty",
      "receipt/received/practitioner",
      "not-delivered/new-request.received/fallback",
      "chased/1/duty",
      "not-started/2026-11-23/duty",
      "not-started/2026-11-24/duty",
      "due-soon/2026-11-24/duty",
      "overdue/2026-11-24/duty",
      "overdue/2026-11-24/manager",
      "overdue/2026-11-24/practitioner",
      "still-overdue/2026-11-25/manager",
      "still-overdue/2026-11-26/manager",
    ]);
  });

  test("after the call, with those whose reason has gone among them", () => {
    const called = followed({ ...tried, letters: { [toDuty]: sentAs("m-1", delivered) } }, [
      "2026-11-23T12:00:00Z",
      contact("2026-11-23T12:00:00Z"),
    ]);
    expect(keysOf(called).filter((key) => !key.endsWith("/holder"))).toEqual([
      "new-request/received/duty",
      "receipt/received/practitioner",
      "tried/1/practitioner",
      "call-settled/2026-11-23T12:00:00Z/duty",
      "not-started/2026-11-23/duty",
      "not-started/2026-11-24/duty",
      "due-soon/2026-11-24/duty",
      "overdue/2026-11-24/duty",
      "overdue/2026-11-24/manager",
      "overdue/2026-11-24/practitioner",
      "still-overdue/2026-11-25/manager",
      "still-overdue/2026-11-26/manager",
    ]);
  });
});
