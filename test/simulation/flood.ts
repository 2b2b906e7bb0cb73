import { wakeAt } from "../../shared/domain/letters.ts";
import { clearPart } from "../../shared/domain/receipt.ts";
import { receive } from "../../shared/domain/transitions.ts";
import type { Key } from "../../shared/store/table.ts";
import { toTrackerItem } from "../../shared/store/tracker-item.ts";
import { submissionOf, working } from "../shared/store/sample-submission.ts";
import type { FloodPlan } from "./flood-plan.ts";
import type { Left } from "./mailbox.ts";
import type { Plan } from "./plan.ts";
import type { Engine } from "./store.ts";
import { instantAt } from "./world.ts";

const junk = "consultation#JUNK-";

/** The tracker of the life's own request. */
export const isOwnTracker = ({ pk }: Key): boolean =>
  pk.startsWith("consultation#") && pk !== "consultation#POISON" && !pk.startsWith(junk);

export const junkReferences = ({ flood }: Pick<Plan, "flood">): readonly string[] =>
  Array.from(
    { length: flood?.count ?? 0 },
    (_, place) => `JUNK-${String(place).padStart(4, "0")}-AAAA`,
  );

/** When each came: ten a second. */
export const junkAt = (flood: FloodPlan, received: number, place: number): number =>
  received + flood.after + Math.floor(place / 10);

/**
 * Requests of others in the same minute. Somebody spoke with them long ago and they have their receipts,
 * so that all they owe is their new-request letter.
 */
export const putJunk = (inner: Engine, plan: Plan): void => {
  const { flood, received } = plan;
  if (flood === undefined) return;
  for (const [place, reference] of junkReferences(plan).entries()) {
    const receivedAt = instantAt(junkAt(flood, received, place));
    const { answers, decision, hub, promised } = submissionOf({ receivedAt });
    const clear = clearPart(answers, decision, hub);
    const fresh = receive(
      {
        ...clear,
        flags: place < flood.actNow ? ["act-now"] : [],
        ...promised,
        reference,
        receivedAt,
        words: { id: reference, hash: reference },
        address: "none",
        key: { hash: reference, answers: reference },
      },
      receivedAt,
    );
    const contactAt = instantAt(received - 7200);
    const consultation = {
      ...fresh,
      revision: 1,
      state: "contacted",
      contact: { at: contactAt, recordedAt: contactAt, socialWorker: "Ann Example" },
      letters: {
        "receipt/received/practitioner": {
          sentAt: receivedAt,
          messageId: `receipt-${reference}`,
          tries: 1,
          became: { delivered: receivedAt },
        },
      },
    } as const;
    const wakes = wakeAt(consultation, working, receivedAt);
    inner.put(toTrackerItem(consultation, wakes), junkAt(flood, received, place), 0);
  }
};

/** A letter as whoever waits for news of one request reads it. `isDigest`: it told of others too. */
export type LeftAbout = Left & { readonly isDigest?: true };

const names = ({ envelope: { content } }: Left, reference: string) =>
  content.tracker.some(({ label }) => label === reference);

/**
 * The letters about one request: its own, and each digest that names it, as the new-request letter that it
 * stands for. To a manager a digest is that only of what cannot wait.
 */
export const lettersAbout = (
  sent: readonly Left[],
  reference: string | undefined,
  isActNow: boolean,
): readonly LeftAbout[] =>
  sent.flatMap((left): readonly LeftAbout[] => {
    const { envelope } = left;
    const { kind, recipient, letterKey } = envelope;
    const isLost = kind === "not-delivered" && letterKey.startsWith("not-delivered/digest.");
    if (kind !== "digest" && !isLost)
      return envelope.reference === undefined || envelope.reference === reference ? [left] : [];
    if (reference === undefined || !names(left, reference)) return [];
    if (recipient === "manager" && !isActNow) return [];
    const stands = isLost
      ? { kind, letterKey: "not-delivered/new-request.received/fallback" }
      : { kind: "new-request", letterKey: `new-request/received/${recipient}` };
    return [{ ...left, isDigest: true, envelope: { ...envelope, ...stands, reference } }];
  });
