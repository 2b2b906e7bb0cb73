import type { Chance } from "./chance.ts";
import type { Trouble } from "./faults.ts";
import type { OwnVisit, Saving } from "./own-act.ts";
import { comesBackBefore } from "./planned-own-acts.ts";

const hour = 3600;

type Own = {
  readonly received: number;
  readonly visits: readonly OwnVisit[];
  readonly saves?: Saving;
};

/** When much fails, and for how long: while a form is saved, sent or read about too. */
export const troubleBy = (
  chance: Chance,
  trouble: Trouble,
  { received, visits, saves }: Own,
): Trouble => {
  const starts = [
    ...visits.map(({ at }) => at - chance.below(60)),
    ...(saves === undefined ? [] : [received - saves.before - 1, received - comesBackBefore]),
  ];
  const from = chance.is(0.5) ? chance.pick([trouble.from, ...starts]) : trouble.from;
  const until = from + trouble.until - trouble.from;
  // Whoever comes back to a saved form needs many answers, one after the other, before it can be sent.
  return saves === undefined || from > received + 2 * hour
    ? { ...trouble, from, until }
    : { from, until: Math.min(until, received + hour), share: Math.min(trouble.share, 0.25) };
};
