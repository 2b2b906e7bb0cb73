import { createHash } from "node:crypto";
import type { Consultation, OneTimeCode } from "./consultation.ts";
import { codeExpiresAt } from "./draft-letters.ts";
import { type Instant, plusSeconds } from "./instant.ts";

const mostTries = 5;
/** What a used code counts as: more than any wrong tries make. */
const used = mostTries + 1;
const pauseSeconds = 60;
const mostAsksWithin = { asks: 5, seconds: 3600 } as const;

/** What a typed code is: `tried-out` after five wrong ones, when another must be asked for. */
export type CodeTry = "right" | "wrong" | "tried-out";

/** What a code opens: the advice of a consultation, or a saved draft. */
type HasCode = Pick<Consultation, "code">;

/** Six digits out of 128 random bits. */
export const codeFrom = (token: string): string =>
  String(createHash("sha256").update(token).digest().readBigUInt64BE() % 1_000_000n).padStart(
    6,
    "0",
  );

/** The code that opens it now: asked for within ten minutes, and not tried five times (case.md). */
export const standingCode = ({ code }: HasCode, now: Instant): OneTimeCode | undefined =>
  code !== undefined && now < codeExpiresAt(code.askedAt) && code.tries < mostTries
    ? code
    : undefined;

const asksAt = (code: OneTimeCode | undefined, now: Instant) =>
  code === undefined || now >= plusSeconds(code.since, mostAsksWithin.seconds)
    ? { since: now, asks: 0 }
    : { since: code.since, asks: code.asks };

/**
 * The same with a fresh code, sealed: it is owed as a letter, and no older one opens anything.
 * @returns undefined within a minute of the last, and after five within an hour.
 */
export const withCode = <Held extends HasCode>(
  held: Held,
  sealed: string,
  now: Instant,
): Held | undefined => {
  const { code } = held;
  const { since, asks } = asksAt(code, now);
  if (code !== undefined && now < plusSeconds(code.askedAt, pauseSeconds)) return undefined;
  return asks >= mostAsksWithin.asks
    ? undefined
    : { ...held, code: { askedAt: now, sealed, tries: 0, since, asks: asks + 1 } };
};

/**
 * The same with one more try at its code; undefined when no code stands that could be tried.
 * @param lastTry a token of this try's own, so that nobody takes another's try for theirs
 */
export const withTry = <Held extends HasCode>(
  held: Held,
  now: Instant,
  lastTry: string,
): Held | undefined => {
  const code = standingCode(held, now);
  return code === undefined
    ? undefined
    : { ...held, code: { ...code, tries: code.tries + 1, lastTry } };
};

/** Whether its last code has been typed wrongly five times, and would otherwise still stand. */
export const isTriedOut = ({ code }: HasCode, now: Instant): boolean =>
  code?.tries === mostTries && now < codeExpiresAt(code.askedAt);

/**
 * The same with its code used up: it works once. @param sealed the code that was typed
 * @returns undefined when it was used meanwhile, or another was asked for
 */
export const withCodeUsed = <Held extends HasCode>(
  held: Held,
  sealed: string | undefined,
  lastTry: string,
): Held | undefined => {
  const { code } = held;
  return code === undefined || code.sealed !== sealed || code.tries === used
    ? undefined
    : { ...held, code: { ...code, tries: used, lastTry } };
};
