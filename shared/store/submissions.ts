import type { Answers } from "../domain/answers.ts";
import type { Consultation } from "../domain/consultation.ts";
import type { Deadline } from "../domain/deadline.ts";
import type { Decision } from "../domain/decision.ts";
import { digest } from "../domain/history.ts";
import type { Hub } from "../domain/hub.ts";
import type { Instant } from "../domain/instant.ts";
import type { Question } from "../domain/questions.ts";
import { addressIn, childText, clearPart, keyOf } from "../domain/receipt.ts";
import { referenceFor } from "../domain/reference.ts";
import { receive } from "../domain/transitions.ts";
import type { Ids } from "../ports.ts";
import { loadConsultation, type Shelf, trailed, writeConsultation } from "./consultations.ts";
import { type Keys, seal } from "./seal.ts";
import { hashOfEmail } from "./sealed-words.ts";

/** Who enters it for somebody who telephoned, and when: `receivedAt` is then the time of the call. */
type Entered = {
  readonly by: string;
  readonly at: Instant;
  /**
   * Told the reference before anything is put under it. Which one is free shows only while it is stored, so
   * that nobody can say beforehand under which reference an entry in the audit belongs.
   */
  readonly audit: (reference: string) => Promise<void>;
};

/** A whole, checked form, and the key that makes a retry find the same consultation. */
export type Submission = {
  readonly scope: "api" | "form" | "staff";
  readonly key: string;
  readonly answers: Answers;
  readonly decision: Decision;
  readonly hub: Hub;
  readonly promised: Deadline;
  readonly receivedAt: Instant;
  readonly entered?: Entered;
  /** The service's own test of the line. */
  readonly isCanary?: boolean;
  /** The questions that were asked; others than the form's own only in tests. */
  readonly catalogue?: readonly Question[];
};

export type Submitted =
  | { readonly outcome: "stored" | "found"; readonly consultation: Consultation }
  /** The key was used with other answers: those of this consultation stand. */
  | { readonly outcome: "key-reused"; readonly consultation: Consultation };

/** Two senders' keys meeting in 60 bits is already hardly possible; this many times is a fault. */
const mostReferences = 8;

/**
 * Stores a request: first the sealed words, then the tracker, each only if absent. The tracker is the
 * commit: only after it may the reference be shown. Each try puts words of its own, which the tracker
 * names, so that no try can change the words of another; words that no tracker names are swept up later.
 * The same key finds the same consultation whenever it comes again.
 */
export const submitConsultation = async (
  shelf: Shelf & { readonly keys: Keys; readonly ids: Ids },
  submission: Submission,
): Promise<Submitted> => {
  const {
    scope,
    key,
    answers,
    decision,
    hub,
    promised,
    receivedAt,
    entered,
    isCanary = false,
  } = submission;
  const { table, keys, ids } = shelf;
  const now = entered?.at ?? receivedAt;
  // Whoever corrects the time of a call has said something else, and must hear that it was not taken.
  const said = entered === undefined ? answers : { ...answers, receivedAt };
  const sender = keyOf(scope, key, said);
  const aboutChild = childText(answers);
  const addressedTo = addressIn(answers);
  for (let n = 0; n < mostReferences; n++) {
    const reference = referenceFor(scope, key, n);
    await entered?.audit(reference);
    const id = ids.token();
    const [words, address, child] = await Promise.all([
      seal(keys, { reference, part: "words" }, { answers }),
      hashOfEmail(keys, addressedTo.email).then((emailHash) =>
        seal(keys, { reference, part: "address" }, { ...addressedTo, emailHash }),
      ),
      aboutChild === undefined ? undefined : keys.hash(aboutChild),
    ]);
    // Only a retry of this very put can find these words standing: no other try has their id.
    await table.put({ pk: `words#${reference}`, sk: id, at: now, words }, { absent: true });
    const received = receive(
      {
        ...clearPart(answers, decision, hub, submission.catalogue),
        ...promised,
        reference,
        receivedAt,
        words: { id, hash: digest(words) },
        address,
        key: sender,
        ...(child === undefined ? {} : { child }),
        ...(entered === undefined ? {} : { enteredBy: entered.by }),
        ...(isCanary ? { isCanary } : {}),
      },
      now,
    );
    const first = { ...received, revision: 1 };
    const failure = await writeConsultation(shelf, first, now).then(
      (written) => (written ? "written" : undefined),
      (thrown: unknown) => ({ thrown }),
    );
    if (failure === "written") return { outcome: "stored", consultation: first };
    const standing = await loadConsultation(shelf, reference);
    if (standing !== undefined && standing.key.hash === sender.hash) {
      if (standing.key.answers !== sender.answers)
        return { outcome: "key-reused", consultation: standing };
      if (standing.words.id !== id) return { outcome: "found", consultation: standing };
      // This very put, whose answer was lost: it has not been trailed.
      await trailed(shelf, standing, now);
      return { outcome: "stored", consultation: standing };
    }
    if (failure !== undefined) throw failure.thrown;
  }
  throw new Error("no reference is free for this key");
};
