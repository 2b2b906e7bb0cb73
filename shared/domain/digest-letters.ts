import {
  type Covered,
  cannotWait,
  type Digest,
  type DigestLetter,
  inCallingOrder,
} from "./digest.ts";
import { flagNames } from "./flag-names.ts";
import type { Hub } from "./hub.ts";
import { earliest } from "./instant.ts";
import type { LetterContent } from "./letter-content.ts";
import { agencyName } from "./letter-tracker.ts";
import { dateTimeWords, shortDateTimeWords } from "./time-words.ts";

const requests = (count: number) => (count === 1 ? "1 request" : `${count} requests`);

const newRequests = (count: number) => (count === 1 ? "1 new request" : `${count} new requests`);

const row = ({ reference, receivedAt, dueAt, agency, flags }: Covered) => ({
  label: reference,
  value: [
    ...(flags.length === 0 ? [] : [`${flags.map((flag) => flagNames[flag]).join(", ")}.`]),
    `Call due by ${dateTimeWords(dueAt)}.`,
    `Received ${dateTimeWords(receivedAt)}.`,
    `${agencyName(agency)}.`,
  ].join(" "),
});

const whatCannotWait = (count: number) =>
  count === 0
    ? []
    : [
        `Of these, ${requests(count)} cannot wait: ${count === 1 ? "it stands" : "they stand"} first. Ring ${count === 1 ? "that practitioner" : "those practitioners"} now.`,
      ];

/**
 * What a digest says: of each request its reference, by when the call is due, the kind of organisation and
 * its flags' names. Nothing that was typed (case.md, "Letters").
 */
export const digestContent = (
  digest: Digest,
  { kind }: DigestLetter,
  { hub, inboxAddress }: { readonly hub: Hub; readonly inboxAddress: string },
): LetterContent => {
  const lines = inCallingOrder(digest.covers);
  const count = lines.length;
  const urgent = cannotWait(digest).length;
  const first = earliest(...lines.map(({ dueAt }) => dueAt));
  const firstCall = first === undefined ? "" : `, first call by ${shortDateTimeWords(first)}`;
  const isLost = kind === "not-delivered";
  const marked = urgent === 0 ? "" : `, ${urgent} act now`;
  return {
    subject: isLost
      ? `Consultations: duty mailbox not reached, ${newRequests(count)}${marked}${firstCall}`
      : `Consultations: ${newRequests(count)}${marked}${firstCall}`,
    heading: isLost
      ? "A letter to the duty mailbox about many requests did not arrive"
      : "Many requests came within a minute",
    status:
      urgent === 0
        ? { text: `${newRequests(count)}${firstCall}`, tone: isLost ? "late" : "soon" }
        : { text: `Act now: ${urgent} of ${newRequests(count)}`, tone: "late" },
    paragraphs: [
      ...(isLost
        ? [
            `It was to say that there ${count === 1 ? "is" : "are"} ${newRequests(count)}. The duty team may not know. Tell them now, or see to it that somebody rings the practitioners.`,
          ]
        : [
            `This letter stands for the new-request letter of each of the ${requests(count)} below. They came with many others, so that a letter each would have hidden them.`,
          ]),
      ...whatCannotWait(urgent),
      "Some may not be real. None may be left out because of that: the worklist shows all of them, and a social worker must speak with each practitioner by the time given.",
      ...(isLost ? ["Then have the duty mailbox put right."] : []),
    ],
    tracker: lines.map(row),
    link: { text: "Sign in to see all requests", href: `${inboxAddress}/` },
    closing: [
      `This letter was sent automatically by the ${hub.name}. Replies go to the duty team. Do not put anything about a child or a family in a reply.`,
    ],
  };
};
