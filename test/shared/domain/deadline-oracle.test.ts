import { describe, expect, it } from "vitest";
import published from "../../../shared/domain/bank-holidays.json" with { type: "json" };
import projected from "../../../shared/domain/bank-holidays-projected.json" with { type: "json" };
import { describedHub, londonClock, type OwnHub, walk } from "./deadline-oracle.ts";

const minute = 60_000;

const answerTo = (received: string, hub: OwnHub = describedHub) =>
  walk([Date.parse(received)], hub, published, projected)[0];

describe("the oracle's clock", () => {
  it("shows what Intl says London's clocks show, by day and through each clock change by the minute", () => {
    const intl = new Intl.DateTimeFormat("sv-SE", {
      timeZone: "Europe/London",
      dateStyle: "short",
      timeStyle: "short",
    });
    const london = londonClock();
    const differences: string[] = [];
    let changes = 0;
    const shown = (at: number) => {
      const text = new Date(london(at) * minute).toISOString().slice(0, 16).replace("T", " ");
      const expected = intl.format(at * minute);
      if (text !== expected) differences.push(`${text}, not ${expected}`);
      return expected.slice(11);
    };
    const day = 24 * 60;
    const last = Date.UTC(2046, 0, 2) / minute;
    let yesterday = "12:00";
    for (let noon = Date.UTC(2018, 11, 30, 12) / minute; noon < last; noon += day) {
      const today = shown(noon);
      if (today !== yesterday) {
        changes += 1;
        for (let at = noon - day / 2; at < noon; at += 1) shown(at);
      }
      yesterday = today;
    }
    expect(differences).toEqual([]);
    expect(changes).toBe(54);
  });
});

describe("the oracle gives the worked cases of the description", () => {
  it.each([
    ["2026-11-23T10:00:00Z", "2026-11-24T17:30:00Z"],
    ["2026-11-23T23:59:59.999Z", "2026-11-24T17:30:00Z"],
    ["2026-11-26T12:00:00Z", "2026-11-27T16:30:00Z"],
    ["2026-11-27T12:00:00Z", "2026-11-30T17:30:00Z"],
    ["2026-11-28T12:00:00Z", "2026-11-30T17:30:00Z"],
    ["2026-12-24T12:00:00Z", "2026-12-29T17:30:00Z"],
    ["2026-12-31T12:00:00Z", "2027-01-04T17:30:00Z"],
    ["2027-03-25T12:00:00Z", "2027-03-30T16:30:00Z"],
    ["2026-10-23T12:00:00Z", "2026-10-26T17:30:00Z"],
    ["2026-06-01T23:30:00Z", "2026-06-03T16:30:00Z"],
  ])("received %s, due %s", (received, dueAt) => {
    expect(answerTo(received)).toEqual({ dueAt, projected: false });
  });

  it("answers several in the order in which they came", () => {
    const received = ["2026-11-26T10:00:00Z", "2026-11-27T10:00:00Z", "2026-11-27T10:00:30Z"];
    expect(
      walk(
        received.map((text) => Date.parse(text)),
        describedHub,
        published,
        projected,
      ).map(({ dueAt }) => dueAt),
    ).toEqual(["2026-11-27T16:30:00Z", "2026-11-30T17:30:00Z", "2026-11-30T17:30:00Z"]);
  });

  it("passes over closure days, and keeps an extra working day with its own hours", () => {
    const hours = { opens: "10:00", closes: "14:00" };
    const hub = {
      ...describedHub,
      closureDays: [{ date: "2026-12-29" }],
      extraWorkingDays: [{ date: "2026-12-28", hours }],
    };
    expect(answerTo("2026-12-24T10:00:00Z", hub)?.dueAt).toBe("2026-12-28T14:00:00Z");
    expect(answerTo("2026-12-28T10:00:00Z", hub)?.dueAt).toBe("2026-12-30T17:30:00Z");
  });

  it("says when an answer rests on a projected day, and gives none outside the calendar", () => {
    expect(answerTo("2028-12-28T10:00:00Z")?.projected).toBe(false);
    expect(answerTo("2028-12-29T10:00:00Z")?.projected).toBe(true);
    expect(answerTo("2028-12-31T23:59:00Z")?.projected).toBe(true);
    for (const received of ["2018-12-31T23:59:59Z", "2045-12-29T10:00:00Z", "2046-01-01T00:00:00Z"])
      expect(answerTo(received)?.dueAt).toBeUndefined();
  });
});
