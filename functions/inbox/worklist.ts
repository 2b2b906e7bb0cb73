import { type Consultation, isOverdue } from "../../shared/domain/consultation.ts";
import type { Instant } from "../../shared/domain/instant.ts";

const priorityRank = { red: 0, amber: 1, green: 3, blue: 4 } as const;
/** Not judged yet: after what somebody called urgent, before what somebody called less so. */
const unjudgedRank = 2;

const mustBeRungNow = ({ flags }: Consultation) =>
  flags.includes("act-now") || flags.includes("got-worse");

const rank = (consultation: Consultation): readonly (number | string)[] => [
  consultation.contact === undefined || consultation.flags.includes("got-worse") ? 0 : 1,
  mustBeRungNow(consultation) ? 0 : 1,
  consultation.priority === undefined ? unjudgedRank : priorityRank[consultation.priority],
  consultation.dueAt,
  consultation.receivedAt,
  consultation.reference,
];

const before = (a: readonly (number | string)[], b: readonly (number | string)[]): number => {
  const index = a.findIndex((value, place) => value !== b[place]);
  return index < 0 ? 0 : (a[index] ?? 0) < (b[index] ?? 0) ? -1 : 1;
};

/**
 * The order in which calls are owed (case.md): those that cannot wait, then by priority, then by time left.
 * Those that were called stand last, for they only want closing, unless somebody said that it got worse.
 */
export const inCallingOrder = (open: readonly Consultation[]): readonly Consultation[] =>
  open
    .map((consultation) => ({ consultation, place: rank(consultation) }))
    .toSorted((a, b) => before(a.place, b.place))
    .map(({ consultation }) => consultation);

/** The state as the list says it, in words; `tone` only repeats it in colour. */
export const stateWords = (
  consultation: Consultation,
  now: Instant,
): { readonly text: string; readonly tone: "red" | "yellow" | "blue" | "green" | "grey" } => {
  if (isOverdue(consultation, now)) return { text: "Overdue", tone: "red" };
  switch (consultation.state) {
    case "received":
      return { text: "Unclaimed", tone: "yellow" };
    case "claimed":
      return consultation.contact === undefined
        ? { text: "Claimed", tone: "blue" }
        : { text: "Reopened", tone: "blue" };
    case "contacted":
      return { text: "Contact made", tone: "green" };
    case "closed":
      return { text: "Closed", tone: "grey" };
  }
};
