import { readFile } from "node:fs/promises";
import * as z from "zod";
import {
  at,
  type Instant,
  isInstant,
  plusSeconds,
  secondsBetween,
} from "../../shared/domain/instant.ts";
import type { Clock } from "../../shared/ports.ts";
import { systemClock } from "../../shared/system.ts";
import { writeDurably } from "./durable-file.ts";
import { errorCode } from "./error-code.ts";
import { refusal } from "./refusal.ts";

const kept = z.object({
  /** Seconds by which the service's clock is ahead of the machine's. */
  offsetSeconds: z.number().int(),
  /** The latest time that the clock is known to have shown. */
  latest: z.string().refine(isInstant),
});

type Kept = Readonly<z.infer<typeof kept>>;

/** The service's clock on this machine: it can be held and moved on, and never runs backwards. */
export type MovableClock = {
  readonly now: Clock;
  /** Stands still at `to`, or where it is if that is later, until moved again or let go. */
  readonly hold: (to?: Instant) => Promise<Instant>;
  /** Runs on at normal speed from where it stands. */
  readonly letGo: () => Promise<void>;
  /** Writes down how far it has come. */
  readonly keep: () => Promise<void>;
};

const later = (a: Instant, b: Instant) => (a < b ? b : a);

const read = async (file: string): Promise<Kept | undefined> => {
  try {
    return kept.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw refusal(
      `The clock kept in ${file} cannot be read. Delete that file to run on the machine's clock, or start with: npm start -- --fresh`,
    );
  }
};

/**
 * @param startAt where the clock is to start; without it, it continues from what the file keeps, or
 * with the machine's time. @throws Refusal when `startAt` is earlier than the kept clock.
 */
export const openClock = async ({
  file,
  startAt,
  machine = systemClock,
}: {
  readonly file: string;
  readonly startAt?: Instant | undefined;
  readonly machine?: Clock;
}): Promise<MovableClock> => {
  const before = await read(file);
  const continued =
    before === undefined
      ? machine()
      : later(plusSeconds(machine(), before.offsetSeconds), before.latest);
  if (before !== undefined && startAt !== undefined && startAt < continued)
    throw refusal(
      `--now ${startAt} is earlier than the clock kept with the data, which stands at ${continued}, and time cannot run backwards. Leave --now out, give a later time, or add --fresh to begin with no data.`,
    );

  let latest = startAt ?? continued;
  let offsetSeconds = secondsBetween(machine(), latest);
  let held: Instant | undefined;

  const now: Clock = () => {
    latest = held ?? later(latest, plusSeconds(machine(), offsetSeconds));
    return latest;
  };
  // Through text, so that what is written is checked as what is read.
  const keep = () =>
    writeDurably(file, `${JSON.stringify({ offsetSeconds, latest: at(now()) } satisfies Kept)}\n`);

  await keep();
  return {
    now,
    hold: async (to) => {
      const stand = later(now(), to ?? now());
      held = stand;
      offsetSeconds = secondsBetween(machine(), stand);
      await keep();
      return stand;
    },
    letGo: async () => {
      offsetSeconds = secondsBetween(machine(), now());
      held = undefined;
      await keep();
    },
    keep,
  };
};
