/**
 * The deadline worked out a second time, from its description alone and in the plainest way: a clock
 * ticks minute by minute and requests wait until a working day closes. It imports nothing, so that no
 * mistake of the product can be in it too, and reads every moment by UTC, so that the machine's time
 * zone cannot matter to it.
 */

type Hours = { readonly opens: string; readonly closes: string };

const weekdays = [
  "sunday",
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
] as const;

/** What a hub may settle. */
export type OwnHub = {
  readonly hours: { readonly [weekday in (typeof weekdays)[number]]?: Hours };
  readonly closureDays: readonly { readonly date: string }[];
  readonly extraWorkingDays: readonly { readonly date: string; readonly hours: Hours }[];
};

type Feed = { readonly "england-and-wales": { readonly events: readonly { date: string }[] } };

/** The default settings as they are described. */
export const describedHub: OwnHub = {
  hours: {
    monday: { opens: "08:00", closes: "17:30" },
    tuesday: { opens: "08:00", closes: "17:30" },
    wednesday: { opens: "08:00", closes: "17:30" },
    thursday: { opens: "08:00", closes: "17:30" },
    friday: { opens: "08:00", closes: "16:30" },
  },
  closureDays: [],
  extraWorkingDays: [],
};

const minutesInDay = 24 * 60;
const msInMinute = 60_000;
const minuteOf = (ms: number): number => Math.floor(ms / msInMinute);

/** One in the morning, UTC, on a month's last Sunday: the minute since 1970. */
const lastSundayAtOne = (year: number, month: number): number => {
  const lastDay = new Date(Date.UTC(year, month, 0));
  const sunday = lastDay.getUTCDate() - lastDay.getUTCDay();
  return minuteOf(Date.UTC(year, month - 1, sunday, 1));
};

/**
 * London's clock: UTC, and an hour ahead of it from the last Sunday of March to the last Sunday of
 * October, changing at 1am UTC. Minutes since 1970, by UTC in and by the wall clock out.
 */
export const londonClock = (): ((minute: number) => number) => {
  let [begins, forward, back, ends] = [0, 0, 0, 0];
  return (minute) => {
    if (minute < begins || minute >= ends) {
      const year = new Date(minute * msInMinute).getUTCFullYear();
      begins = minuteOf(Date.UTC(year, 0, 1));
      forward = lastSundayAtOne(year, 3);
      back = lastSundayAtOne(year, 10);
      ends = minuteOf(Date.UTC(year + 1, 0, 1));
    }
    return minute >= forward && minute < back ? minute + 60 : minute;
  };
};

const dateText = (wallMinute: number): string =>
  new Date(wallMinute * msInMinute).toISOString().slice(0, 10);

const yearOf = (date: string): number => Number(date.slice(0, 4));

const clockMinute = (time: string): number =>
  Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Undefined when the hub does not work on that date. */
const hoursOn = (date: string, hub: OwnHub, holidays: ReadonlySet<string>): Hours | undefined => {
  const extra = hub.extraWorkingDays.find((day) => day.date === date);
  if (extra !== undefined) return extra.hours;
  if (holidays.has(date)) return undefined;
  if (hub.closureDays.some((day) => day.date === date)) return undefined;
  return hub.hours[weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? "sunday"];
};

/** When a request is due, by UTC (`2026-12-29T17:30:00Z`); nothing when the calendar does not say. */
export type Answer = { dueAt: string | undefined; projected: boolean };

/**
 * Lets the clock tick from the first request until the last is due or the calendar ends. `received` is
 * in milliseconds since 1970 and in order; so are the answers.
 */
export const walk = (
  received: readonly number[],
  hub: OwnHub,
  published: Feed,
  projected: Feed,
): readonly Answer[] => {
  const datesIn = (feed: Feed) => feed["england-and-wales"].events.map(({ date }) => date);
  const holidays = new Set([...datesIn(published), ...datesIn(projected)]);
  const firstYear = Math.min(...datesIn(published).map(yearOf));
  const lastPublishedYear = Math.max(...datesIn(published).map(yearOf));
  const lastYear = Math.max(...datesIn(projected).map(yearOf));

  const answers: Answer[] = [];
  let receivedToday: Answer[] = [];
  let owed: Answer[] = [];

  const london = londonClock();
  let tomorrow = Number.NEGATIVE_INFINITY;
  let closing: number | undefined;
  let year = Number.NaN;
  let next = minuteOf(received[0] ?? Number.NaN);

  for (let minute = next; ; minute += 1) {
    const now = london(minute);

    if (now >= tomorrow) {
      const today = now - (now % minutesInDay);
      tomorrow = today + minutesInDay;
      const date = dateText(today);
      year = yearOf(date);
      if (year > lastYear) break;
      const closes = hoursOn(date, hub, holidays)?.closes;
      closing = closes === undefined ? undefined : today + clockMinute(closes);
      owed.push(...receivedToday);
      receivedToday = [];
      if (year > lastPublishedYear) for (const answer of owed) answer.projected = true;
    }

    if (now === closing) {
      const dueAt = `${new Date(minute * msInMinute).toISOString().slice(0, 19)}Z`;
      for (const answer of owed) answer.dueAt = dueAt;
      owed = [];
      if (answers.length === received.length && receivedToday.length === 0) break;
    }

    while (next === minute) {
      const answer: Answer = { dueAt: undefined, projected: year > lastPublishedYear };
      answers.push(answer);
      if (year >= firstYear) receivedToday.push(answer);
      next = minuteOf(received[answers.length] ?? Number.NaN);
    }
  }

  // The calendar ended first.
  while (answers.length < received.length) answers.push({ dueAt: undefined, projected: false });
  return answers;
};
