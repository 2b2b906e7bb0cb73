import type { Act, ActName } from "./act.ts";
import type { Chance } from "./chance.ts";

const isOne =
  (...names: readonly ActName[]) =>
  ({ act }: Act) =>
    names.includes(act);

/** In some lives nobody is reached, three times and more; whatever else was planned comes after that. */
export const triesAgainBy = (chance: Chance, acts: readonly Act[]): readonly Act[] => {
  const claim = acts.find(isOne("claim"));
  if (claim === undefined || !chance.is(0.2)) return acts;
  let { at } = claim;
  const tries = Array.from({ length: chance.pick([3, 3, 3, 4, 6]) }, (): Act => {
    at += chance.pick([0, 1, 20, 90, 600, 3600]);
    const result = chance.is(0.12)
      ? "spoke"
      : chance.pick<Act["result"]>(["no-answer", "left-a-message"]);
    const worker = chance.is(0.8) ? claim.worker : "cat";
    return { ...claim, at, act: "attempt", worker, result, opensPage: chance.is(0.05) };
  });
  const [, , third = claim] = tries;
  const first = Math.min(
    Number.POSITIVE_INFINITY,
    ...acts.filter(isOne("contact", "close")).map((one) => one.at),
  );
  const later = Math.max(0, third.at + chance.pick([-20, 0, 0, 5, 40, 90, 600]) - first);
  const moved = acts.map((act) =>
    isOne("contact", "close")(act) ? { ...act, at: act.at + later } : act,
  );
  return [...moved, ...tries];
};

/** In some lives more is recorded than the call: some of it beside it, some of it about advice that is not agreed. */
export const moreActsBy = (chance: Chance, planned: readonly Act[]): readonly Act[] => {
  const acts = planned.map(
    (act): Act => (act.act === "contact" && chance.is(0.25) ? { ...act, disagrees: true } : act),
  );
  const [first] = acts;
  if (first === undefined) return acts;
  const act = (at: number, name: ActName): Act => ({
    ...first,
    at,
    act: name,
    worker:
      name === "settle" || name === "reassign" ? "mia" : chance.pick(["ann", "ben", "cat", "mia"]),
    opensPage: chance.is(0.1),
    looksFor: chance.pick([0, 0, 5, 300]),
    ...(name === "advice" && chance.is(0.5) ? { disagrees: true } : {}),
  });
  const moments = acts.map(({ at }) => at) as [number, ...number[]];
  const beside = Array.from({ length: chance.is(0.25) ? chance.between(1, 3) : 0 }, () =>
    act(
      chance.pick(moments) + chance.pick([-30, 0, 0, 2, 40]),
      chance.pick(["priority", "reassign", "call-in", "name"]),
    ),
  );
  let at = acts.find(isOne("contact"))?.at;
  const about: Act[] = [];
  if (at !== undefined && chance.is(0.25))
    for (let left = chance.between(1, 4); left > 0; left--) {
      at += chance.pick([0, 5, 20, 90, 600]);
      about.push(act(at, chance.pick(["advice", "difference", "settle", "settle"])));
    }
  return [...acts, ...beside, ...about];
};
