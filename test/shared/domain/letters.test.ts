import { describe, expect, it } from "vitest";
import { snapshotCalendar } from "../../../shared/domain/calendar.ts";
import type { Consultation } from "../../../shared/domain/consultation.ts";
import { at, plusSeconds } from "../../../shared/domain/instant.ts";
import { leased, lettersDue, nextReminder, sent, wakeAt } from "../../../shared/domain/letters.ts";
import { workingTime } from "../../../shared/domain/working-time.ts";
import {
  ada,
  attempt,
  ben,
  claim,
  closing,
  consultationAt,
  contact,
  defaultTime,
  followed,
  mia,
  reopening,
} from "./consultations.ts";
import { defaultHub, hubWith } from "./hubs.ts";
import { type Happening, lines, sweptAt, walk } from "./letter-walk.ts";

const monday = consultationAt("2026-11-23T10:00:00Z");
const eleven = "2026-11-23T11:00:00Z";

const linesOf = (start: Consultation, until: string, happenings: readonly Happening[] = []) =>
  lines(walk(start, until, happenings).log);

/** Everything after the two letters on receipt. */
const remindersOf = (...given: Parameters<typeof linesOf>) => linesOf(...given).slice(2);

const received = (when: string) => remindersOf(consultationAt(when), "2027-12-31T00:00:00Z", []);

const untilOverdue = (when: string) =>
  remindersOf(consultationAt(when), consultationAt(when).dueAt);

describe("a request received on Monday at 10am, that nobody looks at", () => {
  it("sends exactly these, and the manager hears again at each opening", () => {
    expect(linesOf(monday, "2026-12-01T12:00:00Z")).toEqual([
      "2026-11-23T10:00:00Z new-request to duty",
      "2026-11-23T10:00:00Z receipt to practitioner",
      "2026-11-23T15:30:00Z not-started to duty",
      "2026-11-24T09:00:00Z not-started to duty",
      "2026-11-24T13:30:00Z due-soon to duty",
      "2026-11-24T17:30:00Z overdue to duty, manager, practitioner",
      "2026-11-25T08:00:00Z still-overdue to manager",
      "2026-11-26T08:00:00Z still-overdue to manager",
      "2026-11-27T08:00:00Z still-overdue to manager",
      "2026-11-30T08:00:00Z still-overdue to manager",
      "2026-12-01T08:00:00Z still-overdue to manager",
    ]);
  });

  it("tells what comes next at any time", () => {
    const next = (now: string) => nextReminder(monday, defaultTime, at(now));
    expect(next("2026-11-23T10:00:00Z")).toEqual({
      kind: "not-started",
      at: "2026-11-23T15:30:00Z",
    });
    expect(next("2026-11-24T13:30:00Z")).toEqual({ kind: "overdue", at: "2026-11-24T17:30:00Z" });
    expect(next("2026-11-24T17:30:00Z")).toEqual({
      kind: "still-overdue",
      at: "2026-11-25T08:00:00Z",
    });
    const contacted = followed(monday, [eleven, claim()], [eleven, contact(eleven)]);
    expect(nextReminder(contacted, defaultTime, at(eleven))).toBeUndefined();
  });
});

it("on a due day of one hour the alert comes next, not the reminder of the same moment", () => {
  const hours = { ...defaultHub.hours, tuesday: { opens: "09:00", closes: "10:00" } };
  const time = workingTime({ ...defaultHub, hours }, snapshotCalendar);
  const short = consultationAt("2026-11-23T16:00:00Z", {}, time);
  expect(nextReminder(short, time, at("2026-11-24T09:30:00Z"))).toEqual({
    kind: "overdue",
    at: "2026-11-24T10:00:00Z",
  });
});

describe("reminders on other days", () => {
  it.each([
    [
      "on Thursday: Friday's closing is at 4:30pm",
      "2026-11-26T10:00:00Z",
      [
        "2026-11-26T15:30:00Z not-started to duty",
        "2026-11-27T09:00:00Z not-started to duty",
        "2026-11-27T12:30:00Z due-soon to duty",
        "2026-11-27T16:30:00Z overdue to duty, manager, practitioner",
      ],
    ],
    [
      "on Friday: due on Monday",
      "2026-11-27T10:00:00Z",
      [
        "2026-11-27T14:30:00Z not-started to duty",
        "2026-11-30T09:00:00Z not-started to duty",
        "2026-11-30T13:30:00Z due-soon to duty",
        "2026-11-30T17:30:00Z overdue to duty, manager, practitioner",
      ],
    ],
    [
      "on Saturday: nothing before Monday at 9am",
      "2026-11-28T10:00:00Z",
      [
        "2026-11-30T09:00:00Z not-started to duty",
        "2026-11-30T13:30:00Z due-soon to duty",
        "2026-11-30T17:30:00Z overdue to duty, manager, practitioner",
      ],
    ],
    [
      "on Christmas Eve",
      "2026-12-24T15:00:00Z",
      [
        "2026-12-24T15:30:00Z not-started to duty",
        "2026-12-29T09:00:00Z not-started to duty",
        "2026-12-29T13:30:00Z due-soon to duty",
        "2026-12-29T17:30:00Z overdue to duty, manager, practitioner",
      ],
    ],
    [
      "on Maundy Thursday, with clocks going forward",
      "2027-03-25T10:00:00Z",
      [
        "2027-03-25T15:30:00Z not-started to duty",
        "2027-03-30T08:00:00Z not-started to duty",
        "2027-03-30T12:30:00Z due-soon to duty",
        "2027-03-30T16:30:00Z overdue to duty, manager, practitioner",
      ],
    ],
    [
      "before clocks go back",
      "2026-10-23T10:00:00Z",
      [
        "2026-10-23T13:30:00Z not-started to duty",
        "2026-10-26T09:00:00Z not-started to duty",
        "2026-10-26T13:30:00Z due-soon to duty",
        "2026-10-26T17:30:00Z overdue to duty, manager, practitioner",
      ],
    ],
    [
      "at 4pm: too late for a reminder on the same day",
      "2026-11-23T16:00:00Z",
      [
        "2026-11-24T09:00:00Z not-started to duty",
        "2026-11-24T13:30:00Z due-soon to duty",
        "2026-11-24T17:30:00Z overdue to duty, manager, practitioner",
      ],
    ],
    [
      "at midnight: reminded on the day received",
      "2026-11-23T00:00:00Z",
      [
        "2026-11-23T15:30:00Z not-started to duty",
        "2026-11-24T09:00:00Z not-started to duty",
        "2026-11-24T13:30:00Z due-soon to duty",
        "2026-11-24T17:30:00Z overdue to duty, manager, practitioner",
      ],
    ],
  ])("%s", (_, when, expected) => {
    expect(untilOverdue(when)).toEqual(expected);
  });

  it("received exactly two working hours before closing: no reminder on that day", () => {
    expect(untilOverdue("2026-11-23T15:30:00Z")[0]).toBe(
      "2026-11-24T09:00:00Z not-started to duty",
    );
    expect(untilOverdue("2026-11-23T15:29:59Z")[0]).toBe(
      "2026-11-23T15:30:00Z not-started to duty",
    );
  });

  it("over Christmas the manager hears again at the next opening, not on a holiday", () => {
    expect(received("2026-12-23T10:00:00Z").slice(3, 5)).toEqual([
      "2026-12-24T17:30:00Z overdue to duty, manager, practitioner",
      "2026-12-29T08:00:00Z still-overdue to manager",
    ]);
  });

  it("an extra working day counts by its own hours: 10am to 2pm", () => {
    const time = workingTime(hubWith({ extra: ["2026-11-28"] }), snapshotCalendar);
    const friday = consultationAt("2026-11-27T10:00:00Z", {}, time);
    expect(lines(walk(friday, "2026-11-30T12:00:00Z", [], time).log).slice(2)).toEqual([
      "2026-11-27T14:30:00Z not-started to duty",
      // Due soon (four working hours before 2pm) at opening, and so before "nobody has started".
      "2026-11-28T10:00:00Z due-soon to duty",
      "2026-11-28T11:00:00Z not-started to duty",
      "2026-11-28T14:00:00Z overdue to duty, manager, practitioner",
      "2026-11-30T08:00:00Z still-overdue to manager",
    ]);
    const saturday = consultationAt("2026-11-28T09:00:00Z", {}, time);
    expect(lines(walk(saturday, "2026-11-28T23:00:00Z", [], time).log).slice(2)).toEqual([
      "2026-11-28T12:00:00Z not-started to duty",
    ]);
  });

  it("on a day of one hour and a half, reminders that belong before it go on the day before", () => {
    const hours = { ...defaultHub.hours, tuesday: { opens: "09:00", closes: "10:30" } };
    const time = workingTime({ ...defaultHub, hours }, snapshotCalendar);
    const short = consultationAt("2026-11-23T10:00:00Z", {}, time);
    expect(lines(walk(short, "2026-11-24T12:00:00Z", [], time).log).slice(2)).toEqual([
      // Two and a half hours of Monday are left, and one and a half of Tuesday.
      "2026-11-23T15:00:00Z due-soon to duty",
      "2026-11-23T15:30:00Z not-started to duty",
      "2026-11-24T10:00:00Z not-started to duty",
      "2026-11-24T10:30:00Z overdue to duty, manager, practitioner",
    ]);
    // Received within the four hours already: at once.
    const late = consultationAt("2026-11-23T16:00:00Z", {}, time);
    expect(lines(walk(late, "2026-11-23T23:00:00Z", [], time).log).at(-1)).toBe(
      "2026-11-23T16:00:00Z due-soon to duty",
    );
    // In the evening: at opening.
    const evening = consultationAt("2026-11-23T20:00:00Z", {}, time);
    expect(lines(walk(evening, "2026-11-24T10:00:00Z", [], time).log).slice(2)).toEqual([
      "2026-11-24T09:00:00Z due-soon to duty",
      "2026-11-24T10:00:00Z not-started to duty",
    ]);
  });

  it("a request on a Saturday of two hours is not reminded of before it came", () => {
    const hours = { ...defaultHub.hours, saturday: { opens: "09:00", closes: "10:30" } };
    const time = workingTime({ ...defaultHub, hours }, snapshotCalendar);
    const saturday = consultationAt("2026-11-28T07:00:00Z", {}, time);
    expect(lines(walk(saturday, "2026-11-30T09:00:00Z", [], time).log).slice(2)).toEqual([
      "2026-11-30T09:00:00Z not-started to duty",
    ]);
  });
});

describe("act now", () => {
  const actNow = (when: string) => consultationAt(when, { flags: ["act-now"] });

  it("tells the manager on receipt, and both again after one working hour without an attempt", () => {
    expect(linesOf(actNow("2026-11-23T10:00:00Z"), "2026-11-23T15:30:00Z")).toEqual([
      "2026-11-23T10:00:00Z new-request to duty, manager",
      "2026-11-23T10:00:00Z receipt to practitioner",
      "2026-11-23T11:00:00Z not-started to duty, manager",
      "2026-11-23T15:30:00Z not-started to duty",
    ]);
  });

  it("received on Saturday: one working hour after receipt is Monday at 9am", () => {
    expect(linesOf(actNow("2026-11-28T10:00:00Z"), "2026-11-30T13:30:00Z")).toEqual([
      "2026-11-28T10:00:00Z new-request to duty, manager",
      "2026-11-28T10:00:00Z receipt to practitioner",
      // With the reminder of the due day: one letter to the duty mailbox.
      "2026-11-30T09:00:00Z not-started to duty, manager",
      "2026-11-30T13:30:00Z due-soon to duty",
    ]);
  });

  it("received half an hour before closing: half an hour after the next opening", () => {
    expect(remindersOf(actNow("2026-11-23T17:00:00Z"), "2026-11-24T08:59:00Z")).toEqual([
      "2026-11-24T08:30:00Z not-started to duty, manager",
    ]);
  });

  it("received one hour before closing: at the next opening, not when the hub has just closed", () => {
    expect(remindersOf(actNow("2026-11-23T16:30:00Z"), "2026-11-24T08:59:00Z")).toEqual([
      "2026-11-24T08:00:00Z not-started to duty, manager",
    ]);
  });

  it("an attempt within the hour is enough", () => {
    expect(
      remindersOf(actNow("2026-11-23T10:00:00Z"), "2026-11-24T09:00:00Z", [
        ["2026-11-23T10:30:00Z", claim()],
        ["2026-11-23T10:30:00Z", attempt("2026-11-23T10:30:00Z", { result: "spoke" })],
      ]),
    ).toEqual([]);
  });
});

describe("whoever has it", () => {
  it("gets the reminders too, and not the alerts", () => {
    expect(remindersOf(monday, "2026-11-25T08:00:00Z", [[eleven, claim()]])).toEqual([
      "2026-11-23T15:30:00Z not-started to duty, holder",
      "2026-11-24T09:00:00Z not-started to duty, holder",
      "2026-11-24T13:30:00Z due-soon to duty, holder",
      "2026-11-24T17:30:00Z overdue to duty, manager, practitioner",
      "2026-11-25T08:00:00Z still-overdue to manager",
    ]);
  });

  it("is not reminded at once of what went before it was claimed", () => {
    expect(
      remindersOf(monday, "2026-11-24T13:30:00Z", [["2026-11-23T16:00:00Z", claim()]]),
    ).toEqual([
      "2026-11-23T15:30:00Z not-started to duty",
      "2026-11-24T09:00:00Z not-started to duty, holder",
      "2026-11-24T13:30:00Z due-soon to duty, holder",
    ]);
    expect(
      remindersOf(monday, "2026-11-24T17:00:00Z", [["2026-11-24T14:00:00Z", claim()]]),
    ).toEqual([
      "2026-11-23T15:30:00Z not-started to duty",
      "2026-11-24T09:00:00Z not-started to duty",
      "2026-11-24T13:30:00Z due-soon to duty",
    ]);
  });

  it("is not reminded once it was released", () => {
    expect(
      remindersOf(monday, "2026-11-23T16:00:00Z", [
        [eleven, claim()],
        ["2026-11-23T12:00:00Z", { do: "release", by: ada }],
      ]),
    ).toEqual(["2026-11-23T15:30:00Z not-started to duty"]);
  });

  it("is one person: after a reassignment nobody is reminded twice of one occasion", () => {
    expect(
      remindersOf(monday, "2026-11-23T17:00:00Z", [
        [eleven, claim()],
        ["2026-11-23T16:00:00Z", { do: "reassign", by: mia, to: ben }],
      ]),
    ).toEqual(["2026-11-23T15:30:00Z not-started to duty, holder"]);
  });

  it("a claim alone stops no reminder that nobody has started", () => {
    expect(remindersOf(monday, "2026-11-23T15:30:00Z", [[eleven, claim()]])).toHaveLength(1);
  });
});

describe("a failed attempt", () => {
  const claimed = followed(monday, [eleven, claim()]);

  it("tells the practitioner at once, at any time of day, each time", () => {
    const evening = "2026-11-23T20:00:00Z";
    expect(
      remindersOf(claimed, "2026-11-24T09:00:00Z", [
        ["2026-11-23T11:40:00Z", attempt("2026-11-23T11:40:00Z")],
        [evening, attempt(evening)],
      ]),
    ).toEqual([
      "2026-11-23T11:40:00Z tried to practitioner",
      "2026-11-23T20:00:00Z tried to practitioner",
    ]);
  });

  it.each(["no-answer", "engaged", "left-a-message", "wrong-number"] as const)(
    "is one whose result is %s",
    (result) => {
      const tried = followed(claimed, [
        eleven,
        { do: "record-attempt", by: ada, at: at(eleven), number: "practitioner", result },
      ]);
      expect(lettersDue(tried, defaultTime, at(eleven)).map(({ key }) => key)).toContain(
        "tried/1/practitioner",
      );
    },
  );

  it("is not one in which somebody spoke", () => {
    const spoke = attempt(eleven, { result: "spoke" });
    expect(remindersOf(claimed, "2026-11-23T20:00:00Z", [[eleven, spoke]])).toEqual([]);
  });

  it("ends the reminders that nobody has started, and not the others", () => {
    expect(remindersOf(claimed, "2026-11-24T17:30:00Z", [[eleven, attempt(eleven)]])).toEqual([
      "2026-11-23T11:00:00Z tried to practitioner",
      "2026-11-24T13:30:00Z due-soon to duty, holder",
      "2026-11-24T17:30:00Z overdue to duty, manager, practitioner",
    ]);
  });

  it("is not told any more once there was contact", () => {
    const reached = followed(claimed, [eleven, attempt(eleven)], [eleven, contact(eleven)]);
    expect(lettersDue(reached, defaultTime, at(eleven)).map(({ kind }) => kind)).toEqual([
      "new-request",
      "receipt",
    ]);
  });
});

describe("what ends and what starts letters", () => {
  const withdrawn = closing({ outcome: "withdrawn" });

  it("contact ends every reminder, alert and escalation, before or after dueAt", () => {
    for (const when of ["2026-11-23T12:00:00Z", "2026-11-24T18:00:00Z", "2026-11-26T12:00:00Z"]) {
      const { log, consultation } = walk(monday, "2027-06-01T00:00:00Z", [
        [eleven, claim()],
        [when, contact(when)],
      ]);
      expect(log.every(({ at: sentAt }) => sentAt <= when)).toBe(true);
      expect(wakeAt(consultation, defaultTime, at(when))).toBeUndefined();
    }
  });

  it("contact in the second of dueAt is in time: no alert, no apology", () => {
    const due = "2026-11-24T17:30:00Z";
    expect(
      remindersOf(monday, "2026-12-01T00:00:00Z", [
        [eleven, claim()],
        [due, contact(due)],
      ]).filter((line) => line.includes("overdue")),
    ).toEqual([]);
  });

  it("closing ends them; reopening without contact starts them again", () => {
    const happenings: readonly Happening[] = [
      [eleven, claim()],
      ["2026-11-23T12:00:00Z", withdrawn],
    ];
    expect(remindersOf(monday, "2027-06-01T00:00:00Z", happenings)).toEqual([
      "2026-11-23T12:00:00Z call-settled to duty",
    ]);
    const { consultation } = walk(monday, "2026-11-30T00:00:00Z", happenings);
    expect(wakeAt(consultation, defaultTime, at("2026-11-23T12:00:00Z"))).toBeUndefined();
    expect(
      remindersOf(monday, "2026-11-25T08:00:00Z", [
        ...happenings,
        ["2026-11-23T14:00:00Z", reopening],
      ]),
    ).toEqual([
      "2026-11-23T12:00:00Z call-settled to duty",
      "2026-11-23T15:30:00Z not-started to duty, holder",
      "2026-11-24T09:00:00Z not-started to duty, holder",
      "2026-11-24T13:30:00Z due-soon to duty, holder",
      "2026-11-24T17:30:00Z overdue to duty, manager, practitioner",
      "2026-11-25T08:00:00Z still-overdue to manager",
    ]);
  });

  it("reopening after dueAt without contact is overdue at once, and what was sent is not sent again", () => {
    expect(
      remindersOf(monday, "2026-11-27T12:00:00Z", [
        [eleven, claim()],
        ["2026-11-24T14:00:00Z", withdrawn],
        ["2026-11-26T12:00:00Z", reopening],
      ]).slice(3),
    ).toEqual([
      "2026-11-24T14:00:00Z call-settled to duty",
      "2026-11-26T12:00:00Z overdue to duty, manager, practitioner",
      "2026-11-27T08:00:00Z still-overdue to manager",
    ]);
  });

  it("reopening after contact starts nothing", () => {
    const { consultation } = walk(monday, "2026-11-26T00:00:00Z", [
      [eleven, claim()],
      [eleven, contact(eleven)],
      [eleven, withdrawn],
      ["2026-11-25T12:00:00Z", reopening],
    ]);
    expect(consultation.state).toBe("claimed");
    expect(wakeAt(consultation, defaultTime, at("2026-11-25T12:00:00Z"))).toBeUndefined();
  });

  it("the letters on receipt are owed even when contact was quicker than the sweep", () => {
    const quick = followed(monday, [eleven, claim()], [eleven, contact(eleven)]);
    expect(lettersDue(quick, defaultTime, at(eleven)).map(({ key }) => key)).toEqual([
      "new-request/received/duty",
      "receipt/received/practitioner",
    ]);
  });

  it("a deadline moved by a late holiday has reminders and an alert of its own", () => {
    const { dueAt, calendarVersion, projected } = consultationAt("2026-11-24T10:00:00Z");
    const promised = { dueAt, calendarVersion, projected };
    expect(
      remindersOf(monday, "2026-11-25T17:30:00Z", [
        ["2026-11-24T16:00:00Z", { do: "revise-deadline", promised }],
      ]),
    ).toEqual([
      "2026-11-23T15:30:00Z not-started to duty",
      "2026-11-24T09:00:00Z not-started to duty",
      "2026-11-24T13:30:00Z due-soon to duty",
      "2026-11-24T16:00:00Z due-moved to duty",
      "2026-11-25T09:00:00Z not-started to duty",
      "2026-11-25T13:30:00Z due-soon to duty",
      "2026-11-25T17:30:00Z overdue to duty, manager, practitioner",
    ]);
  });
});

describe("letters that fall due at once", () => {
  const hours = { ...defaultHub.hours, tuesday: { opens: "09:00", closes: "14:00" } };
  const time = workingTime({ ...defaultHub, hours }, snapshotCalendar);
  const claimed = followed(consultationAt("2026-11-23T16:00:00Z", {}, time), [
    "2026-11-23T16:05:00Z",
    claim(),
  ]);
  const ten = at("2026-11-24T10:00:00Z");

  it("are one letter to each recipient, which covers the other", () => {
    const { consultation } = walk(claimed, "2026-11-24T09:59:00Z", [], time);
    const due = lettersDue(consultation, time, ten);
    expect(due.map(({ key, covers }) => [key, [...covers].toSorted()])).toEqual(
      ["duty", "holder"].map((who) => [
        `due-soon/2026-11-24/${who}`,
        [`due-soon/2026-11-24/${who}`, `not-started/2026-11-24/${who}`],
      ]),
    );
    const swept = sweptAt(consultation, ten, time);
    expect(lettersDue(swept.consultation, time, ten)).toEqual([]);
    expect(wakeAt(swept.consultation, time, ten)).toBe("2026-11-24T14:00:00Z");
    expect(swept.consultation.letters["not-started/2026-11-24/duty"]).toMatchObject({
      sentAt: ten,
      tries: 1,
    });
  });
});

describe("after an outage", () => {
  const keysAt = (consultation: Consultation, now: string) =>
    lettersDue(consultation, defaultTime, at(now)).map(({ kind, recipient }) => [kind, recipient]);

  it("of three days, what is still owed goes once, and what was overtaken does not", () => {
    const begun = sweptAt(monday, monday.receivedAt).consultation;
    const thursday = "2026-11-26T12:00:00Z";
    expect(keysAt(begun, thursday)).toEqual([
      ["overdue", "duty"],
      ["overdue", "manager"],
      ["overdue", "practitioner"],
    ]);
    const { consultation } = sweptAt(begun, at(thursday));
    expect(keysAt(consultation, thursday)).toEqual([]);
    expect(wakeAt(consultation, defaultTime, at(thursday))).toBe("2026-11-27T08:00:00Z");
  });

  it("from before receipt was told, receipt and request go too", () => {
    expect(keysAt(monday, "2026-11-26T12:00:00Z").slice(0, 2)).toEqual([
      ["new-request", "duty"],
      ["receipt", "practitioner"],
    ]);
  });

  it("after the alert, one escalation for all the openings missed, at an hour when the hub is open", () => {
    const { consultation } = walk(monday, "2026-11-24T18:00:00Z");
    expect(keysAt(consultation, "2026-11-27T16:29:59Z")).toEqual([["still-overdue", "manager"]]);
    expect(keysAt(consultation, "2026-11-27T16:30:00Z")).toEqual([]);
    expect(wakeAt(consultation, defaultTime, at("2026-11-27T16:30:00Z"))).toBe(
      "2026-11-30T08:00:00Z",
    );
  });

  it("a reminder missed in opening hours waits for the next opening, and joins what has come since", () => {
    const begun = sweptAt(monday, monday.receivedAt).consultation;
    expect(keysAt(begun, "2026-11-23T20:00:00Z")).toEqual([]);
    expect(wakeAt(begun, defaultTime, at("2026-11-23T20:00:00Z"))).toBe("2026-11-24T08:00:00Z");
    expect(keysAt(begun, "2026-11-24T14:00:00Z")).toEqual([["due-soon", "duty"]]);
    const { consultation } = sweptAt(begun, at("2026-11-24T14:00:00Z"));
    expect(wakeAt(consultation, defaultTime, at("2026-11-24T14:00:00Z"))).toBe(monday.dueAt);
  });
});

describe("a lease", () => {
  const now = monday.receivedAt;
  const until = plusSeconds(now, 60);
  const taken = lettersDue(monday, defaultTime, now).reduce(
    (held, letter) => leased(held, letter, { lease: "sender", leasedUntil: until }),
    monday,
  );

  it("keeps every other sender off until it runs out, and is the next wake-up", () => {
    expect(lettersDue(taken, defaultTime, now)).toEqual([]);
    expect(lettersDue(taken, defaultTime, plusSeconds(until, -1))).toEqual([]);
    expect(wakeAt(taken, defaultTime, now)).toBe(until);
    expect(lettersDue(taken, defaultTime, until)).toEqual(lettersDue(monday, defaultTime, now));
  });

  it("on one letter holds up no other", () => {
    const [first] = lettersDue(monday, defaultTime, now);
    if (first === undefined) throw new Error("nothing is due on receipt");
    const one = leased(monday, first, { lease: "sender", leasedUntil: until });
    expect(lettersDue(one, defaultTime, now).map(({ kind }) => kind)).toEqual(["receipt"]);
  });

  it("counts the tries, and sending keeps the count", () => {
    const key = "receipt/received/practitioner";
    const [, receipt] = lettersDue(monday, defaultTime, now);
    if (receipt === undefined) throw new Error("no receipt is due");
    const again = leased(taken, receipt, { lease: "other", leasedUntil: plusSeconds(until, 60) });
    expect(taken.letters[key]).toMatchObject({ lease: "sender", tries: 1 });
    expect(again.letters[key]).toEqual({
      lease: "other",
      leasedUntil: plusSeconds(until, 60),
      tries: 2,
    });
    const gone = sent(again, receipt, { sentAt: until, messageId: "id" });
    expect(gone.letters[key]).toEqual({ sentAt: until, messageId: "id", tries: 2 });
    expect(lettersDue(gone, defaultTime, plusSeconds(until, 600)).map(({ kind }) => kind)).toEqual([
      "new-request",
    ]);
  });

  it("that runs out after closing brings a reminder back at the next opening only", () => {
    const { consultation } = walk(monday, "2026-11-23T15:29:00Z");
    const at1530 = at("2026-11-23T15:30:00Z");
    const held = lettersDue(consultation, defaultTime, at1530).reduce(
      (before, letter) =>
        leased(before, letter, { lease: "sender", leasedUntil: at("2026-11-23T17:30:00Z") }),
      consultation,
    );
    expect(lettersDue(held, defaultTime, at("2026-11-23T17:30:00Z"))).toEqual([]);
    expect(wakeAt(held, defaultTime, at("2026-11-23T17:30:00Z"))).toBe("2026-11-24T08:00:00Z");
  });
});

describe("keys", () => {
  it("name kind, occasion and recipient, and stay the same for every try", () => {
    const { log } = walk(
      consultationAt("2026-11-23T10:00:00Z", { flags: ["act-now"] }),
      "2026-11-25T08:00:00Z",
      [[eleven, claim()]],
    );
    const keys = log.map(({ letter }) => letter.key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual([
      "new-request/received/duty",
      "new-request/received/manager",
      "receipt/received/practitioner",
      "not-started/act-now/duty",
      "not-started/act-now/holder",
      "not-started/act-now/manager",
      "not-started/2026-11-23/duty",
      "not-started/2026-11-23/holder",
      "not-started/2026-11-24/duty",
      "not-started/2026-11-24/holder",
      "due-soon/2026-11-24/duty",
      "due-soon/2026-11-24/holder",
      "overdue/2026-11-24/duty",
      "overdue/2026-11-24/manager",
      "overdue/2026-11-24/practitioner",
      "still-overdue/2026-11-25/manager",
    ]);
  });
});
