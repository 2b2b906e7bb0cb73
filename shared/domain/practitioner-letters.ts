import type { Attempt } from "./consultation.ts";
import type { LetterContent } from "./letter-content.ts";
import {
  due,
  emergencyTeam,
  isActNow,
  isLate,
  type LetterContext,
  lateStatus,
  reopens,
  settled,
  type WordsOf,
} from "./letter-context.ts";
import type { LetterKind } from "./letters.ts";
import { dateTimeWords, dayWords } from "./time-words.ts";

const notAReferral = "This is a request for advice. It is not a referral.";

/** The number that applies at this hour: overdue goes at closing time, when the hub's own no longer answers. */
const ringAndQuote = (context: LetterContext) => {
  const { hub, consultation, working, now } = context;
  const quote = `and quote ${consultation.reference}`;
  return working.isOpen(now)
    ? `Ring ${hub.telephone} ${quote}.`
    : `Ring ${hub.telephone} from ${reopens(context)} ${quote}. If it cannot wait until then, ring ${emergencyTeam(context)}.`;
};

const isFor999 = ({ consultation }: LetterContext) => consultation.decision.action === "call-999";

/** What the receipt says first, for requests that wait for a call and for those that must not. */
const receiptAdvice = (context: LetterContext): readonly string[] => {
  const isOpenNow = context.working.isOpen(context.now);
  const number = isOpenNow ? context.hub.telephone : emergencyTeam(context);
  return [
    ...(isActNow(context)
      ? [
          `Your answers say that this cannot wait. ${isFor999(context) ? `Call 999 now. Then ring ${number}` : `Ring ${number} now`}, if you have not done so. Do not wait for us to call you.`,
        ]
      : []),
    ...(isOpenNow
      ? []
      : [`We are closed now. Nobody will read your request before ${reopens(context)}.`]),
  ];
};

const receiptStatus = (context: LetterContext): LetterContent["status"] => {
  if (isLate(context)) return lateStatus(context);
  if (!isActNow(context))
    return { text: `A social worker will contact you by ${due(context)}`, tone: "calm" };
  return {
    text: isFor999(context) ? "Call 999 now" : "Ring now: do not wait for our call",
    tone: "late",
  };
};

const receiptSubject = (context: LetterContext) => {
  if (isLate(context)) return "received, call was due";
  return isActNow(context) ? "ring now, call due" : "we will call";
};

const keepReference = ({ consultation: { reference } }: LetterContext) =>
  `Keep your reference: ${reference}. Write down that you asked for advice, when, and why.`;

/** Said of the number that was rung, where it helps to know. */
const resultSaid = {
  "no-answer": " Nobody answered.",
  engaged: " The line was engaged.",
  "left-a-message": " We left a message.",
  "wrong-number": " The number seems to be wrong: tell us the right one.",
  spoke: "",
} as const satisfies Readonly<Record<Attempt["result"], string>>;

/** The words of each letter to the practitioner. */
export const practitionerLetters = {
  receipt: (context) => {
    const done = settled(context);
    const ring = `ring ${context.hub.telephone} and quote the reference.`;
    if (done !== undefined)
      return {
        what: "we have your request",
        timeless: true,
        heading: "We have your request",
        status: { text: done, tone: "calm" },
        paragraphs: [
          "This letter was held up. Your request has been dealt with since.",
          notAReferral,
          keepReference(context),
          `If you do not know of this, ${ring}`,
        ],
      };
    return {
      what: receiptSubject(context),
      heading: "We have your request",
      status: receiptStatus(context),
      paragraphs: [
        ...receiptAdvice(context),
        notAReferral,
        keepReference(context),
        isLate(context)
          ? `A social worker should have contacted you by ${due(context)}. If nobody has, do not wait for us. ${ringAndQuote(context)}`
          : `If nobody has contacted you by ${due(context)}, ${ring}`,
      ],
    };
  },
  tried: (context, { occasion }) => {
    const attempt = context.consultation.attempts[Number(occasion) - 1];
    if (attempt === undefined) throw new Error("a tried letter for an attempt that is not there");
    const when = dateTimeWords(attempt.at);
    const rang =
      attempt.number === "second-contact"
        ? `We rang your second contact at ${when} and did not reach them.`
        : `We rang at ${when} and did not reach you.`;
    return {
      what: isLate(context) ? "we rang you, call was due" : "we rang you, call due",
      heading:
        attempt.number === "second-contact"
          ? "We tried to reach your second contact"
          : "We tried to reach you",
      status: isLate(context)
        ? lateStatus(context)
        : { text: "We will try again. You can also ring us", tone: "soon" },
      paragraphs: [
        `${rang}${resultSaid[attempt.result]} We will try again.`,
        `You do not have to wait for that. ${ringAndQuote(context)}`,
        notAReferral,
      ],
    };
  },
  overdue: (context) => ({
    what: "we are late, call was due",
    heading: "We have not kept our promise",
    status: lateStatus(context),
    paragraphs: [
      `We said that a social worker would contact you by ${due(context)}. Nobody has. We apologise.`,
      `You do not have to wait for us. ${ringAndQuote(context)}`,
      "Our manager has been told. We still owe you the call.",
      notAReferral,
    ],
  }),
  "advice-ready": (context) => ({
    what: "your advice is ready to read",
    timeless: true,
    heading: "Your advice is ready to read",
    status: { text: "Ready to read", tone: "calm" },
    paragraphs: [
      "A social worker has written down the advice that you talked about. It is not in this email, because it is about a child.",
      `The page below says how to read it. You can also ring ${context.hub.telephone} and quote ${context.consultation.reference}.`,
      "If it is not what you agreed, tell us.",
      "Asking for advice is not a referral. If the advice says that you make one, it is for you to make.",
    ],
  }),
  "what-happened": (context) => {
    const { reference, advised } = context.consultation;
    const agreed = advised?.followUpOn === undefined ? "a day" : dayWords(advised.followUpOn);
    return {
      what: "what happened next?",
      timeless: true,
      heading: "What happened next?",
      status: { text: "The day to look again has come", tone: "soon" },
      paragraphs: [
        `When you talked with a social worker, you agreed to look again on ${agreed}.`,
        "Tell us whether what was agreed has been done: the page below asks for your reference, and sends a code to this address.",
        `You can also ring ${context.hub.telephone} and quote ${reference}.`,
        "If you are more worried than you were, do not wait: ring us now.",
      ],
    };
  },
} as const satisfies Partial<Record<LetterKind, WordsOf>>;
