import { type Advised, type Consultation, isBreached } from "./consultation.ts";
import type { Instant } from "./instant.ts";
import type { Question } from "./questions.ts";
import type { WorkingTime } from "./working-time.ts";

/** What figures and exports are made from: the list's index carries this, also when the words are gone. */
export type ClosedWork = Pick<
  Consultation,
  | "reference"
  | "state"
  | "receivedAt"
  | "dueAt"
  | "clear"
  | "attempts"
  | "contact"
  | "enteredBy"
  | "closedAt"
  | "outcome"
  | "decision"
  | "happened"
  | "breach"
> & { readonly advised?: Pick<Advised, "action" | "consent" | "tell" | "followUpOn"> };

/**
 * What became of the promise. `none`: it ended before the call was due, without one (withdrawn, a
 * duplicate): it counts neither as kept nor as broken. `open`: it still runs.
 */
export type Kept = "inTime" | "late" | "none" | "open";

/** Contact at exactly dueAt is in time. */
export const keptOf = (work: ClosedWork, now: Instant): Kept => {
  if (isBreached(work, now)) return "late";
  if (work.contact !== undefined) return "inTime";
  return work.closedAt === undefined ? "open" : "none";
};

/** Working seconds from receipt to the contact, or undefined without one. */
export const secondsToContact = (
  { receivedAt, contact }: ClosedWork,
  { workingSecondsBetween }: Pick<WorkingTime, "workingSecondsBetween">,
): number | undefined =>
  contact === undefined ? undefined : workingSecondsBetween(receivedAt, contact.at);

/** One column of the export: its heading, and what stands in it. No column holds case text or a name. */
export type ClosedColumn = {
  readonly heading: string;
  readonly of: (work: ClosedWork, now: Instant) => string;
};

const keptWords = { inTime: "yes", late: "no", none: "", open: "" } as const;

/** The export's columns. Of the questions those that the catalogue marks as no case text, and no other. */
export const closedColumns = (
  catalogue: readonly Question[],
  working: Pick<WorkingTime, "workingSecondsBetween">,
): readonly ClosedColumn[] => [
  { heading: "reference", of: ({ reference }) => reference },
  { heading: "receivedAt", of: ({ receivedAt }) => receivedAt },
  { heading: "dueAt", of: ({ dueAt }) => dueAt },
  { heading: "contactAt", of: ({ contact }) => contact?.at ?? "" },
  { heading: "closedAt", of: ({ closedAt = "" }) => closedAt },
  { heading: "inTime", of: (work, now) => keptWords[keptOf(work, now)] },
  {
    heading: "workingMinutesToContact",
    of: (work) => {
      const seconds = secondsToContact(work, working);
      return seconds === undefined ? "" : String(Math.floor(seconds / 60));
    },
  },
  { heading: "attempts", of: ({ attempts }) => String(attempts.length) },
  { heading: "outcome", of: ({ outcome = "" }) => outcome },
  { heading: "breachReason", of: ({ breach }) => breach?.reason ?? "" },
  {
    heading: "enteredByTelephone",
    of: ({ enteredBy }) => (enteredBy === undefined ? "no" : "yes"),
  },
  ...catalogue
    .filter(({ sealed }) => !sealed)
    .map(({ id }) => ({
      heading: id,
      of: ({ clear }: ClosedWork) => [clear[id] ?? ""].flat().join(" "),
    })),
  { heading: "ruleSet", of: ({ decision }) => decision.ruleSet },
  { heading: "decisionAction", of: ({ decision }) => decision.action },
  { heading: "decisionConsent", of: ({ decision }) => decision.consent },
  { heading: "decisionTell", of: ({ decision }) => decision.tell },
  { heading: "ruleAction", of: ({ decision }) => decision.because.action },
  { heading: "ruleConsent", of: ({ decision }) => decision.because.consent },
  { heading: "ruleTell", of: ({ decision }) => decision.because.tell },
  { heading: "advisedAction", of: ({ advised }) => advised?.action ?? "" },
  { heading: "advisedConsent", of: ({ advised }) => advised?.consent ?? "" },
  { heading: "advisedTell", of: ({ advised }) => advised?.tell ?? "" },
  { heading: "happened", of: ({ happened }) => happened?.did ?? "" },
];
