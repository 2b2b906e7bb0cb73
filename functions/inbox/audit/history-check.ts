import * as z from "zod";
import { firstBrokenEntry } from "../../../shared/domain/history.ts";
import type { Table } from "../../../shared/store/table.ts";
import { trackerKey } from "../../../shared/store/tracker-item.ts";

/** Whether the entries of one history hold together: each names the hash of the one before. */
export type HistoryCheck =
  | { readonly is: "gone" | "unreadable" }
  | { readonly is: "whole"; readonly entries: number }
  | { readonly is: "broken"; readonly entries: number; readonly first: number };

const historySchema = z.object({ history: z.array(z.string()).min(1) });

/** Reads no more of the tracker than its history, so that one that cannot be shown is checked too. */
export const checkHistory = async (
  table: Pick<Table, "get">,
  reference: string,
): Promise<HistoryCheck> => {
  const item = await table.get(trackerKey(reference));
  if (item === undefined) return { is: "gone" };
  const read = historySchema.safeParse(item).data;
  if (read === undefined) return { is: "unreadable" };
  const [entries, first] = [read.history.length, firstBrokenEntry(read.history)];
  return first === undefined ? { is: "whole", entries } : { is: "broken", entries, first };
};
