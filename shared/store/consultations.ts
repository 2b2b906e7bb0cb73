import type { Consultation } from "../domain/consultation.ts";
import { canonical, headOf } from "../domain/history.ts";
import type { Instant } from "../domain/instant.ts";
import { wakeAt } from "../domain/letters.ts";
import type { Listed } from "../domain/listed.ts";
import type { WorkingTime } from "../domain/working-time.ts";
import type { Trail } from "../trail.ts";
import type { Key, Table } from "./table.ts";
import {
  fromListEntry,
  fromTrackerItem,
  referenceIn,
  toTrackerItem,
  trackerKey,
} from "./tracker-item.ts";

/** What the consultations are kept with. */
export type Shelf = {
  readonly table: Table;
  readonly trail: Trail;
  readonly working: WorkingTime;
};

const mostTries = 8;

/** More earlier requests about one child than there have ever been. */
const mostSameChild = 500;

/** By when the wake index brings it up, and where it stands in the list's, as far as it does. */
type Indexed = { readonly wakesAt?: string; readonly listedAt?: string };

/** The consultation with its places in the indexes, read consistently. @throws UnreadableItem */
export const loadIndexed = async ({ table }: Pick<Shelf, "table">, reference: string) => {
  const item = await table.get(trackerKey(reference));
  if (item === undefined) return undefined;
  const { wake, wakeAt: wakesAt, listAt: listedAt } = item;
  return {
    consultation: fromTrackerItem(item),
    ...(wake === "wake" && typeof wakesAt === "string" ? { wakesAt } : {}),
    ...(typeof listedAt === "string" ? { listedAt } : {}),
  };
};

/** @returns the consultation, read consistently. @throws UnreadableItem */
export const loadConsultation = async (
  shelf: Pick<Shelf, "table">,
  reference: string,
): Promise<Consultation | undefined> => (await loadIndexed(shelf, reference))?.consultation;

/** Puts a tracker if what stands there is `revision` (0: nothing), and trails it. */
export const writeConsultation = async (
  { table, trail, working }: Shelf,
  next: Consultation,
  now: Instant,
): Promise<boolean> => {
  const item = toTrackerItem(next, wakeAt(next, working, now));
  const before = next.revision - 1;
  const written = await table.put(item, before === 0 ? { absent: true } : { revision: before });
  if (written) await trailed({ trail }, next, now);
  return written;
};

/** Remembers a write outside the table. Never rejects. */
export const trailed = ({ trail }: Pick<Shelf, "trail">, written: Consultation, at: Instant) =>
  trail.append({
    reference: written.reference,
    revision: written.revision,
    entries: written.history.length,
    head: headOf(written.history),
    at,
  });

/**
 * Changes a consultation under its revision. A write that loses to another is done again on the fresh
 * item, so `change` must be pure; it may turn down the fresh item by returning something that is no
 * consultation. A write whose answer was lost is recognised by reading it back. `known`: what was read or
 * written a moment ago, to save a read. `indexed`: what the indexes have been told.
 * @throws when the engine fails and the write is not found done.
 */
export const changeConsultation = async <Refused>(
  shelf: Shelf,
  reference: string,
  now: Instant,
  change: (
    consultation: Consultation,
    indexed: Indexed,
  ) => { readonly consultation: Consultation } | { readonly refused: Refused },
  known?: Indexed & { readonly consultation: Consultation },
): Promise<{ readonly consultation: Consultation } | { readonly refused: Refused | "unknown" }> => {
  for (let tried = 0; tried < mostTries; tried++) {
    const standing =
      tried === 0 && known !== undefined ? known : await loadIndexed(shelf, reference);
    if (standing === undefined) return { refused: "unknown" };
    const current = standing.consultation;
    const changed = change(current, standing);
    if ("refused" in changed) return changed;
    const next = { ...changed.consultation, revision: current.revision + 1 };
    try {
      if (await writeConsultation(shelf, next, now)) return { consultation: next };
    } catch (thrown) {
      const done = await foundDone(shelf, current, next, now);
      if (done === undefined) throw thrown;
      return { consultation: done };
    }
    const done = await foundDone(shelf, current, next, now);
    if (done !== undefined) return { consultation: done };
  }
  throw new Error(`${reference} changed ${mostTries} times while it was being written`);
};

/**
 * A write whose answer was lost (the engine, or a retry inside the SDK) looks like one that failed. It was
 * done when its history entry stands in its place, or, for a write without one, when all of it stands.
 */
const foundDone = async (shelf: Shelf, current: Consultation, next: Consultation, now: Instant) => {
  const standing = await loadConsultation(shelf, next.reference);
  if (standing === undefined) return undefined;
  const entries = next.history.length;
  const done =
    entries > current.history.length
      ? standing.history[entries - 1] === next.history[entries - 1]
      : canonical(standing) === canonical(next);
  if (!done) return undefined;
  await trailed(shelf, standing, now);
  return standing;
};

/** One page of what something is due on by `now`, soonest first. The index may be stale. */
export const dueKeys = async (
  { table }: Pick<Shelf, "table">,
  now: Instant,
  after?: string,
): Promise<{ readonly keys: readonly Key[]; readonly next?: string }> => {
  const { entries: keys, next } = await table.query({
    index: "wake",
    partition: "wake",
    upTo: now,
    ...(after === undefined ? {} : { after }),
  });
  return { keys, ...(next === undefined ? {} : { next }) };
};

/** The references among them: drafts that owe a letter stand in the same index. */
export const dueReferences = async (
  shelf: Pick<Shelf, "table">,
  now: Instant,
  after?: string,
): Promise<{ readonly references: readonly string[]; readonly next?: string }> => {
  const { keys, next } = await dueKeys(shelf, now, after);
  return {
    references: keys.filter(({ pk }) => pk.startsWith("consultation#")).map(referenceIn),
    ...(next === undefined ? {} : { next }),
  };
};

/** One page of the references of open consultations, in calling order. The index may be stale. */
export const openReferences = async (
  { table }: Pick<Shelf, "table">,
  after?: string,
): Promise<{ readonly references: readonly string[]; readonly next?: string }> => {
  const { entries, next } = await table.query({
    index: "list",
    partition: "open",
    ...(after === undefined ? {} : { after }),
  });
  return { references: entries.map(referenceIn), ...(next === undefined ? {} : { next }) };
};

/** A part of the duty team's list, in calling order, and where the next part begins. */
export type ListPart = {
  readonly listed: readonly Listed[];
  /** Those that stand in the list and cannot be read: they are named, never left out in silence. */
  readonly unreadable: readonly string[];
  readonly next?: string;
};

/**
 * What the duty team's list shows, in calling order: one query, and no item is read. The index may lag
 * some moments behind the items; a page that follows an act reads the item.
 */
export const listOpen = async (
  { table }: Pick<Shelf, "table">,
  most: number,
  after?: string,
): Promise<ListPart> => {
  const { entries, next } = await table.query({
    index: "list",
    partition: "open",
    limit: most,
    ...(after === undefined ? {} : { after }),
  });
  const read = entries.map((entry) => fromListEntry(entry) ?? referenceIn(entry));
  return {
    listed: read.filter((one) => typeof one !== "string"),
    unreadable: read.filter((one) => typeof one === "string"),
    ...(next === undefined ? {} : { next }),
  };
};

/**
 * Other consultations that may concern the same child, by the keyed hash of name and birth date; the
 * newest first. Nobody can tell from the index who the child is.
 */
export const sameChild = async (
  { table }: Pick<Shelf, "table">,
  { child, reference }: Pick<Consultation, "child" | "reference">,
): Promise<readonly string[]> => {
  if (child === undefined) return [];
  const { entries } = await table.query({ index: "child", partition: child, limit: mostSameChild });
  return entries
    .map(referenceIn)
    .filter((other) => other !== reference)
    .toReversed();
};
