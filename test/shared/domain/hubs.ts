import * as fc from "fast-check";
import { localStage } from "../../../infra/stages.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import { at, type Instant, plusSeconds, secondsBetween } from "../../../shared/domain/instant.ts";

export const defaultHub = localStage.hub;

const { wednesday: _, ...allButWednesday } = defaultHub.hours;
export const hubClosedOnWednesdays: Hub = { ...defaultHub, hours: allButWednesday };

export const hubWith = (days: {
  readonly closed?: readonly string[];
  readonly extra?: readonly string[];
}): Hub => ({
  ...defaultHub,
  closureDays: (days.closed ?? []).map((date) => ({ date, reason: "Training day" })),
  extraWorkingDays: (days.extra ?? []).map((date) => ({
    date,
    reason: "Winter cover",
    hours: { opens: "10:00", closes: "14:00" },
  })),
});

/** Open through the hour that clocks skip or repeat, and on Saturdays until a minute to midnight. */
const nightHub: Hub = {
  ...defaultHub,
  hours: {
    tuesday: { opens: "08:00", closes: "17:30" },
    saturday: { opens: "12:00", closes: "23:59" },
    sunday: { opens: "00:00", closes: "02:15" },
  },
};

export const anyHub = fc.constantFrom(
  defaultHub,
  hubClosedOnWednesdays,
  hubWith({
    closed: ["2026-11-24", "2026-12-29", "2026-12-30", "2027-03-30", "2028-12-29"],
    extra: ["2026-11-28", "2026-12-25", "2026-12-30", "2027-03-28", "2029-01-01"],
  }),
  nightHub,
);

const instantsBetween = (from: Instant, to: Instant): fc.Arbitrary<Instant> =>
  fc
    .integer({ min: 0, max: secondsBetween(from, to) })
    .map((seconds) => plusSeconds(from, seconds));

/**
 * Anywhere in the calendar but its ends, which have examples of their own; often near a clock change,
 * Christmas or the first projected year.
 */
export const anyInstant = fc.oneof(
  instantsBetween(at("2019-03-01T00:00:00Z"), at("2045-10-15T00:00:00Z")),
  instantsBetween(at("2026-10-20T00:00:00Z"), at("2026-10-30T00:00:00Z")),
  instantsBetween(at("2026-12-20T00:00:00Z"), at("2027-01-08T00:00:00Z")),
  instantsBetween(at("2027-03-22T00:00:00Z"), at("2027-04-02T00:00:00Z")),
  instantsBetween(at("2028-12-20T00:00:00Z"), at("2029-01-08T00:00:00Z")),
);
