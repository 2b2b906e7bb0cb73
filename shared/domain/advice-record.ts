import type { Advised, Consultation } from "./consultation.ts";
import type { DecisionRecord } from "./decision-record.ts";
import { actionWords, consentWords, tellWords } from "./decision-words.ts";
import type { Hub } from "./hub.ts";
import { dateTimeWords, dayWords } from "./time-words.ts";

const linesOf = (text: string | undefined): readonly string[] =>
  (text ?? "").split(/\r?\n/).filter((line) => line.trim() !== "");

const whenClosed = ({ emergencyDutyTeam: { name, telephone } }: Hub) => `${name}, ${telephone}`;

/** In the decision's own words, but for those that say "ask us": that is what they have just done. */
const inShort = ({ action, consent, tell, followUpOn }: Advised, hub: Hub): readonly string[] => [
  ...(action === "refer-now"
    ? [
        `Make a referral by telephone now: ${hub.telephone}. When we are closed: ${whenClosed(hub)}.`,
      ]
    : []),
  ...(action === "refer-now" || action === "consult" ? [] : [actionWords[action].heading]),
  ...(consent === "ask-mash" ? [] : [consentWords[consent].heading]),
  ...(tell === "ask-mash" ? [] : [tellWords[tell].heading]),
  ...(followUpOn === undefined
    ? []
    : [`On ${dayWords(followUpOn)} we ask you by email what happened next.`]),
];

/**
 * The advice in writing, for the practitioner's own records: what was advised and why, who does what by
 * when. Undefined until advice is recorded.
 * @param texts what the hub wrote for them, opened
 */
export const adviceRecord = (
  { reference, contact, advised }: Consultation,
  texts: Readonly<Record<string, string>>,
  hub: Hub,
): DecisionRecord | undefined => {
  if (advised === undefined || contact === undefined) return undefined;
  const { telephone } = hub;
  const short = inShort(advised, hub);
  return {
    title: "The advice in writing",
    opening: [
      `Reference ${reference}, ${hub.name}.`,
      `${contact.socialWorker} spoke with you at ${dateTimeWords(contact.at)}.`,
    ],
    sections: [
      { heading: "Advice", lines: linesOf(texts["advice"]) },
      { heading: "Reasons", lines: linesOf(texts["reasons"]) },
      { heading: "Who does what by when", lines: linesOf(texts["plan"]) },
      ...(short.length === 0 ? [] : [{ heading: "In short", lines: short }]),
      {
        heading: "What this is not",
        lines: [
          "Asking for advice is not a referral. If the advice says that you make one, it is for you to make.",
          `If anything gets worse, do not wait: ring ${telephone} (when we are closed: ${whenClosed(hub)}), or call 999 if a child is in immediate danger.`,
        ],
      },
    ],
  };
};
