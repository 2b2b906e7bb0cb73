import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { localStage } from "../../../infra/stages.ts";
import type { ClosedWork } from "../../../shared/domain/closed-work.ts";
import { figures } from "../../../shared/domain/figures.ts";
import { at, type Instant } from "../../../shared/domain/instant.ts";
import { working } from "../store/sample-submission.ts";
import { anyWork } from "./closed-rows.ts";

const { hub } = localStage;
const now = at("2026-12-15T12:00:00Z");

const add = (tally: Map<string, number>, key: string) => tally.set(key, (tally.get(key) ?? 0) + 1);

const london = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  weekday: "long",
  hour: "2-digit",
  hourCycle: "h23",
});

const partOf = (instant: Instant, type: string) =>
  london.formatToParts(new Date(instant)).find((part) => part.type === type)?.value ?? "";

const after = (a: string, b: string) => Date.parse(a) > Date.parse(b);

/** A plain recount: one walk over the rows, one tally for everything. */
const recount = (rows: readonly ClosedWork[]) => {
  const tally = new Map<string, number>();
  const waits: number[] = [];
  const breaches: string[] = [];
  for (const row of rows) {
    const isOpen = row.state !== "closed";
    let kept = "none";
    if (row.contact !== undefined) kept = after(row.contact.at, row.dueAt) ? "late" : "inTime";
    else if (!after(row.dueAt, isOpen ? now : (row.closedAt ?? now))) kept = "late";
    if (kept === "late") breaches.push(`${row.reference} ${row.breach?.reason} ${isOpen}`);
    if (isOpen) continue;
    add(tally, `kept all ${kept}`);
    add(tally, `kept ${row.closedAt?.slice(0, 7)} ${kept}`);
    add(tally, `kept ${row.clear["authority"]} ${kept}`);
    add(tally, `kept ${row.clear["agency"]} ${kept}`);
    add(tally, `kept ${working.isOpen(row.receivedAt) ? "in" : "out"} ${kept}`);
    add(tally, `attempts ${row.attempts.length > 2 ? "3+" : row.attempts.length}`);
    add(tally, `outcome ${row.outcome}`);
    add(tally, `lead ${row.clear["lead"]}`);
    add(tally, `day ${partOf(row.receivedAt, "weekday").toLowerCase()}`);
    add(tally, `hour ${Number(partOf(row.receivedAt, "hour"))}`);
    const asked = row.advised?.followUpOn === undefined ? "not-asked" : "no-answer";
    add(tally, `happened ${row.happened === undefined ? asked : row.happened.did}`);
    for (const answer of ["action", "consent", "tell"] as const)
      if (row.advised !== undefined)
        add(
          tally,
          `${row.decision.because[answer]} ${row.advised[answer] === row.decision[answer] ? "same" : "differs"}`,
        );
    if (row.contact !== undefined)
      waits.push(working.workingSecondsBetween(row.receivedAt, row.contact.at));
  }
  return { tally, waits, breaches };
};

describe("figures", () => {
  test("are what a plain recount finds", () => {
    fc.assert(
      fc.property(fc.array(anyWork, { maxLength: 60 }), (rows) => {
        const made = figures(rows, { working, hub, now });
        const { tally, waits, breaches } = recount(rows);
        const told = new Map<string, number>();
        const tell = (key: string, count: number) => {
          if (count > 0) told.set(key, count);
        };
        for (const group of [
          [made.kept],
          made.byMonth,
          made.byAuthority,
          made.byAgency,
          made.byHours,
        ].flat())
          for (const is of ["inTime", "late", "none"] as const) {
            // "other" is an authority and an agency, and none of the rows' agencies.
            if (group[is] > 0) tell(`kept ${group.key} ${is}`, group[is]);
          }
        for (const [name, counts] of [
          ["attempts", made.attempts],
          ["outcome", made.outcomes],
          ["lead", made.lead],
          ["day", made.arrivalDays],
          ["hour", made.arrivalHours],
          ["happened", made.happened],
        ] as const)
          for (const { key, count } of counts) tell(`${name} ${key}`, count);
        for (const { key, same, differs } of Object.values(made.rules).flat()) {
          tell(`${key} same`, same);
          tell(`${key} differs`, differs);
        }
        expect(new Map([...told].toSorted())).toEqual(new Map([...tally].toSorted()));
        expect(made.total).toBe(rows.filter(({ state }) => state === "closed").length);
        expect(
          made.breaches
            .map(({ reference, reason, isOpen }) => `${reference} ${reason} ${isOpen}`)
            .toSorted(),
        ).toEqual(breaches.toSorted());
        expect(made.toContact.count).toBe(waits.length);
        const { median, ninetieth } = made.toContact;
        if (median === undefined || ninetieth === undefined) expect(waits).toEqual([]);
        else {
          // As many below the middle as above it, and nine in ten not above the ninetieth.
          const below = (value: number) => waits.filter((one) => one < value).length;
          const above = (value: number) => waits.filter((one) => one > value).length;
          expect(below(median)).toBeLessThanOrEqual(waits.length / 2);
          expect(above(median)).toBeLessThanOrEqual(waits.length / 2);
          expect(waits).toContain(ninetieth);
          expect(waits.length - above(ninetieth)).toBeGreaterThanOrEqual(0.9 * waits.length);
          expect(below(ninetieth)).toBeLessThan(0.9 * waits.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("count contact at exactly the time due as in time, and one second later as late", () => {
    const [row] = fc.sample(anyWork, { numRuns: 1, seed: 1 });
    if (row === undefined) throw new Error("no row");
    const closedAt = at("2026-11-30T12:00:00Z");
    const dueAt = at("2026-11-24T17:30:00Z");
    const called = (contactAt: string): ClosedWork => ({
      ...row,
      state: "closed",
      closedAt,
      dueAt,
      contact: { at: at(contactAt), recordedAt: closedAt, socialWorker: "Sol Hart" },
    });
    const kept = (contactAt: string) => figures([called(contactAt)], { working, hub, now }).kept;
    expect(kept("2026-11-24T17:30:00Z")).toMatchObject({ inTime: 1, late: 0, none: 0 });
    expect(kept("2026-11-24T17:30:01Z")).toMatchObject({ inTime: 0, late: 1, none: 0 });
  });

  test("of nothing are nothing, and every value that can be answered has its row", () => {
    const none = figures([], { working, hub, now });
    expect(none).toMatchObject({ total: 0, toContact: { count: 0 }, breaches: [], byMonth: [] });
    expect(none.byAgency.map(({ key }) => key)).toContain("early-years");
    expect(none.arrivalHours).toHaveLength(24);
    expect(none.lead.map(({ key }) => key)).toContain("could-not-reach");
  });
});
