import * as z from "zod";
import { type Instant, isInstant, plusSeconds } from "../domain/instant.ts";
import type { Ids } from "../ports.ts";
import type { Item, Key, Table } from "./table.ts";

const auditEntry = z.object({
  at: z.custom<Instant>(isInstant, "not an instant"),
  reference: z.string(),
  /** The person's id at the sign-in provider, and the name that was shown. */
  byId: z.string(),
  by: z.string(),
  role: z.string(),
  /** `viewed`, or the command that is about to be carried out. */
  did: z.string(),
});

/** One view or act of one member of staff on one consultation, on the audit itself, or on the figures. */
export type AuditEntry = Readonly<z.infer<typeof auditEntry>>;

/** Stands in place of a reference when it is the audit of a person or of a day that is read. */
export const ofTheAudit = "audit";

/** Stands in place of a reference when it is the managers' figures that are looked at. */
export const ofTheFigures = "figures";

const partitionOf = (byId: string, at: Instant) => `staff#${byId}#${at.slice(0, 7)}`;

/**
 * Puts an entry, once and for ever. Called *before* what it speaks of: an act that is not audited does not
 * take place.
 */
export const putAudit = async (
  { table, ids }: { readonly table: Table; readonly ids: Ids },
  entry: AuditEntry,
): Promise<void> => {
  await table.put(
    {
      pk: `audit#${entry.reference}`,
      sk: `${entry.at}#${ids.token()}`,
      ...entry,
      list: partitionOf(entry.byId, entry.at),
      listAt: entry.at,
    },
    { absent: true },
  );
};

/** A time with both ends: `to` itself is outside. */
export type Span = { readonly from: Instant; readonly to: Instant };

/** A part of what one person did, oldest first, and where the next part begins. */
export type AuditPart = {
  readonly entries: readonly AuditEntry[];
  /** Entries that cannot be read: they are counted, never left out in silence. */
  readonly unreadable: number;
  readonly next?: string;
};

const parsed = (items: readonly (Item | undefined)[]) => {
  const entries = items.flatMap((item) => auditEntry.safeParse(item).data ?? []);
  return { entries, unreadable: items.length - entries.length };
};

/** Everything that staff did with one consultation, oldest first. */
export const auditOfConsultation = async (
  table: Table,
  reference: string,
): Promise<Omit<AuditPart, "next">> => parsed(await table.list(`audit#${reference}`));

/** The entries of it. */
export const readAudit = async (table: Table, reference: string): Promise<readonly AuditEntry[]> =>
  (await auditOfConsultation(table, reference)).entries;

const readAtOnce = 25;

/** The index knows their keys only: each is read by itself. One that is gone counts as unreadable. */
const partOf = async (table: Table, keys: readonly Key[]) => {
  const items: (Item | undefined)[] = [];
  for (let first = 0; first < keys.length; first += readAtOnce) {
    const some = keys.slice(first, first + readAtOnce);
    items.push(...(await Promise.all(some.map(({ pk, sk }) => table.get({ pk, sk })))));
  }
  return parsed(items);
};

/** As many as one answer of the engine holds with ease. */
const mostAtOnce = 500;

/** Which of the two partitions, and the place in it; what is no place begins that partition anew. */
const cursorShape = /^([01])\.(.+)$/;

/**
 * What one person did in a time of at most a month, by the index. Partitions are
 * of UTC's months, so that a London month or day can begin in the one before. The index may lag some moments
 * behind.
 */
export const auditOf = async (
  table: Table,
  byId: string,
  { from, to }: Span,
  most: number,
  after?: string,
): Promise<AuditPart> => {
  const last = plusSeconds(to, -1);
  const partitions = [...new Set([partitionOf(byId, from), partitionOf(byId, last)])];
  const [, number = "0", cursor] = cursorShape.exec(after ?? "") ?? [];
  const begun = Math.min(Number(number), partitions.length - 1);
  const keys: Key[] = [];
  for (const [place, partition] of partitions.entries()) {
    if (place < begun) continue;
    let next = place === begun ? cursor : undefined;
    do {
      const page = await table.query({
        index: "list",
        partition,
        from,
        upTo: last,
        limit: most - keys.length,
        ...(next === undefined ? {} : { after: next }),
      });
      keys.push(...page.entries);
      next = page.next;
      const isFull = keys.length >= most;
      if (isFull && next !== undefined)
        return { ...(await partOf(table, keys)), next: `${place}.${next}` };
      if (isFull && place + 1 < partitions.length)
        return { ...(await partOf(table, keys)), next: `${place + 1}.begin` };
    } while (next !== undefined);
  }
  return partOf(table, keys);
};

/** Everything that one person did in a time of at most a month, oldest first. */
export const wholeAuditOf = async (
  table: Table,
  byId: string,
  span: Span,
): Promise<Omit<AuditPart, "next">> => {
  const parts: AuditPart[] = [];
  let after: string | undefined;
  do {
    const part: AuditPart = await auditOf(table, byId, span, mostAtOnce, after);
    parts.push(part);
    after = part.next;
  } while (after !== undefined);
  return {
    entries: parts.flatMap(({ entries }) => entries),
    unreadable: parts.reduce((sum, { unreadable }) => sum + unreadable, 0),
  };
};
