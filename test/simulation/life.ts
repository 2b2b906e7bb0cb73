import { chanceOf } from "./chance.ts";
import { byChance, type Faults } from "./faults.ts";
import { lettersAbout, putJunk } from "./flood.ts";
import { instancesOf } from "./instances.ts";
import { feedOf } from "./late-holiday.ts";
import { mailbox } from "./mailbox.ts";
import { asNewerCodeWrites } from "./newer-code.ts";
import { onOneThread } from "./one-thread.ts";
import { ownVisit } from "./own-visit.ts";
import type { Plan } from "./plan.ts";
import { practitioner } from "./practitioner.ts";
import { emptyRecord } from "./record.ts";
import { draftOf } from "./sample.ts";
import type { Scene } from "./scene.ts";
import { minutes, news, upkeepOnce } from "./schedules.ts";
import { engine } from "./store.ts";
import { standing, worker } from "./worker.ts";
import { worldOf } from "./world.ts";

/**
 * The tracker as the first code wrote it, which knew neither the latest fields nor that there are others:
 * they are not there. Code from since then loses nothing (newer-code.ts).
 */
const asOldCodeWrites = (scene: Scene) => {
  const item = standing(scene);
  if (item === undefined) return;
  const { movedAt: _, difference: __, advised, letters, ...rest } = item;
  const without = (value: unknown, name: string) =>
    typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).filter(([key]) => key !== name))
      : value;
  const old = {
    ...rest,
    ...(advised === undefined ? {} : { advised: without(advised, "recordedAt") }),
    letters: Object.fromEntries(
      Object.entries(without(letters, "") ?? {}).map(([key, state]) => [
        key,
        without(state, "became"),
      ]),
    ),
  };
  scene.inner.put({ ...old, pk: item.pk, sk: item.sk }, scene.world.now(), 0);
};

const putPoison = ({ inner, world, plan }: Scene) =>
  inner.put(
    {
      pk: "consultation#POISON",
      sk: "tracker",
      wake: "wake",
      wakeAt: "2020-01-01T00:00:00Z",
      list: "open",
      listAt: `${plan.seed}`,
    },
    world.now(),
    0,
  );

/** Lives one life as planned, with these faults or those that its seed brings. */
export const live = async (plan: Plan, faults?: Faults) => {
  // Made before the life begins: the form itself fills it in, on threads and a clock of its own.
  const draft = plan.sender === "form" ? await draftOf(plan) : undefined;
  const { seed } = plan;
  return onOneThread(
    {
      chance: chanceOf(seed, "random bytes"),
      feed: () => feedOf(plan),
    },
    async () => {
      let scene: Scene | undefined;
      const present = () => {
        if (scene === undefined) throw new Error("the scene is not set");
        return scene;
      };
      const inner = engine();
      const tick = minutes(present, chanceOf(seed, "sweeps"));
      const begins = plan.received - (plan.saves?.before ?? 0);
      const world = worldOf(
        begins - 1,
        faults ?? byChance(chanceOf(seed, "faults"), plan.trouble),
        plan.shuffled ? chanceOf(seed, "order") : undefined,
        tick,
      );
      const box = mailbox(world, news(present, chanceOf(seed, "news")));
      const instances = instancesOf({ world, inner, box, skews: plan.skews });
      const record = emptyRecord();
      scene = { world, inner, plan, instances, record, sent: box.sent };
      const set = scene;
      if (plan.poison) putPoison(set);
      if (plan.flood !== undefined)
        world.at(plan.received + plan.flood.after, () => putJunk(inner, plan));
      world.at(begins, () => practitioner(set, draft));
      for (const act of plan.acts) world.at(act.at, () => worker(set, act));
      for (const visit of plan.visits) world.at(visit.at, () => ownVisit(set, visit));
      for (const at of plan.upkeep) world.at(at, () => upkeepOnce(set));
      const { oldCode, newerCode } = plan;
      if (newerCode !== undefined) world.at(newerCode, () => asNewerCodeWrites(set));
      if (oldCode !== undefined) world.at(oldCode, () => asOldCodeWrites(set));
      await world.live(plan.until);
      const own = standing(set)?.["reference"];
      const sent =
        plan.flood === undefined
          ? box.sent
          : lettersAbout(box.sent, typeof own === "string" ? own : undefined, plan.actNow);
      return { plan, world, inner, instances, record, sent, allSent: box.sent };
    },
  );
};

export type Life = Awaited<ReturnType<typeof live>>;

/** From when nothing failed any more. */
export const calmFrom = ({ world }: Pick<Life, "world">): number =>
  Math.max(
    Number.NEGATIVE_INFINITY,
    ...world.steps.map(({ now, fault }) =>
      fault === undefined ? Number.NEGATIVE_INFINITY : now + (fault.seconds ?? 0),
    ),
  );
