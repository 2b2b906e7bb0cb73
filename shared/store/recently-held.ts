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
  const put = (id: string, one: Recent<Held>) => {
    recent.delete(id);
    recent.set(id, one);
  };
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
      const { held, until, shownUntil } = recent.get(id) ?? {};
      if (held?.revision !== revision || until === undefined) return undefined;
      if (shownUntil === undefined || shownUntil <= now) return undefined;
      recent.set(id, { held, until });
      return held;
    },
    keepRead: (id: string, held: Held, now: Instant): void => {
      put(id, { held, until: plusSeconds(now, recentSeconds) });
      forgetOld(now);
    },
    keepWritten: (id: string, held: Held, now: Instant): void => {
      const shownUntil = plusSeconds(now, nextPageSeconds);
      put(id, { held, until: plusSeconds(now, recentSeconds), shownUntil });
      forgetOld(now);
    },
    forget: (id: string): void => {
      recent.delete(id);
    },
  };
};
