import Holidays from "date-holidays";
import { describe, expect, it } from "vitest";
import published from "../../../shared/domain/bank-holidays.json" with { type: "json" };
import projected from "../../../shared/domain/bank-holidays-projected.json" with { type: "json" };
import {
  bankHolidayOn,
  type Calendar,
  calendarFrom,
  snapshotCalendar,
} from "../../../shared/domain/calendar.ts";

const years = Array.from({ length: 2045 - 2019 + 1 }, (_, index) => 2019 + index);

const everyDate = (): readonly string[] => {
  const dates: string[] = [];
  for (let ms = Date.UTC(2019, 0, 1); ms < Date.UTC(2046, 0, 1); ms += 24 * 3600 * 1000)
    dates.push(new Date(ms).toISOString().slice(0, 10));
  return dates;
};

/** By date-holidays' rules; GOV.UK lists only the substitute of a holiday at a weekend. */
const secondOpinion = (part: "ENG" | "WLS"): ReadonlySet<string> => {
  const rules = new Holidays("GB", part);
  return new Set(
    years
      .flatMap((year) => rules.getHolidays(year))
      .filter(({ type }) => type === "public")
      .map(({ date }) => date.slice(0, 10))
      .filter((date) => new Date(date).getUTCDay() % 6 !== 0),
  );
};

const opinions = { England: secondOpinion("ENG"), Wales: secondOpinion("WLS") };
const dates = everyDate();

const disagreements = (calendar: Calendar, opinion: ReadonlySet<string>): readonly string[] =>
  dates.flatMap((date) => {
    const ours = bankHolidayOn(calendar, date) !== undefined;
    return ours === opinion.has(date) ? [] : [`${date}: ${ours ? "not theirs" : "not ours"}`];
  });

const division = "england-and-wales";
type Events = (typeof published)[typeof division]["events"];
const feedOf = (events: Events) => ({ [division]: { division, events } });

describe("date-holidays says the same of every day from 2019 to 2045, published and projected", () => {
  it.each(Object.entries(opinions))("in %s", (_, opinion) => {
    expect(disagreements(snapshotCalendar, opinion)).toEqual([]);
    expect(dates).toHaveLength(9862);
    // Eight a year, and one more for the Jubilee, the Queen's funeral and the coronation.
    expect(opinion.size).toBe(27 * 8 + 3);
    expect(snapshotCalendar.holidays.size).toBe(opinion.size);
  });
});

describe("the second opinion would notice", () => {
  const { events } = published[division];
  const later = projected[division].events;

  it.each<[what: string, calendar: Calendar, noticed: readonly string[]]>([
    [
      "a published holiday that was moved",
      calendarFrom(
        feedOf(
          events.map((each) =>
            each.date === "2027-03-29" ? { ...each, date: "2027-03-30" } : each,
          ),
        ),
        projected,
      ),
      ["2027-03-29: not ours", "2027-03-30: not theirs"],
    ],
    [
      "a holiday too many",
      calendarFrom(
        feedOf([...events, { title: "x", date: "2026-06-04", notes: "", bunting: true }]),
        projected,
      ),
      ["2026-06-04: not theirs"],
    ],
    [
      "a one-off holiday that was left out",
      calendarFrom(feedOf(events.filter(({ date }) => date !== "2022-09-19")), projected),
      ["2022-09-19: not ours"],
    ],
    [
      "a projected substitute day that was forgotten",
      calendarFrom(
        published,
        feedOf(
          later.map((each) =>
            each.date === "2033-12-27" ? { ...each, date: "2033-12-25" } : each,
          ),
        ),
      ),
      ["2033-12-25: not theirs", "2033-12-27: not ours"],
    ],
  ])("%s", (_, calendar, noticed) => {
    expect(disagreements(calendar, opinions.England)).toEqual(noticed);
  });
});
