import { type Consultation, isOpen, isOverdue } from "../../shared/domain/consultation.ts";
import { deadline } from "../../shared/domain/deadline.ts";
import type { Instant } from "../../shared/domain/instant.ts";
import { wakeAt } from "../../shared/domain/letters.ts";
import { placeInList } from "../../shared/domain/listed.ts";
import { carryOut } from "../../shared/domain/transitions.ts";
import type { Clock } from "../../shared/ports.ts";
import {
  changeConsultation,
  openReferences,
  type Shelf,
} from "../../shared/store/consultations.ts";
import type { LastGoodFeed } from "../../shared/store/house.ts";
import { UnreadableItem } from "../../shared/store/tracker-item.ts";
import { emptyExpired } from "./empty-expired.ts";
import { type CalendarDeps, refreshCalendar } from "./refresh-calendar.ts";

/** What upkeep is built from. It has no keys: nothing that is sealed can be opened here. */
export type UpkeepDeps = Shelf &
  CalendarDeps & {
    readonly clock: Clock;
    /** Makes `working` go by this copy from now on. */
    readonly adoptCalendar: (kept: LastGoodFeed) => void;
  };

/** What one run found and did. */
export type UpkeepReport = {
  readonly calendar: "fresh" | "kept";
  readonly walked: number;
  readonly revised: number;
  readonly repaired: number;
  readonly unreadable: number;
  /** How many calls are overdue, with nobody in touch yet: as the walk finds them, by no letter's word. */
  readonly unanswered: number;
  /** How many were kept long enough, so that their words were deleted. */
  readonly emptied: number;
};

const atOnce = 8;

/** The promise worked out again, where that makes it later, it can still be kept, and nobody has called. */
const revisedBy = (consultation: Consultation, { working }: Shelf, now: Instant) => {
  const promised = deadline(consultation.receivedAt, working);
  if (promised.dueAt <= consultation.dueAt) return undefined;
  const done = carryOut(consultation, { do: "revise-deadline", promised }, now, working);
  return done.ok ? done.consultation : undefined;
};

/**
 * Whether the index will bring this consultation up when it should. One that it brings up now or has
 * missed is the sweep's, which mends what it finds; one that it would bring up too late, too early or
 * never is a fault.
 */
const wakesWrong = (expected: Instant | undefined, stored: string | undefined, now: Instant) =>
  stored === undefined || stored > now
    ? (expected !== undefined && expected <= now ? now : expected) !== stored
    : false;

type Became = "right" | "revised" | "repaired" | "unreadable" | "failed";

type Found = { readonly became: Became; readonly isUnanswered: boolean };

/** Works one consultation's deadline and wake-up out again, and writes only what differs. */
const lookAfter = async (deps: UpkeepDeps, reference: string, now: Instant): Promise<Found> => {
  const { log, working, clock } = deps;
  let became: Became = "right";
  let isUnanswered = false;
  try {
    await changeConsultation(deps, reference, now, (fresh, { wakesAt, listedAt }) => {
      // By the clock as it is now: a letter that was taken since the run began has told of the old promise.
      const revised = revisedBy(fresh, deps, clock());
      isUnanswered = isOverdue(revised ?? fresh, now);
      became = "right";
      if (revised !== undefined) {
        became = "revised";
        return { consultation: revised };
      }
      const isListedRight = !isOpen(fresh) || listedAt === placeInList(fresh);
      if (isListedRight && !wakesWrong(wakeAt(fresh, working, now), wakesAt, now))
        return { refused: "right" };
      became = "repaired";
      return { consultation: fresh };
    });
  } catch (thrown) {
    log.error("consultation not looked after", { reference, thrown });
    return { became: thrown instanceof UnreadableItem ? "unreadable" : "failed", isUnanswered };
  }
  if (became !== "right") log.info(`consultation ${became}`, { reference });
  if (isUnanswered) log.info("consultation unanswered", { reference });
  return { became, isUnanswered };
};

/** Every open consultation, page by page. One that cannot be read is named, and stops nothing else. */
const walkOpen = async (deps: UpkeepDeps, now: Instant): Promise<readonly Found[]> => {
  const all: Found[] = [];
  let after: string | undefined;
  do {
    const { references, next } = await openReferences(deps, after);
    for (let first = 0; first < references.length; first += atOnce)
      all.push(
        ...(await Promise.all(
          references.slice(first, first + atOnce).map((one) => lookAfter(deps, one, now)),
        )),
      );
    after = next;
  } while (after !== undefined);
  return all;
};

/**
 * Once a day: the bank holidays as they are published now, then every open consultation's deadline and
 * wake-up worked out again by them and by today's hours and rules (design.md, "One wake-up"), then the words
 * deleted of every closed one that was kept long enough.
 * @throws after the walk, when the store failed on any of them, so that the whole is done again.
 */
export const upkeep = async (deps: UpkeepDeps): Promise<UpkeepReport> => {
  const { log, clock, adoptCalendar } = deps;
  const now = clock();
  const { kept, isFresh } = await refreshCalendar(deps, now);
  if (kept !== undefined) adoptCalendar(kept);
  const found = await walkOpen(deps, now);
  const expired = await emptyExpired(deps, now);
  const count = (one: Became) => found.filter(({ became }) => became === one).length;
  const unanswered = found.filter(({ isUnanswered }) => isUnanswered).length;
  const [revised, repaired, unreadable] = [
    count("revised"),
    count("repaired"),
    count("unreadable") + expired("unreadable"),
  ];
  for (const [metric, value] of [
    ["DeadlinesRevised", revised],
    ["WakeUpsRepaired", repaired],
    ["ConsultationsUnreadable", unreadable],
    ["BreachesUnanswered", unanswered],
  ] as const)
    if (value > 0) log.count(metric, value);
  const failed = count("failed") + expired("failed");
  // The schedule brings it again: tomorrow may be too late for a promise that should be put off today.
  if (failed > 0) throw new Error(`${failed} consultations were not looked after`);
  log.info("upkeep done", { count: found.length });
  return {
    calendar: isFresh ? "fresh" : "kept",
    walked: found.length,
    revised,
    repaired,
    unreadable,
    unanswered,
    emptied: expired("emptied"),
  };
};
