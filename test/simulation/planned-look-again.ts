import type { Act } from "./act.ts";
import type { Chance } from "./chance.ts";
import type { Trouble } from "./faults.ts";
import { dateAfter, dateAt, londonAt, openAfter, openOn } from "./london.ts";
import type { OwnVisit } from "./own-act.ts";

const hour = 3600;

type Settled = {
  readonly acts: readonly Act[];
  readonly visits: readonly OwnVisit[];
  readonly trouble: Trouble;
  readonly until: number;
};

/** Some working days later; in some lives the first day after that on which the hub is closed. */
const dayToLookAgain = (chance: Chance, from: number): string => {
  let date = dateAt(from);
  for (let days = chance.between(1, 3); days > 0; days--) date = openAfter(date).date;
  if (chance.is(0.25)) while (openOn(date) !== undefined) date = dateAfter(date);
  return date;
};

/** In some lives a day is agreed on with the advice, and the practitioner tells what happened next. */
export const lookAgainBy = (
  chance: Chance,
  { acts, visits, trouble, until }: Settled,
  late: string | undefined,
): Partial<Settled> => {
  const contact = acts.find(({ act }) => act === "contact");
  if (contact === undefined || !chance.is(0.12)) return {};
  const date = dayToLookAgain(chance, contact.at);
  const { opens } = openOn(date) ?? openAfter(date);
  const midnight = londonAt(date, "00:00");
  const telling = Array.from(
    { length: chance.pick([0, 1, 1, 2]) },
    (): OwnVisit => ({
      at: chance.pick([
        midnight + chance.pick([-2 * hour, 20, 5 * hour]),
        opens + chance.pick([-900, -120, -60, -30, 0, 20]),
        opens + chance.pick([90, hour, 3 * hour]),
      ]),
      does: chance.pick<OwnVisit["does"]>([
        ["what-happened"],
        ["what-happened"],
        ["read-advice", "what-happened"],
        ["what-happened", "got-worse", "what-happened"],
      ]),
      looksFor: chance.pick([0, 0, 3, 40, 300]),
      presses: chance.pick([1, 1, 1, 2]),
      mistypes: chance.is(0.2),
      disagrees: chance.is(0.3),
      tells: { did: chance.pick(["all", "some", "none"]), writes: chance.is(0.7) },
    }),
  );
  const lasts = trouble.until - trouble.from;
  const from = chance.pick([opens, ...telling.map(({ at }) => at)]) - chance.below(90);
  const lateOpens = (openOn(date, late) ?? openAfter(date, late)).opens;
  return {
    acts: acts.map((act) =>
      act.act === "contact" || (act.act === "advice" && act.disagrees !== true)
        ? { ...act, looksAgainOn: date }
        : act,
    ),
    visits: [...visits, ...telling],
    ...(chance.is(0.5) ? { trouble: { ...trouble, from, until: from + lasts } } : {}),
    until: Math.max(
      until,
      lateOpens + chance.pick([1, 1, 24]) * hour,
      ...telling.map(({ at }) => at + hour),
    ),
  };
};
