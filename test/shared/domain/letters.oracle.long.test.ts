import * as fc from "fast-check";
import { expect, it } from "vitest";
import published from "../../../shared/domain/bank-holidays.json" with { type: "json" };
import { snapshotCalendar } from "../../../shared/domain/calendar.ts";
import { type Hub, weekdays } from "../../../shared/domain/hub.ts";
import { instantFrom } from "../../../shared/domain/instant.ts";
import { workingTime } from "../../../shared/domain/working-time.ts";
import {
  type Act,
  ada,
  advised,
  attempt,
  claim,
  closing,
  consultationAt,
  contact,
} from "./consultations.ts";
import { defaultHub } from "./hubs.ts";
import { type Happening, walk } from "./letter-walk.ts";

// Written from case.md alone. It asks Intl what London's wall clock shows at each minute, walks, and
// shares nothing with the product but the published dates.
const bankHolidays = new Set(published["england-and-wales"].events.map(({ date }) => date));
const london = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  dateStyle: "short",
  timeStyle: "short",
  hourCycle: "h23",
});

const minute = 60_000;
const days = 32;
/** How long each life is watched, in minutes. */
const watched = 14 * 1440;

type Minute = { readonly date: string; readonly clock: string; readonly weekday: number };

const minuteAt = (epoch: number): Minute => {
  const [, day, month, year, clock = ""] =
    /^(\d\d)\/(\d\d)\/(\d{4}), (\d\d:\d\d)$/.exec(london.format(epoch)) ?? [];
  const date = `${year}-${month}-${day}`;
  return { date, clock, weekday: new Date(`${date}T00:00:00Z`).getUTCDay() };
};

/** Clocks going back, an ordinary month, Christmas, and Easter with clocks going forward. */
const windows = ["2026-10-20", "2026-11-16", "2026-12-18", "2027-03-20"].map((start) => {
  const first = Date.parse(`${start}T00:00Z`);
  const minutes = Array.from({ length: days * 1440 }, (_, index) =>
    minuteAt(first + index * minute),
  );
  return { start, first, minutes };
});

type Hours = { readonly opens: string; readonly closes: string };
type Days = {
  readonly hours: ReadonlyMap<number, Hours>;
  readonly closed: ReadonlySet<string>;
  readonly extra: ReadonlyMap<string, Hours>;
};

const opening = ({ hours, closed, extra }: Days, { date, clock, weekday }: Minute): boolean => {
  const day =
    extra.get(date) ??
    (closed.has(date) || bankHolidays.has(date) ? undefined : hours.get(weekday));
  return day !== undefined && day.opens <= clock && clock < day.closes;
};

const endings = ["closing", "contact", "agreed advice", "advice not agreed"] as const;

/** By minute from the beginning of the window; each happens before that minute's letters. */
type Life = {
  readonly received: number;
  readonly actNow: boolean;
  readonly claimed: number;
  readonly released: number;
  readonly attempts: readonly { readonly at: number; readonly spoke: boolean }[];
  readonly ended: number;
  readonly by: (typeof endings)[number];
  /** When the practitioner says, after advice, that this is not what was agreed. */
  readonly objected: number;
};

/** What case.md's table of letters says, minute by minute: `<minute> <letter> <recipient>`. */
const told = (minutes: readonly Minute[], open: readonly boolean[], life: Life): string[] => {
  const { received, actNow, claimed, released, attempts, ended, by, objected } = life;
  const dateOf = (index: number) => minutes[index]?.date;

  // Closing time of the first working day strictly after the date of receipt.
  let due = received;
  while (dateOf(due) === dateOf(received)) due += 1;
  while (open[due] === false) due += 1;
  const dueDate = dateOf(due);
  while (open[due] === true) due += 1;

  const openBefore = [0];
  for (const one of open) openBefore.push((openBefore.at(-1) ?? 0) + (one ? 1 : 0));
  const openMinutes = (from: number, to: number) => (openBefore[to] ?? 0) - (openBefore[from] ?? 0);
  const dayOf = (date: string | undefined) =>
    minutes.flatMap((one, index) => (one.date === date ? [index] : []));
  const receivedDay = dayOf(dateOf(received));
  const dueDay = dayOf(dueDate);
  const [beginsDue = 0] = dueDay;
  const endsReceived = (receivedDay.at(-1) ?? 0) + 1;

  // Two working hours before closing on the day received.
  const beforeClosing = receivedDay.find(
    (index) => open[index] && openMinutes(index, endsReceived) === 120,
  );
  // One working hour after opening on the due day; after receipt when it cannot wait.
  const afterOpening = dueDay.find(
    (index) => index < due && openMinutes(beginsDue, index) === 60 && open[index],
  );
  let hourAfter = received;
  for (let worked = 0; worked < 60 && hourAfter < due; hourAfter += 1)
    if (open[hourAfter]) worked += 1;
  while (hourAfter < due && !open[hourAfter]) hourAfter += 1;
  // Four working hours before it is due, or at once when it came later; in opening hours.
  let soon = received;
  while (soon < due && !(open[soon] && openMinutes(soon, due) <= 240)) soon += 1;

  const [, , third] = attempts.filter(({ spoke }) => !spoke).toSorted((a, b) => a.at - b.at);
  const isAdvised = by === "agreed advice" || by === "advice not agreed";
  // From when they do not agree: whoever did not agree from the beginning says nothing new later.
  const differs = by === "advice not agreed" ? ended : isAdvised ? objected : -1;

  const lines: string[] = [];
  for (let now = received; now <= received + watched; now += 1) {
    const tell = (letter: string, recipients: readonly string[]) => {
      for (const one of recipients) lines.push(`${now} ${letter} ${one}`);
    };
    if (now === received) {
      tell("new-request", actNow ? ["duty", "manager"] : ["duty"]);
      tell("receipt", ["practitioner"]);
    }
    if (now === ended) tell("call-settled", ["duty"]);
    if (now === ended && isAdvised) tell("advice-ready", ["practitioner"]);
    if (now === differs) tell("difference", ["manager"]);
    if (now >= ended) continue;
    for (const one of attempts) if (one.at === now && !one.spoke) tell("tried", ["practitioner"]);
    if (now === third?.at) tell("not-reached", ["manager"]);
    const started = attempts.some((one) => one.at <= now);
    const team = claimed <= now && now < released ? ["duty", "holder"] : ["duty"];
    const isSoon = now === soon && now < due;
    if (isSoon) tell("due-soon", team);
    if (!started && now < due) {
      const ordinary = (now === beforeClosing && received < beforeClosing) || now === afterOpening;
      const urgent = actNow && now === hourAfter;
      const who = new Set([
        ...(ordinary || urgent ? team : []).filter(() => !isSoon),
        ...(urgent ? ["manager"] : []),
      ]);
      tell("not-started", [...who]);
    }
    if (now === due) tell("overdue", ["duty", "manager", "practitioner"]);
    if (now > due && open[now] && !open[now - 1]) tell("still-overdue", ["manager"]);
  }
  return lines;
};

const quarter = (count: number) =>
  `${String(Math.floor(count / 4)).padStart(2, "0")}:${String((count % 4) * 15).padStart(2, "0")}`;

/** Between one and eleven hours a day, beginning between 6am and 11am. */
const anyHours: fc.Arbitrary<Hours> = fc
  .tuple(fc.integer({ min: 24, max: 44 }), fc.integer({ min: 4, max: 44 }))
  .map(([opens, length]) => ({ opens: quarter(opens), closes: quarter(opens + length) }));

const usual: ReadonlyMap<number, Hours> = new Map([
  ...[1, 2, 3, 4].map((day) => [day, { opens: "08:00", closes: "17:30" }] as const),
  [5, { opens: "08:00", closes: "16:30" }],
]);

const anyWeek = fc.oneof(
  fc.constant(usual),
  fc
    .uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 2, maxLength: 7 })
    .chain((open) => fc.tuple(...open.map((day) => anyHours.map((hours) => [day, hours] as const))))
    .map((entries) => new Map(entries)),
);

const anyCase = fc.constantFrom(...windows).chain((window) => {
  const dates = [...new Set(window.minutes.map(({ date }) => date))].slice(0, 14);
  const anyDate = fc.constantFrom(...dates);
  const from = (received: number) => fc.integer({ min: received + 1, max: received + 10 * 1440 });
  const sometimes = (when: fc.Arbitrary<number>) =>
    fc.oneof(
      { weight: 2, arbitrary: fc.constant(Number.POSITIVE_INFINITY) },
      { weight: 1, arbitrary: when },
    );
  return fc.record({
    window: fc.constant(window),
    days: fc.record({
      hours: anyWeek,
      closed: fc.uniqueArray(anyDate, { maxLength: 3 }).map((list) => new Set(list)),
      extra: fc
        .array(fc.tuple(anyDate, anyHours), { maxLength: 2 })
        .map((entries) => new Map(entries)),
    }),
    life: fc.integer({ min: 120, max: 7 * 1440 }).chain((received) =>
      fc.record({
        received: fc.constant(received),
        actNow: fc.boolean(),
        // Soon enough in most lives that much can be recorded.
        claimed: fc.oneof(
          { weight: 1, arbitrary: fc.constant(Number.POSITIVE_INFINITY) },
          { weight: 2, arbitrary: fc.integer({ min: received + 1, max: received + 2 * 1440 }) },
        ),
        released: sometimes(from(received)),
        attempts: fc.array(
          fc.record({ at: from(received), spoke: fc.nat(3).map((one) => one === 0) }),
          {
            maxLength: 6,
          },
        ),
        ended: sometimes(from(received)),
        by: fc.constantFrom(...endings),
        objected: sometimes(from(received)),
      }),
    ),
  });
});

const hubOf = ({ hours, closed, extra }: Days): Hub => ({
  ...defaultHub,
  hours: Object.fromEntries(
    [...hours].map(([day, times]) => [weekdays[(day + 6) % 7] ?? "monday", times]),
  ),
  closureDays: [...closed].map((date) => ({ date, reason: "Training day" })),
  extraWorkingDays: [...extra].map(([date, times]) => ({
    date,
    reason: "Winter cover",
    hours: times,
  })),
});

const endingBy = (by: Life["by"], when: string): Act => {
  if (by === "closing") return closing({ outcome: "withdrawn" });
  const practitionerAgrees = by === "agreed advice";
  const said = contact(when);
  return by === "contact" || said.do !== "record-contact"
    ? said
    : { ...said, advised: { ...advised, practitionerAgrees } };
};

it("a walk minute by minute, by the table of letters alone, sends the same letters at the same minutes", () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(anyCase, ({ window: { first, minutes }, days: set, life }) => {
      const { claimed, released, by } = life;
      const holds = claimed < released;
      // Only who has claimed it records an attempt: lives without a claim have no attempts.
      const attempts = life.attempts.filter(
        (one) => holds && one.at >= claimed && one.at < released,
      );
      const ends = holds && life.ended >= claimed && life.ended < released;
      const plain: Life = {
        ...life,
        claimed: holds ? claimed : Number.POSITIVE_INFINITY,
        released: holds ? released : Number.POSITIVE_INFINITY,
        attempts,
        ended: ends ? life.ended : Number.POSITIVE_INFINITY,
        objected: ends && life.objected >= life.ended ? life.objected : Number.POSITIVE_INFINITY,
      };
      const text = (index: number) => {
        const instant = instantFrom(new Date(first + index * minute).toISOString());
        if (instant === undefined) throw new RangeError(`no instant for minute ${index}`);
        return instant;
      };
      const time = workingTime(hubOf(set), snapshotCalendar);
      const start = consultationAt(
        text(life.received),
        { flags: life.actNow ? ["act-now"] : [] },
        time,
      );
      const when = (index: number, act: Happening[1]): readonly Happening[] =>
        Number.isFinite(index) ? [[text(index), act]] : [];
      const { log } = walk(
        start,
        text(life.received + watched),
        [
          ...when(plain.claimed, claim()),
          ...attempts.flatMap((one) =>
            when(one.at, attempt(text(one.at), one.spoke ? { result: "spoke" } : {})),
          ),
          ...(ends ? when(plain.ended, endingBy(by, text(plain.ended))) : []),
          ...when(plain.objected, { do: "say-not-agreed" }),
          ...(holds ? when(plain.released, { do: "release", by: ada }) : []),
        ],
        time,
      );
      const open = minutes.map((one) => opening(set, one));
      const said = log.map(
        ({ at: sentAt, letter }) =>
          `${(Date.parse(sentAt) - first) / minute} ${letter.kind} ${letter.recipient}`,
      );
      for (const { letter } of log) kinds.add(letter.kind);
      expect(said.toSorted()).toEqual(told(minutes, open, plain).toSorted());
    }),
    { numRuns: 200 },
  );
  expect(kinds.size).toBe(11);
});
