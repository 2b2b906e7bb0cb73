import type { Refusal } from "../../shared/domain/commands.ts";

/** What a refusal may tell besides its reason: who has it, or who changed it last and how. */
type Told = {
  readonly reason: string;
  readonly by?: string;
  readonly lastBy?: string;
  readonly lastAct?: string;
  /** Whoever is told this. */
  readonly to?: string;
};

/** What each act of the history is called. */
export const actNames: Readonly<Record<string, string>> = {
  received: "received it",
  claim: "claimed it",
  release: "released it",
  reassign: "reassigned it",
  "record-attempt": "recorded an attempt to call",
  "record-contact": "recorded the contact",
  "record-advice": "recorded the advice",
  close: "closed it",
  reopen: "reopened it",
  "set-priority": "set its priority",
  "note-call-in": "noted that the practitioner rang",
  "name-child": "recorded the child's name",
  link: "linked it with another one",
  "record-difference": "recorded that practitioner and hub do not agree",
  "settle-difference": "recorded how the disagreement was settled",
  "explain-breach": "recorded why the promise was not kept",
  hold: "put it under a legal hold",
  "lift-hold": "lifted the legal hold",
  correct: "put a recorded fact right",
  empty: "deleted its words, because the time for which they are kept was over",
  "say-got-worse": "said that it got worse",
  "say-no-longer-needed": "said that they no longer need it",
  "say-free-now": "said that they are free now",
  "say-nobody-called": "said that nobody has called",
  "say-not-agreed": "said that this is not what was agreed",
  "say-what-happened": "said what happened next",
  "end-canary": "ended it: it was a test of the line",
  "retry-letters": "asked for letters to be sent again",
  "revise-deadline":
    "moved the time by which the call is due, past a day that is no working day any more",
};

const machines: readonly string[] = ["calendar", "retention", "canary"];

/** Whoever acted, as a sentence about it begins: staff have names. */
export const actorName = (by: string): string =>
  by === "practitioner" ? "The practitioner" : machines.includes(by) ? "The service" : by;

/** Why an act was refused, and what to do. One without words does not compile. */
const words = {
  stale: ({ lastBy = "Somebody", lastAct = "", to }: Told) =>
    lastBy === to
      ? `You ${actNames[lastAct] ?? "changed it"} while this page was open: from another window, or by pressing twice. Look at what is there now, and do it again only if it is not recorded yet.`
      : `${actorName(lastBy)} ${actNames[lastAct] ?? "changed it"} while you had this page open. Nothing of yours was recorded. Look at what is there now, and do it again if it is still needed.`,
  "already-claimed": ({ by = "Somebody" }: Told) =>
    `${by} has it already. Ask them, or ask a manager to reassign it.`,
  "not-claimed": () => "Nobody has claimed it. Claim it first.",
  "not-yours": ({ by = "Somebody" }: Told) =>
    `${by} has it. Only they or a manager can release it.`,
  "manager-only": () => "Only a manager can do this.",
  closed: () => "It is closed. Reopen it first.",
  "not-closed": () => "It is not closed.",
  "time-in-future": () => "The time must be in the past.",
  "time-before-receipt": () => "The time must be after the request was received.",
  "already-contacted": () => "Contact is recorded already.",
  "no-contact-yet": () => "No contact is recorded yet. Record the contact first.",
  "got-worse-since": () =>
    "The practitioner said that it got worse since they were rung. Ring them, and record that conversation first.",
  "social-worker-missing": () => "Enter the name of the social worker who spoke to them.",
  "no-second-contact": () => "The practitioner gave no second contact.",
  "advice-missing": () => "Record the advice first.",
  "reasons-missing": () => "Enter the reasons.",
  "case-record-missing": () =>
    "The child is named. Enter the case record's number, or why there is none.",
  "manager-name-missing": () =>
    "The family refused. Enter the name of the manager who decided to take it as a referral.",
  "attempts-missing": () =>
    "Three attempts over two working days are needed first, on both contacts' numbers if there are two.",
  "child-not-considered": () => "Enter what was done about the child.",
  "other-reference-missing": () =>
    "Enter the reference of another consultation, one that is open or was answered.",
  "next-try-passed": () => "The next try must be in the future.",
  "named-already": () => "The child is named already.",
  "linked-already": () => "It is linked with that one already.",
  "no-breach": () => "The promise was kept.",
  "held-already": () => "It is under a legal hold already.",
  "not-held": () => "It is under no legal hold.",
  emptied: () =>
    "Its words were deleted, because the time for which they are kept is over. Nothing more can be recorded about it.",
  "no-difference": () => "No disagreement is recorded.",
  "not-due-yet": () => "The deadline has not passed yet.",
  "asked-within-the-hour": () => "This was said within the last hour.",
  "no-canary": () => "This is a real request, and not a test of the line.",
  "promise-run-out": () => "What was promised has run out, and stays as it was promised.",
  "never-earlier": () => "A deadline never moves earlier.",
} as const satisfies Readonly<Record<Refusal["reason"], (told: Told) => string>>;

/** @returns the sentence for a refusal, said to this person. */
export const refusalWords = (refusal: Refusal, to?: { readonly name: string }): string =>
  words[refusal.reason]({ ...refusal, ...(to === undefined ? {} : { to: to.name }) });

const fields: Readonly<Partial<Record<Refusal["reason"], readonly string[]>>> = {
  "time-in-future": ["time"],
  "time-before-receipt": ["time"],
  "next-try-passed": ["nextTime"],
  "social-worker-missing": ["socialWorker"],
  "reasons-missing": ["reasons"],
  "case-record-missing": ["caseRecord"],
  "manager-name-missing": ["decidedBy"],
  "child-not-considered": ["child"],
  "other-reference-missing": ["duplicateOf", "other"],
  "linked-already": ["other"],
  "attempts-missing": ["outcome"],
  "manager-only": ["outcome"],
  "no-contact-yet": ["outcome"],
  "got-worse-since": ["outcome"],
  "advice-missing": ["outcome"],
};

/** Of a form's fields the one at which a refusal is put right, where there is one. */
export const refusedField = (
  { reason }: Refusal,
  form: readonly { readonly id: string }[],
): string | undefined => form.find(({ id }) => fields[reason]?.includes(id))?.id;
