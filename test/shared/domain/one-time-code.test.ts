import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { OneTimeCode } from "../../../shared/domain/consultation.ts";
import { at, type Instant, plusSeconds } from "../../../shared/domain/instant.ts";
import {
  codeFrom,
  isTriedOut,
  standingCode,
  withCode,
  withCodeUsed,
  withTry,
} from "../../../shared/domain/one-time-code.ts";

type Held = { readonly code?: OneTimeCode; readonly kept: string };

const ten = at("2026-11-23T10:00:00Z");
const later = (seconds: number) => plusSeconds(ten, seconds);

/** What holds codes also holds more, which no code may touch. */
const nothingAsked: Held = { kept: "as it was" };

const asked = (held: Held, now: Instant): Held => {
  const next = withCode(held, "sealed", now);
  if (next === undefined) throw new Error(`no code at ${now}`);
  return next;
};

const tried = (held: Held, times: number): Held =>
  Array.from({ length: times }).reduce<Held>(
    (last) => withTry(last, later(1), "a try") ?? last,
    held,
  );

const usedUp = (held: Held): Held => {
  const used = withCodeUsed(held, "sealed", "a try");
  if (used === undefined) throw new Error("it was used already");
  return used;
};

const once = () => asked(nothingAsked, ten);

describe("a one-time code", () => {
  it("is six digits, out of the first 64 bits of a hash of chance: zeros in front are digits too", () => {
    for (const token of ["a", "b", "16 random bytes", ""]) {
      const hash = createHash("sha256").update(token).digest("hex");
      const digits = codeFrom(token);
      expect(digits).toMatch(/^\d{6}$/);
      expect(BigInt(digits)).toBe(BigInt(`0x${hash.slice(0, 16)}`) % 1_000_000n);
    }
    const many = Array.from({ length: 2000 }, (_, n) => codeFrom(`token ${n}`));
    expect(many.every((digits) => /^\d{6}$/.test(digits))).toBe(true);
    expect(many.filter((digits) => digits.startsWith("0")).length).toBeGreaterThan(100);
    expect(new Set(many).size).toBeGreaterThan(1990);
  });

  it("stands from the second on which it was asked for until ten minutes later, to the second", () => {
    const code = { askedAt: ten, sealed: "sealed", tries: 0, since: ten, asks: 1 };
    expect(once()).toEqual({ kept: "as it was", code });
    expect(standingCode(once(), ten)).toEqual(code);
    expect(standingCode(once(), later(599))).toEqual(code);
    expect(standingCode(once(), later(600))).toBeUndefined();
  });

  it("does not stand where none was asked for, and there is nothing to try or to use up", () => {
    expect(standingCode(nothingAsked, ten)).toBeUndefined();
    expect(withTry(nothingAsked, ten, "a try")).toBeUndefined();
    expect(isTriedOut(nothingAsked, ten)).toBe(false);
    expect(withCodeUsed(nothingAsked, undefined, "a try")).toBeUndefined();
  });

  it("opens nothing any more when it was tried five times", () => {
    expect(tried(once(), 1)).toEqual({
      ...once(),
      code: { ...once().code, tries: 1, lastTry: "a try" },
    });
    expect(standingCode(tried(once(), 4), later(1))?.tries).toBe(4);
    expect(isTriedOut(tried(once(), 4), later(1))).toBe(false);

    const five = tried(once(), 5);
    expect(five.code?.tries).toBe(5);
    expect(standingCode(five, later(1))).toBeUndefined();
    expect(withTry(five, later(1), "a try")).toBeUndefined();
  });

  it("is said to be tried out only while it would stand otherwise: then it has run out", () => {
    const five = tried(once(), 5);
    expect(isTriedOut(five, later(1))).toBe(true);
    expect(isTriedOut(five, later(599))).toBe(true);
    expect(isTriedOut(five, later(600))).toBe(false);
  });

  it("cannot be tried when its ten minutes are over", () => {
    expect(withTry(once(), later(599), "a try")?.code?.tries).toBe(1);
    expect(withTry(once(), later(600), "a try")).toBeUndefined();
  });

  it("works once: used, it does not stand, and is not one that was typed wrongly too often", () => {
    const used = usedUp(tried(once(), 1));
    expect(standingCode(used, later(1))).toBeUndefined();
    expect(withTry(used, later(1), "a try")).toBeUndefined();
    expect(isTriedOut(used, later(1))).toBe(false);
    expect(used).toEqual({
      ...once(),
      code: { ...once().code, tries: expect.any(Number), lastTry: "a try" },
    });
    expect(withCodeUsed(used, "sealed", "another try")).toBeUndefined();
    expect(used.code?.tries).toBeGreaterThan(5);
  });
});

it("two tries of the same code at the same time are two: each leaves a mark of its own", () => {
  expect(withTry(once(), later(1), "one")).not.toEqual(withTry(once(), later(1), "other"));
});

it("the code before the last opens nothing, even when it was being tried", () => {
  expect(withCodeUsed(once(), "sealed before", "a try")).toBeUndefined();
});

describe("a code can be asked for", () => {
  it("again after a minute, not a second earlier", () => {
    expect(withCode(once(), "another", later(59))).toBeUndefined();
    expect(withCode(once(), "another", later(60))?.code).toEqual({
      askedAt: later(60),
      sealed: "another",
      tries: 0,
      since: ten,
      asks: 2,
    });
  });

  it("also when the last was tried out or used: the fresh one can be tried five times again", () => {
    for (const held of [tried(once(), 5), usedUp(once())]) {
      const fresh = asked(held, later(60));
      expect(standingCode(fresh, later(60))?.tries).toBe(0);
      expect(fresh.kept).toBe("as it was");
    }
  });

  const fiveTimes = () =>
    [60, 120, 180, 240].reduce((held, seconds) => asked(held, later(seconds)), once());

  it("five times within the hour that begins with the first, and then from the end of it on", () => {
    expect(fiveTimes().code?.asks).toBe(5);
    expect(withCode(fiveTimes(), "sixth", later(300))).toBeUndefined();
    expect(withCode(fiveTimes(), "sixth", later(3599))).toBeUndefined();
    expect(withCode(fiveTimes(), "sixth", later(3600))?.code).toMatchObject({
      since: later(3600),
      asks: 1,
    });
  });

  it("five times in the next hour too", () => {
    const next = [3600, 3660, 3720, 3780, 3840].reduce(
      (held, seconds) => asked(held, later(seconds)),
      fiveTimes(),
    );
    expect(next.code).toMatchObject({ since: later(3600), asks: 5 });
    expect(withCode(next, "sixth", later(3900))).toBeUndefined();
  });

  it("within a minute of the last not even when another hour begins", () => {
    const late = asked(once(), later(3599));
    expect(withCode(late, "another", later(3600))).toBeUndefined();
    expect(withCode(late, "another", later(3659))?.code?.asks).toBe(1);
  });
});
