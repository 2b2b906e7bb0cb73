import * as z from "zod";
import { digest, firstBrokenEntry } from "./history.ts";

/** What was remembered outside the table of one history: how long it was, and the hash of its last entry. */
export type TrailedHead = { readonly entries: number; readonly head: string };

/**
 * Holds a history against every head that was trailed for it, in any order: the last one finds every
 * tampering, the earlier ones say where it begins.
 * @returns the number (from 1) of the first entry that does not hold, or undefined when all do.
 */
export const firstTamperedEntry = (
  history: readonly string[],
  trailed: readonly TrailedHead[],
): number | undefined => {
  const hashes = ["", ...history.map(digest)];
  const found = [
    firstBrokenEntry(history),
    ...trailed.flatMap((known) => [
      firstBrokenEntry(history, known),
      // Of a broken chain, too, an entry of another hash than was trailed is a wrong one.
      hashes[known.entries] === known.head
        ? undefined
        : Math.max(1, Math.min(known.entries, history.length + 1)),
    ]),
  ].filter((entry) => entry !== undefined);
  return found.length === 0 ? undefined : Math.min(...found);
};

/** A sealed text that a history names: the entry (from 1), its part, its id, and the hash of its sealed bytes. */
export type NamedText = {
  readonly entry: number;
  readonly part: "words" | "advice";
  readonly id: string;
  readonly hash: string;
};

const sealedRef = z.object({ id: z.string(), hash: z.string() });

const namedIn = (value: unknown, name: string): readonly Omit<NamedText, "entry">[] => {
  if (typeof value !== "object" || value === null) return [];
  const ref = sealedRef.safeParse(value).data;
  return ref === undefined
    ? Object.entries(value).flatMap(([field, held]) => namedIn(held, field))
    : [{ ...ref, part: name === "advice" ? "advice" : "words" }];
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Every sealed text that the entries of a history name, in their order; an unreadable entry names none. */
export const textsNamedIn = (history: readonly string[]): readonly NamedText[] =>
  history.flatMap((text, index) =>
    namedIn(parsed(text), "").map((named) => ({ entry: index + 1, ...named })),
  );

/** The hash of the sealed address that the first entry names, if it names one. */
export const addressNamedIn = (history: readonly string[]): string | undefined =>
  z.object({ address: z.string() }).safeParse(parsed(history[0] ?? "")).data?.address;
