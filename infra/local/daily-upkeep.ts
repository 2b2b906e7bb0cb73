import type { Temporal } from "temporal-polyfill";
import type { UpkeepReport } from "../../functions/upkeep/upkeep.ts";
import { type Instant, inLondon, instantOf, LONDON } from "../../shared/domain/instant.ts";
import type { Clock } from "../../shared/ports.ts";
import type { Upkeep } from "./functions.ts";

/** As the deployed schedule has it: 5 in the morning by London's clocks. */
const runsAt = "05:00";

/** The upkeep function's place in the service's time on this machine. */
export type DailyUpkeep = {
  readonly dueAt: () => Instant;
  /** Runs it and is done with today. What fails is said, and stops nothing: tomorrow it is tried again. */
  readonly run: () => Promise<void>;
  /** Leaves out the days before this. */
  readonly leaveOutUntil: (instant: Instant) => void;
};

const morningOf = (date: Temporal.PlainDate): Instant =>
  instantOf(date.toZonedDateTime({ timeZone: LONDON, plainTime: runsAt }).toInstant());

/** The next 5 in the morning, London time, after an instant. */
const nextMorning = (after: Instant): Instant => {
  const today = inLondon(after).toPlainDate();
  const morning = morningOf(today);
  return morning > after ? morning : morningOf(today.add({ days: 1 }));
};

const amount = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** What somebody at this machine should hear of; nothing, on most days. */
const worthSaying = ({
  revised,
  repaired,
  unreadable,
  emptied,
}: UpkeepReport): readonly string[] => [
  ...(revised > 0 ? [`${amount(revised, "deadline", "deadlines")} revised`] : []),
  ...(repaired > 0 ? [`${amount(repaired, "wake-up", "wake-ups")} repaired`] : []),
  ...(emptied > 0 ? [`words of ${amount(emptied, "consultation", "consultations")} deleted`] : []),
  ...(unreadable > 0
    ? [`${amount(unreadable, "consultation", "consultations")} could not be read`]
    : []),
];

/** Runs upkeep when it is told to, and knows when that is to be: every day by the service's clock. */
export const createDailyUpkeep = ({
  clock,
  upkeep,
  report,
}: {
  readonly clock: Clock;
  readonly upkeep: Upkeep;
  readonly report: (line: string) => void;
}): DailyUpkeep => {
  let dueAt = nextMorning(clock());
  let lastTrouble: string | undefined;

  /** A trouble that lasts for days is said once. */
  const sayTrouble = (trouble: string | undefined) => {
    if (trouble !== undefined && trouble !== lastTrouble) report(trouble);
    if (trouble === undefined && lastTrouble !== undefined) report("Upkeep works again.");
    lastTrouble = trouble;
  };

  return {
    dueAt: () => dueAt,
    run: async () => {
      dueAt = nextMorning(clock());
      try {
        const done = await upkeep();
        const said = worthSaying(done);
        if (said.length > 0) report(`Upkeep: ${said.join(", ")}.`);
        sayTrouble(
          done.calendar === "kept"
            ? "Upkeep: the list of bank holidays was refused, so the last good one is kept."
            : undefined,
        );
      } catch (error) {
        // By name only: a message may hold what was typed.
        sayTrouble(
          `The upkeep function failed: ${error instanceof Error ? error.name : "a thrown value"}`,
        );
      }
    },
    leaveOutUntil: (instant) => {
      const later = nextMorning(instant);
      if (later > dueAt) dueAt = later;
    },
  };
};
