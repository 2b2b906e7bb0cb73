import { describe, expect, it } from "vitest";
import { snapshotCalendar } from "../../../shared/domain/calendar.ts";
import { daysAhead } from "../../../shared/domain/days-ahead.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import { workingDays } from "../../../shared/domain/working-days.ts";
import { defaultHub, hubClosedOnWednesdays, hubWith } from "./hubs.ts";

const ahead = (today: string, hub: Hub = defaultHub) =>
  daysAhead(today, hub, workingDays(hub, snapshotCalendar));

const hubAddingDays = (
  extraWorkingDays: Hub["extraWorkingDays"],
  more: Partial<Pick<Hub, "hours" | "closureDays">> = {},
): Hub => ({ ...defaultHub, ...more, extraWorkingDays });

describe("the days ahead", () => {
  it("name the bank holidays on which the hub would otherwise be open", () => {
    expect(ahead("2026-12-21")).toEqual([
      "We are closed on Friday 25 December 2026 (Christmas Day), Monday 28 December 2026 (Boxing Day) and Friday 1 January 2027 (New Year's Day).",
    ]);
    expect(ahead("2026-12-15")).toEqual([
      "We are closed on Friday 25 December 2026 (Christmas Day) and Monday 28 December 2026 (Boxing Day).",
    ]);
  });

  it("are today and the 13 dates after it", () => {
    const christmas = ["We are closed on Friday 25 December 2026 (Christmas Day)."];
    expect(ahead("2026-12-11")).toEqual([]);
    expect(ahead("2026-12-12")).toEqual(christmas);
    const onlyThen = hubWith({ closed: ["2026-11-23"] });
    const closed = ["We are closed on Monday 23 November 2026 (Training day)."];
    expect(ahead("2026-11-09", onlyThen)).toEqual([]);
    expect(ahead("2026-11-10", onlyThen)).toEqual(closed);
    expect(ahead("2026-11-23", onlyThen)).toEqual(closed);
    expect(ahead("2026-11-24", onlyThen)).toEqual([]);
  });

  it("say nothing of an ordinary fortnight", () => {
    expect(ahead("2026-11-02")).toEqual([]);
  });

  it("name a closure day with the hub's own reason, and a bank holiday by its title", () => {
    expect(ahead("2026-12-21", hubWith({ closed: ["2026-12-24", "2026-12-25"] }))).toEqual([
      expect.stringMatching(
        /^We are closed on Thursday 24 December 2026 \(Training day\), Friday 25 December 2026 \(Christmas Day\), /,
      ),
    ]);
  });

  it("give each closure day its own reason", () => {
    const closureDays = [
      { date: "2026-11-23", reason: "Training day" },
      { date: "2026-11-24", reason: "Move" },
    ];
    expect(ahead("2026-11-23", { ...defaultHub, closureDays })).toEqual([
      "We are closed on Monday 23 November 2026 (Training day) and Tuesday 24 November 2026 (Move).",
    ]);
  });

  it("leave out a day on which the hub is closed in every week", () => {
    expect(ahead("2026-11-23", hubWith({ closed: ["2026-11-28", "2026-11-29"] }))).toEqual([]);
    const hub = { ...hubClosedOnWednesdays, closureDays: [{ date: "2026-11-25", reason: "Move" }] };
    expect(ahead("2026-11-23", hub)).toEqual([]);
  });

  it("name a working day that the hub has added, with its hours", () => {
    expect(ahead("2026-11-23", hubWith({ extra: ["2026-11-28"] }))).toEqual([
      "We are also open on Saturday 28 November 2026, 10am to 2pm (Winter cover).",
    ]);
    expect(ahead("2026-12-24", hubWith({ extra: ["2026-12-25", "2026-12-28"] }))).toEqual([
      "We are closed on Friday 1 January 2027 (New Year's Day).",
      "We are also open on Friday 25 December 2026, 10am to 2pm (Winter cover) and Monday 28 December 2026, 10am to 2pm (Winter cover).",
    ]);
  });

  it("name other hours than usual on a day on which the hub is open anyway", () => {
    const reason = "Christmas Eve";
    const on = (opens: string, closes: string) =>
      ahead(
        "2026-12-10",
        hubAddingDays([{ date: "2026-12-23", reason, hours: { opens, closes } }]),
      );
    const different = (hours: string) => [
      `Our hours are different on Wednesday 23 December 2026, ${hours} (Christmas Eve).`,
    ];
    expect(on("08:00", "12:00")).toEqual(different("8am to midday"));
    expect(on("09:30", "17:30")).toEqual(different("9:30am to 5:30pm"));
    expect(on("08:00", "17:30")).toEqual([]);
  });

  it("end with the calendar, and never fail for it", () => {
    expect(ahead("2045-12-26")).toEqual([
      "We are closed on Tuesday 26 December 2045 (Boxing Day).",
    ]);
    expect(ahead("2045-12-31", hubWith({ closed: ["2045-12-29"] }))).toEqual([]);
    expect(ahead("2045-12-31", hubWith({ extra: ["2045-12-31"] }))).toEqual([
      "We are also open on Sunday 31 December 2045, 10am to 2pm (Winter cover).",
    ]);
  });
});
