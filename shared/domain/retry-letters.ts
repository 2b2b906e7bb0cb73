import type { Consultation, LetterState } from "./consultation.ts";
import { explainLetters } from "./explain-letters.ts";
import { chained } from "./history.ts";
import type { Instant } from "./instant.ts";
import { letterKey, occasions } from "./letters.ts";
import type { WorkingTime } from "./working-time.ts";

/** Lets go: the lease has run out, so that the next sweep takes the letter. */
const released = (state: LetterState, now: Instant): LetterState => ({
  lease: "retry",
  leasedUntil: now,
  tries: state.tries,
});

export type Retried =
  | { readonly ok: true; readonly consultation: Consultation; readonly keys: readonly string[] }
  /** `undelivered`: did not arrive, and their reasons have gone, so that they are not sent again. */
  | { readonly ok: false; readonly undelivered: readonly string[] };

/**
 * Lets every stuck letter go again at once: one whose lease has not run out, and one that bounced, was
 * rejected or was not delivered, as long as its reason stands. It is a person's act and stands in the
 * history, with what was known of each letter before: their marks make place for the new try.
 * @returns a refusal when no letter is stuck
 */
export const retryLetters = (
  consultation: Consultation,
  working: WorkingTime,
  now: Instant,
  by: string,
): Retried => {
  const owed = new Set(
    occasions(consultation, working, now).flatMap(({ kind, occasion, to }) =>
      to.map((recipient) => letterKey(kind, occasion, recipient)),
    ),
  );
  const explained = explainLetters(consultation, working, now);
  const keysThat = (is: (typeof explained)[number]["is"]) =>
    explained.filter((letter) => letter.is === is).map(({ key }) => key);
  const undelivered = keysThat("undelivered");
  const keys = [...keysThat("being-sent"), ...undelivered.filter((key) => owed.has(key))];
  if (keys.length === 0) return { ok: false, undelivered };
  const before = Object.entries(consultation.letters).filter(([key]) => keys.includes(key));
  return {
    ok: true,
    keys,
    consultation: {
      ...consultation,
      version: consultation.version + 1,
      letters: {
        ...consultation.letters,
        ...Object.fromEntries(before.map(([key, state]) => [key, released(state, now)])),
      },
      history: chained(consultation.history, {
        act: "retry-letters",
        at: now,
        by,
        letters: before.map(([letter, was]) => ({ letter, was })),
      }),
    },
  };
};
