import { earliest, type Instant, plusSeconds } from "../../shared/domain/instant.ts";
import type { MovableClock } from "./clock.ts";
import type { DailyUpkeep } from "./daily-upkeep.ts";
import type { Deliveries } from "./deliveries.ts";
import type { NextWake } from "./next-wake.ts";

const everyMs = 1000;
/** How far ahead the clock may be moved at once: beyond it no calendar is known. */
const furthestSeconds = 10 * 366 * 24 * 3600;
/** What one move lives through of upkeep, at its end: a run takes 20 ms, and ten years have 3,650. */
const mostUpkeepSeconds = 60 * 24 * 3600;
/** Sweeps of one move; a move of ten years with a reminder every working day takes 2,600. */
const mostSweeps = 50_000;
/** Sweeps of one instant: more can only be a letter that is sent again and again. */
const mostSweepsAtOnce = 1000;

export type Step =
  | { readonly ok: true; readonly now: Instant; readonly sent: number }
  | {
      readonly ok: false;
      readonly reason: "earlier" | "too-far" | "stopped";
      readonly now: Instant;
    };

export type Sweeper = {
  readonly start: () => void;
  /** Moves the clock to `target` by way of every wake-up, each swept before the next. */
  readonly stepTo: (target: Instant) => Promise<Step>;
  /** Does some work while there is no sweep and the clock is not moved. */
  readonly alone: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Resolves when the sweep under way has ended; there is none after it. */
  readonly stop: () => Promise<void>;
};

/**
 * Runs the letters function once a second, never two at once, and moves the clock between. When it is
 * time for upkeep, that comes before the sweep of the same instant: what it mends is swept at once. What
 * became of letters is told after the sweep that sent them, before anything else happens.
 */
export const createSweeper = ({
  clock,
  sweep,
  nextWake,
  daily,
  deliveries,
  report,
}: {
  readonly clock: MovableClock;
  readonly sweep: () => Promise<{ readonly sent: number }>;
  readonly nextWake: NextWake;
  readonly daily: DailyUpkeep;
  readonly deliveries: Pick<Deliveries, "tell" | "next">;
  readonly report: (line: string) => void;
}): Sweeper => {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let busy = false;
  let last: Promise<unknown> = Promise.resolve();
  let lastFailure: string | undefined;

  /** One after the other: a sweep never meets another sweep or a clock that moves. */
  const alone = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };

  /** A failed sweep is said once (by name: a message may hold what was typed) and tried again. */
  const sweepOnce = async (): Promise<number> => {
    try {
      const { sent } = await sweep();
      if (lastFailure !== undefined) report("The letters function works again.");
      lastFailure = undefined;
      return sent;
    } catch (error) {
      const failure = error instanceof Error ? error.name : "a thrown value";
      if (failure !== lastFailure) report(`The letters function failed: ${failure}`);
      lastFailure = failure;
      return 0;
    }
  };

  /** Sweeps until nothing is due any more, or a sweep gets no further with what is. */
  const sweepWhileItSends = async (): Promise<{
    readonly sent: number;
    readonly sweeps: number;
  }> => {
    for (let sent = 0, sweeps = 1; ; sweeps++) {
      const more = await sweepOnce();
      const told = await deliveries.tell();
      sent += more;
      const due = await nextWake();
      const done = more + told === 0 || due === undefined || due > clock.now();
      if (done || sweeps === mostSweepsAtOnce) return { sent, sweeps };
    }
  };

  const upkeepIfDue = async () => {
    if (daily.dueAt() <= clock.now()) await daily.run();
  };

  const walk = async (target: Instant): Promise<Step> => {
    let sent = 0;
    let sweeps = 0;
    /** Rises with every round, so that the walk ends even if an item's wake-up never moves. */
    let after: Instant | undefined;
    for (;;) {
      const next = earliest(await nextWake(after), deliveries.next(after), daily.dueAt());
      if (next === undefined || next > target) break;
      if (stopped || sweeps > mostSweeps) return { ok: false, reason: "stopped", now: clock.now() };
      if (next > clock.now()) await clock.hold(next);
      await upkeepIfDue();
      const round = await sweepWhileItSends();
      sent += round.sent;
      sweeps += round.sweeps;
      after = clock.now();
    }
    await clock.hold(target);
    return { ok: true, now: target, sent: sent + (await sweepWhileItSends()).sent };
  };

  const stepTo = async (target: Instant): Promise<Step> => {
    const now = await clock.hold();
    try {
      if (target < now) return { ok: false, reason: "earlier", now };
      if (target > plusSeconds(now, furthestSeconds)) return { ok: false, reason: "too-far", now };
      daily.leaveOutUntil(plusSeconds(target, -mostUpkeepSeconds));
      return await walk(target);
    } finally {
      await clock.letGo();
    }
  };

  const tick = async () => {
    if (busy || stopped) return;
    busy = true;
    await alone(async () => {
      await upkeepIfDue();
      await sweepOnce();
      await deliveries.tell();
    });
    busy = false;
  };

  return {
    start: () => {
      timer = setInterval(tick, everyMs);
    },
    stepTo: (target) => alone(() => stepTo(target)),
    alone,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await last;
    },
  };
};
