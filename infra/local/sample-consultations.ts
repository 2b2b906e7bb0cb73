import { snapshotCalendar } from "../../shared/domain/calendar.ts";
import type { Command, StaffCommand } from "../../shared/domain/commands.ts";
import type { Consultation, Receipt, SealedRef, Worker } from "../../shared/domain/consultation.ts";
import { deadline } from "../../shared/domain/deadline.ts";
import { type Told, withDelivery } from "../../shared/domain/delivery.ts";
import { at, type Instant, plusSeconds } from "../../shared/domain/instant.ts";
import { lettersDue, sent } from "../../shared/domain/letters.ts";
import { carryOut, receive } from "../../shared/domain/transitions.ts";
import { workingTime } from "../../shared/domain/working-time.ts";
import { localStage } from "../stages.ts";

export const sampleWorking = workingTime(localStage.hub, snapshotCalendar);

const dana: Worker = { id: "dana", name: "Dana Okafor", email: "dana@mash.example", role: "duty" };

const sealed = (id: string): SealedRef => ({ id, hash: id });

/** A consultation as it was received at this time, with no words in it at all. */
export const sampleReceived = (received: string, more: Partial<Receipt> = {}): Consultation => {
  const receivedAt = at(received);
  return receive(
    {
      ...deadline(receivedAt, sampleWorking),
      reference: "7K2M-9QXD-4TRW",
      receivedAt,
      decision: {
        ruleSet: localStage.hub.ruleSet,
        action: "consult",
        consent: "seek",
        tell: "yes",
        because: { action: "A9", consent: "C7", tell: "T4" },
        wording: "2026-11-22",
      },
      flags: [],
      clear: { agency: "school", named: "not-named" },
      hasSecondContact: true,
      words: sealed("words"),
      address: "",
      key: { hash: "", answers: "" },
      ...more,
    },
    receivedAt,
  );
};

type WithoutVersion<Each> = Each extends unknown ? Omit<Each, "version"> : never;
type Act = WithoutVersion<StaffCommand> | Exclude<Command, StaffCommand>;

/** Something that happens to a sample: an act, or what the mail provider tells of a letter. */
export type Step = readonly [when: string, what: Act | Omit<Told, "messageId" | "takenAt" | "at">];

const arrived = (consultation: Consultation, letterKey: string, now: Instant): Consultation =>
  withDelivery(consultation, {
    letterKey,
    messageId: letterKey,
    takenAt: now,
    became: "delivered",
    at: now,
  }) ?? consultation;

/**
 * The consultation with every letter that is owed a second before `now` sent then.
 * @param lost the keys of letters of which nobody hears that they arrived
 */
export const lettersGone = (
  consultation: Consultation,
  now: Instant,
  lost: readonly string[],
): Consultation => {
  const before = plusSeconds(now, -1);
  return lettersDue(consultation, sampleWorking, before).reduce((held, letter) => {
    const gone = sent(held, letter, { sentAt: before, messageId: letter.key });
    return lost.includes(letter.key) ? gone : arrived(gone, letter.key, before);
  }, consultation);
};

const stepped = (consultation: Consultation, [when, what]: Step): Consultation => {
  const now = at(when);
  if ("became" in what)
    return (
      withDelivery(consultation, {
        ...what,
        messageId: what.letterKey,
        takenAt: now,
        at: now,
      }) ?? consultation
    );
  const outcome = carryOut(
    consultation,
    "by" in what ? { ...what, version: consultation.version } : what,
    now,
    sampleWorking,
  );
  if (!outcome.ok) throw new Error(`${what.do} at ${when} was refused: ${outcome.reason}`);
  return outcome.consultation;
};

/** The consultation after these steps. Letters go in between, unless they are `heldUp`. */
export const sampleAfter = (
  start: Consultation,
  steps: readonly Step[],
  { heldUp, lost }: { readonly heldUp: boolean; readonly lost: readonly string[] },
): Consultation =>
  steps.reduce(
    (held, step) => stepped(heldUp ? held : lettersGone(held, at(step[0]), lost), step),
    start,
  );

export const claims: Act = { do: "claim", by: dana };

export const releases: Act = { do: "release", by: dana };

export const tries = (when: string, more: { readonly number?: "second-contact" } = {}): Step => [
  when,
  {
    do: "record-attempt",
    by: dana,
    at: at(when),
    number: more.number ?? "practitioner",
    result: "no-answer",
  },
];

export const calls = (when: string): Step => [
  when,
  { do: "record-contact", by: dana, at: at(when), socialWorker: "Dana Okafor" },
];

export const advises = (
  followUpOn: string,
  { practitionerAgrees = true }: { readonly practitionerAgrees?: boolean } = {},
): Act => ({
  do: "record-advice",
  by: dana,
  advised: {
    action: "consult",
    consent: "seek",
    tell: "yes",
    practitionerAgrees,
    nameAsked: false,
    historyChecked: true,
    followUpOn,
    words: sealed("advice words"),
    advice: sealed("advice"),
  },
});

export const withdraws: Act = {
  do: "close",
  by: dana,
  outcome: "withdrawn",
  reasons: sealed("reasons"),
  caseRecord: "number",
  childConsidered: true,
};

/** A day before dueAt is no working day any more. */
export const moves = (dueAt: string): Act => ({
  do: "revise-deadline",
  promised: { dueAt: at(dueAt), calendarVersion: "a later one", projected: false },
});
