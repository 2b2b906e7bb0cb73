import type { Instances } from "./instances.ts";
import type { Left } from "./mailbox.ts";
import type { Plan } from "./plan.ts";
import type { LifeRecord } from "./record.ts";
import type { Engine } from "./store.ts";
import type { World } from "./world.ts";

/** Everything that one life has, for whoever acts in it. */
export type Scene = {
  readonly world: World;
  readonly inner: Engine;
  readonly plan: Plan;
  readonly instances: Instances;
  readonly record: LifeRecord;
  /** What lies in the mailboxes. */
  readonly sent: readonly Left[];
};
