import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CalendarRangeError, snapshotCalendar } from "../../../shared/domain/calendar.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import { at, plusSeconds, secondsBetween } from "../../../shared/domain/instant.ts";
import { type WorkingTime, workingTime } from "../../../shared/domain/working-time.ts";
import { anyHub, anyInstant, defaultHub, hubClosedOnWednesdays, hubWith } from "./hubs.ts";

const time = workingTime(defaultHub, snapshotCalendar);
const times = new Map<Hub, WorkingTime>();
const anyTime = anyHub.map((hub) => {
  const kept = times.get(hub) ?? workingTime(hub, snapshotCalendar);
  times.set(hub, kept);
  return kept;
});
const hours = (count: number) => count * 3600;
const closingOn = (date: string) => time.workingHoursOn(date)?.closes;

describe("a working day", () => {
  it("has its weekday's hours, an hour earlier by UTC in summer", () => {
    expect(time.workingHoursOn("2026-11-24")).toEqual({
      date: "2026-11-24",
      opens: "2026-11-24T08:00:00Z",
      closes: "2026-11-24T17:30:00Z",
      seconds: hours(9.5),
    });
    expect(time.workingHoursOn("2026-06-05")).toMatchObject({
      opens: "2026-06-05T07:00:00Z",
      closes: "2026-06-05T15:30:00Z",
      seconds: hours(8.5),
    });
  });

  it("is no weekend, no bank holiday, no closure day and no weekday without hours", () => {
    expect(time.workingHoursOn("2026-11-28")).toBeUndefined();
    expect(time.workingHoursOn("2026-12-28")).toBeUndefined();
    const closed = workingTime(hubWith({ closed: ["2026-11-24"] }), snapshotCalendar);
    expect(closed.workingHoursOn("2026-11-24")).toBeUndefined();
    const midweek = workingTime(hubClosedOnWednesdays, snapshotCalendar);
    expect(midweek.workingHoursOn("2026-11-25")).toBeUndefined();
    expect(midweek.workingHoursOn("2026-11-26")).toBeDefined();
  });

  it("is an extra working day by its own hours, whatever else the date is", () => {
    const dates = ["2026-11-28", "2026-12-28", "2026-11-24"];
    const extra = workingTime(hubWith({ extra: dates, closed: dates }), snapshotCalendar);
    expect(dates.map((date) => extra.workingHoursOn(date)?.opens)).toEqual(
      dates.map((date) => `${date}T10:00:00Z`),
    );
  });

  it("may be the one before or the one after", () => {
    expect(time.workingDayAfter("2026-12-24").date).toBe("2026-12-29");
    expect(time.workingDayBefore("2026-12-29").date).toBe("2026-12-24");
    expect(time.workingDayBefore("2026-11-24").date).toBe("2026-11-23");
  });

  it("keeps its hours in order through the hours that clocks skip and repeat", () => {
    const night = workingTime(
      { ...defaultHub, hours: { sunday: { opens: "01:15", closes: "01:45" } } },
      snapshotCalendar,
    );
    expect(night.workingHoursOn("2027-03-28")).toMatchObject({
      opens: "2027-03-28T00:15:00Z",
      closes: "2027-03-28T01:45:00Z",
    });
    expect(night.workingHoursOn("2026-10-25")).toMatchObject({
      opens: "2026-10-25T00:15:00Z",
      closes: "2026-10-25T01:45:00Z",
      seconds: hours(1.5),
    });
    expect(night.workingHoursOn("2026-11-01")?.seconds).toBe(hours(0.5));
  });

  it.each(["2018-12-31", "2046-01-01"])("cannot be %s, outside the calendar", (date) => {
    expect(() => time.workingHoursOn(date)).toThrow(CalendarRangeError);
  });

  it("cannot be a date that does not exist", () => {
    expect(() => time.workingHoursOn("2026-02-30")).toThrow(RangeError);
  });
});

describe("the London date of an instant", () => {
  it.each([
    ["2026-06-01T22:59:59Z", "2026-06-01"],
    ["2026-06-01T23:00:00Z", "2026-06-02"],
    ["2026-12-01T23:59:59Z", "2026-12-01"],
    ["2026-10-25T23:30:00Z", "2026-10-25"],
    ["2018-06-30T23:30:00Z", "2018-07-01"],
    ["2046-06-30T23:30:00Z", "2046-07-01"],
  ])("%s is %s", (instant, date) => {
    expect(time.dateOf(at(instant))).toBe(date);
  });
});

describe("the hub is open", () => {
  it.each([
    ["2026-11-24T07:59:59Z", false],
    ["2026-11-24T08:00:00Z", true],
    ["2026-11-24T17:29:59Z", true],
    ["2026-11-24T17:30:00Z", false],
    ["2026-11-28T12:00:00Z", false],
    ["2026-12-25T12:00:00Z", false],
    ["2026-06-02T07:00:00Z", true],
  ])("at %s: %s", (instant, open) => {
    expect(time.isOpen(at(instant))).toBe(open);
  });

  it.each([
    ["2026-11-24T07:59:59Z", "2026-11-24T08:00:00Z"],
    ["2026-11-24T08:00:00Z", "2026-11-25T08:00:00Z"],
    ["2026-11-27T18:00:00Z", "2026-11-30T08:00:00Z"],
    ["2026-12-24T18:00:00Z", "2026-12-29T08:00:00Z"],
    ["2027-03-25T18:00:00Z", "2027-03-30T07:00:00Z"],
  ])("next, after %s, at %s", (after, opening) => {
    expect(time.nextOpening(at(after))).toBe(opening);
  });
});

describe("working time is counted inside opening hours", () => {
  it.each([
    ["2 hours before closing on the same day", "2026-11-24", 2, "2026-11-24T15:30:00Z"],
    ["a whole day before closing, at opening", "2026-11-24", 9.5, "2026-11-24T08:00:00Z"],
    ["beyond the day, at the end of the day before", "2026-11-24", 10, "2026-11-23T17:00:00Z"],
    ["over a weekend, from Friday's closing at 4:30pm", "2026-11-30", 10, "2026-11-27T16:00:00Z"],
    ["over Christmas", "2026-12-29", 10, "2026-12-24T17:00:00Z"],
    ["over Easter and the clock change", "2027-03-30", 10, "2027-03-25T17:00:00Z"],
  ])("backwards: %s", (_, date, count, expected) => {
    expect(time.minusWorkingSeconds(at(closingOn(date) ?? ""), hours(count))).toBe(expected);
  });

  it.each([
    ["within a day", "2026-11-24T10:00:00Z", 2, "2026-11-24T12:00:00Z"],
    ["from before opening", "2026-11-24T03:00:00Z", 1, "2026-11-24T09:00:00Z"],
    ["to closing time exactly", "2026-11-24T16:30:00Z", 1, "2026-11-24T17:30:00Z"],
    ["into the next working day", "2026-12-24T17:00:00Z", 1, "2026-12-29T08:30:00Z"],
    ["not at all", "2026-12-25T17:00:00Z", 0, "2026-12-25T17:00:00Z"],
  ])("forwards: %s", (_, from, count, expected) => {
    expect(time.plusWorkingSeconds(at(from), hours(count))).toBe(expected);
  });

  it.each([
    ["2026-11-24T10:00:00Z", "2026-11-24T12:00:00Z", 2],
    ["2026-11-23T17:00:00Z", "2026-11-24T08:30:00Z", 1],
    ["2026-12-24T17:30:00Z", "2026-12-29T08:00:00Z", 0],
    ["2026-10-23T15:00:00Z", "2026-10-26T09:00:00Z", 1.5],
    ["2026-11-24T12:00:00Z", "2026-11-24T10:00:00Z", -2],
  ])("from %s to %s: %s hours", (from, to, count) => {
    expect(time.workingSecondsBetween(at(from), at(to))).toBe(hours(count));
  });

  it.each([-1, 0.5, Number.NaN])("never by %s seconds", (seconds) => {
    expect(() => time.plusWorkingSeconds(at("2026-11-24T10:00:00Z"), seconds)).toThrow(RangeError);
    expect(() => time.minusWorkingSeconds(at("2026-11-24T10:00:00Z"), seconds)).toThrow(RangeError);
  });

  it("ends with the calendar", () => {
    expect(() => time.plusWorkingSeconds(at("2045-12-29T16:00:00Z"), hours(1))).toThrow(
      CalendarRangeError,
    );
    expect(() => time.minusWorkingSeconds(at("2019-01-02T09:00:00Z"), hours(2))).toThrow(
      CalendarRangeError,
    );
  });
});

describe("at any hub, at any time", () => {
  const anySeconds = fc.integer({ min: 1, max: hours(60) });

  it("adding working seconds and counting them agree, and no earlier instant would do", () => {
    fc.assert(
      fc.property(anyTime, anyInstant, anySeconds, (hub, from, seconds) => {
        const to = hub.plusWorkingSeconds(from, seconds);
        expect(hub.workingSecondsBetween(from, to)).toBe(seconds);
        expect(hub.workingSecondsBetween(from, plusSeconds(to, -1))).toBe(seconds - 1);
      }),
      { numRuns: 300 },
    );
  });

  it("taking working seconds away and counting them agree, and no later instant would do", () => {
    fc.assert(
      fc.property(anyTime, anyInstant, anySeconds, (hub, to, seconds) => {
        const from = hub.minusWorkingSeconds(to, seconds);
        expect(hub.workingSecondsBetween(from, to)).toBe(seconds);
        expect(hub.workingSecondsBetween(plusSeconds(from, 1), to)).toBe(seconds - 1);
      }),
      { numRuns: 300 },
    );
  });

  it("taking away undoes adding while the hub is open", () => {
    fc.assert(
      fc.property(anyTime, anyInstant, anySeconds, (hub, near, seconds) => {
        const from = hub.isOpen(near) ? near : hub.nextOpening(near);
        const to = hub.plusWorkingSeconds(from, seconds);
        expect(hub.minusWorkingSeconds(to, seconds)).toBe(from);
      }),
      { numRuns: 300 },
    );
  });

  it("working time adds up over any third instant, and turns its sign with direction", () => {
    const within = fc.integer({ min: -40 * 86_400, max: 40 * 86_400 });
    fc.assert(
      fc.property(anyTime, anyInstant, within, within, (hub, one, second, third) => {
        const [two, three] = [plusSeconds(one, second), plusSeconds(one, third)];
        const whole = hub.workingSecondsBetween(one, three);
        expect(hub.workingSecondsBetween(one, two) + hub.workingSecondsBetween(two, three)).toBe(
          whole,
        );
        expect(hub.workingSecondsBetween(three, one) + whole).toBe(0);
        expect(Math.abs(whole)).toBeLessThanOrEqual(Math.abs(secondsBetween(one, three)));
      }),
      { numRuns: 300 },
    );
  });

  it("the next opening is open, was closed the second before, and nothing opens between", () => {
    fc.assert(
      fc.property(anyTime, anyInstant, (hub, after) => {
        const opening = hub.nextOpening(after);
        expect(opening > after).toBe(true);
        expect(hub.isOpen(opening)).toBe(true);
        expect(hub.isOpen(plusSeconds(opening, -1))).toBe(false);
        const stretch = hub.workingSecondsBetween(after, opening);
        expect(hub.plusWorkingSeconds(after, stretch + 1)).toBe(plusSeconds(opening, 1));
        if (!hub.isOpen(after)) expect(stretch).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});
