import type {
  Advised,
  Attempt,
  AttemptResult,
  BreachReason,
  Correctable,
  Did,
  Priority,
  SealedRef,
  Worker,
} from "./consultation.ts";
import type { Deadline } from "./deadline.ts";
import type { Instant } from "./instant.ts";
import type { Outcome } from "./outcome.ts";

type ByStaff = {
  readonly by: Worker;
  /** The version that the page showed: a command on another one is refused. */
  readonly version: number;
};

/** What a duty worker or a manager can do with one consultation (case.md, "States"). */
export type StaffCommand = ByStaff &
  (
    | { readonly do: "claim" }
    | { readonly do: "release" }
    | { readonly do: "reassign"; readonly to: Worker }
    | {
        readonly do: "record-attempt";
        readonly number: Attempt["number"];
        readonly result: AttemptResult;
        readonly at: Instant;
        readonly nextTryAt?: Instant;
      }
    | {
        readonly do: "record-contact";
        readonly at: Instant;
        /** The social worker who spoke with the practitioner: the seed promises one. */
        readonly socialWorker: string;
        readonly advised?: Advised;
      }
    | { readonly do: "record-advice"; readonly advised: Advised }
    | {
        readonly do: "close";
        readonly outcome: Outcome;
        /** Sealed: the reasons, the case record's number or why there is none, what was done about the child. */
        readonly reasons?: SealedRef;
        readonly caseRecord: "number" | "none-because" | "not-said";
        readonly childConsidered: boolean;
        readonly decidedByManager?: string;
        readonly duplicateOf?: string;
      }
    | { readonly do: "reopen"; readonly reason: SealedRef }
    | { readonly do: "set-priority"; readonly priority: Priority; readonly reason: SealedRef }
    | { readonly do: "note-call-in"; readonly note: SealedRef }
    /** The name that was asked for, or given, after the request. `child`: its keyed hash, as on receipt. */
    | { readonly do: "name-child"; readonly words: SealedRef; readonly child?: string }
    | { readonly do: "link"; readonly other: string }
    /** Sealed: how the practitioner sees it, and how the hub does. */
    | { readonly do: "record-difference"; readonly step: string; readonly views: SealedRef }
    | { readonly do: "settle-difference"; readonly how: SealedRef }
    | { readonly do: "explain-breach"; readonly reason: BreachReason; readonly words: SealedRef }
    | { readonly do: "hold"; readonly because: SealedRef }
    | { readonly do: "lift-hold"; readonly because: SealedRef }
    | { readonly do: "correct"; readonly what: Correctable; readonly words: SealedRef }
  );

/** What the practitioner can say after sending. None of it ends anything. */
export type PractitionerCommand =
  | { readonly do: "say-got-worse" }
  | { readonly do: "say-no-longer-needed" }
  | { readonly do: "say-free-now" }
  | { readonly do: "say-nobody-called" }
  | { readonly do: "say-not-agreed" }
  | { readonly do: "say-what-happened"; readonly did: Did; readonly words?: SealedRef };

/** A holiday announced late: the promise is worked out again (deadline.md). */
export type CalendarCommand = { readonly do: "revise-deadline"; readonly promised: Deadline };

/** The service's own test has come out, or has not: nobody waits for it. */
export type CanaryCommand = { readonly do: "end-canary" };

export type Command = StaffCommand | PractitionerCommand | CalendarCommand | CanaryCommand;

/** Why a command was not carried out. Its words for people are enforced where it is shown. */
export type Refusal =
  | {
      readonly reason: "stale";
      readonly version: number;
      readonly lastBy?: string;
      readonly lastAct?: string;
    }
  | { readonly reason: "already-claimed"; readonly by: string }
  | { readonly reason: "not-claimed" }
  | { readonly reason: "not-yours"; readonly by: string }
  | { readonly reason: "manager-only" }
  | { readonly reason: "closed" }
  | { readonly reason: "not-closed" }
  | { readonly reason: "time-in-future" }
  | { readonly reason: "time-before-receipt" }
  | { readonly reason: "already-contacted" }
  | { readonly reason: "no-contact-yet" }
  | { readonly reason: "got-worse-since" }
  | { readonly reason: "social-worker-missing" }
  | { readonly reason: "no-second-contact" }
  | { readonly reason: "advice-missing" }
  | { readonly reason: "reasons-missing" }
  | { readonly reason: "case-record-missing" }
  | { readonly reason: "manager-name-missing" }
  | { readonly reason: "attempts-missing" }
  | { readonly reason: "child-not-considered" }
  | { readonly reason: "other-reference-missing" }
  | { readonly reason: "next-try-passed" }
  | { readonly reason: "named-already" }
  | { readonly reason: "linked-already" }
  | { readonly reason: "no-difference" }
  | { readonly reason: "no-breach" }
  | { readonly reason: "held-already" }
  | { readonly reason: "not-held" }
  | { readonly reason: "emptied" }
  | { readonly reason: "not-due-yet" }
  | { readonly reason: "asked-within-the-hour" }
  | { readonly reason: "never-earlier" }
  | { readonly reason: "promise-run-out" }
  | { readonly reason: "no-canary" };
