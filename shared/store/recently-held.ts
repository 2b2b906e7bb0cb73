import { type Instant, plusSeconds } from "../domain/instant.ts";

const recentSeconds = 60;
const mostRecent = 50;

/**
 * What this process read or wrote within the last minute, so that the page after an answer reads nothing twice.
 * It is given only to whoever names the very revision that is held: anybody else reads the table. A write still
 * stands or falls by the revision in the table.
 */
export const recentlyHeld = <Held extends { readonly revision: number }>() => {
  /** The longest held comes first. */
  const recent = new Map<string, { readonly held: Held; readonly until: Instant }>();
  const forgetOld = (now: Instant) => {
    for (const [id, { until }] of recent)
      if (until <= now || recent.size > mostRecent) recent.delete(id);
  };
  return {
    find: (id: string, revision: number | undefined, now: Instant): Held | undefined => {
      forgetOld(now);
      const held = recent.get(id)?.held;
      return held?.revision === revision ? held : undefined;
    },
    keep: (id: string, held: Held, now: Instant): void => {
      recent.delete(id);
      recent.set(id, { held, until: plusSeconds(now, recentSeconds) });
      forgetOld(now);
    },
    forget: (id: string): void => {
      recent.delete(id);
    },
  };
};
