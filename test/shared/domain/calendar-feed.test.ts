import { describe, expect, it } from "vitest";
import published from "../../../shared/domain/bank-holidays.json" with { type: "json" };
import { eventsOf, feedSchema, snapshotFeed } from "../../../shared/domain/calendar.ts";
import { readFeed } from "../../../shared/domain/calendar-feed.ts";

type Event = { readonly date: string; readonly title: string };

const events: readonly Event[] = published["england-and-wales"].events;
const today = "2026-11-22";

const textOf = (list: readonly unknown[]) =>
  JSON.stringify({ "england-and-wales": { division: "england-and-wales", events: list } });

const without = (...dates: readonly string[]) =>
  textOf(events.filter(({ date }) => !dates.includes(date)));

const withDay = (date: string, title = "A late holiday") => textOf([...events, { date, title }]);

const refusal = (text: string, lastGood = snapshotFeed, on = today) => {
  const read = readFeed(text, lastGood, on);
  return read.ok ? "taken" : read.because;
};

/** A last good feed that had these days beside the published ones. */
const lastGoodWith = (...dates: readonly string[]) =>
  feedSchema().parse(
    JSON.parse(textOf([...events, ...dates.map((date) => ({ date, title: "A holiday" }))])),
  );

describe("a feed of bank holidays is taken", () => {
  it("when nothing has changed", () => {
    const read = readFeed(textOf(events), snapshotFeed, today);
    expect(read).toEqual({ ok: true, feed: snapshotFeed });
  });

  it("with a holiday that was announced late", () => {
    const read = readFeed(withDay("2027-06-04"), snapshotFeed, today);
    expect(read.ok && eventsOf(read.feed)).toContainEqual({
      date: "2027-06-04",
      title: "A late holiday",
    });
  });

  it("when a past holiday has gone and another is announced, so that there are not fewer", () => {
    const text = textOf([...events, { date: "2027-06-04", title: "A late holiday" }]);
    expect(refusal(text, lastGoodWith("2026-11-21"))).toBe("taken");
    expect(refusal(text, lastGoodWith("2026-11-20"), "2026-11-20")).toContain("lacks 2026-11-20,");
  });
});

describe("a feed of bank holidays is refused in one sentence", () => {
  it.each([
    ["empty", "", "the feed is empty"],
    ["nothing but spaces", " \n ", "the feed is empty"],
    ["a page instead of data", "<html>not now</html>", "the feed is not JSON"],
    ["nothing at all", "null", /^the feed: \S/],
    ["without our division", "{}", /^england-and-wales: \S/],
    ["a date that is none", withDay("2027-02-30"), /^england-and-wales\.events\.\d+\.date: \S/],
    [
      "a year with far too many",
      textOf([
        ...events,
        ...["01", "02", "03", "04", "05"].map((day) => ({ date: `2027-02-${day}`, title: "x" })),
      ]),
      "england-and-wales.events: 2027 has 13 bank holidays; England and Wales have at most 12",
    ],
    [
      "one old year only",
      textOf(Array.from({ length: 8 }, (_, day) => ({ date: `2020-05-0${day + 1}`, title: "x" }))),
      /^england-and-wales\.events: lacks 2026-12-25, /,
    ],
  ])("%s", (_, text, because) => expect(refusal(text)).toMatch(because));

  it("when one that was published and is still to come has gone", () => {
    const late = lastGoodWith("2027-06-04");
    expect(refusal(textOf(events), late)).toBe(
      "england-and-wales.events: lacks 2027-06-04, published before and still to come",
    );
    expect(refusal(textOf(events), late, "2027-06-04")).toContain("lacks 2027-06-04,");
  });

  it("naming three of those that have gone, the earliest first", () => {
    const three = ["2027-06-05", "2027-06-03", "2027-06-04"];
    expect(refusal(textOf(events), lastGoodWith(...three))).toContain(
      "lacks 2027-06-03, 2027-06-04, 2027-06-05, published",
    );
    expect(refusal(textOf(events), lastGoodWith(...three, "2027-06-01"))).toContain(
      "lacks 2027-06-01, 2027-06-03, 2027-06-04 and more, published",
    );
  });

  it("when there are fewer than before, though only past ones have gone", () => {
    const count = new Set(events.map(({ date }) => date)).size;
    expect(refusal(textOf(events), lastGoodWith("2026-06-04"))).toBe(
      `england-and-wales.events: has ${count} bank holidays, fewer than the ${count + 1} published before`,
    );
  });

  it("when it ends before the projected years begin", () => {
    const short = textOf(events.filter(({ date }) => date < "2028"));
    const lastGood = feedSchema().parse(JSON.parse(short));
    expect(refusal(short, lastGood)).toBe(
      "projected.england-and-wales.events: starts in 2029, but the published years end in 2027",
    );
  });

  it("without showing what stands in the field", () => {
    expect(refusal(withDay("<script>"))).not.toContain("script");
    expect(refusal(without("2027-03-29"))).toBe(
      "england-and-wales.events: 2027 has 7 bank holidays; England and Wales have at least 8",
    );
  });
});
