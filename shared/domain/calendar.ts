import { createHash } from "node:crypto";
import * as z from "zod";
import published from "./bank-holidays.json" with { type: "json" };
import projected from "./bank-holidays-projected.json" with { type: "json" };
import { whenNeeded } from "./when-needed.ts";

/** Whole years of London dates `YYYY-MM-DD`, both ends included. */
export type DateRange = { readonly from: string; readonly to: string };

/**
 * England and Wales' bank holidays: first the years that GOV.UK has published, then, without a gap,
 * the years projected by rule. `version` changes when any date does; a deadline is stored with it.
 */
export type Calendar = {
  readonly version: string;
  readonly published: DateRange;
  readonly projected: DateRange | undefined;
  /** The holiday's title by its date. */
  readonly holidays: ReadonlyMap<string, string>;
};

/** A date of which the calendar knows nothing: never guessed at (deadline.md). */
export class CalendarRangeError extends Error {
  override readonly name = "CalendarRangeError";
  readonly date: string;
  readonly covered: DateRange;

  constructor(date: string, covered: DateRange) {
    super(`${date} is outside the calendar, which covers ${covered.from} to ${covered.to}`);
    this.date = date;
    this.covered = covered;
  }
}

type Holiday = { readonly date: string; readonly title: string };

const yearOf = (date: string): number => Number(date.slice(0, 4));

const yearsOf = (holidays: readonly Holiday[]): readonly [first: number, last: number] => {
  const years = holidays.map(({ date }) => yearOf(date));
  return [Math.min(...years), Math.max(...years)];
};

// By law England and Wales have eight bank holidays in every year; others can only be added, one or two
// a year at most so far. A year with fewer is a torn feed, whose missing holidays would silently count as
// working days; one with far more would put every deadline off.
const holidaysAYear = 8;
const mostHolidaysAYear = 12;

const unlikelyYear = (holidays: readonly Holiday[]): string | undefined => {
  const [first, last] = yearsOf(holidays);
  for (let year = first; year <= last; year += 1) {
    const dates = holidays.filter(({ date }) => yearOf(date) === year).map(({ date }) => date);
    const count = new Set(dates).size;
    if (count < holidaysAYear)
      return `${year} has ${count} bank holidays; England and Wales have at least ${holidaysAYear}`;
    if (count > mostHolidaysAYear)
      return `${year} has ${count} bank holidays; England and Wales have at most ${mostHolidaysAYear}`;
  }
  return undefined;
};

const division = "england-and-wales";

/** GOV.UK's `bank-holidays.json`, as far as it is read: one division, every year in it whole. */
export const feedSchema = whenNeeded(() => {
  const events = z
    .array(z.object({ date: z.iso.date(), title: z.string().min(1) }))
    .min(1)
    .superRefine((holidays, context) => {
      const message = unlikelyYear(holidays);
      if (message !== undefined) context.addIssue({ code: "custom", message });
    });
  return z.object({ [division]: z.object({ division: z.literal(division), events }) });
});

export type BankHolidayFeed = z.infer<ReturnType<typeof feedSchema>>;

/** @returns the bank holidays that a feed publishes, in its order. */
export const eventsOf = (feed: BankHolidayFeed): readonly Holiday[] => feed[division].events;

const feeds = whenNeeded(() =>
  z.object({ published: feedSchema(), projected: feedSchema() }).superRefine((read, context) => {
    const [, lastPublished] = yearsOf(read.published[division].events);
    const [firstProjected] = yearsOf(read.projected[division].events);
    if (firstProjected > lastPublished + 1)
      context.addIssue({
        code: "custom",
        path: ["projected", division, "events"],
        message: `starts in ${firstProjected}, but the published years end in ${lastPublished}`,
      });
  }),
);

const range = (firstYear: number, lastYear: number): DateRange => ({
  from: `${firstYear}-01-01`,
  to: `${lastYear}-12-31`,
});

const joined = (read: z.infer<ReturnType<typeof feeds>>): Calendar => {
  const publishedHolidays = read.published[division].events;
  const [first, last] = yearsOf(publishedHolidays);
  const [, end] = yearsOf(read.projected[division].events);
  const holidays = [
    ...publishedHolidays,
    ...read.projected[division].events.filter(({ date }) => yearOf(date) > last),
  ].toSorted((one, other) => (one.date < other.date ? -1 : 1));

  const dates = [...new Set(holidays.map(({ date }) => date))];
  const lastPublished = dates.findLast((date) => yearOf(date) <= last);
  const hash = createHash("sha256").update(dates.join("\n")).digest("hex").slice(0, 8);
  return {
    version: `${lastPublished}+${hash}`,
    published: range(first, last),
    projected: end > last ? range(last + 1, end) : undefined,
    holidays: new Map(holidays.map(({ date, title }) => [date, title])),
  };
};

/**
 * Reads two texts in the shape of GOV.UK's `bank-holidays.json`. A projected year that has since been
 * published counts as published. @throws ZodError that names the feed and the field.
 */
export const calendarFrom = (publishedFeed: unknown, projectedFeed: unknown): Calendar =>
  joined(feeds().parse({ published: publishedFeed, projected: projectedFeed }));

/** All the dates that the calendar covers. */
export const coveredBy = ({ published: { from, to }, projected }: Calendar): DateRange => ({
  from,
  to: projected?.to ?? to,
});

/** The title of the bank holiday on a date, if it is one. @throws CalendarRangeError */
export const bankHolidayOn = (calendar: Calendar, date: string): string | undefined => {
  const covered = coveredBy(calendar);
  if (date < covered.from || date > covered.to) throw new CalendarRangeError(date, covered);
  return calendar.holidays.get(date);
};

/** Whether a covered date lies in the years that GOV.UK has not published yet. */
export const isProjected = ({ projected }: Calendar, date: string): boolean =>
  projected !== undefined && date >= projected.from && date <= projected.to;

type Committed = Readonly<Record<typeof division, { readonly events: readonly Holiday[] }>>;

/** What reading it gives. A test holds that, once for all starts: here it would take a tenth of each. */
const committed = (file: Committed): BankHolidayFeed => ({
  [division]: {
    division,
    events: file[division].events.map(({ date, title }) => ({ date, title })),
  },
});

/** The bank holidays committed with this code, as they were published: 2019 to 2028. */
export const snapshotFeed: BankHolidayFeed = committed(published);

/** A published feed with the projected years after it. @throws ZodError as calendarFrom does */
export const calendarOf = (feed: BankHolidayFeed): Calendar => calendarFrom(feed, projected);

/** The calendar committed with this code: published 2019 to 2028, projected to 2045. */
export const snapshotCalendar: Calendar = joined({
  published: snapshotFeed,
  projected: committed(projected),
});
