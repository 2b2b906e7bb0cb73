import * as z from "zod";
import { digest } from "../domain/history.ts";
import { type Instant, isInstant, plusSeconds } from "../domain/instant.ts";
import { savedUntil } from "../domain/saved-draft.ts";
import { keysOfId } from "./keys-of-id.ts";
import { recentlyHeld } from "./recently-held.ts";
import { type Keys, open, seal } from "./seal.ts";
import type { Table } from "./table.ts";

const idleSeconds = 60 * 60;

/** The confirmation says nothing about a child: it may be looked at again for a week. */
const sentSeconds = 7 * 24 * 60 * 60;

const draftSchema = z.object({
  answers: z.record(z.string(), z.union([z.string(), z.array(z.string()).readonly()])),
  /** The pages that were answered, and the decision that was last shown. */
  done: z.array(z.string()),
  decided: z.string().exactOptional(),
  /** When it was last saved to be come back to, and the ways back to it: then it is kept for seven days. */
  savedAt: z.custom<Instant>(isInstant).exactOptional(),
  ways: z.array(z.string()).exactOptional(),
  /** Where the last way back was sent. */
  savedTo: z.string().exactOptional(),
  /** Once it was sent: what the confirmation shows. From then on nothing in it changes. */
  sent: z
    .object({
      reference: z.string(),
      sentText: z.string().exactOptional(),
      dueText: z.string(),
      callFirst: z.boolean(),
      isDanger: z.boolean(),
    })
    .exactOptional(),
});

/** A form that is being filled in: answers so far. Kept sealed, for whoever holds its id. */
export type Draft = Readonly<z.infer<typeof draftSchema>>;

/** A draft with the revision on which it is written back. */
export type HeldDraft = { readonly draft: Draft; readonly revision: number };

/** A draft that was found, and until when it stands unless something is answered. */
type FoundDraft = HeldDraft & { readonly until: Instant };

const storedSchema = z.object({
  revision: z.int(),
  expires: z.number(),
  sealedById: z.string().exactOptional(),
  /** As it was written before 23 November 2026, with a key of the hub's own; a saved form stands for seven days. */
  sealed: z.string().exactOptional(),
});

/** The browser holds the id; the table only its hash, so that nobody can go from an item to a browser. */
const placeOf = (id: string) => {
  const hash = digest(id);
  return {
    key: { pk: `draft#${hash}`, sk: "draft" },
    context: { reference: hash, part: "draft" },
  } as const;
};

const keysOf = (id: string) => keysOfId(id, "answers of a form that is being filled in");

const secondsSince1970 = (instant: Instant) => Date.parse(instant) / 1000;

const expiresAt = ({ sent, savedAt }: Draft, now: Instant): Instant => {
  if (sent !== undefined) return plusSeconds(now, sentSeconds);
  const idle = plusSeconds(now, idleSeconds);
  const kept = savedAt === undefined ? idle : savedUntil(savedAt);
  return kept > idle ? kept : idle;
};

/** The drafts of all browsers. A draft is found by its id alone. */
export type Drafts = {
  /**
   * @param instead what may stand in for reading the table: with "to-write-on" whatever this process holds, since
   * `save` refuses an old one; with a revision the page after that was written, once (see recently-held.ts)
   * @returns the draft, unless there is none, it was cleared, it was idle for an hour, or its seven days are over.
   */
  readonly load: (
    id: string,
    now: Instant,
    instead?: "to-write-on" | number,
  ) => Promise<FoundDraft | undefined>;
  /** Writes it if nobody wrote it since (`revision` 0: it is new). @returns whether it was written. */
  readonly save: (id: string, held: HeldDraft, now: Instant) => Promise<boolean>;
  /** Takes out everything that was typed. What is left says only that there was a draft. */
  readonly clear: (id: string, now: Instant) => Promise<void>;
};

export const keepDrafts = ({
  table,
  keys,
}: {
  readonly table: Table;
  readonly keys: Pick<Keys, "unwrap">;
}): Drafts => {
  const recent = recentlyHeld<FoundDraft>();
  return {
    load: async (id, now, instead) => {
      const held =
        instead === "to-write-on"
          ? recent.toWriteOn(id, now)
          : instead !== undefined && recent.toShow(id, instead, now);
      if (held && held.until > now) return held;
      const { key, context } = placeOf(id);
      const item = await table.get(key);
      if (item === undefined) return undefined;
      const { revision, expires, sealedById, sealed = sealedById } = storedSchema.parse(item);
      if (sealed === undefined || expires <= secondsSince1970(now)) return undefined;
      const until = plusSeconds(now, expires - secondsSince1970(now));
      const opened = await open(sealedById === undefined ? keys : keysOf(id), context, sealed);
      const found = { draft: draftSchema.parse(opened), revision, until };
      recent.keep("read", id, found, now);
      return found;
    },
    save: async (id, { draft, revision }, now) => {
      const { key, context } = placeOf(id);
      const next = { draft, revision: revision + 1, until: expiresAt(draft, now) };
      // Until it is written nobody knows which of the two stands.
      recent.forget(id);
      const isWritten = await table.put(
        {
          ...key,
          revision: next.revision,
          expires: secondsSince1970(next.until),
          sealedById: await seal(keysOf(id), context, draft),
        },
        revision === 0 ? { absent: true } : { revision },
      );
      // A saved form can be open in two browsers, and one must see what the other wrote.
      if (isWritten) recent.keep(draft.savedAt === undefined ? "written" : "read", id, next, now);
      return isWritten;
    },
    clear: async (id, now) => {
      recent.forget(id);
      await table.put({ ...placeOf(id).key, revision: 0, expires: secondsSince1970(now) });
    },
  };
};
