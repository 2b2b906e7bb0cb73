import * as z from "zod";
import { type Instant, isInstant } from "../domain/instant.ts";
import {
  type CodeTry,
  codeFrom,
  isTriedOut,
  withCode,
  withCodeUsed,
  withTry,
} from "../domain/one-time-code.ts";
import { draftWakesAt, type SavedDraft, savedUntil } from "../domain/saved-draft.ts";
import type { Ids } from "../ports.ts";
import { type Keys, open, seal } from "./seal.ts";
import type { Key, Table } from "./table.ts";
import { letterState, oneTimeCode } from "./tracker-item.ts";
import { wayBack } from "./way-back.ts";

const mostTries = 8;

const instant = z.custom<Instant>(isInstant, "not an instant");

const storedSchema = z.object({
  revision: z.int(),
  savedAt: instant,
  /** Sealed: where the letters go, and the token that the link in them holds. */
  address: z.string(),
  /** Sealed: the id under which the browser had the draft. */
  draft: z.string(),
  code: oneTimeCode.exactOptional(),
  letters: z.record(z.string(), letterState),
  isSent: z.literal(true).exactOptional(),
  isRevoked: z.literal(true).exactOptional(),
});

/** A saved draft as it stands in the table. */
export type StoredDraft = SavedDraft & z.infer<typeof storedSchema>;

const addressSchema = z.object({ email: z.string(), token: z.string() });
const draftSchema = z.object({ id: z.string() });
const codeSchema = z.object({ digits: z.string() });

const keyOf = (hash: string): Key => ({ pk: `code#${hash}`, sk: "saved" });

/** @returns the hash in the key of a saved draft; undefined for any other item. */
export const savedIn = ({ pk, sk }: Key): string | undefined =>
  sk === "saved" && pk.startsWith("code#") ? pk.slice("code#".length) : undefined;

const secondsSince1970 = (instant: Instant) => Date.parse(instant) / 1000;

type Kept = { readonly table: Table };

const load = async ({ table }: Kept, hash: string): Promise<StoredDraft | undefined> => {
  const item = await table.get(keyOf(hash));
  const saved = item === undefined ? undefined : storedSchema.parse(item);
  return saved?.isRevoked === true ? undefined : saved;
};

const write = ({ table }: Kept, hash: string, next: StoredDraft, now: Instant) => {
  const wakeAt = draftWakesAt(next, now);
  return table.put(
    {
      ...keyOf(hash),
      ...next,
      revision: next.revision + 1,
      expires: secondsSince1970(savedUntil(next.savedAt)),
      ...(wakeAt === undefined ? {} : { wake: "wake", wakeAt }),
    },
    next.revision === 0 ? { absent: true } : { revision: next.revision },
  );
};

/**
 * Changes a saved draft under its revision; a write that loses is done again on the fresh item.
 * @returns undefined when there is none, its days are over, or `change` turned it down
 */
export const changeSavedDraft = async (
  kept: Kept,
  hash: string,
  now: Instant,
  change: (saved: StoredDraft) => StoredDraft | undefined,
): Promise<StoredDraft | undefined> => {
  for (let tried = 0; tried < mostTries; tried++) {
    const standing = await load(kept, hash);
    if (standing === undefined || now >= savedUntil(standing.savedAt)) return undefined;
    const next = change(standing);
    if (next === undefined) return undefined;
    if (await write(kept, hash, next, now)) return next;
  }
  throw new Error("a saved draft was written by others again and again");
};

/** Where the letters of a saved draft go, and the token of their link. @throws SealBroken */
export const openSavedAddress = async (keys: Keys, hash: string, { address }: StoredDraft) =>
  addressSchema.parse(await open(keys, { reference: hash, part: "address" }, address));

/** The digits of the code that was asked for last. @throws SealBroken */
export const openSavedCode = async (keys: Keys, hash: string, { code }: StoredDraft) =>
  codeSchema.parse(await open(keys, { reference: hash, part: "address" }, code?.sealed ?? ""))
    .digits;

/** Drafts that were saved, and the way back to them. The link in the letter holds a token; the table its hash. */
export type SavedDrafts = {
  /** From now on a letter with a link, which holds the token, is owed to this address. */
  readonly save: (token: string, draftId: string, email: string, now: Instant) => Promise<void>;
  /** The form was sent: no letter says any more that it was not. @param way the hash of the token */
  readonly settle: (way: string, now: Instant) => Promise<void>;
  /** It went to an address that was not meant: from now on its link leads nowhere. @param way as in settle */
  readonly revoke: (way: string, now: Instant) => Promise<void>;
  readonly exists: (token: string, now: Instant) => Promise<boolean>;
  /** @returns whether a fresh code is on its way. */
  readonly askForCode: (token: string, now: Instant) => Promise<boolean>;
  /** @returns the id of the draft, when these are the digits of the code that stands. */
  readonly tryCode: (
    token: string,
    typed: string,
    now: Instant,
  ) => Promise<{ readonly id: string } | Exclude<CodeTry, "right">>;
};

export const savedDrafts = (
  shelf: Kept & { readonly keys: Keys; readonly ids: Ids },
): SavedDrafts => {
  const { keys, ids } = shelf;
  return {
    save: async (token, draftId, email, now) => {
      const hash = wayBack(token);
      const [address, draft] = await Promise.all([
        seal(keys, { reference: hash, part: "address" }, { email, token }),
        seal(keys, { reference: hash, part: "draft" }, { id: draftId }),
      ]);
      await write(shelf, hash, { revision: 0, savedAt: now, address, draft, letters: {} }, now);
    },
    settle: async (way, now) => {
      await changeSavedDraft(shelf, way, now, (saved) => ({ ...saved, isSent: true }));
    },
    revoke: async (way, now) => {
      await changeSavedDraft(shelf, way, now, (saved) => ({ ...saved, isRevoked: true }));
    },
    exists: async (token, now) => {
      const standing = await load(shelf, wayBack(token));
      return standing !== undefined && now < savedUntil(standing.savedAt);
    },
    askForCode: async (token, now) => {
      const hash = wayBack(token);
      const digits = codeFrom(ids.token());
      const sealed = await seal(keys, { reference: hash, part: "address" }, { digits });
      const done = await changeSavedDraft(shelf, hash, now, (saved) =>
        withCode(saved, sealed, now),
      );
      return done !== undefined;
    },
    tryCode: async (token, typed, now) => {
      const hash = wayBack(token);
      const tryId = ids.token();
      const tried = await changeSavedDraft(shelf, hash, now, (saved) => withTry(saved, now, tryId));
      if (tried === undefined) {
        const standing = await load(shelf, hash);
        return standing !== undefined && isTriedOut(standing, now) ? "tried-out" : "wrong";
      }
      if ((await openSavedCode(keys, hash, tried)) !== typed) return "wrong";
      const used = await changeSavedDraft(shelf, hash, now, (saved) =>
        withCodeUsed(saved, tried.code?.sealed, tryId),
      );
      if (used === undefined) return "wrong";
      const context = { reference: hash, part: "draft" } as const;
      return draftSchema.parse(await open(keys, context, used.draft));
    },
  };
};
