import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { localStage } from "../../../infra/stages.ts";
import { snapshotCalendar } from "../../../shared/domain/calendar.ts";
import { deadline } from "../../../shared/domain/deadline.ts";
import { at, type Instant, plusSeconds } from "../../../shared/domain/instant.ts";
import { dateTimeWords, dateWords } from "../../../shared/domain/time-words.ts";
import { workingTime } from "../../../shared/domain/working-time.ts";

const time = workingTime(localStage.hub, snapshotCalendar);
const due = (received: Instant): Instant => deadline(received, time).dueAt;

type Row = { readonly received: string; readonly dueAt: Instant; readonly why: string };

const one = (instant: string, why: string): Row => ({
  received: dateTimeWords(at(instant)),
  dueAt: due(at(instant)),
  why,
});

/** A whole London day, of which every minute must be due at the same time. */
const wholeDay = (midnight: string, why: string): Row => {
  const minutes = Array.from({ length: 24 * 60 }, (_, index) =>
    plusSeconds(at(midnight), index * 60),
  );
  const [dueAt, ...others] = new Set(minutes.map(due));
  if (dueAt === undefined || others.length > 0) throw new Error(`${midnight}: ${others}`);
  return { received: dateWords(at(midnight)), dueAt, why };
};

// The worked cases of the description, in its order.
const rows = [
  one("2026-11-23T10:00:00Z", "the next working day, at closing time"),
  one("2026-11-23T23:59:59.999Z", "the date counts, not the hour"),
  wholeDay("2026-11-26T00:00:00Z", "Friday closes earlier"),
  wholeDay("2026-11-27T00:00:00Z", "weekend"),
  wholeDay("2026-11-28T00:00:00Z", "weekend"),
  wholeDay("2026-12-24T00:00:00Z", "Christmas Day; Monday in place of Boxing Day"),
  wholeDay("2026-12-31T00:00:00Z", "New Year's Day, weekend"),
  wholeDay("2027-03-25T00:00:00Z", "Good Friday, clocks go forward, Easter Monday"),
  wholeDay("2026-10-22T23:00:00Z", "clocks go back on Sunday"),
  one("2026-06-01T23:30:00Z", "still 1 June by UTC, but London's date counts"),
];

const table = [
  "| received, London time | due, London time | by UTC | why |",
  "| --- | --- | --- | --- |",
  ...rows.map(
    ({ received, dueAt, why }) =>
      `| ${received} | ${dateTimeWords(dueAt)} | ${dueAt.slice(11, 16)}Z | ${why} |`,
  ),
].join("\n");

describe("the README's table of deadlines", () => {
  it("is what the code gives, row by row", () => {
    const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
    const begin = readme.indexOf("| received");
    expect(readme.slice(begin, readme.indexOf("\n\n", begin))).toBe(table);
  });
});
