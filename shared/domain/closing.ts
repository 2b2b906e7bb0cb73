import type { Refusal, StaffCommand } from "./commands.ts";
import type { Consultation } from "./consultation.ts";
import type { Outcome } from "./outcome.ts";
import type { WorkingTime } from "./working-time.ts";

type Close = Extract<StaffCommand, { readonly do: "close" }>;

/** Outcomes that need no contact, and so no advice (case.md, "States"). */
const withoutContact: readonly Outcome[] = ["withdrawn", "duplicate", "unable-to-contact"];

const attemptsBeforeGivingUp = 3;
const workingDaysBeforeGivingUp = 2;

/** Three attempts over two working days, on both contacts' numbers where there are two. */
const hasTriedEnough = (
  { attempts, hasSecondContact }: Consultation,
  { dateOf, workingHoursOn }: WorkingTime,
) => {
  const days = new Set(
    attempts.map(({ at }) => dateOf(at)).filter((date) => workingHoursOn(date) !== undefined),
  );
  const numbers = new Set(attempts.map(({ number }) => number));
  return (
    attempts.length >= attemptsBeforeGivingUp &&
    days.size >= workingDaysBeforeGivingUp &&
    numbers.has("practitioner") &&
    (!hasSecondContact || numbers.has("second-contact"))
  );
};

const namesAnother = ({ duplicateOf = "" }: Close, { reference }: Consultation) =>
  duplicateOf.trim() !== "" && duplicateOf !== reference;

/**
 * What stands in the way of closing, if anything: no closing without advice and reasons, and this
 * tracker must not be the only copy of a named child (case.md, "What is recorded").
 */
export const closingRefusal = (
  consultation: Consultation,
  command: Close,
  working: WorkingTime,
): Refusal | undefined => {
  const { outcome } = command;
  const needsContact = !withoutContact.includes(outcome);
  if (consultation.holder === undefined) return { reason: "not-claimed" };
  if (needsContact && consultation.contact === undefined) return { reason: "no-contact-yet" };
  if (needsContact && consultation.advised === undefined) return { reason: "advice-missing" };
  // They were rung before it got worse: that conversation says nothing about what is so now.
  if (needsContact && consultation.flags.includes("got-worse"))
    return { reason: "got-worse-since" };
  if (command.reasons === undefined) return { reason: "reasons-missing" };
  if (consultation.clear["named"] === "named" && command.caseRecord === "not-said")
    return { reason: "case-record-missing" };
  if (
    outcome === "taken-as-referral" &&
    consultation.flags.includes("refused") &&
    (command.decidedByManager ?? "").trim() === ""
  )
    return { reason: "manager-name-missing" };
  if (outcome === "duplicate" && !namesAnother(command, consultation))
    return { reason: "other-reference-missing" };
  if (outcome === "unable-to-contact") {
    if (consultation.contact !== undefined) return { reason: "already-contacted" };
    if (command.by.role !== "manager") return { reason: "manager-only" };
    if (!hasTriedEnough(consultation, working)) return { reason: "attempts-missing" };
    if (!command.childConsidered) return { reason: "child-not-considered" };
  }
  return undefined;
};
