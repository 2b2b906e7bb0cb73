import { execFileSync } from "node:child_process";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CalendarRangeError, snapshotCalendar } from "../../../shared/domain/calendar.ts";
import { deadline } from "../../../shared/domain/deadline.ts";
import { at, inLondon } from "../../../shared/domain/instant.ts";
import { workingTime } from "../../../shared/domain/working-time.ts";
import { anyHub, anyInstant, defaultHub, hubClosedOnWednesdays, hubWith } from "./hubs.ts";

const time = workingTime(defaultHub, snapshotCalendar);
const due = (received: string, hours = time) => deadline(at(received), hours).dueAt;
const dueAt = (hub: typeof defaultHub, received: string) =>
  due(received, workingTime(hub, snapshotCalendar));

describe("a request is due at closing time of the next working day", () => {
  it.each([
    ["on a Monday morning", "on Tuesday at 5:30pm", "2026-11-23T10:00:00Z", "2026-11-24T17:30:00Z"],
    ["just after midnight", "the day after", "2026-11-23T00:01:00Z", "2026-11-24T17:30:00Z"],
    ["just before midnight", "the day after", "2026-11-23T23:59:59.999Z", "2026-11-24T17:30:00Z"],
    ["on a Thursday", "on Friday at 4:30pm", "2026-11-26T10:00:00Z", "2026-11-27T16:30:00Z"],
    ["on a Friday", "on Monday", "2026-11-27T10:00:00Z", "2026-11-30T17:30:00Z"],
    ["on a Saturday", "on Monday", "2026-11-28T10:00:00Z", "2026-11-30T17:30:00Z"],
    ["on a Sunday", "on Monday", "2026-11-29T23:59:59Z", "2026-11-30T17:30:00Z"],
    ["on Christmas Eve", "on 29 December", "2026-12-24T10:00:00Z", "2026-12-29T17:30:00Z"],
    ["on New Year's Eve", "on 4 January", "2026-12-31T10:00:00Z", "2027-01-04T17:30:00Z"],
    ["on Maundy Thursday", "on Tuesday", "2027-03-25T10:00:00Z", "2027-03-30T16:30:00Z"],
    ["before clocks go back", "on Monday", "2026-10-23T10:00:00Z", "2026-10-26T17:30:00Z"],
    [
      "at 00:30 in summer",
      "after that London date",
      "2026-06-01T23:30:00Z",
      "2026-06-03T16:30:00Z",
    ],
    ["at 23:30 in summer", "the day after", "2026-06-01T22:30:00Z", "2026-06-02T16:30:00Z"],
    ["in the repeated hour", "on Monday", "2026-10-25T01:30:00Z", "2026-10-26T17:30:00Z"],
  ])("received %s, %s", (_, __, received, expected) => {
    expect(due(received)).toBe(expected);
  });

  it("counts school holidays as working days", () => {
    expect(due("2026-08-11T10:00:00Z")).toBe("2026-08-12T16:30:00Z");
  });

  it("passes over Wednesday at a hub that is closed on Wednesdays", () => {
    expect(dueAt(hubClosedOnWednesdays, "2026-11-24T10:00:00Z")).toBe("2026-11-26T17:30:00Z");
  });

  it("passes over a closure day of the hub", () => {
    expect(dueAt(hubWith({ closed: ["2026-11-24"] }), "2026-11-23T10:00:00Z")).toBe(
      "2026-11-25T17:30:00Z",
    );
  });

  it("falls on an extra working day by its own hours, even on a bank holiday", () => {
    const hub = hubWith({ extra: ["2026-11-28", "2026-12-28"] });
    expect(dueAt(hub, "2026-11-27T10:00:00Z")).toBe("2026-11-28T14:00:00Z");
    expect(dueAt(hub, "2026-12-24T10:00:00Z")).toBe("2026-12-28T14:00:00Z");
  });

  it("is stored with the version of the calendar it rests on", () => {
    expect(deadline(at("2026-11-23T10:00:00Z"), time).calendarVersion).toBe(
      snapshotCalendar.version,
    );
  });
});

describe("a deadline that rests on a projected date says so", () => {
  it.each([
    ["2028-12-28T10:00:00Z", "2028-12-29T16:30:00Z", false],
    ["2028-12-29T10:00:00Z", "2029-01-02T17:30:00Z", true],
    ["2028-12-31T23:59:59Z", "2029-01-02T17:30:00Z", true],
    ["2029-01-02T10:00:00Z", "2029-01-03T17:30:00Z", true],
    ["2045-12-28T10:00:00Z", "2045-12-29T16:30:00Z", true],
  ])("received %s, due %s: projected %s", (received, expected, projected) => {
    expect(deadline(at(received), time)).toMatchObject({ dueAt: expected, projected });
  });
});

describe("a deadline outside the calendar is an error, never a guess", () => {
  it.each([
    "0001-01-01T00:00:00Z",
    "2018-12-31T23:59:59Z",
    "2045-12-29T10:00:00Z",
    "2046-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
  ])("received %s", (received) => {
    expect(() => due(received)).toThrow(CalendarRangeError);
  });

  it("begins with the calendar's first day", () => {
    expect(due("2019-01-01T00:00:00Z")).toBe("2019-01-02T17:30:00Z");
  });

  it("stops searching at a hub whose settings close it for more than a year", () => {
    const closed = Array.from({ length: 800 }, (_, day) =>
      inLondon(at("2026-11-24T12:00:00Z")).add({ days: day }).toPlainDate().toString(),
    );
    expect(() => dueAt(hubWith({ closed }), "2026-11-23T10:00:00Z")).toThrow(
      "leave no working day in the 366 days next to 2026-11-23",
    );
    expect(dueAt(hubWith({ closed: closed.slice(0, 300) }), "2026-11-23T10:00:00Z")).toBe(
      "2027-09-20T16:30:00Z",
    );
  });
});

describe("whenever a request arrives", () => {
  const times = new Map<unknown, ReturnType<typeof workingTime>>();
  const timeOf = (hub: typeof defaultHub) => {
    const kept = times.get(hub) ?? workingTime(hub, snapshotCalendar);
    times.set(hub, kept);
    return kept;
  };

  it("it is due at closing time of a working day strictly after its London date, with none between", () => {
    fc.assert(
      fc.property(anyHub, anyInstant, (hub, received) => {
        const hours = timeOf(hub);
        const { dueAt } = deadline(received, hours);
        const receivedOn = inLondon(received).toPlainDate();
        const dueOn = inLondon(dueAt).toPlainDate();
        expect(dueOn.toString() > receivedOn.toString()).toBe(true);
        expect(hours.workingHoursOn(dueOn.toString())?.closes).toBe(dueAt);
        for (let day = receivedOn.add({ days: 1 }); !day.equals(dueOn); day = day.add({ days: 1 }))
          expect(hours.workingHoursOn(day.toString())).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it("a later request is never due earlier", () => {
    fc.assert(
      fc.property(anyHub, anyInstant, anyInstant, (hub, one, other) => {
        const [first, second] = one <= other ? [one, other] : [other, one];
        expect(deadline(first, timeOf(hub)).dueAt <= deadline(second, timeOf(hub)).dueAt).toBe(
          true,
        );
      }),
      { numRuns: 500 },
    );
  });
});

it("a deadline does not depend on the time zone of the machine", () => {
  const program = `
    import { localStage } from "./infra/stages.ts";
    import { snapshotCalendar } from "./shared/domain/calendar.ts";
    import { deadline } from "./shared/domain/deadline.ts";
    import { at } from "./shared/domain/instant.ts";
    import { dateTimeWords } from "./shared/domain/time-words.ts";
    import { workingTime } from "./shared/domain/working-time.ts";
    const time = workingTime(localStage.hub, snapshotCalendar);
    const { dueAt } = deadline(at("2026-06-01T23:30:00Z"), time);
    const wallClock = new Date("2026-06-01T23:30:00Z").getHours();
    process.stdout.write([wallClock, dueAt, dateTimeWords(dueAt)].join(" "));`;
  const inZone = (TZ: string) =>
    execFileSync(process.execPath, ["--input-type=module", "-e", program], {
      env: { ...process.env, TZ, NODE_OPTIONS: "" },
      encoding: "utf8",
    });
  const due = "2026-06-03T16:30:00Z 5:30pm on Wednesday 3 June 2026";
  expect(inZone("Pacific/Kiritimati")).toBe(`13 ${due}`);
  expect(inZone("America/Los_Angeles")).toBe(`16 ${due}`);
});
