import * as z from "zod";
import type { Flag } from "../domain/consultation.ts";
import { type Digest, digestWakesAt, partsOfDigest } from "../domain/digest.ts";
import { type Instant, isInstant, plusSeconds } from "../domain/instant.ts";
import type { Key, Table } from "./table.ts";
import { letterState } from "./tracker-item.ts";

const mostTries = 8;

/** Long enough for everything that the mail provider will ever tell of it. */
const keptSeconds = 30 * 24 * 3600;

const instant = z.custom<Instant>(isInstant, "not an instant");

const digestSchema = z.object({
  revision: z.int(),
  covers: z.array(
    z.object({
      reference: z.string(),
      receivedAt: instant,
      dueAt: instant,
      agency: z.string().exactOptional(),
      flags: z.array(z.custom<Flag>((flag) => typeof flag === "string")),
    }),
  ),
  letters: z.record(z.string(), letterState),
});

type Stored = Digest & { readonly revision: number };

const keyOf = (name: string): Key => ({ pk: `digest#${name}`, sk: "digest" });

/** @returns the name in the key of a digest; undefined for any other item. */
export const digestNameIn = ({ pk }: Key): string | undefined =>
  pk.startsWith("digest#") ? pk.slice("digest#".length) : undefined;

const load = async (table: Pick<Table, "get">, name: string): Promise<Stored> => {
  const item = await table.get(keyOf(name));
  return item === undefined
    ? { name, revision: 0, covers: [], letters: {} }
    : { name, ...digestSchema.parse(item) };
};

/** The digest of this name; one that nothing was put into yet covers nothing. */
export const loadDigest = (table: Pick<Table, "get">, name: string): Promise<Digest> =>
  load(table, name);

/**
 * Changes a digest under its revision; a write that loses is done again on the fresh item, so `change` must
 * be pure. Nothing that is still owed ever expires.
 * @returns undefined when `change` turned it down
 */
export const changeDigest = async (
  table: Pick<Table, "get" | "put">,
  name: string,
  change: (digest: Digest) => Digest | undefined,
): Promise<Digest | undefined> => {
  for (let tried = 0; tried < mostTries; tried++) {
    const { revision, ...standing } = await load(table, name);
    const next = change(standing);
    if (next === undefined) return undefined;
    const { name: _, ...fields } = next;
    const wakeAt = digestWakesAt(next);
    const expires = Date.parse(plusSeconds(partsOfDigest(name).minute, keptSeconds)) / 1000;
    const written = await table.put(
      {
        ...keyOf(name),
        ...fields,
        revision: revision + 1,
        ...(wakeAt === undefined ? { expires } : { wake: "wake", wakeAt }),
      },
      revision === 0 ? { absent: true } : { revision },
    );
    if (written) return next;
  }
  throw new Error(`the digest ${name} was written by others again and again`);
};
