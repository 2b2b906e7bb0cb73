import { describe, expect, it } from "vitest";
import { snapshotCalendar } from "../../../shared/domain/calendar.ts";
import { at } from "../../../shared/domain/instant.ts";
import { workingDays } from "../../../shared/domain/working-days.ts";
import { defaultTime } from "./consultations.ts";
import { defaultHub } from "./hubs.ts";

/** A hub that is open on one single day. */
const openOnlyOn = (date: string) =>
  workingDays(
    {
      ...defaultHub,
      hours: {},
      extraWorkingDays: [
        { date, reason: "Winter cover", hours: { opens: "10:00", closes: "14:00" } },
      ],
    },
    snapshotCalendar,
  );

describe("a hub that is closed for long", () => {
  it("finds its working day 366 days on, and 366 days back", () => {
    expect(openOnlyOn("2027-11-24").workingDayAfter("2026-11-23").date).toBe("2027-11-24");
    expect(openOnlyOn("2025-11-22").workingDayBefore("2026-11-23").date).toBe("2025-11-22");
  });

  it("and none beyond: its settings are mistaken, and no call is promised for in two years", () => {
    const mistaken = "the hub's settings leave no working day in the 366 days next to 2026-11-23";
    expect(() => openOnlyOn("2027-11-25").workingDayAfter("2026-11-23")).toThrow(mistaken);
    expect(() => openOnlyOn("2025-11-21").workingDayBefore("2026-11-23")).toThrow(mistaken);
  });
});

it("a number of seconds that is none is named", () => {
  expect(() => defaultTime.plusWorkingSeconds(at("2026-11-23T10:00:00Z"), -1)).toThrow(
    "working seconds are a whole number, 0 or more, not -1",
  );
});
