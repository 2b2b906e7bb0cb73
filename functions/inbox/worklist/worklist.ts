import { type Consultation, isOverdue } from "../../../shared/domain/consultation.ts";
import type { Instant } from "../../../shared/domain/instant.ts";

/** The state as the list says it, in words; `tone` only repeats it in colour. */
export const stateWords = (
  consultation: Pick<Consultation, "state" | "contact" | "dueAt">,
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
