import { describe, expect, it } from "vitest";
import { snapshotCalendar } from "../../../shared/domain/calendar.ts";
import type { Consultation } from "../../../shared/domain/consultation.ts";
import { at } from "../../../shared/domain/instant.ts";
import { lettersDue, nextReminder, sentLetters, wakeAt } from "../../../shared/domain/letters.ts";
import { workingTime } from "../../../shared/domain/working-time.ts";
import { consultationAt, defaultTime } from "./consultations.ts";
import { defaultHub, hubWith } from "./hubs.ts";
import { sweptAt } from "./letter-walk.ts";

const monday = () => consultationAt("2026-11-23T10:00:00Z");
const actNow = () => consultationAt("2026-11-23T10:00:00Z", { flags: ["act-now"] });

const coversAt = (consultation: Consultation, now: string) =>
  Object.fromEntries(
    lettersDue(consultation, defaultTime, at(now)).map(({ key, covers }) => [key, covers]),
  );

describe("a letter settles what it tells, and nothing else", () => {
  it("the letters on receipt settle themselves only", () => {
    expect(coversAt(actNow(), "2026-11-23T10:00:00Z")).toEqual({
      "new-request/received/duty": ["new-request/received/duty"],
      "new-request/received/manager": ["new-request/received/manager"],
      "receipt/received/practitioner": ["receipt/received/practitioner"],
    });
  });

  it("a reminder to the duty team, while nobody has it, settles the one to whoever claims it", () => {
    expect(coversAt(actNow(), "2026-11-23T11:00:00Z")).toMatchObject({
      "not-started/act-now/duty": ["not-started/act-now/duty", "not-started/act-now/holder"],
      "not-started/act-now/manager": ["not-started/act-now/manager"],
    });
  });

  it("the alert settles itself only", () => {
    expect(coversAt(monday(), "2026-11-24T17:30:00Z")).toMatchObject({
      "overdue/2026-11-24/duty": ["overdue/2026-11-24/duty"],
      "overdue/2026-11-24/manager": ["overdue/2026-11-24/manager"],
      "overdue/2026-11-24/practitioner": ["overdue/2026-11-24/practitioner"],
    });
  });
});

describe("what comes next is the earliest", () => {
  it("that has not gone: in the evening, not the reminder of the afternoon at the next opening", () => {
    const { consultation } = sweptAt(monday(), at("2026-11-23T15:30:00Z"));
    expect(nextReminder(consultation, defaultTime, at("2026-11-23T20:00:00Z"))).toEqual({
      kind: "not-started",
      at: "2026-11-24T09:00:00Z",
    });
  });

  it("also where another reminder of the same day is planned for later", () => {
    const next = (now: string) => nextReminder(actNow(), defaultTime, at(now));
    expect(next("2026-11-23T10:00:00Z")).toEqual({
      kind: "not-started",
      at: "2026-11-23T11:00:00Z",
    });
    expect(next("2026-11-23T11:00:00Z")).toEqual({
      kind: "not-started",
      at: "2026-11-23T15:30:00Z",
    });
  });

  it("on a due day that has become a holiday since, no reminder belongs to its opening", () => {
    const closed = workingTime(hubWith({ closed: ["2026-11-24"] }), snapshotCalendar);
    expect(nextReminder(monday(), closed, at("2026-11-23T16:00:00Z"))).toEqual({
      kind: "overdue",
      at: "2026-11-24T17:30:00Z",
    });
  });
});

it("a reminder that belongs before the receipt is owed from the receipt on", () => {
  const hours = { opens: "10:00", closes: "12:00" };
  const extraWorkingDays = [{ date: "2026-11-28", reason: "Winter cover", hours }];
  const time = workingTime({ ...defaultHub, extraWorkingDays }, snapshotCalendar);
  const friday = consultationAt("2026-11-27T16:25:00Z", {}, time);
  const went = { sentAt: friday.receivedAt, messageId: "m1", tries: 1 };
  const letters = { "new-request/received/duty": went, "receipt/received/practitioner": went };
  expect(friday.dueAt).toBe("2026-11-28T12:00:00Z");
  expect(wakeAt({ ...friday, letters }, time, friday.receivedAt)).toBe(friday.receivedAt);
});

describe("the letters that went", () => {
  const went = (messageId: string) => ({ sentAt: at("2026-11-24T17:30:00Z"), messageId, tries: 1 });
  const sending = {
    lease: "one sender",
    leasedUntil: at("2026-11-24T17:31:00Z"),
    tries: 1,
  };

  it("are told by what was sent, and not by what that settled", () => {
    const letters = {
      "not-started/2026-11-24/holder": went("m1"),
      "not-started/2026-11-24/duty": went("m1"),
      "due-soon/2026-11-24/holder": went("m1"),
      "due-soon/2026-11-24/duty": went("m1"),
      "overdue/2026-11-24/manager": went("m2"),
      "still-overdue/2026-11-25/manager": went("m2"),
    };
    expect(sentLetters({ ...monday(), letters })).toEqual([
      { kind: "due-soon", recipient: "duty", ...went("m1"), tries: undefined },
      { kind: "overdue", recipient: "manager", ...went("m2"), tries: undefined },
    ]);
  });

  it("are not those that somebody is still sending", () => {
    const letters = { "receipt/received/practitioner": sending };
    expect(sentLetters({ ...monday(), letters })).toEqual([]);
  });
});
