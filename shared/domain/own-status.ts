import { type Consultation, isOpen, isOverdue } from "./consultation.ts";
import { type Instant, plusSeconds } from "./instant.ts";
import { isTimeToLookAgain, saidWhatHappened } from "./what-happened.ts";
import type { WorkingTime } from "./working-time.ts";

/** What the practitioner can say of their own request after sending it (case.md, "States"). */
export type OwnWords = "nobody-called" | "free-now" | "got-worse" | "no-longer-needed";

/** One thing that happened to a request, as far as it is the practitioner's to know. */
export type OwnStep = {
  readonly is:
    | "received"
    | "looked-at"
    | "rang"
    | "rang-second-contact"
    | "contact-made"
    | "advice-recorded"
    | "closed";
  /** Undefined where only the state is known, not when it began. */
  readonly at?: Instant;
};

/** How far a request is, for the person who made it: nothing of the hub's own history, and no names. */
export type OwnStatus = {
  readonly reference: string;
  readonly receivedAt: Instant;
  readonly dueAt: Instant;
  /** When the promise was moved past a day that is no working day any more. */
  readonly firstDueAt?: Instant;
  readonly isOpen: boolean;
  readonly isCalled: boolean;
  /** The advice is written down, and can be read after the code. */
  readonly hasAdvice: boolean;
  readonly isOverdue: boolean;
  /** The answers said that it cannot wait, and nobody has spoken with them yet. */
  readonly cannotWait: boolean;
  readonly steps: readonly OwnStep[];
  readonly freeUntil?: Instant;
  /** The day has come on which they agreed to look again. `said`: when it was answered last. */
  readonly lookAgain?: { readonly said?: Instant };
  readonly hasSaid: readonly OwnWords[];
  readonly canSay: readonly OwnWords[];
};

const hour = 3600;
const failed: readonly string[] = ["no-answer", "engaged", "left-a-message", "wrong-number"];

const stepsOf = (consultation: Consultation): readonly OwnStep[] => {
  const { receivedAt, state, attempts, contact, advised, closedAt } = consultation;
  return [
    { is: "received", at: receivedAt },
    ...(state === "received" ? [] : [{ is: "looked-at" } as const]),
    ...attempts
      .filter(({ result }) => failed.includes(result))
      .map(({ at, number }) => ({
        is: number === "practitioner" ? ("rang" as const) : ("rang-second-contact" as const),
        at,
      })),
    ...(contact === undefined ? [] : [{ is: "contact-made", at: contact.at } as const]),
    ...(advised?.recordedAt === undefined
      ? []
      : [{ is: "advice-recorded", at: advised.recordedAt } as const]),
    ...(closedAt === undefined ? [] : [{ is: "closed", at: closedAt } as const]),
  ];
};

const wordsToSay = (consultation: Consultation, now: Instant): readonly OwnWords[] => {
  const { contact, lastChasedAt, flags } = consultation;
  if (!isOpen(consultation)) return flags.includes("got-worse") ? [] : ["got-worse"];
  const mayChase =
    isOverdue(consultation, now) &&
    (lastChasedAt === undefined || now >= plusSeconds(lastChasedAt, hour));
  return [
    ...(mayChase ? (["nobody-called"] as const) : []),
    ...(contact === undefined ? (["free-now"] as const) : []),
    "got-worse",
    ...(flags.includes("wants-to-withdraw") ? [] : (["no-longer-needed"] as const)),
  ];
};

/** Whether it is as somebody has just been told that it was noted: an address in a browser proves nothing. */
export const isStillSaid = (
  { hasSaid, freeUntil, lookAgain }: Pick<OwnStatus, "hasSaid" | "freeUntil" | "lookAgain">,
  said: OwnWords | "what-happened",
): boolean => {
  if (said === "free-now") return freeUntil !== undefined;
  return said === "what-happened" ? lookAgain?.said !== undefined : hasSaid.includes(said);
};

/** The status page's content at `now`: a pure function of the consultation. */
export const ownStatus = (
  consultation: Consultation,
  now: Instant,
  working: Pick<WorkingTime, "dateOf">,
): OwnStatus => {
  const { reference, receivedAt, dueAt, originallyDueAt, contact, flags, freeUntil } = consultation;
  const said = saidWhatHappened(consultation);
  return {
    reference,
    receivedAt,
    dueAt,
    ...(dueAt === originallyDueAt ? {} : { firstDueAt: originallyDueAt }),
    isOpen: isOpen(consultation),
    isCalled: contact !== undefined,
    hasAdvice: consultation.advised !== undefined,
    isOverdue: isOverdue(consultation, now),
    cannotWait: isOpen(consultation) && contact === undefined && flags.includes("act-now"),
    steps: stepsOf(consultation),
    ...(freeUntil !== undefined && now < freeUntil ? { freeUntil } : {}),
    ...(isTimeToLookAgain(consultation, working.dateOf(now))
      ? { lookAgain: said === undefined ? {} : { said } }
      : {}),
    hasSaid: [
      ...(consultation.chases > 0 ? (["nobody-called"] as const) : []),
      ...(flags.includes("got-worse") ? (["got-worse"] as const) : []),
      ...(flags.includes("wants-to-withdraw") ? (["no-longer-needed"] as const) : []),
    ],
    canSay: wordsToSay(consultation, now),
  };
};
