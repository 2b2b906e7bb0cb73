import type { Consultation } from "../../../shared/domain/consultation.ts";
import { withDelivery } from "../../../shared/domain/delivery.ts";
import { at, type Instant } from "../../../shared/domain/instant.ts";
import { type Letter, lettersDue, sent, wakeAt } from "../../../shared/domain/letters.ts";
import type { WorkingTime } from "../../../shared/domain/working-time.ts";
import { type Act, attempted, defaultTime } from "./consultations.ts";

/** Something that a person does at a time. One that is refused changes nothing. */
export type Happening = readonly [at: string, act: Act];

export type Sent = { readonly at: Instant; readonly letter: Letter };

/** A letter that arrived as it was sent: what the provider then tells. */
const arrived = (consultation: Consultation, { key }: Letter, now: Instant): Consultation =>
  withDelivery(consultation, {
    letterKey: key,
    messageId: key,
    takenAt: now,
    became: "delivered",
    at: now,
  }) ?? consultation;

/** Each letter due at `now`, sent and marked as the sweep does, and delivered. */
export const sweptAt = (
  consultation: Consultation,
  now: Instant,
  time: WorkingTime = defaultTime,
): { readonly consultation: Consultation; readonly letters: readonly Letter[] } => {
  const letters = lettersDue(consultation, time, now);
  return {
    consultation: letters.reduce(
      (held, letter) =>
        arrived(sent(held, letter, { sentAt: now, messageId: letter.key }), letter, now),
      consultation,
    ),
    letters,
  };
};

const byTime = ([one]: Happening, [other]: Happening) => (at(one) < at(other) ? -1 : 1);

/**
 * Steps from one wake-up (or happening) to the next, sends what is due, and ends when nothing is left
 * until `until`. @throws when a wake-up does not lead to a later one.
 */
export const walk = (
  start: Consultation,
  until: string,
  happenings: readonly Happening[] = [],
  time: WorkingTime = defaultTime,
): { readonly log: readonly Sent[]; readonly consultation: Consultation } => {
  const log: Sent[] = [];
  const coming = happenings.toSorted(byTime);
  let consultation = start;
  let now = start.receivedAt;
  for (;;) {
    for (let next = coming[0]; next !== undefined && at(next[0]) <= now; next = coming[0]) {
      const outcome = attempted(consultation, next[1], now, time);
      if (outcome.ok) consultation = outcome.consultation;
      coming.shift();
    }
    const swept = sweptAt(consultation, now, time);
    log.push(...swept.letters.map((letter) => ({ at: now, letter })));
    consultation = swept.consultation;
    const wake = wakeAt(consultation, time, now);
    if (wake !== undefined && wake <= now)
      throw new Error(`woken at ${wake}, which is not after ${now}`);
    const happens = coming[0] === undefined ? undefined : at(coming[0][0]);
    const following = [wake, happens].filter((next) => next !== undefined).toSorted()[0];
    if (following === undefined || following > at(until)) return { log, consultation };
    now = following;
  }
};

/** What went, one line each: `2026-11-23T15:30:00Z not-started to duty`; same moment and kind together. */
export const lines = (log: readonly Sent[]): readonly string[] =>
  [...Map.groupBy(log, ({ at: when, letter }) => `${when} ${letter.kind} to `)].map(
    ([head, same]) => head + same.map(({ letter }) => letter.recipient).join(", "),
  );
