import type { LetterState, OneTimeCode } from "./consultation.ts";
import type { DraftLetterKind } from "./draft-letters.ts";
import { earliest, type Instant, plusSeconds } from "./instant.ts";
import { isSent } from "./letters.ts";
import { standingCode } from "./one-time-code.ts";

const keptSeconds = 7 * 24 * 60 * 60;

/** Until when a draft that was saved is kept (case.md, "Privacy"): seven days. */
export const savedUntil = (savedAt: Instant): Instant => plusSeconds(savedAt, keptSeconds);

/** The way back to a draft that somebody saved: the letters that it owes. Nothing that was typed. */
export type SavedDraft = {
  readonly savedAt: Instant;
  readonly code?: OneTimeCode;
  readonly letters: Readonly<Record<string, LetterState>>;
  /** The form was sent since: a letter that calls it unsent would be wrong. */
  readonly isSent?: true;
  /** It was saved again with another address: the way to the earlier one opens nothing, and owes nothing. */
  readonly isRevoked?: true;
};

/** One letter about a saved draft. */
export type DraftLetter = {
  readonly kind: DraftLetterKind;
  readonly at: Instant;
  readonly key: string;
  readonly covers: readonly string[];
};

const letterOf = (kind: DraftLetterKind, at: Instant): DraftLetter => {
  const key = `${kind}/${at}/practitioner`;
  return { kind, at, key, covers: [key] };
};

/** Owed and not sent, each with the instant from which it can be tried. */
const owed = (saved: SavedDraft, now: Instant) => {
  if (saved.isRevoked === true || now >= savedUntil(saved.savedAt)) return [];
  const code = standingCode(saved, now);
  return [
    ...(saved.isSent === true ? [] : [letterOf("saved", saved.savedAt)]),
    ...(code === undefined ? [] : [letterOf("code", code.askedAt)]),
  ].flatMap((letter) => {
    const state = saved.letters[letter.key];
    if (isSent(state)) return [];
    const from =
      state !== undefined && "leasedUntil" in state && state.leasedUntil > letter.at
        ? state.leasedUntil
        : letter.at;
    return [{ letter, from }];
  });
};

/** The letters to send now. */
export const draftLettersDue = (saved: SavedDraft, now: Instant): readonly DraftLetter[] =>
  owed(saved, now).flatMap(({ letter, from }) => (from <= now ? [letter] : []));

/** When something is due next; undefined when nothing is owed, and then it is in no index. */
export const draftWakesAt = (saved: SavedDraft, now: Instant): Instant | undefined =>
  earliest(...owed(saved, now).map(({ from }) => from));
