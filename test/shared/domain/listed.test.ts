import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Consultation, Flag } from "../../../shared/domain/consultation.ts";
import { at, plusSeconds } from "../../../shared/domain/instant.ts";
import { placeInList } from "../../../shared/domain/listed.ts";
import { consultationAt } from "./consultations.ts";

const received = "2026-11-23T10:00:00Z";

const inCallingOrder = (open: readonly Consultation[]) =>
  open.toSorted((a, b) => {
    const [first, second] = [a, b].map((one) => `${placeInList(one)}#${one.reference}`);
    return (first ?? "") < (second ?? "") ? -1 : 1;
  });

type Change = Partial<
  Pick<Consultation, "flags" | "priority" | "dueAt" | "receivedAt" | "contact" | "state">
>;

const one = (reference: string, change: Change = {}): Consultation => ({
  ...consultationAt(received, { reference }),
  ...change,
});

const called = {
  state: "contacted",
  contact: {
    at: at("2026-11-23T11:00:00Z"),
    recordedAt: at("2026-11-23T11:00:00Z"),
    socialWorker: "Sol Worker",
  },
} as const;

const ordered = (...open: readonly Consultation[]) =>
  inCallingOrder(open).map(({ reference }) => reference);

const soon = { dueAt: at("2026-11-23T12:00:00Z") };
const late = { dueAt: at("2026-11-20T17:30:00Z") };

describe("the worklist's order", () => {
  test("puts what cannot wait before everything else, however late that is", () => {
    for (const flag of ["act-now", "got-worse"] as const)
      expect(
        ordered(one("late", late), one("red", { priority: "red" }), one("now", { flags: [flag] })),
      ).toEqual(["now", "red", "late"]);
  });

  test("then goes by priority, and what nobody has judged stands between amber and green", () => {
    expect(
      ordered(
        one("blue", { priority: "blue" }),
        one("unjudged"),
        one("green", { priority: "green" }),
        one("red", { priority: "red" }),
        one("amber", { priority: "amber" }),
      ),
    ).toEqual(["red", "amber", "unjudged", "green", "blue"]);
  });

  test("then by the time that is left, the most overdue first", () => {
    expect(ordered(one("next"), one("soon", soon), one("late", late))).toEqual([
      "late",
      "soon",
      "next",
    ]);
  });

  test("puts those that were called last, whatever their flags and priority", () => {
    const done = one("done", { ...called, ...late, flags: ["act-now"], priority: "red" });
    expect(ordered(done, one("blue", { priority: "blue" }))).toEqual(["blue", "done"]);
  });

  test("puts one that was reopened among those that are owed a call", () => {
    const again = one("again", { ...called, state: "claimed", priority: "red" });
    expect(ordered(one("amber", { priority: "amber" }), again)).toEqual(["again", "amber"]);
    const released = one("released", { ...called, state: "received", priority: "red" });
    expect(ordered(one("amber", { priority: "amber" }), released)).toEqual(["released", "amber"]);
  });

  test("brings one back to the top when somebody says after the call that it got worse", () => {
    const worse = one("worse", { ...called, flags: ["got-worse"] });
    expect(ordered(one("late", late), worse, one("red", { priority: "red" }))).toEqual([
      "worse",
      "red",
      "late",
    ]);
  });

  test("is the same whatever order they come in, and loses none", () => {
    const flags: readonly Flag[] = ["act-now", "got-worse", "not-named", "free-now"];
    const any = fc
      .record({
        flags: fc.subarray([...flags]),
        priority: fc.option(fc.constantFrom("red", "amber", "green", "blue" as const), {
          nil: undefined,
        }),
        minutes: fc.integer({ min: 0, max: 3 }),
        called: fc.boolean(),
      })
      .map(({ flags: own, priority, minutes, called: was }) => ({
        flags: own,
        dueAt: plusSeconds(at(received), minutes * 60),
        ...(priority === undefined ? {} : { priority }),
        ...(was ? called : {}),
      }));
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (all, chance) => {
        const open = all.map((change, index) => one(`R${index}`, change as Change));
        const shuffled = open
          .map((each) => ({ each, place: chance.next().value }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ each }) => each);
        expect(ordered(...shuffled)).toEqual(ordered(...open));
        expect(ordered(...open).toSorted()).toEqual(
          open.map(({ reference }) => reference).toSorted(),
        );
        const sorted = inCallingOrder(open);
        const mustBeCalled = sorted.map((each) => each.contact === undefined);
        const urgent = sorted.filter(({ flags: own }) => own.includes("got-worse"));
        // Nobody who still waits for a call stands below one who has had it.
        expect(mustBeCalled.lastIndexOf(true)).toBeLessThan(
          mustBeCalled.findIndex(
            (owed, place) => !owed && !urgent.includes(sorted[place] as never),
          ) + 1 || Number.POSITIVE_INFINITY,
        );
      }),
      { numRuns: 300 },
    );
  });
});
