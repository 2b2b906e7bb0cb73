import type { Keys } from "../../shared/store/seal.ts";
import type { Invocation, World } from "./world.ts";

/** The key service's port for one instance: whatever is sealed or opened can be held up, or fail. */
export const sealingKeys = (world: World, keys: Keys, current: () => Invocation): Keys => ({
  dataKey: (context) =>
    world.call(current(), "keys", `dataKey ${context.part}`, () => keys.dataKey(context)),
  unwrap: (wrapped, context) =>
    world.call(current(), "keys", `unwrap ${context.part}`, () => keys.unwrap(wrapped, context)),
  hash: (text) => world.call(current(), "keys", "hash", () => keys.hash(text)),
});
