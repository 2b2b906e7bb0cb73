import * as fc from "fast-check";
import { expect, it } from "vitest";
import { snapshotCalendar } from "../../../shared/domain/calendar.ts";
import type { Consultation } from "../../../shared/domain/consultation.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import { at, type Instant, plusSeconds, secondsBetween } from "../../../shared/domain/instant.ts";
import { leased, lettersDue, wakeAt } from "../../../shared/domain/letters.ts";
import { type WorkingTime, workingTime } from "../../../shared/domain/working-time.ts";
import {
  type Act,
  ada,
  attempted,
  closing,
  consultationAt,
  mia,
  reopening,
} from "./consultations.ts";
import { anyHub } from "./hubs.ts";
import { type Happening, sweptAt, walk } from "./letter-walk.ts";

const day = 86_400;

const times = new Map<Hub, WorkingTime>();
const anyTime = anyHub.map((hub) => {
  const kept = times.get(hub) ?? workingTime(hub, snapshotCalendar);
  times.set(hub, kept);
  return kept;
});

/** In weeks with a clock change, a holiday or neither; not to the minute. */
const anyReceipt = fc
  .tuple(
    fc.constantFrom("2026-10-20", "2026-11-20", "2026-12-20", "2027-03-22", "2027-06-14"),
    fc.integer({ min: 0, max: 6 * day }),
  )
  .map(([date, seconds]) => plusSeconds(at(`${date}T00:00:00Z`), seconds));

const acts: readonly ((now: Instant) => Act)[] = [
  () => ({ do: "claim", by: ada }),
  () => ({ do: "release", by: mia }),
  (now) => ({
    do: "record-attempt",
    by: ada,
    at: now,
    number: "practitioner",
    result: "no-answer",
  }),
  (now) => ({ do: "record-contact", by: ada, at: now, socialWorker: "Sol Worker" }),
  () => closing({ outcome: "withdrawn" }),
  () => reopening,
  () => ({ do: "say-got-worse" }),
];
const anyAct = fc.constantFrom(...acts);

/** Any life of up to ten days: time passes, people act, and the sweep sends, fails with a lease, or is down. */
const anyPast = fc.array(
  fc.oneof(
    fc.record({ wait: fc.integer({ min: 0, max: day }), act: anyAct }),
    fc.record({
      wait: fc.integer({ min: 0, max: day }),
      sweep: fc.constantFrom("sends", "fails"),
    }),
  ),
  { maxLength: 10 },
);

const anySituation = fc.record({
  time: anyTime,
  received: anyReceipt,
  actNow: fc.boolean(),
  past: anyPast,
});

type Situation = typeof anySituation extends fc.Arbitrary<infer Each> ? Each : never;

const situated = ({ time, received, actNow, past }: Situation) => {
  let consultation = consultationAt(received, { flags: actNow ? ["act-now"] : [] }, time);
  let now = received;
  for (const step of past) {
    now = plusSeconds(now, step.wait);
    if ("act" in step) {
      const outcome = attempted(consultation, step.act(now), now, time);
      if (outcome.ok) consultation = outcome.consultation;
    } else if (step.sweep === "sends") consultation = sweptAt(consultation, now, time).consultation;
    else
      for (const letter of lettersDue(consultation, time, now))
        consultation = leased(consultation, letter, {
          lease: "sender",
          leasedUntil: plusSeconds(now, 60),
        });
  }
  return { consultation, now, time };
};

const isDue = (consultation: Consultation, time: WorkingTime, now: Instant) =>
  lettersDue(consultation, time, now).length > 0;

const hasLeaseUntil = ({ letters }: Consultation, until: Instant) =>
  Object.values(letters).some((state) => "leasedUntil" in state && state.leasedUntil === until);

it("nothing becomes due before the wake-up, and at the wake-up something is due or a lease runs out", () => {
  const anyShares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
    minLength: 6,
    maxLength: 6,
  });
  fc.assert(
    fc.property(anySituation, anyShares, (situation, shares) => {
      const { consultation, now, time } = situated(situation);
      const wake = wakeAt(consultation, time, now);
      expect(isDue(consultation, time, now)).toBe(wake !== undefined && wake <= now);
      if (wake !== undefined && wake <= now) return;
      const span = wake === undefined ? 30 * day : secondsBetween(now, wake);
      for (const share of [...shares, 0]) {
        const between = plusSeconds(now, Math.floor(share * (span - 1)));
        expect(isDue(consultation, time, between)).toBe(false);
        expect(wakeAt(consultation, time, between)).toBe(wake);
      }
      if (wake === undefined) return;
      expect(isDue(consultation, time, plusSeconds(wake, -1))).toBe(false);
      expect(isDue(consultation, time, wake) || hasLeaseUntil(consultation, wake)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

it("stepping through each minute of ten days finds the first letter exactly at the wake-up", () => {
  fc.assert(
    fc.property(anySituation, (situation) => {
      const { consultation, now, time } = situated(situation);
      const wake = wakeAt(consultation, time, now);
      let first: Instant | undefined;
      for (let minutes = 0; first === undefined && minutes <= 10 * 1440; minutes += 1) {
        const step = plusSeconds(now, 60 * minutes);
        if (isDue(consultation, time, step)) first = step;
      }
      if (first === undefined) {
        expect(wake === undefined || wake > plusSeconds(now, 10 * day - 60)).toBe(true);
        return;
      }
      // Within the minute before; a lease may wake a sweep that finds the hub closed.
      expect(wake !== undefined && wake <= first).toBe(true);
      if (wake !== undefined && wake > now && !hasLeaseUntil(consultation, wake))
        expect(secondsBetween(wake, first)).toBeLessThan(60);
    }),
    { numRuns: 25 },
  );
});

const anyHappenings = (received: Instant): fc.Arbitrary<readonly Happening[]> =>
  fc.array(fc.tuple(fc.integer({ min: 0, max: 6 * day }), anyAct), { maxLength: 8 }).map((steps) =>
    steps.map(([wait, act]) => {
      const now = plusSeconds(received, wait);
      return [now, act(now)] as const;
    }),
  );

const anyLife = fc.record({
  time: anyTime,
  received: anyReceipt,
  actNow: fc.boolean(),
});

it("walking from wake-up to wake-up sends each letter once, and sleeps exactly when contact was made or it is closed", () => {
  fc.assert(
    fc.property(
      anyLife.chain((life) =>
        anyHappenings(life.received).map((happenings) => ({ ...life, happenings })),
      ),
      ({ time, received, actNow, happenings }) => {
        const start = consultationAt(received, { flags: actNow ? ["act-now"] : [] }, time);
        const until = plusSeconds(received, 12 * day);
        const { log, consultation } = walk(start, until, happenings, time);
        const keys = log.map(({ letter }) => letter.key);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys).toContain("new-request/received/duty");
        expect(keys).toContain("receipt/received/practitioner");
        const done = consultation.state === "closed" || consultation.contact !== undefined;
        expect(wakeAt(consultation, time, until) === undefined).toBe(done);
        if (!done)
          for (const who of ["duty", "manager", "practitioner"])
            expect(keys).toContain(`overdue/${time.dateOf(consultation.dueAt)}/${who}`);
      },
    ),
    { numRuns: 250 },
  );
});

it("reminders and escalations go in opening hours only", () => {
  fc.assert(
    fc.property(anyLife, ({ time, received, actNow }) => {
      const start = consultationAt(received, { flags: actNow ? ["act-now"] : [] }, time);
      const { log } = walk(start, plusSeconds(received, 14 * day), [], time);
      for (const { at: sentAt, letter } of log)
        if (["not-started", "due-soon", "still-overdue"].includes(letter.kind))
          expect(time.isOpen(sentAt)).toBe(true);
    }),
    { numRuns: 100 },
  );
});
