import { describe, expect, it } from "vitest";
import published from "../../../shared/domain/bank-holidays.json" with { type: "json" };
import projected from "../../../shared/domain/bank-holidays-projected.json" with { type: "json" };
import {
  bankHolidayOn,
  CalendarRangeError,
  calendarFrom,
  feedSchema,
  isProjected,
  snapshotCalendar,
  snapshotFeed,
} from "../../../shared/domain/calendar.ts";

const events = published["england-and-wales"].events;
const feedOf = (list: readonly unknown[]) => ({
  "england-and-wales": { division: "england-and-wales", events: list },
});

const added = (count: number) =>
  Array.from({ length: count }, (_, day) => ({
    title: "A late holiday",
    date: `2027-02-0${day + 1}`,
  }));

describe("the committed calendar", () => {
  it("is what reading the two committed lists gives, so that no start has to read them", () => {
    expect(snapshotFeed).toEqual(feedSchema().parse(published));
    expect(snapshotCalendar).toEqual(calendarFrom(published, projected));
  });

  it("is published for 2019 to 2028 and projected for 2029 to 2045", () => {
    expect(snapshotCalendar.published).toEqual({ from: "2019-01-01", to: "2028-12-31" });
    expect(snapshotCalendar.projected).toEqual({ from: "2029-01-01", to: "2045-12-31" });
    expect(isProjected(snapshotCalendar, "2028-12-31")).toBe(false);
    expect(isProjected(snapshotCalendar, "2029-01-01")).toBe(true);
    expect(isProjected(snapshotCalendar, "2045-12-31")).toBe(true);
    expect(isProjected(snapshotCalendar, "2046-01-01")).toBe(false);
  });

  it("knows each holiday by the name under which GOV.UK publishes it", () => {
    expect(bankHolidayOn(snapshotCalendar, "2026-12-28")).toBe("Boxing Day");
    expect(bankHolidayOn(snapshotCalendar, "2022-09-19")).toBe(
      "Bank Holiday for the State Funeral of Queen Elizabeth II",
    );
    expect(bankHolidayOn(snapshotCalendar, "2026-12-29")).toBeUndefined();
  });

  it("has a version that names the last published date and the dates it holds", () => {
    expect(snapshotCalendar.version).toMatch(/^2028-12-26\+[0-9a-f]{8}$/);
  });

  it.each(["2018-12-31", "2046-01-01", "9999-12-31"])("refuses %s by a typed error", (date) => {
    const asked = () => bankHolidayOn(snapshotCalendar, date);
    expect(asked).toThrow(CalendarRangeError);
    expect(asked).toThrow(expect.objectContaining({ name: "CalendarRangeError", date }));
    expect(asked).toThrow(`${date} is outside the calendar, which covers 2019-01-01 to 2045-12-31`);
  });

  it("answers for its first day and its last", () => {
    expect(bankHolidayOn(snapshotCalendar, "2019-01-01")).toBe("New Year's Day");
    expect(bankHolidayOn(snapshotCalendar, "2045-12-31")).toBeUndefined();
  });
});

describe("a refreshed feed", () => {
  it("has the version that these dates have always had, which consultations keep", () => {
    const days = (year: number) =>
      Array.from({ length: 8 }, (_, day) => ({
        date: `${year}-05-0${day + 1}`,
        title: "A holiday",
      }));
    expect(calendarFrom(feedOf(days(2020)), feedOf(days(2021))).version).toBe(
      "2020-05-08+a15dab7d",
    );
  });

  it("keeps the version while no date changes, in whatever order they come", () => {
    const reworded = events.map((event) => ({ ...event, title: `${event.title}!` })).toReversed();
    expect(calendarFrom(feedOf(reworded), projected).version).toBe(snapshotCalendar.version);
  });

  it("changes the version when a holiday is announced late", () => {
    const late = { title: "A late holiday", date: "2027-06-04", notes: "", bunting: true };
    const calendar = calendarFrom(feedOf([...events, late]), projected);
    expect(calendar.version).not.toBe(snapshotCalendar.version);
    expect(bankHolidayOn(calendar, "2027-06-04")).toBe("A late holiday");
  });

  it("makes a projected year a published one, by the published dates only", () => {
    const moved = projected["england-and-wales"].events
      .filter(({ date }) => date.startsWith("2029"))
      .map((event) => (event.date === "2029-05-07" ? { ...event, date: "2029-05-08" } : event));
    const calendar = calendarFrom(feedOf([...events, ...moved]), projected);
    expect(calendar.published.to).toBe("2029-12-31");
    expect(calendar.projected).toEqual({ from: "2030-01-01", to: "2045-12-31" });
    expect(bankHolidayOn(calendar, "2029-05-07")).toBeUndefined();
    expect(bankHolidayOn(calendar, "2029-05-08")).toBe("Early May bank holiday");
  });

  it("needs no projection beyond what it publishes", () => {
    const calendar = calendarFrom(published, published);
    expect(calendar.projected).toBeUndefined();
    expect(isProjected(calendar, "2028-12-31")).toBe(false);
    expect(() => bankHolidayOn(calendar, "2029-01-01")).toThrow(CalendarRangeError);
  });

  it("may add four holidays to a year, which is more than any year has had", () => {
    const calendar = calendarFrom(feedOf([...events, ...added(4)]), projected);
    expect(bankHolidayOn(calendar, "2027-02-04")).toBe("A late holiday");
  });

  it.each<[what: string, feed: unknown, field: string]>([
    ["nothing", undefined, '"published"'],
    ["another division only", { scotland: {} }, '"england-and-wales"'],
    ["a wrong division", { "england-and-wales": { division: "scotland", events } }, '"division"'],
    ["no events", feedOf([]), '"events"'],
    ["a date that is none", feedOf([...events, { title: "x", date: "2028-02-30" }]), '"date"'],
    ["an event without a title", feedOf([...events, { date: "2028-02-29" }]), '"title"'],
    [
      "a torn list",
      feedOf(events.filter(({ date }) => date !== "2027-03-29")),
      "2027 has 7 bank holidays; England and Wales have at least 8",
    ],
    [
      "a torn last year",
      feedOf(events.filter(({ date }) => date !== "2028-12-26")),
      "2028 has 7 bank holidays; England and Wales have at least 8",
    ],
    [
      "more than a year ever had",
      feedOf([...events, ...added(5)]),
      "2027 has 13 bank holidays; England and Wales have at most 12",
    ],
    [
      "years that end before the projection starts",
      feedOf(events.filter(({ date }) => date < "2028")),
      "starts in 2029, but the published years end in 2027",
    ],
  ])("is refused with %s, naming the field", (_, feed, field) => {
    expect(() => calendarFrom(feed, projected)).toThrow(field);
  });
});
