import { isOpen } from "./consultation.ts";
import type { LetterContent } from "./letter-content.ts";
import {
  due,
  isActNow,
  isLate,
  type LetterContext,
  lateStatus,
  settled,
  timeLeft,
  type WordsOf,
} from "./letter-context.ts";
import type { Letter, LetterKind } from "./letters.ts";
import { dateTimeWords } from "./time-words.ts";

const telephoneFirst = (context: LetterContext) =>
  isActNow(context) ? ["The answers say that this cannot wait. Ring the practitioner now."] : [];

/** Who must move, said to the one who reads it. */
const whoRings = ({ consultation: { holder } }: LetterContext, { recipient }: Letter): string => {
  if (holder === undefined)
    return recipient === "manager"
      ? "Nobody has it. Give it to somebody who can ring now."
      : "Nobody has it. Claim it, ring, and record each attempt.";
  if (recipient === "holder")
    return "You have it. Ring, and record each attempt, or release it so that somebody else can.";
  return recipient === "manager"
    ? `${holder.name} has it. If they cannot ring, give it to somebody who can.`
    : `${holder.name} has it. If they cannot ring, somebody else must.`;
};

/** Between the taking of a letter and its sending the promise can run out. */
const leftStatus = (
  context: LetterContext,
  words: (left: string) => string,
  tone: LetterContent["status"]["tone"],
): LetterContent["status"] =>
  isLate(context) ? lateStatus(context) : { text: words(timeLeft(context)), tone };

const callDueIn = (left: string) => `Call due in ${left} of working time`;

const newRequestStatus = (context: LetterContext): LetterContent["status"] => {
  const done = settled(context);
  if (done !== undefined) return { text: done, tone: "calm" };
  return isActNow(context) && !isLate(context)
    ? { text: "Act now", tone: "late" }
    : leftStatus(context, callDueIn, "calm");
};

const newRequestSubject = (context: LetterContext): string => {
  if (settled(context) !== undefined) return "dealt with since, call was due";
  if (isLate(context)) return "new and overdue, call was due";
  return isActNow(context) ? "act now, call" : "call";
};

/** Whom to ring instead, while there is somebody who was not rung yet. */
const whomElse = ({ consultation: { hasSecondContact, attempts } }: LetterContext): string => {
  if (!hasSecondContact)
    return "There is no second contact. Ring the organisation on the number that it publishes itself.";
  return attempts.some(({ number }) => number === "second-contact")
    ? "The second contact has been rung too."
    : "Nobody has rung the second contact yet. They already know about this worry: ring them next.";
};

/** What a letter that did not arrive was to say, by its kind. */
const lostNews: Readonly<Record<string, string>> = {
  "new-request": "that there is a new request",
  "not-started": "that nobody has tried to ring",
  "due-soon": "that the call is due soon",
  overdue: "that the call is overdue",
  chased: "that the practitioner asks where their call is",
  "due-moved": "that the call is due later than first promised",
} satisfies Partial<Record<LetterKind, string>>;

/** The occasion of `not-delivered` begins with the kind of the letter that was lost. */
const whatWasLost = ({ occasion }: Letter): readonly string[] => {
  const news = lostNews[occasion.split(".")[0] ?? ""];
  return news === undefined ? [] : [`It was to say ${news}.`];
};

/** The words of each letter to the duty mailbox, a manager, whoever has it, and the fallback mailbox. */
export const hubLetters = {
  "new-request": (context) => ({
    what: newRequestSubject(context),
    heading: "A practitioner asks for a Professional Consultation",
    status: newRequestStatus(context),
    paragraphs:
      settled(context) === undefined
        ? [
            ...telephoneFirst(context),
            `A social worker must speak with the practitioner by ${due(context)}. Only a conversation stops the clock: a message, an email or a claim does not.`,
          ]
        : ["This letter was held up. What it asks for has been dealt with since."],
  }),
  "not-started": (context, letter) => ({
    what: isActNow(context) ? "act now, not started, call" : "not started, call",
    heading: "Nobody has tried to ring yet",
    status: isActNow(context)
      ? { text: "Act now: nobody has tried to ring", tone: "late" }
      : leftStatus(context, (left) => `Not started: ${left} of working time left`, "soon"),
    paragraphs: [
      ...telephoneFirst(context),
      `No attempt to ring has been recorded. The call is due by ${due(context)}.`,
      whoRings(context, letter),
    ],
  }),
  "not-reached": (context, letter) => ({
    what: isLate(context) ? "not reached, call was due" : "not reached, call",
    heading: "Three attempts to ring have failed",
    status: leftStatus(
      context,
      (left) => `Not reached: ${left} of working time left`,
      isActNow(context) ? "late" : "soon",
    ),
    paragraphs: [
      ...telephoneFirst(context),
      `No contact has been made yet, and only a conversation stops the clock. The call ${isLate(context) ? "was" : "is"} due by ${due(context)}.`,
      whomElse(context),
      whoRings(context, letter),
      "A manager can close it as unable to contact only after three attempts over two working days, on both numbers where there are two, and with a record of what was done about the child.",
    ],
  }),
  "due-soon": (context, letter) => ({
    what: isActNow(context) ? "act now, due soon, call" : "due soon, call",
    heading: "The call is due soon",
    status: leftStatus(
      context,
      (left) => `Due soon: ${left} of working time left`,
      isActNow(context) ? "late" : "soon",
    ),
    paragraphs: [
      ...telephoneFirst(context),
      context.consultation.attempts.length === 0
        ? `Nobody has tried to ring yet. The call is due by ${due(context)}.`
        : `No contact has been made yet. The call is due by ${due(context)}.`,
      whoRings(context, letter),
    ],
  }),
  overdue: (context, letter) => ({
    what: "overdue, call was due",
    heading: "The call is overdue",
    status: lateStatus(context),
    paragraphs: [
      "We promised the practitioner a call and no contact has been recorded. Ring them now.",
      whoRings(context, letter),
      "They get an apology with our telephone number, so they may ring in: record it when they do.",
    ],
  }),
  "still-overdue": (context, letter) => ({
    what: "still overdue, call was due",
    heading: "The call is still overdue",
    status: lateStatus(context),
    paragraphs: [
      `No contact has been recorded. ${whoRings(context, letter)}`,
      "You are told again each time the hub opens, until contact is recorded.",
    ],
  }),
  chased: (context, letter) => {
    const { lastChasedAt } = context.consultation;
    const when = lastChasedAt === undefined ? "" : ` at ${dateTimeWords(lastChasedAt)}`;
    return {
      what: "nobody has called, call was due",
      heading: "The practitioner says that nobody has called",
      status: lateStatus(context),
      paragraphs: [
        `They told us so${when}. Ring them now.`,
        whoRings(context, letter),
        "If somebody has spoken to them already, record the contact and when it was. Until then we count the promise as not kept.",
      ],
    };
  },
  "due-moved": (context) => ({
    what: isLate(context) ? "moved, call was due" : "moved, call",
    heading: "The call is due later than first promised",
    status: leftStatus(context, callDueIn, "calm"),
    paragraphs: [
      `A day that we had counted as a working day is not one any more. The call was promised by ${dateTimeWords(context.consultation.originallyDueAt)} and is now due by ${due(context)}.`,
      "The practitioner was told only of the first time. Ring by then if you can.",
      "The attached file moves the call in your calendar.",
    ],
  }),
  "call-settled": (context) => {
    const { contact, dueAt } = context.consultation;
    const noMore = [
      "There are no more reminders about it.",
      "The attached file takes the call out of your calendar.",
    ];
    return contact === undefined
      ? {
          what: "closed, call was due",
          heading: "The request was closed without a call",
          status: { text: settled(context) ?? "Reopened since", tone: "calm" },
          paragraphs: noMore,
        }
      : {
          what: "called, was due",
          heading: "The practitioner has been called",
          status: {
            text: contact.at <= dueAt ? "Contact made in time" : "Contact made after it was due",
            tone: "calm",
          },
          paragraphs: noMore,
        };
  },
  difference: (context) => {
    const { consultation, hub } = context;
    const wasSaidLater = consultation.flags.includes("not-agreed");
    return {
      what: "advice not agreed, call was due",
      heading: wasSaidLater
        ? "The practitioner says that this is not what was agreed"
        : "The practitioner does not agree with the advice",
      status: { text: "To be settled by a manager", tone: "soon" },
      paragraphs: [
        wasSaidLater
          ? "They have read the advice, and told us so on its page."
          : "The hub has recorded that they see it differently.",
        "Read what was recorded. Then speak to them, and to the social worker who gave the advice.",
        `The way to settle it is ${hub.resolvingDifferences.policy}. Record each step, and how it was settled.`,
        ...(isOpen(consultation)
          ? []
          : [
              "The consultation is closed. That settles nothing: reopen it if there is more to do.",
            ]),
      ],
    };
  },
  "not-delivered": (context, letter) => ({
    what: isLate(context)
      ? "duty mailbox not reached, call was due"
      : "duty mailbox not reached, call",
    heading: "A letter to the duty mailbox did not arrive",
    status: leftStatus(context, callDueIn, "late"),
    paragraphs: [
      [
        ...whatWasLost(letter),
        "The duty team may not know. Tell them now, or see to it that somebody rings the practitioner.",
      ].join(" "),
      "Letters about other requests may not have arrived either. The worklist shows all requests.",
      "Then have the duty mailbox put right.",
    ],
  }),
} as const satisfies Partial<Record<LetterKind, WordsOf>>;
