import * as z from "zod";
import { digest } from "../domain/history.ts";
import { type Instant, plusSeconds } from "../domain/instant.ts";
import type { Ids } from "../ports.ts";
import type { Table } from "./table.ts";

const idleSeconds = 30 * 60;
const triesWithinSeconds = 60 * 60;

/** Wrong pairs of reference and email, before an hour must pass: nobody mistypes more often. */
const mostTries = 10;

const mostLosses = 8;

const secondsSince1970 = (instant: Instant) => Date.parse(instant) / 1000;

const visitSchema = z.object({
  reference: z.string(),
  readsAdvice: z.boolean(),
  revision: z.int(),
  expires: z.number(),
});
const triesSchema = z.object({ revision: z.int(), tries: z.int(), expires: z.number() });

/** The table knows browsers by a hash only: who reads it cannot become anybody. */
const visitKey = (id: string) => ({ pk: `code#${digest(id)}`, sk: "visit" });
const triesKey = (reference: string) => ({ pk: `code#${digest(reference)}`, sk: "tries" });

/** What a browser may see: how far its request is, and after the code the advice too. */
export type Visit = { readonly reference: string; readonly readsAdvice: boolean };

/** Browsers that have named a request and its email address, and tries at doing so. */
export type Visits = {
  /** Lets this browser see the request until it has been idle for half an hour. @returns the browser's id. */
  readonly begin: (reference: string, now: Instant) => Promise<string>;
  /** What this browser may see; asking keeps it from idling out. */
  readonly find: (id: string, now: Instant) => Promise<Visit | undefined>;
  /** The code was right: this browser may read the advice. */
  readonly letRead: (id: string, now: Instant) => Promise<void>;
  readonly end: (id: string, now: Instant) => Promise<void>;
  /** Counts a try before it is looked at. @returns false when there were too many within the hour. */
  readonly countTry: (reference: string, now: Instant) => Promise<boolean>;
  /** A right pair: what was mistyped before is forgotten. */
  readonly forgetTries: (reference: string, now: Instant) => Promise<void>;
};

export const keepVisits = ({
  table,
  ids,
}: {
  readonly table: Table;
  readonly ids: Ids;
}): Visits => {
  /** Only upon what was read: whoever has left meanwhile stays away. */
  const put = (id: string, { reference, readsAdvice }: Visit, before: number, now: Instant) =>
    table.put(
      {
        ...visitKey(id),
        reference,
        readsAdvice,
        revision: before + 1,
        expires: secondsSince1970(plusSeconds(now, idleSeconds)),
      },
      before === 0 ? { absent: true } : { revision: before },
    );

  const standing = async (id: string, now: Instant) => {
    const item = await table.get(visitKey(id));
    const { data: visit } = visitSchema.safeParse(item);
    return visit === undefined || visit.expires <= secondsSince1970(now) ? undefined : visit;
  };
  return {
    begin: async (reference, now) => {
      const id = ids.token();
      await put(id, { reference, readsAdvice: false }, 0, now);
      return id;
    },
    find: async (id, now) => {
      const visit = await standing(id, now);
      if (visit === undefined) return undefined;
      await put(id, visit, visit.revision, now);
      return visit;
    },
    letRead: async (id, now) => {
      for (let lost = 0; lost < mostLosses; lost++) {
        const visit = await standing(id, now);
        if (visit === undefined) return;
        if (await put(id, { ...visit, readsAdvice: true }, visit.revision, now)) return;
      }
    },
    end: async (id, now) => {
      // Without a revision: nothing that was read before can be written upon it.
      await table.put({ ...visitKey(id), endedAt: now, expires: secondsSince1970(now) });
    },
    countTry: async (reference, now) => {
      for (let lost = 0; lost < mostLosses; lost++) {
        const item = await table.get(triesKey(reference));
        const known = item === undefined ? undefined : triesSchema.parse(item);
        const isOver = known === undefined || known.expires <= secondsSince1970(now);
        const tries = isOver ? 0 : known.tries;
        if (tries >= mostTries) return false;
        const counted = {
          ...triesKey(reference),
          revision: (known?.revision ?? 0) + 1,
          tries: tries + 1,
          expires: isOver ? secondsSince1970(plusSeconds(now, triesWithinSeconds)) : known.expires,
        };
        const condition =
          known === undefined ? ({ absent: true } as const) : { revision: known.revision };
        if (await table.put(counted, condition)) return true;
      }
      // So many at once are no person.
      return false;
    },
    forgetTries: async (reference, now) => {
      const item = await table.get(triesKey(reference));
      if (item === undefined) return;
      const { revision } = triesSchema.parse(item);
      await table.put(
        {
          ...triesKey(reference),
          revision: revision + 1,
          tries: 0,
          expires: secondsSince1970(now),
        },
        { revision },
      );
    },
  };
};
