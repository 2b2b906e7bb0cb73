import type { Chance } from "./chance.ts";
import { afterWorking, dateAt, dueFor, openAfter, openOn } from "./london.ts";
import type { Act, ActName } from "./plan.ts";

const hour = 3600;
const day = 24 * hour;

/** Times at which letters are on their way, so that acts and sweeps meet. */
export const momentsOf = (received: number, late?: string): readonly [number, ...number[]] => {
  const due = dueFor(received, late);
  const today = openOn(dateAt(received));
  const next = openAfter(dateAt(due), late);
  return [
    received + 60,
    received + 120,
    ...(today === undefined || received > today.closes - 2 * hour ? [] : [today.closes - 2 * hour]),
    (openOn(dateAt(due - 1))?.opens ?? due) + hour,
    afterWorking(received, hour, late),
    due - 4 * hour,
    due,
    next.opens,
  ];
};

/** What the duty team sets out to do in one life. `late`: a holiday announced late. */
export const actsBy = (
  chance: Chance,
  received: number,
  isQuick: boolean,
  late: string | undefined,
): readonly Act[] => {
  const moments = [
    ...momentsOf(received),
    ...(late === undefined ? [] : momentsOf(received, late)),
  ];
  const due = dueFor(received, late);
  const when = (after: number) => {
    const pause = chance.pick([20, 90, 600]);
    if (isQuick) return after + pause;
    const at = chance.is(0.4)
      ? chance.pick(moments as [number, ...number[]]) + chance.pick([-30, 0, 0, 0, 1, 30])
      : received + chance.between(60, due + 8 * hour - received);
    return Math.max(after + pause, Math.min(at, due + 2 * day));
  };
  const act = (at: number, name: ActName, worker?: Act["worker"]): Act => ({
    at,
    act: name,
    worker: worker ?? chance.pick(["ann", "ben", "cat"]),
    result: chance.pick(["no-answer", "left-a-message", "spoke"]),
    outcome: chance.pick(["advice-only", "advice-only", "withdrawn"]),
    opensPage: chance.is(0.05),
    looksFor: chance.pick([0, 0, 5, 300]),
  });
  const acts: Act[] = [];
  let at = received;
  const then = (name: ActName, worker?: Act["worker"]) => {
    at = when(at);
    const one = act(at, name, worker);
    acts.push(one);
    // Somebody else has the same idea, at the same moment or nearly.
    if (chance.is(0.3))
      acts.push(act(at + chance.pick([0, 0, 0, 2]), chance.is(0.7) ? name : "attempt"));
    return one.worker;
  };
  if (!isQuick && chance.is(0.15)) return acts;
  let holder = then("claim");
  if (chance.is(0.25)) {
    then("release", holder);
    if (chance.is(0.7)) holder = then("claim");
  }
  for (let tries = chance.below(isQuick ? 2 : 3); tries > 0; tries--) then("attempt", holder);
  if (isQuick || chance.is(0.5)) then("contact", holder);
  if (chance.is(0.5)) then("close", holder);
  return acts;
};
