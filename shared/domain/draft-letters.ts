import type { Hub } from "./hub.ts";
import { type Instant, plusSeconds } from "./instant.ts";
import type { LetterContent } from "./letter-content.ts";
import { dateTimeWords, shortDateTimeWords } from "./time-words.ts";

/** The letters of somebody who has sent nothing yet, or who wants to read what is theirs. */
export type DraftLetterKind = "saved" | "code";

const codeValidSeconds = 600;

/** From when a code that was asked for at `askedAt` opens nothing any more: ten minutes later. */
export const codeExpiresAt = (askedAt: Instant): Instant => plusSeconds(askedAt, codeValidSeconds);

type Asked = {
  readonly hub: Hub;
  /** The page that asks for the code. The link to it says nothing of whose it is, and opens nothing. */
  readonly page: string;
};

const didNotAsk = "If you did not ask for this, you need do nothing.";

/** Such a letter may be the first that anybody hears of it, and come to the wrong address: it names no matter. */
const closing = ({ hub }: Asked): readonly string[] => [
  `To talk to somebody, ring ${hub.telephone}. When we are closed, ring the ${hub.emergencyDutyTeam.name} on ${hub.emergencyDutyTeam.telephone}. If somebody is in immediate danger, call 999.`,
  `This letter was sent automatically by the ${hub.name}. Replies go to the duty team.`,
];

/**
 * "Save and come back": until when, and to which page. It has no reference, for nothing was sent, and it
 * says nothing of what was typed (case.md, "Letters").
 * @param expiresAt when the draft is deleted
 */
export const savedLetter = (
  asked: Asked & { readonly savedAt: Instant; readonly expiresAt: Instant },
): LetterContent => ({
  subject: `Your unfinished request: go back to it by ${shortDateTimeWords(asked.expiresAt)}`,
  heading: "Your request is saved, but not sent",
  status: { text: `Not sent: go back to it by ${dateTimeWords(asked.expiresAt)}`, tone: "soon" },
  paragraphs: [
    `You saved it at ${dateTimeWords(asked.savedAt)}. Nobody at the hub can see it, and nobody will ring you about it, until you send it.`,
    `The page below sends a code to this email address and then shows what you wrote. It is deleted at ${dateTimeWords(asked.expiresAt)} if you do not go back.`,
    "If it cannot wait, ring us now. You do not have to finish the form first.",
    didNotAsk,
  ],
  tracker: [],
  link: { text: "Go back to your request", href: asked.page },
  closing: closing(asked),
});

/**
 * The one-time code. It stands in the body only: a subject is shown on locked screens and in lists.
 * @param reference of the consultation whose advice it opens; a draft has none
 * @throws Error when the code is not six digits
 */
export const codeLetter = (
  asked: Asked & { readonly code: string; readonly askedAt: Instant; readonly reference?: string },
): LetterContent => {
  if (!/^\d{6}$/.test(asked.code)) throw new Error("a code is six digits");
  const { reference } = asked;
  const expiresAt = codeExpiresAt(asked.askedAt);
  const by = `use it by ${shortDateTimeWords(expiresAt)}`;
  return {
    subject:
      reference === undefined ? `Your code: ${by}` : `Consultation ${reference}: your code, ${by}`,
    heading: "Your code",
    status: { text: `Your code is ${asked.code}`, tone: "calm" },
    paragraphs: [
      `Type it on the page that asked for it. It works once, for ten minutes: until ${dateTimeWords(expiresAt)}. After that you can ask for another.`,
      "Do not give the code to anybody. We never ask for it by telephone or email.",
      didNotAsk,
    ],
    tracker: [],
    link: { text: "The page that asks for the code", href: asked.page },
    closing: closing(asked),
  };
};
