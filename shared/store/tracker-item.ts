import * as z from "zod";
import type { ClosedWork } from "../domain/closed-work.ts";
import {
  type BreachReason,
  type Consultation,
  type Did,
  type Flag,
  isListed,
  type Worker,
} from "../domain/consultation.ts";
import type { Action, ActionRule, TellAnswer, TellRule } from "../domain/decision.ts";
import { type Instant, isInstant } from "../domain/instant.ts";
import { type Listed, placeInList, unreachedFrom } from "../domain/listed.ts";
import type { Outcome } from "../domain/outcome.ts";
import { keptFrom } from "../domain/retention.ts";
import type { ConsentAnswer, ConsentRule } from "../domain/rule-sets.ts";
import type { Item, Key } from "./table.ts";

/** The key of a consultation's tracker. */
export const trackerKey = (reference: string): Key => ({
  pk: `consultation#${reference}`,
  sk: "tracker",
});

/** @returns the reference in a tracker's key. */
export const referenceIn = ({ pk }: Key): string => pk.slice(pk.indexOf("#") + 1);

/** The partition of the wake index in which a closed consultation waits for its end. */
export const keepPartition = (isNotNamed: boolean, outcome: Outcome): string =>
  `keep#${isNotNamed ? "not-named" : "named"}#${outcome}`;

const instant = z.custom<Instant>(isInstant, "not an instant");

/** A value of a list that may have grown or shrunk since it was stored: any text is let through. */
const word = <Word extends string>() => z.custom<Word>((value) => typeof value === "string");

/** A field that only newer code knows is kept: older code that still runs beside it must not lose it. */
const kept = z.looseObject;

const sealedRef = kept({ id: z.string(), hash: z.string() });

const worker = kept({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: word<Worker["role"]>(),
});

const attempt = kept({
  at: instant,
  by: z.string(),
  number: word<Consultation["attempts"][number]["number"]>(),
  result: word<Consultation["attempts"][number]["result"]>(),
  nextTryAt: instant.exactOptional(),
});

const advised = kept({
  action: word<Action>(),
  consent: word<ConsentAnswer>(),
  tell: word<TellAnswer>(),
  practitionerAgrees: z.boolean(),
  nameAsked: z.boolean(),
  historyChecked: z.boolean(),
  followUpOn: z.string().exactOptional(),
  words: sealedRef,
  advice: sealedRef,
  recordedAt: instant.exactOptional(),
});

const became = kept({
  delivered: instant.exactOptional(),
  bounced: instant.exactOptional(),
  bouncedForNow: instant.exactOptional(),
  rejected: instant.exactOptional(),
  complained: instant.exactOptional(),
  delayed: instant.exactOptional(),
});

export const oneTimeCode = kept({
  askedAt: instant,
  sealed: z.string(),
  tries: z.int(),
  lastTry: z.string().exactOptional(),
  asks: z.int(),
  since: instant,
});

export const letterState = z.union([
  kept({
    sentAt: instant,
    messageId: z.string(),
    tries: z.number(),
    became: became.exactOptional(),
    digest: z.string().exactOptional(),
  }),
  kept({
    lease: z.string(),
    leasedUntil: instant,
    tries: z.number(),
    digest: z.string().exactOptional(),
  }),
]);

const trackerSchema = kept({
  schema: z.literal(1),
  reference: z.string(),
  revision: z.int(),
  version: z.int(),
  state: z.enum(["received", "claimed", "contacted", "closed"]),
  receivedAt: instant,
  dueAt: instant,
  calendarVersion: z.string(),
  projected: z.boolean(),
  originallyDueAt: instant,
  movedAt: instant.exactOptional(),
  decision: kept({
    ruleSet: z.string(),
    action: word<Action>(),
    consent: word<ConsentAnswer>(),
    tell: word<TellAnswer>(),
    because: kept({
      action: word<ActionRule>(),
      consent: word<ConsentRule>(),
      tell: word<TellRule>(),
    }),
    wording: z.string(),
  }),
  flags: z.array(word<Flag>()),
  clear: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  hasSecondContact: z.boolean(),
  child: z.string().exactOptional(),
  words: sealedRef,
  address: z.string(),
  key: kept({ hash: z.string(), answers: z.string() }),
  enteredBy: z.string().exactOptional(),
  isCanary: z.literal(true).exactOptional(),
  priority: word<NonNullable<Consultation["priority"]>>().exactOptional(),
  holder: worker.exactOptional(),
  freeUntil: instant.exactOptional(),
  lastChasedAt: instant.exactOptional(),
  chases: z.int(),
  attempts: z.array(attempt),
  contact: kept({ at: instant, recordedAt: instant, socialWorker: z.string() }).exactOptional(),
  advised: advised.exactOptional(),
  happened: kept({ at: instant, did: word<Did>() }).exactOptional(),
  difference: kept({ since: instant, step: z.string().exactOptional() }).exactOptional(),
  breach: kept({
    reason: word<BreachReason>(),
    by: z.string(),
    at: instant,
  }).exactOptional(),
  hold: kept({ by: z.string(), at: instant }).exactOptional(),
  emptiedAt: instant.exactOptional(),
  links: z.array(kept({ reference: z.string(), by: z.string(), at: instant })).exactOptional(),
  code: oneTimeCode.exactOptional(),
  outcome: word<NonNullable<Consultation["outcome"]>>().exactOptional(),
  closedAt: instant.exactOptional(),
  duplicateOf: z.string().exactOptional(),
  notes: z.array(sealedRef),
  receiptWithheldAt: instant.exactOptional(),
  letters: z.record(z.string(), letterState),
  history: z.array(z.string()),
});

const listEntrySchema = trackerSchema
  .pick({
    reference: true,
    state: true,
    receivedAt: true,
    dueAt: true,
    flags: true,
    clear: true,
    hasSecondContact: true,
    holder: true,
    priority: true,
    freeUntil: true,
    attempts: true,
    contact: true,
    enteredBy: true,
  })
  .extend({ unreachedFrom: z.array(instant).exactOptional() });

/** @returns what the list's index carries of one tracker, or undefined when it cannot be read. */
export const fromListEntry = ({ pk: _, sk: __, ...fields }: Item): Listed | undefined =>
  listEntrySchema.safeParse(fields).data;

const closedEntrySchema = trackerSchema
  .pick({
    reference: true,
    state: true,
    receivedAt: true,
    dueAt: true,
    clear: true,
    attempts: true,
    contact: true,
    enteredBy: true,
    closedAt: true,
    outcome: true,
    decision: true,
    happened: true,
    breach: true,
  })
  .extend({
    advised: advised
      .pick({ action: true, consent: true, tell: true, followUpOn: true })
      .exactOptional(),
  });

/** @returns what figures are made from, of one entry of the list's index, or undefined when it cannot be read. */
export const fromClosedEntry = ({ pk: _, sk: __, ...fields }: Item): ClosedWork | undefined =>
  closedEntrySchema.safeParse(fields).data;

/** Thrown when a stored tracker cannot be read: it names the item and the fields, never their content. */
export class UnreadableItem extends Error {
  constructor({ pk, sk }: Key, fields: readonly string[]) {
    super(`${pk} ${sk} cannot be read: ${fields.join(", ")}`);
    this.name = "UnreadableItem";
  }
}

/** @throws UnreadableItem */
export const fromTrackerItem = (item: Item): Consultation => {
  const {
    pk,
    sk,
    list: _,
    listAt: __,
    wake: ___,
    wakeAt: ____,
    childAt: _____,
    unreachedFrom: ______,
    ...fields
  } = item;
  const read = trackerSchema.safeParse(fields);
  if (!read.success)
    throw new UnreadableItem(
      { pk, sk },
      read.error.issues.map(({ path }) => path.join(".")),
    );
  return read.data;
};

/**
 * Where in the wake index it stands: by when something is owed; or, when nothing is, from when it is kept,
 * among those that are kept for the same number of years. No settings are stored, so that a change of them
 * takes effect by itself.
 */
const placeInWake = (consultation: Consultation, wakeAt: Instant | undefined) => {
  if (wakeAt !== undefined) return { wake: "wake", wakeAt };
  const { clear, outcome } = consultation;
  const from = keptFrom(consultation);
  return from === undefined || outcome === undefined
    ? {}
    : { wake: keepPartition(clear["named"] === "not-named", outcome), wakeAt: from };
};

/** The tracker with its places in the indexes, and what the list's index shows besides. */
export const toTrackerItem = (consultation: Consultation, wakeAt: Instant | undefined): Item => {
  const { closedAt, child, receivedAt, reference } = consultation;
  const unreached = unreachedFrom(consultation);
  const inList = isListed(consultation)
    ? { list: "open", listAt: placeInList(consultation) }
    : closedAt !== undefined && consultation.isCanary !== true
      ? { list: `closed#${closedAt.slice(0, 7)}`, listAt: closedAt }
      : {};
  return {
    ...trackerKey(reference),
    ...consultation,
    ...inList,
    ...(unreached.length === 0 ? {} : { unreachedFrom: unreached }),
    ...placeInWake(consultation, wakeAt),
    ...(child === undefined ? {} : { childAt: receivedAt }),
  };
};
