import * as fc from "fast-check";
import { expect, it } from "vitest";
import published from "../../../shared/domain/bank-holidays.json" with { type: "json" };
import { snapshotCalendar } from "../../../shared/domain/calendar.ts";
import { deadline } from "../../../shared/domain/deadline.ts";
import { type Instant, instantFrom } from "../../../shared/domain/instant.ts";
import { workingTime } from "../../../shared/domain/working-time.ts";
import { defaultHub } from "./hubs.ts";

// Shares nothing with the product but the published dates: it asks Intl what London's wall clock shows
// at each minute, and walks.
const closed = new Set(published["england-and-wales"].events.map(({ date }) => date));
const london = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  dateStyle: "short",
  timeStyle: "short",
  hourCycle: "h23",
});

type Minute = { readonly date: string; readonly open: boolean };

const minuteAt = (epoch: number): Minute => {
  const [, day, month, year, clock] =
    /^(\d\d)\/(\d\d)\/(\d{4}), (\d\d:\d\d)$/.exec(london.format(epoch)) ?? [];
  const date = `${year}-${month}-${day}`;
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  const closing = weekday === 5 ? "16:30" : "17:30";
  const weekend = weekday === 0 || weekday === 6;
  const open =
    !weekend && !closed.has(date) && clock !== undefined && clock >= "08:00" && clock < closing;
  return { date, open };
};

const minute = 60_000;
/** Clocks going back, Christmas, and Easter with clocks going forward. */
const windows = [
  ["2026-10-16T00:00Z", 20],
  ["2026-12-18T00:00Z", 22],
  ["2027-03-20T00:00Z", 20],
] as const;

const tables = windows.map(([start, days]) => {
  const first = Date.parse(start);
  const minutes = Array.from({ length: days * 1440 }, (_, index) =>
    minuteAt(first + index * minute),
  );
  return { first, minutes };
});

const instantAt = (epoch: number): Instant => {
  const instant = instantFrom(new Date(epoch).toISOString());
  if (instant === undefined) throw new RangeError(`no instant at ${epoch}`);
  return instant;
};

const time = workingTime(defaultHub, snapshotCalendar);
const anyTable = fc.constantFrom(...tables);
const anyOffset = fc.integer({ min: 0, max: 12 * 1440 });

it("a walk minute by minute finds the same deadline", () => {
  fc.assert(
    fc.property(anyTable, anyOffset, ({ first, minutes }, received) => {
      let step = received;
      while (minutes[step]?.date === minutes[received]?.date) step += 1;
      while (minutes[step]?.open === false) step += 1;
      while (minutes[step]?.open === true) step += 1;
      expect(minutes[step]).toBeDefined();
      expect(deadline(instantAt(first + received * minute), time).dueAt).toBe(
        instantAt(first + step * minute),
      );
    }),
    { numRuns: 300 },
  );
});

it("a walk minute by minute counts the same working time", () => {
  fc.assert(
    fc.property(anyTable, anyOffset, anyOffset, ({ first, minutes }, one, other) => {
      const [from, to] = one < other ? [one, other] : [other, one];
      const open = minutes.slice(from, to).filter((step) => step.open).length;
      expect(
        time.workingSecondsBetween(
          instantAt(first + from * minute),
          instantAt(first + to * minute),
        ),
      ).toBe(open * 60);
    }),
    { numRuns: 300 },
  );
});
