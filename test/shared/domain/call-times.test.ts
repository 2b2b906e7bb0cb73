import { describe, expect, test } from "vitest";
import { localStage } from "../../../infra/stages.ts";
import { snapshotCalendar } from "../../../shared/domain/calendar.ts";
import { callTimesToCome, callTimeWords, nextCallTime } from "../../../shared/domain/call-times.ts";
import { at } from "../../../shared/domain/instant.ts";
import { workingTime } from "../../../shared/domain/working-time.ts";
import { working } from "../store/sample-submission.ts";

const offered = (time: string) => callTimesToCome(at(time), working).join(" ");

test("no time is offered that has gone, and today only while somebody can still ring", () => {
  expect(offered("2026-11-23T03:00:00Z")).toBe("today-am today-pm next-am next-pm");
  expect(offered("2026-11-23T11:59:59Z")).toBe("today-am today-pm next-am next-pm");
  expect(offered("2026-11-23T12:00:00Z")).toBe("today-pm next-am next-pm");
  expect(offered("2026-11-23T17:29:59Z")).toBe("today-pm next-am next-pm");
  expect(offered("2026-11-23T17:30:00Z")).toBe("next-am next-pm");
});

test("at the weekend and on bank holidays only the next working day is offered", () => {
  expect(offered("2026-11-28T09:00:00Z")).toBe("next-am next-pm");
  expect(offered("2026-12-25T09:00:00Z")).toBe("next-am next-pm");
});

test("noon is London's", () => {
  expect(offered("2026-07-01T10:59:59Z")).toContain("today-am");
  expect(offered("2026-07-01T11:00:00Z")).not.toContain("today-am");
});

test("the duty team reads days: what was today when it was sent, and the working day after", () => {
  expect(callTimeWords(at("2026-11-27T10:00:00Z"), working)).toEqual({
    "today-am": "Friday 27 November 2026, in the morning",
    "today-pm": "Friday 27 November 2026, in the afternoon",
    "next-am": "Monday 30 November 2026, in the morning",
    "next-pm": "Monday 30 November 2026, in the afternoon",
  });
});

const told = (
  now: string,
  bestTimes: readonly string[],
  more: Parameters<typeof nextCallTime>[0] | object = {},
) =>
  nextCallTime(
    { receivedAt: at("2026-11-26T10:00:00Z"), clear: { bestTimes }, flags: [], ...more },
    at(now),
    working,
  );

describe("when to ring next", () => {
  // Received at 10am on Thursday; the hub closes at 5:30pm, on Friday at 4:30pm.
  const thursdayNoon = at("2026-11-26T12:00:00Z");
  const thursdayClose = at("2026-11-26T17:30:00Z");
  const fridayOpen = at("2026-11-27T08:00:00Z");
  const fridayNoon = at("2026-11-27T12:00:00Z");
  const fridayClose = at("2026-11-27T16:30:00Z");

  test("is now from the first second of one of their times to its last", () => {
    const times = ["today-pm"];
    expect(told("2026-11-26T11:59:59Z", times)).toEqual({
      when: "later",
      from: thursdayNoon,
      until: thursdayClose,
    });
    const now = { when: "now", until: thursdayClose };
    expect(told("2026-11-26T12:00:00Z", times)).toEqual(now);
    expect(told("2026-11-26T17:29:59Z", times)).toEqual(now);
    expect(told("2026-11-26T17:30:00Z", times)).toEqual({ when: "passed" });
  });

  test("a morning begins when the hub opens and ends at noon, an afternoon when it closes", () => {
    expect(told("2026-11-26T11:59:59Z", ["today-am"])).toEqual({
      when: "now",
      until: thursdayNoon,
    });
    expect(told("2026-11-26T12:00:00Z", ["today-am"])).toEqual({ when: "passed" });
    expect(told("2026-11-27T07:59:59Z", ["next-am"])).toEqual({
      when: "later",
      from: fridayOpen,
      until: fridayNoon,
    });
    expect(told("2026-11-27T12:00:00Z", ["next-pm"])).toEqual({ when: "now", until: fridayClose });
    expect(told("2026-11-27T16:30:00Z", ["next-pm"])).toEqual({ when: "passed" });
  });

  test("is the first of several that is still to come, in whatever order they were said", () => {
    const times = ["next-pm", "today-am", "next-am"];
    expect(told("2026-11-26T13:00:00Z", times)).toMatchObject({ when: "later", from: fridayOpen });
    expect(told("2026-11-27T12:00:00Z", times)).toEqual({ when: "now", until: fridayClose });
  });

  test("the next day is the next working day, and a day without hours has no time of its own", () => {
    const saturday = { receivedAt: at("2026-12-26T10:00:00Z") };
    // Monday is the bank holiday in place of Boxing Day.
    expect(told("2026-12-26T10:00:01Z", ["today-pm", "next-am"], saturday)).toMatchObject({
      when: "later",
      from: at("2026-12-29T08:00:00Z"),
    });
    expect(told("2026-12-26T10:00:01Z", ["today-pm"], saturday)).toEqual({ when: "passed" });
  });

  test("an afternoon in which the hub is closed is no time to ring, nor a morning before it opens", () => {
    const hours = (date: string, opens: string, closes: string) => ({
      date,
      reason: "short",
      hours: { opens, closes },
    });
    const short = workingTime(
      {
        ...localStage.hub,
        extraWorkingDays: [
          hours("2026-11-26", "08:00", "11:00"),
          hours("2026-11-27", "13:00", "16:00"),
        ],
      },
      snapshotCalendar,
    );
    const next = (bestTimes: readonly string[]) =>
      nextCallTime(
        { receivedAt: at("2026-11-26T08:00:00Z"), clear: { bestTimes }, flags: [] },
        at("2026-11-26T08:00:00Z"),
        short,
      );
    expect(next(["today-pm"])).toEqual({ when: "passed" });
    expect(next(["today-am"])).toEqual({ when: "now", until: at("2026-11-26T11:00:00Z") });
    expect(next(["next-am"])).toEqual({ when: "passed" });
    expect(next(["next-pm"])).toEqual({
      when: "later",
      from: at("2026-11-27T13:00:00Z"),
      until: at("2026-11-27T16:00:00Z"),
    });
  });

  test("who said that they are free is rung until that runs out, whatever their times", () => {
    const free = { flags: ["free-now"], freeUntil: at("2026-11-26T10:30:00Z") } as const;
    expect(told("2026-11-26T10:29:59Z", ["next-am"], free)).toEqual({
      when: "free-now",
      until: at("2026-11-26T10:30:00Z"),
    });
    expect(told("2026-11-26T10:30:00Z", ["next-am"], free)).toMatchObject({ when: "later" });
  });

  test("noon is London's in summer too, and who named no time is told apart", () => {
    const summer = { receivedAt: at("2026-07-01T08:00:00Z") };
    expect(told("2026-07-01T10:59:59Z", ["today-am"], summer)).toMatchObject({ when: "now" });
    expect(told("2026-07-01T11:00:00Z", ["today-am"], summer)).toEqual({ when: "passed" });
    expect(told("2026-11-26T10:00:00Z", [])).toEqual({ when: "not-said" });
    expect(told("2026-11-26T10:00:00Z", [], { clear: {} })).toEqual({ when: "not-said" });
  });
});
