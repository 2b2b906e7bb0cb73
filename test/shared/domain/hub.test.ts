import { describe, expect, it } from "vitest";
import { hubSchema } from "../../../shared/domain/hub.ts";
import { defaultHub } from "./hubs.ts";

const isTaken = (...ids: readonly string[]) =>
  hubSchema.safeParse({ ...defaultHub, authorities: ids.map((id) => ({ id, name: id })) }).success;

describe("a hub's authorities", () => {
  it("have each an id of their own", () => {
    expect(isTaken("rutland", "leicester")).toBe(true);
    expect(isTaken("rutland", "rutland")).toBe(false);
  });

  it.each(["other", "unknown"])("are never called %s, which is an answer of the form", (id) =>
    expect(isTaken("rutland", id)).toBe(false),
  );
});

describe("how long requests are kept", () => {
  const takes = (named: number, notNamed: number) =>
    hubSchema.safeParse({ ...defaultHub, retentionYears: { named, notNamed } }).success;

  it("is whole years, from one to a hundred, for a named child and for one who is not", () => {
    for (const years of [1, 2, 6, 100]) {
      expect(takes(years, 1), `named ${years}`).toBe(true);
      expect(takes(6, years), `not named ${years}`).toBe(true);
    }
    for (const years of [0, -1, 1.5, 101]) {
      expect(takes(years, 1), `named ${years}`).toBe(false);
      expect(takes(6, years), `not named ${years}`).toBe(false);
    }
  });
});

describe("a hub's numbers, hours and ids are the whole text", () => {
  const errorsWith = (change: Readonly<Record<string, unknown>>) =>
    hubSchema
      .safeParse({ ...defaultHub, ...change })
      .error?.issues.map(({ path, code }) => [path.join("."), code]) ?? [];

  it.each(["ring 0345 045 1362", "0345 045 1362 ext. 2", "01"])("%s is no telephone", (telephone) =>
    expect(errorsWith({ telephone })).toEqual([["telephone", "invalid_format"]]),
  );

  it.each(["at 08:00", "08:00 sharp", "24:00", "8:00", "08:60"])("%s is no time", (opens) =>
    expect(errorsWith({ hours: { monday: { opens, closes: "17:30" } } })).toEqual([
      ["hours.monday.opens", "invalid_format"],
    ]),
  );

  it.each(["1-rutland", "rutland1", "-rutland", "r", "Rutland"])("%s is no id", (id) =>
    expect(errorsWith({ authorities: [{ id, name: "Rutland" }] })).toEqual([
      ["authorities.0.id", "invalid_format"],
    ]),
  );

  it("a date that stands twice, or as both, is refused at the second place", () => {
    const reason = "Training day";
    const hours = { opens: "10:00", closes: "14:00" };
    const closed = { date: "2026-12-23", reason };
    expect(errorsWith({ closureDays: [closed, closed] })).toEqual([
      ["closureDays.1.date", "custom"],
    ]);
    expect(errorsWith({ closureDays: [closed], extraWorkingDays: [{ ...closed, hours }] })).toEqual(
      [["extraWorkingDays.0.date", "custom"]],
    );
  });
});
