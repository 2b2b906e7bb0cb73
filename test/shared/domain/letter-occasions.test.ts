import { describe, expect, it } from "vitest";
import { snapshotCalendar } from "../../../shared/domain/calendar.ts";
import type { Consultation, LetterState } from "../../../shared/domain/consultation.ts";
import { at } from "../../../shared/domain/instant.ts";
import {
  lettersDue,
  nextReminder,
  occasions,
  partsOf,
  sent,
  sentLetters,
  wakeAt,
} from "../../../shared/domain/letters.ts";
import { workingTime } from "../../../shared/domain/working-time.ts";
import {
  ada,
  advised,
  claim,
  consultationAt,
  contact,
  defaultTime,
  followed,
} from "./consultations.ts";
import { defaultHub } from "./hubs.ts";
import { sweptAt } from "./letter-walk.ts";

const monday = consultationAt("2026-11-23T10:00:00Z");
const eleven = "2026-11-23T11:00:00Z";
const toDuty = "new-request/received/duty";

const sentAt = at("2026-11-23T10:00:05Z");

const went = (messageId: string) => ({ sentAt, messageId, tries: 1 });

const standing = (consultation: Consultation, now: string, time = defaultTime) =>
  occasions(consultation, time, at(now)).map(({ kind, occasion, at: when }) =>
    [kind, occasion, when].join(" "),
  );

const stillOverdue = (now: string, consultation = monday) =>
  standing(consultation, now).filter((line) => line.startsWith("still-overdue"));

describe("the reasons for letters that stand", () => {
  it.each<readonly [string, LetterState]>([
    ["while the first letter is being sent", { lease: "l", leasedUntil: at(eleven), tries: 1 }],
    ["once it arrived", { ...went("m1"), became: { delivered: monday.receivedAt } }],
  ])("are these %s, each with its time, whether that has come or not", (_, state) => {
    expect(standing({ ...monday, letters: { [toDuty]: state } }, "2026-11-23T10:00:30Z")).toEqual([
      "new-request received 2026-11-23T10:00:00Z",
      "receipt received 2026-11-23T10:00:00Z",
      "not-started 2026-11-23 2026-11-23T15:30:00Z",
      "not-started 2026-11-24 2026-11-24T09:00:00Z",
      "due-soon 2026-11-24 2026-11-24T13:30:00Z",
      "overdue 2026-11-24 2026-11-24T17:30:00Z",
      "still-overdue 2026-11-25 2026-11-25T08:00:00Z",
      "still-overdue 2026-11-26 2026-11-26T08:00:00Z",
    ]);
  });

  it.each([
    ["on receipt", "2026-11-23T10:00:00Z", ["2026-11-25", "2026-11-26"]],
    ["an hour before an opening", "2026-11-25T07:00:00Z", ["2026-11-25", "2026-11-26"]],
    ["at an opening", "2026-11-25T08:00:00Z", ["2026-11-25", "2026-11-26", "2026-11-27"]],
    ["on a Saturday", "2026-11-28T12:00:00Z", ["2026-11-30", "2026-12-01"]],
  ])("have each opening after the due time once: %s", (_, now, dates) => {
    expect(stillOverdue(now)).toEqual(
      dates.map((date) => `still-overdue ${date} ${date}T08:00:00Z`),
    );
  });

  it("do not escalate at the moment of the alert, should that be an opening", () => {
    const dueAt = at("2026-11-25T08:00:00Z");
    expect(stillOverdue(dueAt, { ...monday, dueAt })[0]).toContain("2026-11-26");
  });

  it("have no reminder at the moment of the alert or after it", () => {
    const hours = { ...defaultHub.hours, tuesday: { opens: "09:00", closes: "10:00" } };
    const time = workingTime({ ...defaultHub, hours }, snapshotCalendar);
    const short = consultationAt("2026-11-23T16:00:00Z", {}, time);
    expect(standing(short, "2026-11-24T09:30:00Z", time).slice(2, 4)).toEqual([
      "due-soon 2026-11-24 2026-11-23T16:00:00Z",
      "overdue 2026-11-24 2026-11-24T10:00:00Z",
    ]);
  });
});

const agreed = followed(
  monday,
  [eleven, claim()],
  [eleven, contact(eleven)],
  [eleven, { do: "record-advice", by: ada, advised: { ...advised, followUpOn: "2026-12-04" } }],
);

describe("what comes next", () => {
  it("is not the next opening, where the reminder itself comes later", () => {
    const afternoon = consultationAt("2026-11-23T16:00:00Z");
    expect(nextReminder(afternoon, defaultTime, at("2026-11-23T20:00:00Z"))).toEqual({
      kind: "not-started",
      at: "2026-11-24T09:00:00Z",
    });
  });

  it("is a reminder, an alert or an escalation: nothing that is only told", () => {
    expect(nextReminder(agreed, defaultTime, at(eleven))).toBeUndefined();
  });
});

it("whoever is asked what happened next is asked in opening hours, also after an outage", () => {
  const { consultation } = sweptAt(sweptAt(agreed, at(eleven)).consultation, at(eleven));
  const evening = at("2026-12-04T20:00:00Z");
  expect(lettersDue(consultation, defaultTime, evening)).toEqual([]);
  expect(wakeAt(consultation, defaultTime, evening)).toBe("2026-12-07T08:00:00Z");
});

it("a key that is not made of three parts is for nobody", () => {
  expect(partsOf("new-request")).toEqual({ kind: "new-request", occasion: "", recipient: "" });
});

describe("the letters that went", () => {
  const became = { delivered: at("2026-11-23T10:00:09Z") };

  it("are told with what became of them, where that is known", () => {
    const letters = {
      [toDuty]: { ...went("m1"), became },
      "receipt/received/practitioner": went("m2"),
    };
    expect(sentLetters({ ...monday, letters })).toStrictEqual([
      { kind: "new-request", recipient: "duty", sentAt, messageId: "m1", became },
      { kind: "receipt", recipient: "practitioner", sentAt, messageId: "m2" },
    ]);
  });

  it("are named by the weightiest reminder first, and only then by who got them", () => {
    const letters = {
      "not-started/2026-11-24/duty": went("m1"),
      "due-soon/2026-11-24/holder": went("m1"),
    };
    expect(sentLetters({ ...monday, letters }).map(({ kind }) => kind)).toEqual(["due-soon"]);
  });

  it("and are marked twice, hold nothing that was not told", () => {
    const letter = {
      kind: "new-request",
      occasion: "received",
      recipient: "duty",
      key: toDuty,
      covers: [toDuty],
    } as const;
    const once = sent(monday, letter, { sentAt, messageId: "m1" });
    const twice = sent(once, letter, { sentAt, messageId: "m1" });
    expect(twice.letters[toDuty]).toStrictEqual(went("m1"));
  });
});
