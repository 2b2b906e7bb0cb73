import { type Instant, plusSeconds } from "../domain/instant.ts";

const recentSeconds = 60;
const mostRecent = 50;

/** From an answer to the page that it leads to. */
const nextPageSeconds = 5;

type Recent<Held> = {
  readonly held: Held;
  readonly until: Instant;
  /** Until when the page after a write may be made of it; left out for all others. */
  readonly shownUntil?: Instant;
};

/**
 * What this process read or wrote within the last minute. To write on it is always safe, because a write stands
 * or falls by the revision in the table. To show it is not, because others may have written since, and what is
 * shown is posted back: only the very next page after a write is made of it, once and at once, for whoever
 * names the revision that was written.
 */
export const recentlyHeld = <Held extends { readonly revision: number }>() => {
  /** The longest held comes first. */
  const recent = new Map<string, Recent<Held>>();
  const forgetOld = (now: Instant) => {
    for (const [id, { until }] of recent)
      if (until <= now || recent.size > mostRecent) recent.delete(id);
  };
  return {
    toWriteOn: (id: string, now: Instant): Held | undefined => {
      forgetOld(now);
      return recent.get(id)?.held;
    },
    toShow: (id: string, revision: number, now: Instant): Held | undefined => {
      forgetOld(now);
      const found = recent.get(id);
      if (found?.shownUntil === undefined || found.shownUntil <= now) return undefined;
      const { held, until } = found;
      if (held.revision !== revision) return undefined;
      recent.set(id, { held, until });
      return held;
    },
    /** @param why only what was written may be shown */
    keep: (why: "read" | "written", id: string, held: Held, now: Instant): void => {
      recent.delete(id);
      recent.set(id, {
        held,
        until: plusSeconds(now, recentSeconds),
        ...(why === "written" ? { shownUntil: plusSeconds(now, nextPageSeconds) } : {}),
      });
      forgetOld(now);
    },
    forget: (id: string): void => {
      recent.delete(id);
    },
  };
};
