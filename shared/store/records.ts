import type { SealedRef } from "../domain/consultation.ts";
import { digest } from "../domain/history.ts";
import { type Instant, plusSeconds } from "../domain/instant.ts";
import type { SealedPlace } from "../domain/retention.ts";
import type { Ids } from "../ports.ts";
import { type Keys, open, SealBroken, seal } from "./seal.ts";
import type { Table } from "./table.ts";

type Kept = { readonly table: Table; readonly keys: Keys };

/** Texts of one record, by name: `advice`, `reasons`, `note`, … */
export type RecordTexts = Readonly<Record<string, string>>;

/**
 * Puts sealed texts beside a consultation, once and for ever, and names them. `words` is for the hub;
 * `advice` is what the practitioner may read after the code. The tracker that names them comes after.
 */
export const putRecord = async (
  { table, keys, ids }: Kept & { readonly ids: Ids },
  part: "words" | "advice",
  reference: string,
  texts: RecordTexts,
  at: Instant,
): Promise<SealedRef> => {
  const id = ids.token();
  const sealed = await seal(keys, { reference, part }, texts);
  await table.put({ pk: `${part}#${reference}`, sk: id, at, [part]: sealed }, { absent: true });
  return { id, hash: digest(sealed) };
};

const emptyAfterSeconds = 24 * 3600;

/**
 * Deletes a sealed text: what stands at its key afterwards says only when it went, and goes itself a day
 * later. Nothing is read, and doing it again does no harm.
 */
export const deleteRecord = async (
  { table }: Pick<Kept, "table">,
  reference: string,
  { part, id }: Pick<SealedPlace, "part" | "id">,
  now: Instant,
): Promise<void> => {
  const expires = Date.parse(plusSeconds(now, emptyAfterSeconds)) / 1000;
  await table.put({ pk: `${part}#${reference}`, sk: id, gone: now, expires });
};

const isTexts = (value: unknown): value is RecordTexts =>
  typeof value === "object" &&
  value !== null &&
  Object.values(value).every((text) => typeof text === "string");

/** Opens what `putRecord` put. @throws SealBroken when it is not there or not what the tracker names. */
export const openRecord = async (
  { table, keys }: Kept,
  part: "words" | "advice",
  reference: string,
  { id, hash }: SealedRef,
): Promise<RecordTexts> => {
  const context = { reference, part } as const;
  const item = await table.get({ pk: `${part}#${reference}`, sk: id });
  const sealed = item?.[part];
  if (typeof sealed !== "string" || digest(sealed) !== hash) throw new SealBroken(context);
  const texts = await open(keys, context, sealed);
  if (!isTexts(texts)) throw new SealBroken(context);
  return texts;
};
