import { Temporal } from "temporal-polyfill";
import * as z from "zod";
import { type Consultation, isListed, type SealedRef } from "./consultation.ts";
import { chained } from "./history.ts";
import type { Hub } from "./hub.ts";
import { type Instant, isInstant, LONDON } from "./instant.ts";
import { wakeAt } from "./letters.ts";
import type { WorkingTime } from "./working-time.ts";

const instant = z.custom<Instant>(isInstant, "not an instant");

const contactSchema = z.object({
  act: z.string(),
  by: z.string().optional(),
  at: instant,
  contact: z.object({ at: instant }).optional(),
});

/** What else brings hub and practitioner together over the advice. */
const alsoContact: readonly string[] = ["record-advice", "note-call-in"];

/**
 * Every time at which hub and practitioner were in touch over the advice: each conversation (one that was
 * reopened has several), advice in writing, and whatever the practitioner said afterwards.
 */
const contactsOf = ({ history }: Pick<Consultation, "history">): readonly Instant[] =>
  history.flatMap((text) => {
    const { act, by, at, contact } = contactSchema.parse(JSON.parse(text));
    if (contact !== undefined) return [contact.at];
    return by === "practitioner" || alsoContact.includes(act) ? [at] : [];
  });

/**
 * From when the years are counted for which it is kept: the last contact for advice, or its closing where
 * nobody was ever reached (case.md, "Privacy"). Undefined while it is open, or closed and still before the
 * duty team, and when nothing is left to delete.
 */
export const keptFrom = (consultation: Consultation): Instant | undefined => {
  const { closedAt, contact, emptiedAt, address } = consultation;
  if (isListed(consultation) || closedAt === undefined) return undefined;
  if (emptiedAt !== undefined && address === "") return undefined;
  const contacts = contactsOf(consultation);
  const counted = contact === undefined ? [closedAt, ...contacts] : [contact.at, ...contacts];
  return counted.toSorted().at(-1);
};

const londonDate = (at: Instant) =>
  Temporal.Instant.from(at).toZonedDateTimeISO(LONDON).toPlainDate();

/** Whole years for which one is kept, by the hub's settings as they are today. */
export const yearsKept = (
  { clear, outcome }: Pick<Consultation, "clear" | "outcome">,
  { retentionYears: { named, notNamed, byOutcome = {} } }: Pick<Hub, "retentionYears">,
): number =>
  (outcome === undefined ? undefined : byOutcome[outcome]) ??
  (clear["named"] === "not-named" ? notNamed : named);

/** The most whole years for which a hub keeps any consultation. */
export const longestKept = ({ named, notNamed, byOutcome = {} }: Hub["retentionYears"]): number =>
  Math.max(named, notNamed, ...Object.values(byOutcome));

/**
 * The last London date, `YYYY-MM-DD`, on which it is kept, whether it is held or not: so many calendar
 * years after the contact (after 29 February: on 28 February), and a month after its closing at least, so
 * that it stands before a manager first. Undefined as `keptFrom` is.
 */
export const lastDayKept = (
  consultation: Consultation,
  hub: Pick<Hub, "retentionYears">,
): string | undefined => {
  const from = keptFrom(consultation);
  const { closedAt } = consultation;
  if (from === undefined || closedAt === undefined) return undefined;
  const byYears = londonDate(from).add({ years: yearsKept(consultation, hub) });
  const afterClosing = londonDate(closedAt).add({ months: 1 });
  return (
    Temporal.PlainDate.compare(byYears, afterClosing) < 0 ? afterClosing : byYears
  ).toString();
};

/**
 * The last London date on which it is kept. Undefined when nothing sets an end: it is open, before the duty
 * team again, under a legal hold, or a letter about it is still owed.
 */
export const keptUntil = (
  consultation: Consultation,
  { hub, working }: { readonly hub: Pick<Hub, "retentionYears">; readonly working: WorkingTime },
  now: Instant,
): string | undefined =>
  consultation.hold !== undefined || wakeAt(consultation, working, now) !== undefined
    ? undefined
    : lastDayKept(consultation, hub);

/** Whether its words are to be deleted now, or a deletion that was begun is to be ended. */
export const isToBeEmptied = (
  consultation: Consultation,
  kept: { readonly hub: Pick<Hub, "retentionYears">; readonly working: WorkingTime },
  now: Instant,
): boolean => {
  if (consultation.emptiedAt !== undefined) return consultation.address !== "";
  const until = keptUntil(consultation, kept, now);
  return until !== undefined && until < londonDate(now).toString();
};

/**
 * Marked, so that from now on nobody records anything about it, puts it under a hold or reopens it: then its
 * words can be deleted without anybody relying on them.
 */
export const markedEmpty = (consultation: Consultation, now: Instant): Consultation =>
  consultation.emptiedAt === undefined
    ? {
        ...consultation,
        emptiedAt: now,
        history: chained(consultation.history, { act: "empty", at: now, by: "retention" }),
      }
    : consultation;

/**
 * What stays when the words are gone: times, decision, outcome and everything else that figures are made of.
 * The address, the child's hash and what told a sender's retry go.
 */
export const tombstoneOf = (consultation: Consultation): Consultation => {
  const { child: _, code: __, ...rest } = consultation;
  return { ...rest, address: "", key: { ...consultation.key, answers: "" } };
};

const refSchema = z.object({ id: z.string(), hash: z.string() });

/** A sealed text, and the kind of item that it stands in. */
export type SealedPlace = SealedRef & { readonly part: "words" | "advice" };

/** The sealed texts that one value names, at whatever depth. */
export const sealedTextsIn = (value: unknown, name = ""): readonly SealedPlace[] => {
  if (typeof value !== "object" || value === null) return [];
  const { data } = refSchema.safeParse(value);
  if (data !== undefined) return [{ ...data, part: name === "advice" ? "advice" : "words" }];
  return Object.entries(value).flatMap(([key, held]) => sealedTextsIn(held, key));
};

/** Every sealed text that the tracker names, or that its history does: earlier advice stands only there. */
export const sealedTextsOf = (consultation: Consultation): readonly SealedPlace[] => {
  const { history, ...tracker } = consultation;
  const all = [tracker, ...history.map((text): unknown => JSON.parse(text))].flatMap((held) =>
    sealedTextsIn(held),
  );
  return [...new Map(all.map((place) => [`${place.part} ${place.id}`, place])).values()];
};
