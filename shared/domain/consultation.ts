import type { Answers } from "./answers.ts";
import type { Deadline } from "./deadline.ts";
import type { Action, Decision, DecisionFlag, TellAnswer } from "./decision.ts";
import type { Instant } from "./instant.ts";
import type { Outcome } from "./outcome.ts";
import type { ConsentAnswer } from "./rule-sets.ts";

/** `received → claimed → contacted → closed` (case.md, "States"). Breached is derived, never stored. */
export type State = "received" | "claimed" | "contacted" | "closed";

/** What the duty team must see at once. All but the decision's come from case.md. */
export type Flag =
  | DecisionFlag
  | "not-named"
  | "personal-email"
  | "not-telephoned"
  | "no-message"
  | "got-worse"
  | "wants-to-withdraw"
  | "free-now"
  | "disagrees"
  | "not-agreed"
  | "not-done"
  | "said-after-closing";

/** Somebody of the hub who is signed in. `email` is where their letters go. */
export type Worker = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: "duty" | "manager";
};

/** A sealed text that stands in an item of its own: which one, and the SHA-256 of its sealed bytes. */
export type SealedRef = { readonly id: string; readonly hash: string };

export type AttemptResult = "no-answer" | "engaged" | "left-a-message" | "wrong-number" | "spoke";

export type Attempt = {
  readonly at: Instant;
  readonly by: string;
  /** Whose number: the practitioner's, or the second contact's. */
  readonly number: "practitioner" | "second-contact";
  readonly result: AttemptResult;
  readonly nextTryAt?: Instant;
};

/** How much of what was agreed has been done, as the practitioner says. */
export type Did = "all" | "some" | "none";

export type Priority = "red" | "amber" | "green" | "blue";

/** The advice in clear: what was advised, in the decision's own values, beside the tables' answer. */
export type Advised = {
  readonly action: Action;
  readonly consent: ConsentAnswer;
  readonly tell: TellAnswer;
  readonly practitionerAgrees: boolean;
  readonly nameAsked: boolean;
  readonly historyChecked: boolean;
  /** London date, `YYYY-MM-DD`, on which to ask what happened next. */
  readonly followUpOn?: string;
  /** Advice, reasons, who does what by when: for the hub, and what the practitioner may read. */
  readonly words: SealedRef;
  readonly advice: SealedRef;
  /** When it was recorded: the practitioner is written to then. */
  readonly recordedAt?: Instant;
};

/**
 * Practitioner and hub do not agree about the advice: since when, and the last step that was taken of the
 * hub's way to settle it (settings, `resolvingDifferences`).
 */
export type Difference = { readonly since: Instant; readonly step?: string };

/** Why a promise was not kept, as a manager judged it. */
export type BreachReason =
  | "too-few-staff"
  | "not-noticed"
  | "not-reached"
  | "wrong-number"
  | "system-failed"
  | "other";

/** A recorded fact that can turn out to be wrong. It is put right by a new entry, never by an edit. */
export type Correctable =
  | "time-of-contact"
  | "social-worker"
  | "advice"
  | "attempt"
  | "outcome"
  | "name"
  | "other";

/** Another consultation that may concern the same child, and who saw that. */
export type Link = { readonly reference: string; readonly by: string; readonly at: Instant };

/**
 * What is taken on receipt. `clear` holds the answers that the catalogue marks as no case text;
 * everything else is in the sealed words, and `address` is sealed too.
 */
export type Receipt = Deadline & {
  readonly reference: string;
  readonly receivedAt: Instant;
  readonly decision: Pick<Decision, "ruleSet" | "action" | "consent" | "tell" | "because"> & {
    readonly wording: string;
  };
  readonly flags: readonly Flag[];
  readonly clear: Answers;
  readonly hasSecondContact: boolean;
  /** Keyed hash of the child's name and birth date, where both are known. */
  readonly child?: string;
  readonly words: SealedRef;
  /** Sealed: the practitioner's name, email and telephone. */
  readonly address: string;
  /** Which key sent it, and with which content: so that a retry finds it and a misuse is refused. */
  readonly key: { readonly hash: string; readonly answers: string };
  readonly enteredBy?: string;
  /** The service sent it to itself, to see that the line works: it is in no list and in no figure. */
  readonly isCanary?: true;
};

/** What the mail provider has told of a letter that left, each kind by when it first happened. */
export type Became = {
  readonly delivered?: Instant;
  /** For good: there is no such mailbox, or it takes nothing from us. */
  readonly bounced?: Instant;
  /** For now: a full mailbox, or an automatic reply, which looks the same. */
  readonly bouncedForNow?: Instant;
  readonly rejected?: Instant;
  readonly complained?: Instant;
  readonly delayed?: Instant;
};

/** The code that the practitioner asked for, to read the advice. Its six digits are sealed. */
export type OneTimeCode = {
  readonly askedAt: Instant;
  readonly sealed: string;
  readonly tries: number;
  /** Which try was the last: two that look alike are still two. */
  readonly lastTry?: string;
  /** How many were asked for, and since when they are counted. */
  readonly asks: number;
  readonly since: Instant;
};

/**
 * One letter to one recipient: somebody is sending it, or it has gone. `digest`: not by itself, but told
 * by the digest of this name.
 */
export type LetterState =
  | {
      readonly lease: string;
      readonly leasedUntil: Instant;
      readonly tries: number;
      readonly digest?: string;
    }
  | {
      readonly sentAt: Instant;
      readonly messageId: string;
      readonly tries: number;
      readonly became?: Became;
      readonly digest?: string;
    };

/**
 * One consultation: the tracker. Everything here is clear and small; testimony, advice and addresses are
 * sealed texts that travel through unopened.
 */
export type Consultation = Receipt & {
  readonly schema: 1;
  /** Rises with every write: the store's condition. */
  readonly revision: number;
  /** Rises only by a person's act: what a form names. */
  readonly version: number;
  readonly state: State;
  readonly originallyDueAt: Instant;
  /** When the promise was last moved past a day that is no working day any more. */
  readonly movedAt?: Instant;
  readonly priority?: Priority;
  readonly holder?: Worker;
  readonly freeUntil?: Instant;
  readonly lastChasedAt?: Instant;
  /** How often it was chased: each one is an occasion of the chased letter. */
  readonly chases: number;
  readonly attempts: readonly Attempt[];
  readonly contact?: {
    readonly at: Instant;
    readonly recordedAt: Instant;
    readonly socialWorker: string;
  };
  readonly advised?: Advised;
  /** What the practitioner answered when asked what happened next: the last answer counts. */
  readonly happened?: { readonly at: Instant; readonly did: Did };
  readonly difference?: Difference;
  readonly links?: readonly Link[];
  /** Why the promise was not kept. */
  readonly breach?: { readonly reason: BreachReason; readonly by: string; readonly at: Instant };
  /** A legal hold: nothing of it may be deleted. */
  readonly hold?: { readonly by: string; readonly at: Instant };
  /** When its words were deleted, at the end of the time for which it is kept. */
  readonly emptiedAt?: Instant;
  readonly code?: OneTimeCode;
  readonly outcome?: Outcome;
  readonly closedAt?: Instant;
  readonly duplicateOf?: string;
  /** Notes and reasons, in the order recorded. */
  readonly notes: readonly SealedRef[];
  /** Three receipts had gone to the same address within the hour: none is owed on this one. */
  readonly receiptWithheldAt?: Instant;
  /** By letter key, `<kind>/<occasion>/<recipient>`. */
  readonly letters: Readonly<Record<string, LetterState>>;
  /** The exact canonical texts that were hashed, each naming the hash of the one before. */
  readonly history: readonly string[];
};

const failedResults: readonly string[] = ["no-answer", "engaged", "left-a-message", "wrong-number"];

/** Somebody rang and reached nobody. */
export const isFailed = ({ result }: Pick<Attempt, "result">): boolean =>
  failedResults.includes(result);

/** Open: somebody still owes something. */
export const isOpen = ({ state }: Pick<Consultation, "state">): boolean => state !== "closed";

/**
 * In the duty team's list: open, or closed and something was said since that nobody has looked at, it got
 * worse and nobody has spoken with them, or practitioner and hub still do not agree.
 */
export const isListed = ({
  state,
  flags,
  difference,
  isCanary,
}: Pick<Consultation, "state" | "flags" | "difference" | "isCanary">): boolean =>
  isCanary !== true &&
  (isOpen({ state }) ||
    flags.includes("said-after-closing") ||
    flags.includes("got-worse") ||
    difference !== undefined);

/** Open, no contact, and the promise has run out. Contact at exactly dueAt is in time. */
export const isOverdue = (
  consultation: Pick<Consultation, "state" | "contact" | "dueAt">,
  now: Instant,
): boolean =>
  isOpen(consultation) && consultation.contact === undefined && now >= consultation.dueAt;

/**
 * The promise was not kept: contact came after dueAt, or it ran out without any. Closed without contact
 * before dueAt is no breach: nobody waited in vain.
 */
export const isBreached = (
  { contact, closedAt, dueAt }: Pick<Consultation, "contact" | "closedAt" | "dueAt">,
  now: Instant,
): boolean => (contact === undefined ? (closedAt ?? now) >= dueAt : contact.at > dueAt);

/** The flags that hold now: "I am free for the next 30 minutes" runs out, every other stays. */
export const flagsAt = (
  { flags, freeUntil }: Pick<Consultation, "flags" | "freeUntil">,
  now: Instant,
): readonly Flag[] =>
  flags.filter((flag) => flag !== "free-now" || (freeUntil !== undefined && now < freeUntil));
