import { describe, expect, it } from "vitest";
import { bankHolidaysByRule, projectedYears } from "../../infra/project-bank-holidays.ts";
import published from "../../shared/domain/bank-holidays.json" with { type: "json" };
import projected from "../../shared/domain/bank-holidays-projected.json" with { type: "json" };

/** Each was decided for its year alone: date-holidays lists them beside its rules. */
const oneOffs = {
  "2020-05-08": "VE day, instead of the first Monday in May",
  "2022-06-02": "Platinum Jubilee, instead of the last Monday in May",
  "2022-06-03": "Platinum Jubilee",
  "2022-09-19": "State Funeral of Queen Elizabeth II",
  "2023-05-08": "Coronation of King Charles III",
};

const titlesByDate = (events: readonly { readonly date: string; readonly title: string }[]) =>
  Object.fromEntries(events.map(({ date, title }) => [date, title]));

describe("the projection of bank holidays", () => {
  it("is what the rule gives today", () => {
    expect(bankHolidaysByRule(projectedYears.first, projectedYears.last)).toEqual(projected);
  });

  it("comes from the rule that gives every published date of 2019 to 2028 and no other", () => {
    const byRule = titlesByDate(bankHolidaysByRule(2019, 2028)["england-and-wales"].events);
    const onGovUk = titlesByDate(published["england-and-wales"].events);
    expect(Object.keys(byRule)).toEqual(Object.keys(onGovUk));
    const titlesApart = Object.keys(onGovUk).filter((date) => byRule[date] !== onGovUk[date]);
    expect(titlesApart.filter((date) => !(date in oneOffs))).toEqual([]);
    expect(Object.keys(onGovUk)).toEqual(expect.arrayContaining(Object.keys(oneOffs)));
  });

  it("has eight days a year, none at a weekend, and foresees no one-off holiday", () => {
    const events = projected["england-and-wales"].events;
    for (let year = projectedYears.first; year <= projectedYears.last; year += 1)
      expect(events.filter(({ date }) => date.startsWith(`${year}-`))).toHaveLength(8);
    expect(events.filter(({ date }) => new Date(date).getUTCDay() % 6 === 0)).toEqual([]);
  });
});
