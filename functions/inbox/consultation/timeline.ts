import * as z from "zod";
import type { Consultation } from "../../../shared/domain/consultation.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import { type Instant, isInstant } from "../../../shared/domain/instant.ts";
import { sentLetters } from "../../../shared/domain/letters.ts";
import { dateTimeWords } from "../../../shared/domain/time-words.ts";
import { isKeyOf } from "../acts/act.ts";
import { correctables } from "../acts/correct.ts";
import { actNames, actorName } from "../refusal-words.ts";
import { fateWords } from "./letter-fate.ts";

/** One thing that happened: when, who, what. */
export type TimelineEntry = {
  readonly at: Instant;
  readonly who: string;
  readonly what: string;
};

const entrySchema = z.object({
  at: z.custom<Instant>(isInstant),
  act: z.string(),
  by: z.string().optional(),
  attempt: z.object({ result: z.string(), number: z.string() }).optional(),
  contact: z.object({ socialWorker: z.string() }).optional(),
  outcome: z.string().optional(),
  priority: z.string().optional(),
  other: z.string().optional(),
  what: z.string().optional(),
  step: z.string().optional(),
  to: z.string().optional(),
  from: z.custom<Instant>(isInstant).optional(),
  dueAt: z.custom<Instant>(isInstant).optional(),
  receivedAt: z.custom<Instant>(isInstant).optional(),
});

/** A step that the hub has taken out of its settings is told by its id. */
const stepName = (step: string, { resolvingDifferences }: Hub) =>
  resolvingDifferences.steps.find(({ id }) => id === step)?.name ?? step;

const detail = (entry: z.infer<typeof entrySchema>, hub: Hub) => {
  const { attempt, contact, outcome, priority, other, what, step, to, from, dueAt } = entry;
  if (attempt !== undefined)
    return `: ${attempt.result.replaceAll("-", " ")}${attempt.number === "second-contact" ? ", second contact's number" : ""}`;
  if (contact !== undefined) return `: ${contact.socialWorker} spoke to them`;
  if (priority !== undefined) return `: ${priority}`;
  if (other !== undefined) return `: ${other}`;
  if (step !== undefined) return `: ${stepName(step, hub)}`;
  if (what !== undefined) return isKeyOf(correctables, what) ? `: ${correctables[what]}` : "";
  if (outcome !== undefined) return `: ${outcome.replaceAll("-", " ")}`;
  if (from !== undefined && dueAt !== undefined)
    return `: from ${dateTimeWords(from)} to ${dateTimeWords(dueAt)}`;
  return to === undefined ? "" : ` to ${to}`;
};

/** Staff who entered it say when the practitioner rang: the entry itself is of when they typed it in. */
const receivedWords = ({ by, receivedAt }: z.infer<typeof entrySchema>) => {
  if (by === undefined) return "received the request";
  const at = receivedAt === undefined ? "" : ` at ${dateTimeWords(receivedAt)}`;
  return `entered it from a telephone call${at}`;
};

/** Every act, in the order recorded: one for each entry of the history. */
export const ofHistory = ({ history }: Consultation, hub: Hub): readonly TimelineEntry[] =>
  history.map((text) => {
    const entry = entrySchema.parse(JSON.parse(text));
    const what =
      entry.act === "received"
        ? receivedWords(entry)
        : `${actNames[entry.act] ?? entry.act}${detail(entry, hub)}`;
    return {
      at: entry.at,
      who: entry.by === undefined ? "The service" : actorName(entry.by),
      what,
    };
  });

const recipients: Readonly<Record<string, string>> = {
  duty: "the duty mailbox",
  manager: "the manager",
  holder: "whoever had it",
  practitioner: "the practitioner",
  fallback: "the fallback mailbox",
};

/** Every letter that went, and what became of it. */
export const ofLetters = (consultation: Consultation, now: Instant): readonly TimelineEntry[] =>
  sentLetters(consultation).map((letter) => {
    const { kind, recipient, sentAt } = letter;
    const went = `sent the letter "${kind.replaceAll("-", " ")}" to ${recipients[recipient] ?? recipient}`;
    const fate = fateWords(letter, now);
    return { at: sentAt, who: "The service", what: fate === "" ? went : `${went}: ${fate}` };
  });

/** Every event with who and when, newest first: acts from the history, and the letters that went. */
export const timelineOf = (
  consultation: Consultation,
  hub: Hub,
  now: Instant,
): readonly TimelineEntry[] =>
  [...ofHistory(consultation, hub), ...ofLetters(consultation, now)]
    // Of what happened within one second, too, the last comes first.
    .toReversed()
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
