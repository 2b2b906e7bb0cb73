import type { Answers } from "../../../shared/domain/answers.ts";
import type { Consultation } from "../../../shared/domain/consultation.ts";
import { sealedTextsIn } from "../../../shared/domain/retention.ts";
import { openRecord, type RecordTexts } from "../../../shared/store/records.ts";
import type { Keys } from "../../../shared/store/seal.ts";
import { openAnswers } from "../../../shared/store/sealed-words.ts";
import type { Table } from "../../../shared/store/table.ts";
import { ofHistory, type TimelineEntry } from "../consultation/timeline.ts";

/** One act, and the texts that were recorded with it. */
export type RecordedAct = TimelineEntry & { readonly texts: readonly RecordTexts[] };

/** Everything that is held about one consultation, opened. */
export type Bundle = {
  readonly consultation: Consultation;
  readonly answers: Answers;
  /** Oldest first. Earlier advice, too, stands with the act that recorded it. */
  readonly recorded: readonly RecordedAct[];
};

/** Opens every text that the history names: one that a later record replaced is held as well. */
export const openBundle = async (
  deps: { readonly table: Table; readonly keys: Keys },
  consultation: Consultation,
): Promise<Bundle> => {
  const { reference, history, words } = consultation;
  const entries = ofHistory(consultation);
  const [answers, ...recorded] = await Promise.all([
    openAnswers(deps, consultation),
    ...entries.map(async (entry, place) => {
      // What the practitioner may read is the same text as the hub's, sealed a second time.
      const named = sealedTextsIn(JSON.parse(history[place] ?? "{}")).filter(
        ({ id, part }) => part === "words" && id !== words.id,
      );
      const texts = await Promise.all(
        named.map((ref) => openRecord(deps, "words", reference, ref)),
      );
      return { ...entry, texts };
    }),
  ]);
  return { consultation, answers, recorded };
};
