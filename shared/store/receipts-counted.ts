import * as z from "zod";
import { digest } from "../domain/history.ts";
import { type Instant, isInstant, plusSeconds } from "../domain/instant.ts";
import type { Table } from "./table.ts";

/** case.md, "Letters": a fourth receipt to one address within an hour is not owed. */
const mostReceipts = 3;
const withinSeconds = 3600;

const mostLosses = 8;

const countedSchema = z.object({
  revision: z.int(),
  receipts: z.array(
    z.object({ reference: z.string(), at: z.custom<Instant>(isInstant, "not an instant") }),
  ),
});

/**
 * Counts the receipt on this consultation among those to its address, before it is sent. One that is tried
 * again counts once, from its last try; whoever loses a race counts on what the winner left, so that none
 * of the first three is ever lost. The table knows the address for an hour, by its keyed hash only.
 * @param emailHash as it was sealed with the address: nothing is hashed here by a key
 * @returns whether it is one of the three that are owed
 */
export const countReceipt = async (
  table: Pick<Table, "get" | "put">,
  emailHash: string,
  reference: string,
  now: Instant,
): Promise<boolean> => {
  const key = { pk: `code#${digest(emailHash)}`, sk: "receipts" };
  const counted = (revision: number, receipts: z.infer<typeof countedSchema>["receipts"]) => ({
    ...key,
    revision,
    receipts,
    expires: Date.parse(plusSeconds(now, withinSeconds)) / 1000,
  });
  // Most addresses get one receipt: it costs one write, and nothing is read.
  if (await table.put(counted(1, [{ reference, at: now }]), { absent: true })) return true;
  for (let lost = 0; lost < mostLosses; lost++) {
    const item = await table.get(key);
    const { revision, receipts } =
      item === undefined ? { revision: 0, receipts: [] } : countedSchema.parse(item);
    const others = receipts.filter(
      (one) => one.reference !== reference && plusSeconds(one.at, withinSeconds) > now,
    );
    if (others.length >= mostReceipts) return false;
    const next = counted(revision + 1, [...others, { reference, at: now }]);
    if (await table.put(next, revision === 0 ? { absent: true } : { revision })) return true;
  }
  throw new Error("the receipts to one address were counted by others again and again");
};
