import type { Answers } from "../../../shared/domain/answers.ts";
import type { Consultation, SealedRef } from "../../../shared/domain/consultation.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import { sealedTextsIn } from "../../../shared/domain/retention.ts";
import type { Log } from "../../../shared/log.ts";
import { openRecord, type RecordTexts } from "../../../shared/store/records.ts";
import { type Keys, SealBroken } from "../../../shared/store/seal.ts";
import { openAddress, openAnswers } from "../../../shared/store/sealed-words.ts";
import type { Table } from "../../../shared/store/table.ts";
import { ofHistory, type TimelineEntry } from "./timeline.ts";

/** A text that was recorded, and which one; without its words when they cannot be opened. */
export type RecordedText = { readonly id: string; readonly texts?: RecordTexts };

/** One act, and the texts that were recorded with it. */
export type RecordedAct = TimelineEntry & { readonly recorded: readonly RecordedText[] };

type Deps = {
  readonly table: Table;
  readonly keys: Keys;
  readonly log: Log;
  readonly settings: { readonly hub: Hub };
};

/** What was altered or is gone must not keep the rest from whoever has to ring. */
const unlessBroken = async <Opened>(
  { log }: Deps,
  reference: string,
  opening: Promise<Opened>,
): Promise<Opened | undefined> => {
  try {
    return await opening;
  } catch (thrown) {
    if (!(thrown instanceof SealBroken)) throw thrown;
    log.error("sealed text cannot be opened", { reference, thrown });
    return undefined;
  }
};

/**
 * Every act with the texts that it recorded, oldest first. By the history, which names all of them: advice
 * that later advice replaced stands there too.
 */
export const recordedActs = (
  deps: Deps,
  consultation: Consultation,
): Promise<readonly RecordedAct[]> => {
  const { reference, history, words } = consultation;
  const opened = async (ref: SealedRef): Promise<RecordedText> => {
    const texts = await unlessBroken(deps, reference, openRecord(deps, "words", reference, ref));
    return { id: ref.id, ...(texts === undefined ? {} : { texts }) };
  };
  return Promise.all(
    ofHistory(consultation, deps.settings.hub).map(async (entry, place) => {
      // What the practitioner may read is the same text as the hub's, sealed a second time.
      const named = sealedTextsIn(JSON.parse(history[place] ?? "{}")).filter(
        ({ id, part }) => part === "words" && id !== words.id,
      );
      return { ...entry, recorded: await Promise.all(named.map(opened)) };
    }),
  );
};

/** The practitioner's answers. Of broken ones what their address still tells: whom to ring, and how. */
export const answersOf = async (
  deps: Deps,
  consultation: Consultation,
): Promise<{ readonly answers: Answers; readonly areBroken: boolean }> => {
  const { reference } = consultation;
  const answers = await unlessBroken(deps, reference, openAnswers(deps, consultation));
  if (answers !== undefined) return { answers, areBroken: false };
  const address = await unlessBroken(deps, reference, openAddress(deps.keys, consultation));
  return { answers: { ...consultation.clear, ...address }, areBroken: true };
};
