import type { PractitionerCommand, Refusal } from "../domain/commands.ts";
import type { Consultation } from "../domain/consultation.ts";
import type { Instant } from "../domain/instant.ts";
import { carryOut } from "../domain/transitions.ts";
import { changeConsultation, loadConsultation, type Shelf } from "./consultations.ts";
import type { Keys } from "./seal.ts";
import { openAddress } from "./sealed-words.ts";

/** A consultation for the practitioner who asked for it. */
export type OwnConsultations = {
  /** @returns the consultation if it was asked for from this email address. Unknown and foreign look alike. */
  readonly findWithEmail: (reference: string, email: string) => Promise<Consultation | undefined>;
  readonly load: (reference: string) => Promise<Consultation | undefined>;
  readonly say: (
    reference: string,
    command: PractitionerCommand,
    now: Instant,
  ) => Promise<
    { readonly consultation: Consultation } | { readonly refused: Refusal["reason"] | "unknown" }
  >;
};

const alike = (email: string) => email.trim().toLowerCase();

export const ownConsultations = (shelf: Shelf & { readonly keys: Keys }): OwnConsultations => ({
  findWithEmail: async (reference, email) => {
    const consultation = await loadConsultation(shelf, reference);
    if (consultation === undefined) return undefined;
    const address = await openAddress(shelf.keys, consultation);
    return alike(address.email) === alike(email) ? consultation : undefined;
  },
  load: (reference) => loadConsultation(shelf, reference),
  say: (reference, command, now) =>
    changeConsultation<Refusal["reason"]>(shelf, reference, now, (fresh) => {
      const done = carryOut(fresh, command, now, shelf.working);
      return done.ok ? { consultation: done.consultation } : { refused: done.reason };
    }),
});
