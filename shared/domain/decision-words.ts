import type { Action, Also, TellAnswer } from "./decision.ts";
import type { ConsentAnswer } from "./rule-sets.ts";

/** An answer of the decision as a reader meets it. `{due}`, `{ring}` and `{adults}` are filled in. */
export type AnswerWords = { readonly heading: string; readonly then: string };

/** What to do, in words (decision.md, "Words for the values"). */
export const actionWords = {
  "call-999": {
    heading: "Call 999 now",
    then: "Then ring {ring}. Do not wait for a reply to this form.",
  },
  "refer-now": {
    heading: "Telephone {ring} now",
    then: "Say why you are worried. Do not wait for us to call you.",
  },
  consult: {
    heading: "Ask a social worker",
    then: "We will contact you by {due}. Telephone us if anything gets worse.",
  },
  "speak-to-lead": {
    heading: "Talk to your safeguarding lead today",
    then: "If you cannot reach them, or you are still worried, you can ask us now.",
  },
  "refer-with-consent": {
    heading: "Make a referral today",
    then: "The family has agreed. This request is not a referral.",
  },
  "seek-consent": {
    heading: "Talk to the family about getting help",
    then: "Explain what you would share and why, and ask whether they agree. You can still ask us.",
  },
} as const satisfies Readonly<Record<Action, AnswerWords>>;

/** Whether consent is needed, in words. */
export const consentWords = {
  "not-required": {
    heading: "You do not normally need the family's agreement",
    then: "A child may be at risk. Share what is needed and write down why.",
  },
  held: {
    heading: "The family has agreed",
    then: "Check that they understood, that they felt free to say no, and that they know they can change their mind.",
  },
  seek: {
    heading: "Ask the family if they agree",
    then: "Ask someone with parental responsibility, or a young person who is able to decide.",
  },
  "respect-refusal": {
    heading: "The family has said no",
    then: "Do not refer on what you know now. Keep offering help, and come back if needs are not met or things change.",
  },
  "ask-mash": {
    heading: "Speak to us before you decide about consent",
    then: "You can share enough to get advice without naming the child.",
  },
} as const satisfies Readonly<Record<ConsentAnswer, AnswerWords>>;

/** Whether to tell the family, in words. */
export const tellWords = {
  yes: {
    heading: "Be open with the family",
    then: "Tell them what you will share, with whom and why. Telling is not asking.",
  },
  "not-yet": {
    heading: "Do not tell the family yet",
    then: "Say nothing, including by text, app or shared record, until we have agreed what to say.",
  },
  "ask-mash": {
    heading: "Speak to us before you say anything more",
    then: "Tell us who already knows what.",
  },
} as const satisfies Readonly<Record<TellAnswer, AnswerWords>>;

/** What a decision says beside its three answers. `{ring}` is whom to ring at this hour, with the number. */
export const decisionSentences = {
  /** Added to "be open" when the hub should hear of it first. */
  telephoneThenTell: "Telephone us first, then tell them.",
  howToRefer: "If you do not know how to make a referral, telephone {ring}.",
  judgement:
    "This is advice for your own judgement. If your judgement says that it is more urgent than this, telephone {ring}.",
  /** Where the newest other rule set answers otherwise: each with its title and what it says. */
  differs:
    "The guidance differs here. Today's national advice, {today}. {before}. This hub follows {followed}.",
} as const;

/** The duties that apply as well, each as one thing to do. */
export const alsoWords = {
  "record-reasons": "Write down what you decide and why, also if you share nothing.",
  "share-the-minimum": "Share only what is needed, with the people who need it.",
  "do-not-investigate":
    "Do not question the child or the family, and do not take photographs. Write down what you saw and heard.",
  "named-doctor": "Speak to your named doctor or nurse for safeguarding before you tell a carer.",
  lado: "Tell the local authority designated officer (LADO) about somebody who works with children.",
  "report-fgm-to-police":
    "If you are a teacher, or a regulated health or social care professional, you must report FGM to the police on 101 yourself. This form does not do it for you.",
  "adult-safeguarding":
    "About an adult at risk, ring {adults}. If you are worried about a child too, go on here.",
  "allocated-social-worker": "Ring the child's own social worker as well.",
  "other-authority":
    "The child lives elsewhere: ring the children's services of that place first. If you do not know their number, ring {ring}.",
  "check-authority":
    "Find out where the child lives, because another council may have to act. If you cannot, ring {ring}.",
  "both-children":
    "Think of both children: the one who may be harmed and the one who may be harming.",
  "ask-the-young-person":
    "Ask the young person what they want. They may be able to agree or refuse for themselves.",
  "own-escalation":
    "Your lead disagrees. Use your own escalation policy (Resolving Professional Differences). Their disagreement does not stop you from referring.",
  "no-lead": "Without a safeguarding lead, ask your line manager or an early years adviser.",
  "record-attempts": "Write down when and how you tried to ask the family.",
  "refusal-may-change-risk": "Think about whether the refusal itself changes the risk.",
  "ask-without-name": "Ask us without giving the child's name. Naming the child is sharing.",
} as const satisfies Readonly<Record<Also, string>>;

/**
 * Words of a decision with the day and time, whom to ring and the adults' number put in. `telephone` is the
 * hub's own number, which older words named by itself.
 */
export const filledIn = (
  text: string,
  {
    due,
    telephone,
    ring = `us on ${telephone}`,
    adults,
  }: Readonly<Record<"due" | "telephone" | "adults", string>> & { readonly ring?: string },
): string =>
  text
    .replace("{due}", due)
    .replace("{telephone}", telephone)
    .replace("{ring}", ring)
    .replace("{adults}", adults);

/** A heading for the hub's own people, who need no number to ring. */
export const withoutNumber = (heading: string): string =>
  heading.replace(" on {telephone}", "").replace("{ring}", "us");
