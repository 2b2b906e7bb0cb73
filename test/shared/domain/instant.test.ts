import { describe, expect, it } from "vitest";
import {
  at,
  earliest,
  inLondon,
  instantFrom,
  isInstant,
  plusSeconds,
  secondsBetween,
} from "../../../shared/domain/instant.ts";

describe("an instant", () => {
  it("is UTC to the whole second, in the one way that sorts as time does", () => {
    expect(isInstant("2026-12-29T17:30:00Z")).toBe(true);
    expect(isInstant("0000-01-01T00:00:00Z")).toBe(true);
  });

  it.each([
    ["with parts of a second", "2026-12-29T17:30:00.5Z"],
    ["with an offset", "2026-12-29T17:30:00+00:00"],
    ["without a zone", "2026-12-29T17:30:00"],
    ["in a year of more than four digits", "+012026-12-29T17:30:00Z"],
    ["with another one after it", "2026-12-29T17:30:00Z[UTC]"],
    ["on a day that does not exist", "2026-02-30T17:30:00Z"],
    ["that is empty", ""],
  ])("is no text %s", (_, text) => expect(isInstant(text)).toBe(false));

  it("is a text, and nothing that only writes itself as one", () => {
    expect(isInstant(["2026-12-29T17:30:00Z"])).toBe(false);
    expect(isInstant(undefined)).toBe(false);
  });
});

describe("an instant is read", () => {
  it.each([
    ["2026-12-29T17:30:00Z", "2026-12-29T17:30:00Z"],
    ["2026-12-29T17:30:00.999Z", "2026-12-29T17:30:00Z"],
    ["1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59Z"],
    ["2026-06-01T09:30+01:00", "2026-06-01T08:30:00Z"],
    ["2026-12-31T23:00:00-02:00", "2027-01-01T01:00:00Z"],
  ])("%s as %s", (text, instant) => {
    expect(instantFrom(text)).toBe(instant);
    expect(at(text)).toBe(instant);
  });

  it.each(["2026-12-29T17:30:00", "2026-12-29", "tomorrow", "", "+012026-12-29T17:30:00Z"])(
    "but not from %j",
    (text) => {
      expect(instantFrom(text)).toBeUndefined();
      expect(() => at(text)).toThrow(new RangeError(`not an instant with a zone: ${text}`));
    },
  );

  it("but not beyond the year 9999, where texts no longer sort as time does", () => {
    expect(() => plusSeconds(at("9999-12-31T23:59:59Z"), 1)).toThrow(
      new RangeError("an instant outside the years 0000 to 9999"),
    );
  });
});

describe("time between instants", () => {
  it("is counted in seconds, and back when it is negative", () => {
    const [first, second] = [at("2026-12-29T17:30:00Z"), at("2026-12-29T18:30:01Z")];
    expect(secondsBetween(first, second)).toBe(3601);
    expect(secondsBetween(second, first)).toBe(-3601);
    expect(plusSeconds(first, 3601)).toBe(second);
    expect(plusSeconds(second, -3601)).toBe(first);
  });

  it("London's clock is UTC's in winter and an hour ahead in summer", () => {
    expect(inLondon(at("2026-12-29T17:30:00Z")).hour).toBe(17);
    expect(inLondon(at("2026-06-29T17:30:00Z")).hour).toBe(18);
  });

  it("the earliest of some is the first of those that are there", () => {
    const [first, second] = [at("2026-12-29T17:30:00Z"), at("2026-12-29T18:30:00Z")];
    expect(earliest(second, undefined, first, undefined)).toBe(first);
    expect(earliest(undefined, first, second)).toBe(first);
    expect(earliest(undefined)).toBeUndefined();
    expect(earliest()).toBeUndefined();
  });
});
