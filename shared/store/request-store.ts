import type { Ids } from "../ports.ts";
import { isCanaryMark } from "./canary-mark.ts";
import type { Shelf } from "./consultations.ts";
import { type Drafts, keepDrafts } from "./drafts.ts";
import { type OwnConsultations, ownConsultations } from "./own-consultations.ts";
import { type SavedDrafts, savedDrafts } from "./saved-drafts.ts";
import type { Keys } from "./seal.ts";
import { type Submission, type Submitted, submitConsultation } from "./submissions.ts";
import { keepVisits, type Visits } from "./visits.ts";

/** All that the public side keeps and finds: single items by their key, never a list. */
export type RequestStore = {
  readonly submit: (submission: Submission) => Promise<Submitted>;
  /** Whether the mark proves that the request under this key is the service's own test. */
  readonly isCanary: (idempotencyKey: string, mark: string) => Promise<boolean>;
  readonly drafts: Drafts;
  readonly saved: SavedDrafts;
  readonly visits: Visits;
  readonly own: OwnConsultations;
};

export const requestStore = (
  shelf: Shelf & {
    readonly keys: Keys;
    readonly ids: Ids;
    /** By the canary's own key; where no canary is deployed no mark is right. */
    readonly canaryHash?: Keys["hash"] | undefined;
  },
): RequestStore => ({
  submit: (submission) => submitConsultation(shelf, submission),
  isCanary: async (idempotencyKey, mark) =>
    shelf.canaryHash !== undefined && isCanaryMark(shelf.canaryHash, idempotencyKey, mark),
  drafts: keepDrafts(shelf),
  saved: savedDrafts(shelf),
  visits: keepVisits(shelf),
  own: ownConsultations(shelf),
});
