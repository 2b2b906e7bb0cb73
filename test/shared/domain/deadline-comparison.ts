import { localStage } from "../../../infra/stages.ts";
import published from "../../../shared/domain/bank-holidays.json" with { type: "json" };
import projected from "../../../shared/domain/bank-holidays-projected.json" with { type: "json" };
import { CalendarRangeError, snapshotCalendar } from "../../../shared/domain/calendar.ts";
import { deadline } from "../../../shared/domain/deadline.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import { at, type Instant } from "../../../shared/domain/instant.ts";
import { type WorkingTime, workingTime } from "../../../shared/domain/working-time.ts";
import { type Answer, describedHub, type OwnHub, walk } from "./deadline-oracle.ts";

const years = [2024, 2025, 2026, 2027, 2028, 2029, 2030, 2031, 2032] as const;
const day = 24 * 3600 * 1000;
const minute = 60_000;

const weekday = { opens: "09:00", closes: "16:45" };
const ofEachYear = (...dates: readonly string[]) =>
  years.flatMap((year) => dates.map((date) => ({ date: `${year}-${date}` })));

const hubs: Readonly<Record<string, OwnHub>> = {
  "the default hub": describedHub,
  // Closes on the nights of the clock changes too, after the hour that is skipped or repeated.
  "a hub open at weekends": {
    hours: {
      ...describedHub.hours,
      saturday: { opens: "09:00", closes: "23:59" },
      sunday: { opens: "00:00", closes: "02:15" },
    },
    closureDays: [],
    extraWorkingDays: [],
  },
  "a hub with closure days and extra working days": {
    hours: describedHub.hours,
    closureDays: ofEachYear("03-30", "04-02", "05-28", "10-27", "12-24", "12-29", "12-30", "12-31"),
    extraWorkingDays: ofEachYear("01-01", "03-31", "10-26", "12-25", "12-28").map(({ date }) => ({
      date,
      hours: { opens: "10:00", closes: "14:00" },
    })),
  },
  "a hub open on two days a week": {
    hours: { tuesday: weekday, thursday: { ...weekday, closes: "12:00" } },
    closureDays: [],
    extraWorkingDays: [],
  },
};

const lastSunday = (year: number, month: number): number => {
  const last = Date.UTC(year, month, 0);
  return last - new Date(last).getUTCDay() * day;
};

/** Monday, by UTC. */
const mondayOf = (date: string): number => {
  const ms = Date.parse(`${date}T00:00:00Z`);
  return ms - ((new Date(ms).getUTCDay() + 6) % 7) * day;
};

const weekends = years
  .flatMap((year) => [lastSunday(year, 3), lastSunday(year, 10)])
  .map((sunday) => ({ from: sunday - day, days: 3 }));

const holidayWeeks = [
  ...new Set(
    [...published["england-and-wales"].events, ...projected["england-and-wales"].events]
      .filter(({ date }) => years.some((year) => date.startsWith(`${year}-`)))
      .map(({ date }) => mondayOf(date)),
  ),
].map((from) => ({ from, days: 7 }));

type Moment = { readonly ms: number; readonly instant: Instant };

const textOf = (ms: number): string => new Date(ms).toISOString();

const twoDigits = (count: number) =>
  Array.from({ length: count }, (_, index) => String(index).padStart(2, "0"));
const clock = twoDigits(24).flatMap((hour) => twoDigits(60).map((past) => `${hour}:${past}`));

const isWhole = (text: string): text is Instant => text.length === "2026-11-23T10:00:00Z".length;

/** Written out, because reading an instant takes the product longer than counting its deadline. */
const written = (date: string, time: string): Instant => {
  const text = `${date}T${time}:00Z`;
  if (!isWhole(text)) throw new RangeError(text);
  return text;
};

/** Every minute of the days by UTC that touch a window of London's, each once. */
const everyMinute = (): readonly Moment[] => {
  const days = new Set(
    [...weekends, ...holidayWeeks].flatMap(({ from, days: count }) =>
      Array.from({ length: count + 2 }, (_, index) => from + (index - 1) * day),
    ),
  );
  return [...days].flatMap((from) => {
    const date = textOf(from).slice(0, 10);
    return clock.map((time, index) => ({
      ms: from + index * minute,
      instant: written(date, time),
    }));
  });
};

/** Moments to the millisecond in all the years of the calendar: the same in every run (mulberry32). */
const randomMoments = (count: number): readonly Moment[] => {
  let state = 4;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const [from, to] = [Date.UTC(2019, 0, 1), Date.UTC(2046, 0, 1)];
  return Array.from({ length: count }, () => {
    const ms = Math.floor(from + next() * (to - from));
    return { ms, instant: at(textOf(ms)) };
  });
};

/** The product's answer in the oracle's shape; anything but a date outside the calendar fails. */
const byProduct = (instant: Instant, time: WorkingTime): Answer | undefined => {
  try {
    return deadline(instant, time);
  } catch (thrown) {
    if (!(thrown instanceof CalendarRangeError)) throw thrown;
    return undefined;
  }
};

const isSame = (expected: Answer | undefined, found: Answer | undefined): boolean =>
  found === undefined
    ? expected?.dueAt === undefined
    : expected?.dueAt === found.dueAt && expected?.projected === found.projected;

const words = (answer: Answer | undefined): string =>
  answer?.dueAt === undefined ? "outside the calendar" : `${answer.dueAt} ${answer.projected}`;

/** The same settings as the product takes them. The default hub's own are what is put to the test. */
const settingsOf = (own: OwnHub): Hub =>
  own === describedHub
    ? localStage.hub
    : {
        ...localStage.hub,
        hours: own.hours,
        closureDays: own.closureDays.map(({ date }) => ({ date, reason: "Training day" })),
        extraWorkingDays: own.extraWorkingDays.map((each) => ({ ...each, reason: "Cover" })),
      };

/** The differences between the oracle's answer and the product's, for one hub. */
const differencesAt = (name: string, own: OwnHub, moments: readonly Moment[]) => {
  const time = workingTime(settingsOf(own), snapshotCalendar);
  const received = moments.map(({ ms }) => ms);
  const answers = walk(received, own, published, projected);
  const differences: string[] = [];
  moments.forEach(({ ms, instant }, index) => {
    const expected = answers[index];
    const found = byProduct(instant, time);
    if (!isSame(expected, found))
      differences.push(`${name}, ${textOf(ms)}: ${words(expected)}, not ${words(found)}`);
  });
  return { differences, outside: answers.filter(({ dueAt }) => dueAt === undefined).length };
};

/** What a process found in the time zone in which it ran. */
export type Comparison = {
  /** Minutes behind UTC in January and in July: whether the zone took effect. */
  readonly behindUtc: readonly [january: number, july: number];
  readonly weekends: number;
  readonly holidayWeeks: number;
  readonly minutes: number;
  readonly random: number;
  readonly hubs: number;
  readonly compared: number;
  /** Of those, how many have no deadline because the calendar ends. */
  readonly outside: number;
  readonly differences: number;
  readonly examples: readonly string[];
};

const comparison = (): Comparison => {
  const [minutes, random] = [everyMinute(), randomMoments(100_000)];
  const moments = [...minutes, ...random].toSorted((one, other) => one.ms - other.ms);
  const found = Object.entries(hubs).map(([name, own]) => differencesAt(name, own, moments));
  const differences = found.flatMap((each) => each.differences);
  const behindUtc = (month: number) => new Date(2026, month, 1).getTimezoneOffset();
  return {
    behindUtc: [behindUtc(0), behindUtc(6)],
    weekends: weekends.length,
    holidayWeeks: holidayWeeks.length,
    minutes: minutes.length,
    random: random.length,
    hubs: found.length,
    compared: moments.length * found.length,
    outside: found.reduce((sum, each) => sum + each.outside, 0),
    differences: differences.length,
    examples: differences.slice(0, 5),
  };
};

if (import.meta.main) process.stdout.write(JSON.stringify(comparison()));
