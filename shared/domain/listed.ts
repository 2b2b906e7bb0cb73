import type { Consultation } from "./consultation.ts";
import { failsAt } from "./delivery.ts";
import type { Instant } from "./instant.ts";
import { partsOf } from "./letters.ts";

/** What the duty team's list shows of one consultation: its index carries this, and no more. */
export type Listed = Pick<
  Consultation,
  | "reference"
  | "state"
  | "receivedAt"
  | "dueAt"
  | "flags"
  | "clear"
  | "hasSecondContact"
  | "holder"
  | "priority"
  | "freeUntil"
  | "attempts"
  | "contact"
  | "enteredBy"
> & {
  /** From when each letter to the duty mailbox counts as not delivered, unless its delivery is told of. */
  readonly unreachedFrom?: readonly Instant[];
};

/** From when each letter to the duty mailbox counts as not delivered, as far as is known. */
export const unreachedFrom = ({ letters }: Pick<Consultation, "letters">): readonly Instant[] =>
  Object.entries(letters).flatMap(([key, state]) => {
    const from = partsOf(key).recipient === "duty" ? failsAt(state) : undefined;
    return from === undefined ? [] : [from];
  });

const priorityRank: Readonly<Record<string, number>> = { red: 0, amber: 1, green: 3, blue: 4 };
/** Not judged yet: after what somebody called urgent, before what somebody called less so. */
const unjudgedRank = 2;

type Called = Pick<Consultation, "contact" | "flags" | "state">;

/** Its answers say that it cannot wait and nobody has reached them, or it got worse since. */
export const cannotWait = ({ contact, flags }: Called): boolean =>
  (contact === undefined && flags.includes("act-now")) || flags.includes("got-worse");

/** Somebody must ring: nobody has reached them yet, it got worse since, or it was taken up again. */
export const owesCall = ({ contact, flags, state }: Called): boolean =>
  contact === undefined ||
  flags.includes("got-worse") ||
  // Reopened, and perhaps released since.
  state === "claimed" ||
  state === "received";

/**
 * The place in the list (case.md, "States"), as a text that sorts: those that cannot wait first, then by
 * priority, then by time left. Those that were called stand last, for they only want closing, unless
 * somebody said that it got worse, or has taken it up again.
 */
export const placeInList = (
  consultation: Called & Pick<Consultation, "priority" | "dueAt" | "receivedAt">,
): string => {
  const { priority, dueAt, receivedAt } = consultation;
  const rank = priorityRank[priority ?? ""] ?? unjudgedRank;
  const first = `${owesCall(consultation) ? 0 : 1}${cannotWait(consultation) ? 0 : 1}`;
  return `${first}${rank}#${dueAt}#${receivedAt}`;
};
