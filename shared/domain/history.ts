import { createHash } from "node:crypto";

/** SHA-256, as 43 characters of base64url. */
export const digest = (text: string): string =>
  createHash("sha256").update(text, "utf8").digest("base64url");

/** A value as one text, whatever order its fields were written in: the text that is hashed. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value)
      .filter(([, held]) => held !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, held]) => `${JSON.stringify(name)}:${canonical(held)}`);
    return `{${fields.join(",")}}`;
  }
  return JSON.stringify(value);
};

/** What stands before the first entry. */
const chainStart = "";

/** The hash of the newest entry: whoever knows it can tell whether anything before was altered. */
export const headOf = (history: readonly string[]): string => {
  const last = history.at(-1);
  return last === undefined ? chainStart : digest(last);
};

/** The history with one more entry, chained to the one before. */
export const chained = (
  history: readonly string[],
  entry: Readonly<Record<string, unknown>>,
): readonly string[] => [
  ...history,
  canonical({ ...entry, n: history.length + 1, previous: headOf(history) }),
];

/** The hash that an entry names, or undefined when the text is no canonical entry of this number. */
const namedBy = (text: string, number: number): unknown => {
  try {
    const entry: unknown = JSON.parse(text);
    return typeof entry === "object" &&
      entry !== null &&
      "n" in entry &&
      entry.n === number &&
      "previous" in entry &&
      canonical(entry) === text
      ? entry.previous
      : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Holds a history against the head that was trailed for it.
 * @returns the number (from 1) of the first entry that does not hold, or undefined when all do: of a history
 * that was cut short, the first one missing; of one rewritten with fresh hashes, the one whose hash was trailed.
 */
export const firstBrokenEntry = (
  history: readonly string[],
  trailed?: { readonly entries: number; readonly head: string },
): number | undefined => {
  const named = history.map((text, index) => namedBy(text, index + 1));
  const hashes = [chainStart, ...history.map(digest)];
  const broken = named.findIndex((previous, index) => previous !== hashes[index]);
  if (broken >= 0) {
    const follower = broken + 1 === trailed?.entries ? trailed.head : named[broken + 1];
    // What follows still names this entry, and so it is the one before that was altered.
    const isAsItWas = named[broken] !== undefined && follower === hashes[broken + 1];
    return isAsItWas ? Math.max(1, broken) : broken + 1;
  }
  return trailed === undefined || hashes[trailed.entries] === trailed.head
    ? undefined
    : Math.max(1, Math.min(trailed.entries, history.length + 1));
};
