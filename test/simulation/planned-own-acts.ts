import type { Act } from "./act.ts";
import type { Chance } from "./chance.ts";
import type { OwnVisit, Saving } from "./own-act.ts";

const hour = 3600;

/** How long before a saved form is to be sent its link is followed: a code has to come. */
export const comesBackBefore = 240;

type Told = { readonly received: number; readonly due: number; readonly acts: readonly Act[] };

/** What the practitioner does after sending, in some lives. */
export const ownVisitsBy = (chance: Chance, { received, due, acts }: Told): readonly OwnVisit[] => {
  if (!chance.is(0.3)) return [];
  const contact = acts.find(({ act }) => act === "contact")?.at;
  const moments: readonly [number, ...number[]] = [received + 60, ...acts.map(({ at }) => at)];
  const talk = () =>
    chance.pick<OwnVisit["does"][number]>(["free-now", "got-worse", "no-longer-needed"]);

  const one = (): Pick<OwnVisit, "at" | "does"> => {
    const first = chance.pick(["chase", "chase", "read", "talk"]);
    // Somebody who was called in time has nothing to chase.
    const canChase = contact === undefined || contact > due;
    const kind = first === "chase" && !canChase ? chance.pick(["read", "talk"]) : first;
    if (kind === "chase")
      return {
        at:
          contact !== undefined && chance.is(0.3)
            ? contact + chance.pick([-30, -5, 0, 5])
            : due + chance.pick([-30, 0, 0, 1, 30, 600, hour, hour + 1, 2 * hour]),
        does: chance.is(0.3) ? ["nobody-called", talk()] : ["nobody-called"],
      };
    if (kind === "read" && contact !== undefined)
      return {
        at: contact + chance.pick([5, 60, 200, 900, 3000]),
        does: chance.is(0.2) ? [talk(), "read-advice"] : ["read-advice"],
      };
    return {
      at: chance.pick(moments) + chance.pick([-30, 0, 0, 1, 30, 300]),
      does: chance.pick<OwnVisit["does"]>([
        [talk()],
        [talk(), talk()],
        ["nobody-called", talk(), talk()],
      ]),
    };
  };

  return Array.from({ length: chance.between(1, 3) }, () => ({
    ...one(),
    looksFor: chance.pick([0, 0, 3, 40, 300]),
    presses: chance.pick([1, 1, 1, 2]),
    mistypes: chance.is(0.2),
    disagrees: chance.is(0.5),
  }));
};

/** Whether the form is saved first, in some lives. */
export const savingBy = (chance: Chance): Saving | undefined => {
  if (!chance.is(0.08)) return undefined;
  const comesBack = chance.is(0.85);
  return {
    before: comesBack ? chance.pick([600, 3 * hour, 20 * hour, 6 * 24 * hour]) : 20,
    comesBack,
    presses: chance.pick([1, 1, 1, 2, 5]),
    mistypes: chance.is(0.2),
  };
};
