import { optionsOf } from "./answer-schema.ts";
import { type ClosedWork, keptOf, secondsToContact } from "./closed-work.ts";
import type { BreachReason } from "./consultation.ts";
import { type Hub, weekdays } from "./hub.ts";
import { type Instant, inLondon } from "./instant.ts";
import { questions } from "./questions.ts";
import type { WorkingTime } from "./working-time.ts";

/** How many fall under one value. Every value that there is has a count, also 0. */
export type Count = { readonly key: string; readonly count: number };

/** How many of a group were answered in time, too late, or ended before a call was due. */
export type KeptCount = {
  readonly key: string;
  readonly inTime: number;
  readonly late: number;
  readonly none: number;
};

/** A promise that was not kept, for whoever has to say why. */
export type Breach = {
  readonly reference: string;
  readonly dueAt: Instant;
  readonly contactAt?: Instant;
  readonly reason?: BreachReason;
  readonly isOpen: boolean;
};

/** For one rule of the tables: how often the social worker advised what it says, and how often not. */
export type RuleCount = { readonly key: string; readonly same: number; readonly differs: number };

/** How the promise was kept in some closed work. Times in working seconds. */
export type Figures = {
  readonly total: number;
  readonly kept: KeptCount;
  readonly byMonth: readonly KeptCount[];
  readonly byAuthority: readonly KeptCount[];
  readonly byAgency: readonly KeptCount[];
  readonly byHours: readonly KeptCount[];
  readonly toContact: {
    readonly count: number;
    readonly median?: number;
    readonly ninetieth?: number;
  };
  readonly breaches: readonly Breach[];
  readonly attempts: readonly Count[];
  readonly outcomes: readonly Count[];
  readonly lead: readonly Count[];
  readonly arrivalDays: readonly Count[];
  readonly arrivalHours: readonly Count[];
  readonly happened: readonly Count[];
  readonly rules: Readonly<Record<"action" | "consent" | "tell", readonly RuleCount[]>>;
};

const mostAttemptsTold = 3;

/** The smallest value that so large a share does not exceed (nearest rank), of sorted values. */
const atShare = (sorted: readonly number[], share: number) =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];

const middle = (sorted: readonly number[]) => {
  const [low, high] = [
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[Math.floor(sorted.length / 2)],
  ];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
};

const grouped = <One>(all: readonly One[], keyOf: (one: One) => string) => Map.groupBy(all, keyOf);

const counts = <One>(
  all: readonly One[],
  keyOf: (one: One) => string,
  keys: readonly string[] = [],
): readonly Count[] => {
  const groups = grouped(all, keyOf);
  return [...new Set([...keys, ...groups.keys()])].map((key) => ({
    key,
    count: groups.get(key)?.length ?? 0,
  }));
};

const optionValues = (id: string, hub: Hub): readonly string[] => {
  const question = questions.find((one) => one.id === id);
  return question === undefined ? [] : optionsOf(question, hub).map(({ value }) => value);
};

const answered = (work: ClosedWork, id: string): string => [work.clear[id] ?? []].flat()[0] ?? "";

const happenedOf = ({ happened, advised }: ClosedWork): string =>
  happened?.did ?? (advised?.followUpOn === undefined ? "not-asked" : "no-answer");

const ruleCounts = (
  closed: readonly ClosedWork[],
  answer: "action" | "consent" | "tell",
): readonly RuleCount[] => {
  const advised = closed.filter((work) => work.advised !== undefined);
  return [...grouped(advised, ({ decision }) => decision.because[answer])]
    .map(([key, rows]) => {
      const same = rows.filter((row) => row.advised?.[answer] === row.decision[answer]).length;
      return { key, same, differs: rows.length - same };
    })
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
};

const breachOf = ({ reference, dueAt, contact, breach, state }: ClosedWork): Breach => ({
  reference,
  dueAt,
  ...(contact === undefined ? {} : { contactAt: contact.at }),
  ...(breach === undefined ? {} : { reason: breach.reason }),
  isOpen: state !== "closed",
});

/**
 * Figures about closed work, and the breaches of what is still open. Rows that are open count in nothing
 * but `breaches`; rows whose words were deleted count like any other.
 */
export const figures = (
  rows: readonly ClosedWork[],
  {
    working,
    hub,
    now,
  }: {
    readonly working: Pick<WorkingTime, "workingSecondsBetween" | "isOpen">;
    readonly hub: Hub;
    readonly now: Instant;
  },
): Figures => {
  const closed = rows.filter(({ state }) => state === "closed");
  const kept = (key: string, group: readonly ClosedWork[]): KeptCount => {
    const groups = grouped(group, (work) => keptOf(work, now));
    const count = (is: "inTime" | "late" | "none") => groups.get(is)?.length ?? 0;
    return { key, inTime: count("inTime"), late: count("late"), none: count("none") };
  };
  const keptBy = (keyOf: (work: ClosedWork) => string, keys: readonly string[]) => {
    const groups = grouped(closed, keyOf);
    return [...new Set([...keys, ...groups.keys()])].map((key) => kept(key, groups.get(key) ?? []));
  };
  const seconds = closed
    .flatMap((work) => secondsToContact(work, working) ?? [])
    .toSorted((a, b) => a - b);
  const [median, ninetieth] = [middle(seconds), atShare(seconds, 0.9)];
  const arrivals = closed.map(({ receivedAt }) => inLondon(receivedAt));
  const attemptKeys = ["0", "1", "2", `${mostAttemptsTold}+`];
  return {
    total: closed.length,
    kept: kept("all", closed),
    byMonth: keptBy(({ closedAt = "" }) => closedAt.slice(0, 7), []).toSorted((a, b) =>
      a.key < b.key ? -1 : 1,
    ),
    byAuthority: keptBy((work) => answered(work, "authority"), optionValues("authority", hub)),
    byAgency: keptBy((work) => answered(work, "agency"), optionValues("agency", hub)),
    byHours: keptBy(({ receivedAt }) => (working.isOpen(receivedAt) ? "in" : "out"), ["in", "out"]),
    toContact: {
      count: seconds.length,
      ...(median === undefined ? {} : { median }),
      ...(ninetieth === undefined ? {} : { ninetieth }),
    },
    breaches: rows
      .filter((work) => keptOf(work, now) === "late")
      .map(breachOf)
      .toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0)),
    attempts: counts(
      closed,
      ({ attempts }) =>
        attempts.length >= mostAttemptsTold ? `${mostAttemptsTold}+` : String(attempts.length),
      attemptKeys,
    ),
    outcomes: counts(closed, ({ outcome = "" }) => outcome).toSorted((a, b) => b.count - a.count),
    lead: counts(closed, (work) => answered(work, "lead"), optionValues("lead", hub)),
    arrivalDays: counts(arrivals, ({ dayOfWeek }) => weekdays[dayOfWeek - 1] ?? "", weekdays),
    arrivalHours: counts(
      arrivals,
      ({ hour }) => String(hour),
      Array.from({ length: 24 }, (_, hour) => String(hour)),
    ),
    happened: counts(closed, happenedOf, ["all", "some", "none", "no-answer", "not-asked"]),
    rules: {
      action: ruleCounts(closed, "action"),
      consent: ruleCounts(closed, "consent"),
      tell: ruleCounts(closed, "tell"),
    },
  };
};
