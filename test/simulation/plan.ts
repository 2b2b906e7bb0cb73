import type { Act } from "./act.ts";
import { type Chance, chanceOf } from "./chance.ts";
import type { Trouble } from "./faults.ts";
import type { FloodPlan } from "./flood-plan.ts";
import { type Feed, lateHolidayFor } from "./late-holiday.ts";
import { dateAfter, dateAt, dueFor, londonAt, openAfter } from "./london.ts";
import type { OwnVisit, Saving } from "./own-act.ts";
import { actsBy, momentsOf } from "./planned-acts.ts";
import { lookAgainBy } from "./planned-look-again.ts";
import { moreActsBy, triesAgainBy } from "./planned-more-acts.ts";
import { ownVisitsBy, savingBy } from "./planned-own-acts.ts";
import { troubleBy } from "./planned-trouble.ts";

/** Everything that is settled before a life begins. What happens in it is a function of this. */
export type Plan = {
  readonly seed: number;
  readonly received: number;
  readonly sender: "api" | "form" | "form-page-by-page";
  readonly actNow: boolean;
  readonly named: boolean;
  /** How many copies are sent at once, and after how long it is sent again. */
  readonly copies: number;
  readonly again: readonly number[];
  readonly acts: readonly Act[];
  /** When the practitioner looks how far it is, and what they do there. */
  readonly visits: readonly OwnVisit[];
  /** Whether the form is saved first, to be come back to. */
  readonly saves?: Saving;
  /** How wrong the clock of each copy of a function is, in seconds. */
  readonly skews: Readonly<Record<string, number>>;
  /** In this share of all minutes two sweeps run at once. */
  readonly twoSweeps: number;
  readonly upkeep: readonly number[];
  /** `announces`: the day that was promised is a bank holiday after all. */
  readonly feed: Feed;
  /** Whether an item that nobody can read stands in the index. */
  readonly poison: boolean;
  /** Others whose requests come in the same minute. */
  readonly flood?: FloodPlan;
  /** When the tracker is written once more as code before the latest fields would have left it. */
  readonly oldCode?: number;
  /** When newer code writes fields that the code of this life does not know. */
  readonly newerCode?: number;
  readonly trouble: Trouble;
  /** Whether the mail provider's events are late, doubled, lost, out of order, or bad news. */
  readonly mail: "well" | "troubled" | "quietly";
  /** Whether the next call is chosen by chance; else the oldest goes first. */
  readonly shuffled: boolean;
  readonly until: number;
};

const hour = 3600;

/** Both clock changes, Christmas, Easter, the spring holidays, and ordinary weeks. */
const dates = [
  "2026-10-23",
  "2026-10-24",
  "2026-10-25",
  "2026-11-16",
  "2026-11-18",
  "2026-11-20",
  "2026-11-21",
  "2026-12-23",
  "2026-12-24",
  "2026-12-25",
  "2026-12-31",
  "2027-03-25",
  "2027-03-26",
  "2027-03-27",
  "2027-03-28",
  "2027-04-30",
  "2027-05-28",
  "2027-07-14",
  "2027-08-27",
] as const;

const receivedBy = (chance: Chance): number => {
  const date = chance.pick(dates);
  const clock = chance.pick([
    "08:00",
    "09:59",
    "11:20",
    "14:30",
    "15:30",
    "16:30",
    "16:45",
    "17:30",
    "21:10",
    "02:15",
    "00:00",
  ]);
  return londonAt(date, clock) + chance.pick([-1, 0, 0, 1, chance.between(0, 1800)]);
};

const names = ["practitioner", "ann", "ben", "cat", "sweep-1", "sweep-2", "delivery", "upkeep"];

/** Perhaps a run of upkeep, and what it finds published; in some lives that is a holiday announced late. */
const upkeepBy = (
  chance: Chance,
  night: number,
  announcedAt: number | undefined,
): Pick<Plan, "upkeep" | "feed"> => {
  const upkeep = chance.is(0.4) ? [night] : [];
  const feed = chance.pick<Plan["feed"]>(["good", "good", "down", "torn"]);
  return announcedAt === undefined
    ? { upkeep, feed }
    : { upkeep: [announcedAt], feed: "announces" };
};

/**
 * In some lives so many come at once that a digest tells of those above the twentieth; much fails then, or
 * the mail provider has bad news.
 */
const floodBy = (chance: Chance, { received, trouble, mail }: Plan): Partial<Plan> => {
  if (!chance.is(0.08)) return {};
  const flood = {
    // Some fall into the minute before: there must be more than twenty in one of the two.
    count: chance.between(26, 42),
    after: chance.pick([-20, -5, -3, -2, -2, -1]),
    actNow: chance.pick([0, 0, 0, 30]),
  };
  const lasts = chance.pick([60, 90, 150, 300]);
  return {
    flood,
    twoSweeps: chance.pick([0, 0, 0.3]),
    mail: chance.is(0.5) ? "troubled" : mail,
    trouble: chance.is(0.8)
      ? {
          from: received,
          until: received + lasts,
          share: chance.pick([0.2, 0.4]),
          // By its key, and by the name of its letter: only the sending fails then.
          about: chance.pick(["digest", "digest/2", "JUNK-0020", "JUNK-0012"]),
        }
      : trouble,
  };
};

/** A run of upkeep asks so much that it hardly ends when everything fails: in some lives only its walk does. */
const walkFailsBy = (chance: Chance, { feed, upkeep }: Plan): Partial<Plan> => {
  const [from] = upkeep;
  return from !== undefined && feed === "announces" && chance.is(0.25)
    ? { trouble: { from, until: from + 120, share: 0.4, about: "consultation#" } }
    : {};
};

/** One life by chance. */
export const planOf = (seed: number): Plan => {
  const chance = chanceOf(seed, "plan");
  const received = receivedBy(chance);
  const later = chanceOf(seed, "late holiday");
  const late = later.is(0.2) ? lateHolidayFor(received) : undefined;
  const due = dueFor(received, late);
  // Most faults that matter lie between two steps: many short lives find more than few long ones.
  const isQuick = chance.is(0.6);
  const acts = moreActsBy(
    chanceOf(seed, "more acts"),
    triesAgainBy(chanceOf(seed, "tries again"), actsBy(chance, received, isQuick, late)),
  );
  const last = Math.max(received, ...acts.map(({ at }) => at));
  const end = chance.pick([
    due + hour,
    openAfter(dateAt(due), late).opens + chance.pick([1, 25]) * hour,
  ]);
  // Long enough for whoever sends a form again and again while much fails.
  const until = Math.max(last + hour, received + 2 * hour, isQuick ? 0 : end);
  const isCalm = chance.is(0.15);
  const moments = [received, ...momentsOf(received), ...acts.map(({ at }) => at)] as const;
  const from = chance.pick([
    received,
    chance.pick([...moments] as [number, ...number[]]) - chance.below(60),
  ]);
  const night = londonAt(dateAfter(dateAt(received)), "03:10");
  const announcedAt = later.pick([
    night,
    received + later.between(20, 1800),
    later.pick([...moments] as [number, ...number[]]) + later.pick([-30, 0, 0, 30]),
  ]);
  const newer = chanceOf(seed, "newer code");
  const own = chanceOf(seed, "own acts");
  const visits = ownVisitsBy(own, { received, due, acts });
  const saves = savingBy(own);
  const sender = chance.is(0.02)
    ? "form-page-by-page"
    : chance.pick<Plan["sender"]>(["api", "api", "form"]);
  const ends = Math.max(
    until,
    ...(late === undefined ? [] : [announcedAt + 2 * hour]),
    ...visits.map(({ at }) => at + hour),
    ...(saves === undefined ? [] : [received + 4 * hour]),
  );
  const planned: Plan = {
    seed,
    received,
    sender: saves === undefined ? sender : "form",
    actNow: chance.is(0.3),
    named: chance.is(0.8),
    copies: chance.pick([1, 1, 1, 1, 2, 3]),
    again: chance.is(0.2) ? [chance.pick([60, hour, 25 * hour])] : [],
    acts,
    visits,
    ...(saves === undefined ? {} : { saves }),
    skews: Object.fromEntries(
      names.map((name) => [name, isCalm ? 0 : chance.pick([0, 0, -4, 4, -1, 2])]),
    ),
    twoSweeps: isCalm ? 0.1 : chance.pick([0, 0, 0.3, 1]),
    ...upkeepBy(chance, night, late === undefined ? undefined : announcedAt),
    poison: chance.is(0.03),
    ...(chance.is(0.1) ? { oldCode: received + chance.between(30, 6 * hour) } : {}),
    trouble: troubleBy(
      own,
      {
        from,
        until: from + chance.pick([60, 120, 600, 2 * hour, 20 * hour]),
        share: isCalm ? 0 : chance.pick([0.05, 0.1, 0.25, 0.4]),
      },
      { received, visits, ...(saves === undefined ? {} : { saves }) },
    ),
    mail: chance.is(0.3) ? "troubled" : "well",
    shuffled: true,
    ...(newer.is(0.15) ? { newerCode: received + newer.between(30, 3 * hour) } : {}),
    until: ends,
  };
  const announced = { ...planned, ...walkFailsBy(chanceOf(seed, "walk fails"), planned) };
  const flooded = { ...announced, ...floodBy(chanceOf(seed, "flood"), announced) };
  return {
    ...flooded,
    ...lookAgainBy(chanceOf(seed, "what happened next"), flooded, late),
  };
};
