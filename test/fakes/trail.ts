import type { Trail, TrailEntry } from "../../shared/trail.ts";

/** A trail that remembers what it was told, oldest first. */
export const recordingTrail = (): Trail & { readonly entries: readonly TrailEntry[] } => {
  const entries: TrailEntry[] = [];
  return {
    entries,
    append: async (entry) => {
      entries.push(entry);
    },
  };
};
