import { wrongIn } from "./checks.ts";
import { asPlanned, type Fault, type Planned } from "./faults.ts";
import { type Life, live } from "./life.ts";
import type { Plan } from "./plan.ts";
import type { Wrong } from "./wrong.ts";

/** A life that still goes wrong when nothing can be left out any more. */
export type Shrunk = {
  readonly life: Life;
  readonly wrong: readonly Wrong[];
  readonly tried: number;
};

const simpler: readonly ((plan: Plan) => Plan)[] = [
  (plan) => ({ ...plan, shuffled: false }),
  (plan) => ({ ...plan, skews: {} }),
  (plan) => ({ ...plan, mail: "well" }),
  (plan) => ({ ...plan, twoSweeps: 0 }),
  (plan) => ({ ...plan, upkeep: [] }),
  (plan) => ({ ...plan, again: [] }),
  (plan) => ({ ...plan, visits: [] }),
  ({ saves: _, ...plan }) => plan,
  (plan) => ({ ...plan, copies: 1 }),
  (plan) => ({ ...plan, poison: false }),
  (plan) => (plan.feed === "announces" ? { ...plan, feed: "good" } : plan),
  (plan) => ({ ...plan, acts: plan.acts.map(({ looksAgainOn: _, ...act }) => act) }),
  (plan) => ({ ...plan, acts: plan.acts.map(({ disagrees: _, ...act }) => act) }),
  ({ oldCode: _, ...plan }) => plan,
  ({ newerCode: _, ...plan }) => plan,
  (plan) => ({ ...plan, actNow: false }),
  (plan) => ({ ...plan, sender: "api" }),
];

/** Leaves out acts, faults and complications one after the other, as long as the same kind of thing goes wrong. */
export const shrink = async (first: Life, kinds: readonly Wrong["is"][]): Promise<Shrunk> => {
  let [plan, faults]: [Plan, Planned] = [first.plan, first.world.used];
  let best: { life: Life; wrong: readonly Wrong[] } = { life: first, wrong: [] };
  let tried = 0;

  const still = async (nextPlan: Plan, nextFaults: Planned) => {
    tried += 1;
    const life = await live(nextPlan, asPlanned(nextFaults)).catch(() => undefined);
    const wrong = life === undefined ? [] : await wrongIn(life);
    if (life === undefined || !wrong.some(({ is }) => kinds.includes(is))) return false;
    [plan, faults, best] = [nextPlan, life.world.used, { life, wrong }];
    return true;
  };

  /** Leaves out half of them, then a quarter, then one at a time. */
  const fewer = async <One>(
    list: () => readonly One[],
    without: (kept: readonly One[]) => Promise<boolean>,
  ) => {
    for (
      let size = Math.ceil(list().length / 2);
      size >= 1;
      size = size === 1 ? 0 : Math.ceil(size / 2)
    )
      for (let from = 0; from < list().length; ) {
        const kept = list().filter((_, place) => place < from || place >= from + size);
        if (!(await without(kept))) from += size;
      }
  };

  if (!(await still(plan, faults))) return { life: first, wrong: [], tried };
  for (let before = -1; before !== plan.acts.length + plan.visits.length + faults.size; ) {
    before = plan.acts.length + plan.visits.length + faults.size;
    for (const change of simpler) await still(change(plan), faults);
    await fewer(
      () => plan.acts,
      (acts) => still({ ...plan, acts }, faults),
    );
    await fewer(
      () => plan.visits,
      (visits) => still({ ...plan, visits }, faults),
    );
    await fewer<readonly [number, Fault]>(
      () => [...faults],
      (kept) => still(plan, new Map(kept)),
    );
  }
  return { ...best, tried };
};

const quiet = /^(get|list|query list|append|dataKey|unwrap|hash)|session#|audit#|draft#|house#/;

/** A life as a person reads it: what was written, sent and disturbed; reads that went well are left out. */
export const readable = ({ world, plan, record }: Life): string => {
  const lines = world.steps
    .filter(({ fault, what }) => fault !== undefined || !quiet.test(what))
    .map(
      ({ number, now, actor, what, answer, fault }) =>
        `${String(number).padStart(5)}  ${new Date(now * 1000).toISOString().slice(0, 19)}Z  ${actor.padEnd(15)} ${what}${
          answer === "" ? "" : ` → ${answer}`
        }${fault === undefined ? "" : `  *** ${fault.kind}${fault.seconds === undefined ? "" : ` ${fault.seconds} s`}`}`,
    );
  const told = [
    ...record.tried.map(({ act, byId, told: answer }) => `${act} by ${byId}: ${answer}`),
    ...record.asked.map(({ kind, told: answer }) => `asked for ${kind}: ${answer}`),
  ];
  return [
    `seed ${plan.seed}, sent by ${plan.sender}; clocks: ${JSON.stringify(plan.skews)}`,
    ...lines,
    ...told,
  ].join("\n");
};
