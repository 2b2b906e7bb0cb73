import { describe, expect, it } from "vitest";
import { CalendarRangeError } from "../../../shared/domain/calendar.ts";
import { at } from "../../../shared/domain/instant.ts";
import { londonDays } from "../../../shared/domain/london-days.ts";

const days = londonDays({ from: "2019-01-01", to: "2045-12-31" });

describe("London's dates within a range", () => {
  it.each(["2018-12-31", "2046-01-01"])("do not hold %s", (date) =>
    expect(() => days.on(date)).toThrow(CalendarRangeError),
  );

  it.each(["2019-01-01", "2045-12-31"])("hold %s, an end of the range", (date) =>
    expect(days.on(date).date).toBe(date),
  );

  it.each([
    ["2018-12-31T12:00:00Z", "2018-12-31"],
    ["2019-01-01T12:00:00Z", "2019-01-01"],
    ["2045-12-31T12:00:00Z", "2045-12-31"],
    ["2046-01-01T12:00:00Z", "2046-01-01"],
    ["2046-06-30T23:30:00Z", "2046-07-01"],
  ])("are told for %s, in the range or not: %s", (instant, date) =>
    expect(days.dateOf(at(instant))).toBe(date),
  );
});
