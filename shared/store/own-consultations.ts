import type { PractitionerCommand, Refusal } from "../domain/commands.ts";
import type { Consultation, Did } from "../domain/consultation.ts";
import type { Instant } from "../domain/instant.ts";
import {
  type CodeTry,
  codeFrom,
  isTriedOut,
  withCode,
  withCodeUsed,
  withTry,
} from "../domain/one-time-code.ts";
import { carryOut } from "../domain/transitions.ts";
import type { Ids } from "../ports.ts";
import { changeConsultation, loadConsultation, type Shelf } from "./consultations.ts";
import { openRecord, putRecord, type RecordTexts } from "./records.ts";
import type { Keys } from "./seal.ts";
import { openAddress, openCode, sealCode } from "./sealed-words.ts";

/** A consultation for the practitioner who asked for it. */
export type OwnConsultations = {
  /** @returns the consultation if it was asked for from this email address. Unknown and foreign look alike. */
  readonly findWithEmail: (reference: string, email: string) => Promise<Consultation | undefined>;
  readonly load: (reference: string) => Promise<Consultation | undefined>;
  /** @returns whether a fresh code is on its way: not within a minute of the last, nor the sixth in an hour. */
  readonly askForCode: (reference: string, now: Instant) => Promise<boolean>;
  /** Whether these are the digits of the code that stands; then it is used up. */
  readonly tryCode: (reference: string, typed: string, now: Instant) => Promise<CodeTry>;
  /** What was advised, in the words that the practitioner may read. */
  readonly readAdvice: (consultation: Consultation) => Promise<RecordTexts | undefined>;
  /** What happened next: how much was done, and their own words, which are sealed. */
  readonly sayWhatHappened: (
    reference: string,
    said: { readonly did: Did; readonly happened?: string | undefined },
    now: Instant,
  ) => Promise<Said>;
  readonly say: (reference: string, command: PractitionerCommand, now: Instant) => Promise<Said>;
};

type Said =
  | { readonly consultation: Consultation }
  | { readonly refused: Refusal["reason"] | "unknown" };

const alike = (email: string) => email.trim().toLowerCase();

export const ownConsultations = (
  shelf: Shelf & { readonly keys: Keys; readonly ids: Ids },
): OwnConsultations => {
  const say: OwnConsultations["say"] = (reference, command, now) =>
    changeConsultation<Refusal["reason"]>(shelf, reference, now, (fresh) => {
      const done = carryOut(fresh, command, now, shelf.working);
      return done.ok ? { consultation: done.consultation } : { refused: done.reason };
    });
  /** Of one whose words were deleted nothing is theirs any more, and nobody can tell that it was. */
  const load = async (reference: string): Promise<Consultation | undefined> => {
    const consultation = await loadConsultation(shelf, reference);
    return consultation?.emptiedAt === undefined ? consultation : undefined;
  };
  return {
    findWithEmail: async (reference, email) => {
      const consultation = await load(reference);
      if (consultation === undefined) return undefined;
      const address = await openAddress(shelf.keys, consultation);
      return alike(address.email) === alike(email) ? consultation : undefined;
    },
    load,
    askForCode: async (reference, now) => {
      const sealed = await sealCode(shelf.keys, reference, codeFrom(shelf.ids.token()));
      const done = await changeConsultation(shelf, reference, now, (fresh) => {
        const asked =
          fresh.advised === undefined || fresh.emptiedAt !== undefined
            ? undefined
            : withCode(fresh, sealed, now);
        return asked === undefined ? { refused: "too-often" } : { consultation: asked };
      });
      return "consultation" in done;
    },
    tryCode: async (reference, typed, now) => {
      const tryId = shelf.ids.token();
      // Counted before it is looked at: a hundred tries at once are a hundred tries.
      const tried = await changeConsultation<"tried-out" | "wrong">(
        shelf,
        reference,
        now,
        (fresh) => {
          const counted = withTry(fresh, now, tryId);
          if (counted !== undefined) return { consultation: counted };
          return { refused: isTriedOut(fresh, now) ? "tried-out" : "wrong" };
        },
      );
      if ("refused" in tried) return tried.refused === "unknown" ? "wrong" : tried.refused;
      const { code } = tried.consultation;
      if ((await openCode(shelf.keys, tried.consultation)) !== typed) return "wrong";
      const used = await changeConsultation(shelf, reference, now, (fresh) => {
        const opened = withCodeUsed(fresh, code?.sealed, tryId);
        return opened === undefined ? { refused: "another" } : { consultation: opened };
      });
      return "consultation" in used ? "right" : "wrong";
    },
    readAdvice: async ({ reference, advised }) =>
      advised === undefined ? undefined : openRecord(shelf, "advice", reference, advised.advice),
    say,
    sayWhatHappened: async (reference, { did, happened }, now) => {
      const words =
        happened === undefined
          ? undefined
          : await putRecord(shelf, "words", reference, { happened }, now);
      const command = { do: "say-what-happened", did } as const;
      return say(reference, words === undefined ? command : { ...command, words }, now);
    },
  };
};
