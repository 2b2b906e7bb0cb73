import * as z from "zod";
import { digest } from "../../shared/domain/history.ts";
import {
  addressNamedIn,
  firstTamperedEntry,
  type NamedText,
  textsNamedIn,
} from "../../shared/domain/trailed-history.ts";
import type { Trailed } from "./read-trail.ts";

/** The first entry of a history that does not hold, of how many there are or were, and what is wrong. */
export type Finding = { readonly entry: number; readonly of: number; readonly because: string };

/** What the tool reads of a tracker: as little as it needs, so that a tracker of any shape is judged. */
const trackerSchema = z.object({
  revision: z.unknown().optional(),
  address: z.unknown().optional(),
  emptiedAt: z.unknown().optional(),
  history: z.array(z.string()),
});

const emptying = z.object({ act: z.literal("empty"), at: z.string() });

/**
 * Whether the words were deleted at the end of their time: the history says so in an entry that was trailed.
 * Whoever deletes words and adds such an entry to the table only is found out.
 */
const isEmptied = (
  emptiedAt: unknown,
  history: readonly string[],
  trailedEntries: number,
): boolean =>
  history.slice(0, trailedEntries).some((text) => {
    const entry = emptying.safeParse(JSON.parse(text)).data;
    return entry !== undefined && entry.at === emptiedAt;
  });

/**
 * Judges one tracker by what was trailed of it. `sealedAt`: the hash of the sealed bytes that stand where
 * the history names a text, or undefined where nothing stands.
 */
export const judgeTracker = (
  item: unknown,
  known: Trailed | undefined,
  sealedAt: (text: NamedText) => string | undefined,
): Finding | undefined => {
  const trailedEntries = known?.entries ?? 0;
  if (item === undefined)
    return { entry: 1, of: trailedEntries, because: "the whole consultation is gone" };
  const read = trackerSchema.safeParse(item).data;
  if (read === undefined)
    return { entry: 1, of: Math.max(1, trailedEntries), because: "the history cannot be read" };
  const { history } = read;
  const of = Math.max(history.length, trailedEntries);
  const tampered = history.length === 0 ? 1 : firstTamperedEntry(history, known?.heads ?? []);
  if (tampered !== undefined)
    return {
      entry: tampered,
      of: Math.max(of, 1),
      because:
        tampered > history.length
          ? `it is gone: ${trailedEntries} were trailed, ${history.length} are there`
          : "it is not the entry that was written",
    };
  if (
    known !== undefined &&
    !(typeof read.revision === "number" && read.revision >= known.revision)
  )
    return {
      entry: of,
      of,
      because: `the revision went back: ${known.revision} was trailed, and a lower one is there`,
    };
  if (isEmptied(read.emptiedAt, history, trailedEntries)) return undefined;
  const address = addressNamedIn(history);
  if (
    address !== undefined &&
    !(typeof read.address === "string" && digest(read.address) === address)
  )
    return { entry: 1, of, because: "the sealed address is not the one that it names" };
  for (const text of textsNamedIn(history)) {
    const found = sealedAt(text);
    if (found !== text.hash)
      return {
        entry: text.entry,
        of,
        because: `the sealed ${text.part === "words" ? "words that it names are" : "advice that it names is"} ${found === undefined ? "gone" : "not what was written"}`,
      };
  }
  return undefined;
};
