import type { DecisionRecord } from "./decision-record.ts";
import type { Hub } from "./hub.ts";

/** What a practitioner keeps of having asked: nothing about a child, so that it can lie on any computer. */
export const sentRecord = (
  {
    reference,
    sentText,
    dueText,
  }: { readonly reference: string; readonly sentText?: string; readonly dueText: string },
  { name, telephone, emergencyDutyTeam }: Hub,
): DecisionRecord => ({
  title: "My request for a Professional Consultation",
  opening: [
    `Reference ${reference}, ${name}.`,
    ...(sentText === undefined ? [] : [`Sent at ${sentText}.`]),
    `A social worker will contact me by ${dueText}.`,
    "This is a request for advice. It is not a referral.",
  ],
  sections: [
    {
      heading: "If nobody has contacted me by then, or anything gets worse",
      lines: [
        `Ring ${telephone} and quote the reference. When it is closed: ${emergencyDutyTeam.name}, ${emergencyDutyTeam.telephone}.`,
        "If a child is in immediate danger, call 999.",
      ],
    },
    { heading: "Why I asked, and what I did myself", lines: [], room: 6 },
  ],
});
