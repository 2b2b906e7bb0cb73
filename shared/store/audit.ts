import * as z from "zod";
import { type Instant, isInstant } from "../domain/instant.ts";
import type { Ids } from "../ports.ts";
import type { Table } from "./table.ts";

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

/** One view or act of one member of staff on one consultation. */
export type AuditEntry = Readonly<z.infer<typeof auditEntry>>;

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
      list: `staff#${entry.byId}#${entry.at.slice(0, 7)}`,
      listAt: entry.at,
    },
    { absent: true },
  );
};

/** Everything that staff did with one consultation, oldest first. */
export const readAudit = async (table: Table, reference: string): Promise<readonly AuditEntry[]> =>
  (await table.list(`audit#${reference}`)).map((item) => auditEntry.parse(item));
