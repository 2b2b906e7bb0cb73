import { describe, expect, it } from "vitest";
import { at } from "../../../shared/domain/instant.ts";
import {
  dateTimeWords,
  dateWords,
  dayWords,
  durationWords,
  shortDateTimeWords,
  timeWords,
} from "../../../shared/domain/time-words.ts";

describe("a time is written as GOV.UK writes it, by London's clock", () => {
  it.each([
    ["2026-11-24T17:30:00Z", "5:30pm"],
    ["2026-11-24T17:00:00Z", "5pm"],
    ["2026-06-24T16:30:59Z", "5:30pm"],
    ["2026-11-24T09:05:00Z", "9:05am"],
    ["2026-11-24T00:00:00Z", "midnight"],
    ["2026-11-24T00:01:00Z", "12:01am"],
    ["2026-11-24T12:00:00Z", "midday"],
    ["2026-11-24T12:30:00Z", "12:30pm"],
    ["2026-11-24T11:59:59Z", "11:59am"],
    ["2026-11-24T23:59:00Z", "11:59pm"],
  ])("%s is %s", (instant, words) => {
    expect(timeWords(at(instant))).toBe(words);
  });
});

describe("a date is written in full, by London's calendar", () => {
  it.each([
    ["2026-12-29T17:30:00Z", "Tuesday 29 December 2026"],
    ["2026-06-01T23:30:00Z", "Tuesday 2 June 2026"],
    ["2027-01-03T00:00:00Z", "Sunday 3 January 2027"],
  ])("%s is %s", (instant, words) => {
    expect(dateWords(at(instant))).toBe(words);
  });

  it("knows every weekday and every month", () => {
    const days = Array.from({ length: 12 }, (_, month) =>
      dateWords(at(`2026-${String(month + 1).padStart(2, "0")}-${10 + month}T12:00:00Z`)),
    );
    expect(days).toEqual([
      "Saturday 10 January 2026",
      "Wednesday 11 February 2026",
      "Thursday 12 March 2026",
      "Monday 13 April 2026",
      "Thursday 14 May 2026",
      "Monday 15 June 2026",
      "Thursday 16 July 2026",
      "Monday 17 August 2026",
      "Friday 18 September 2026",
      "Monday 19 October 2026",
      "Friday 20 November 2026",
      "Monday 21 December 2026",
    ]);
  });
});

describe("a day that has no time is written as any other date", () => {
  it.each([
    ["2026-12-04", "Friday 4 December 2026"],
    ["2026-03-29", "Sunday 29 March 2026"],
    ["2026-10-25", "Sunday 25 October 2026"],
    ["2028-02-29", "Tuesday 29 February 2028"],
  ])("%s is %s", (date, words) => {
    expect(dayWords(date)).toBe(words);
  });

  it("is refused when it is none", () => {
    for (const date of ["", "2026-02-30", "tomorrow"]) expect(() => dayWords(date)).toThrow();
  });
});

describe("a deadline is written with its time first", () => {
  it("in full", () => {
    expect(dateTimeWords(at("2026-12-29T17:30:00Z"))).toBe("5:30pm on Tuesday 29 December 2026");
    expect(dateTimeWords(at("2027-03-30T16:00:00Z"))).toBe("5pm on Tuesday 30 March 2027");
  });

  it("in short for a subject", () => {
    expect(shortDateTimeWords(at("2026-11-24T17:30:00Z"))).toBe("5:30pm Tue 24 Nov");
  });
});

describe("a duration is written to the minute below", () => {
  it.each([
    [12_600, "3 hours 30 minutes"],
    [3_600, "1 hour"],
    [3_659, "1 hour"],
    [3_660, "1 hour 1 minute"],
    [7_200, "2 hours"],
    [2_700, "45 minutes"],
    [60, "1 minute"],
    [59, "less than a minute"],
    [0, "less than a minute"],
    [-60, "less than a minute"],
    [90_000, "25 hours"],
  ])("%s seconds: %s", (seconds, words) => {
    expect(durationWords(seconds)).toBe(words);
  });
});
