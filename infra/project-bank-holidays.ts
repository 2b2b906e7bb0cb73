import { writeFileSync } from "node:fs";
import Holidays from "date-holidays";

/**
 * The years that GOV.UK has not published, by the rules of date-holidays (a devDependency, never
 * shipped). `node infra/project-bank-holidays.ts` rewrites the committed file.
 */
export const projectedYears = { first: 2029, last: 2045 } as const;

const daysOfRest = (year: number, holidays: Holidays) =>
  holidays
    .getHolidays(year)
    .filter(({ type }) => type === "public")
    .map(({ name, date, substitute }) => ({
      title: name.replace(/ \(substitute day\)$/, ""),
      date: date.slice(0, 10),
      notes: substitute === true ? "Substitute day" : "",
      bunting: name !== "Good Friday",
    }))
    // GOV.UK lists a holiday that falls on a weekend only by its substitute day.
    .filter(({ date }) => new Date(`${date}T12:00:00Z`).getUTCDay() % 6 !== 0);

/** England and Wales from the first year to the last, in the shape of GOV.UK's feed. */
export const bankHolidaysByRule = (firstYear: number, lastYear: number) => {
  const holidays = new Holidays("GB", "ENG", { languages: "en" });
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_, index) => firstYear + index);
  return {
    "england-and-wales": {
      division: "england-and-wales",
      events: years.flatMap((year) => daysOfRest(year, holidays)),
    },
  };
};

if (import.meta.main) {
  const feed = bankHolidaysByRule(projectedYears.first, projectedYears.last);
  const file = new URL("../shared/domain/bank-holidays-projected.json", import.meta.url);
  writeFileSync(file, `${JSON.stringify(feed, null, 2)}\n`);
  process.stdout.write(
    `${feed["england-and-wales"].events.length} bank holidays, ${projectedYears.first} to ${projectedYears.last}\n`,
  );
}
