import type { Consultation } from "../../../../shared/domain/consultation.ts";
import { fromTrackerItem, toTrackerItem } from "../../../../shared/store/tracker-item.ts";
import { type Sites, sites } from "../../sites.ts";

/** References as the list shows them, each once for each row. */
export const rowsOf = (html: string): readonly string[] =>
  [...html.matchAll(/app-reference" href="\/consultations\/([-\w]+)" id=/g)].map(
    ([, reference = ""]) => reference,
  );

/** A consultation as it is received, from sites of its own. */
const sample = async (): Promise<Consultation> => {
  const on = sites();
  await on.received();
  const [item] = on.shelf.trackers();
  if (item === undefined) throw new Error("nothing was received");
  return fromTrackerItem(item);
};

/** Puts consultations by their references, each like a received one but for what is given. */
export const openList = async (
  { shelf }: Sites,
  changes: Readonly<Record<string, Partial<Consultation>>>,
): Promise<void> => {
  const base = await sample();
  for (const [reference, change] of Object.entries(changes))
    await shelf.table.put(toTrackerItem({ ...base, reference, ...change }, undefined));
};

/** A reference for the n-th of many. */
export const numbered = (n: number): string => `AAAA-AAAA-${String(n).padStart(4, "0")}`;

/** So many that differ in nothing but their reference. */
export const many = (count: number): Readonly<Record<string, Partial<Consultation>>> =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [numbered(n), {}]));
