import * as z from "zod";
import type { Answers } from "../domain/answers.ts";
import type { Consultation } from "../domain/consultation.ts";
import { digest } from "../domain/history.ts";
import type { Address } from "../domain/receipt.ts";
import { type Keys, open, SealBroken, seal } from "./seal.ts";
import type { Table } from "./table.ts";

const addressSchema = z.object({ name: z.string(), email: z.string(), telephone: z.string() });

const wordsSchema = z.object({
  answers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
});

/** @returns the practitioner's address. @throws SealBroken */
export const openAddress = async (
  keys: Keys,
  { reference, address }: Pick<Consultation, "reference" | "address">,
): Promise<Address> =>
  addressSchema.parse(await open(keys, { reference, part: "address" }, address));

/** Where a letter to the practitioner goes. Addresses sealed by earlier code have no hash. */
export type Addressee = { readonly email: string; readonly emailHash?: string };

const addresseeSchema = z.object({ email: z.string(), emailHash: z.string().exactOptional() });

/** By this receipts to one address are counted: whoever reads the table alone learns no address from it. */
export const hashOfEmail = (keys: Pick<Keys, "hash">, email: string): Promise<string> =>
  keys.hash(`email|${email.toLowerCase()}`);

/** @returns where letters to the practitioner go. @throws SealBroken */
export const openAddressee = async (
  keys: Keys,
  { reference, address }: Pick<Consultation, "reference" | "address">,
): Promise<Addressee> =>
  addresseeSchema.parse(await open(keys, { reference, part: "address" }, address));

const codeSchema = z.object({ digits: z.string() });

/** Sealed with the address, for the same readers: letters, which send it, and the form, which holds it against what is typed. */
export const sealCode = (keys: Keys, reference: string, digits: string): Promise<string> =>
  seal(keys, { reference, part: "address" }, { digits });

/** @returns the six digits of the code that was asked for last. @throws SealBroken */
export const openCode = async (
  keys: Keys,
  { reference, code }: Pick<Consultation, "reference" | "code">,
): Promise<string> =>
  codeSchema.parse(await open(keys, { reference, part: "address" }, code?.sealed ?? "")).digits;

/**
 * The answers of a consultation, for the duty team. @throws SealBroken when the words are not there, or
 * are not the ones that the tracker names.
 */
export const openAnswers = async (
  { table, keys }: { readonly table: Table; readonly keys: Keys },
  { reference, words: { id, hash } }: Pick<Consultation, "reference" | "words">,
): Promise<Answers> => {
  const context = { reference, part: "words" } as const;
  const item = await table.get({ pk: `words#${reference}`, sk: id });
  const sealed = item?.["words"];
  if (typeof sealed !== "string" || digest(sealed) !== hash) throw new SealBroken(context);
  return wordsSchema.parse(await open(keys, context, sealed)).answers;
};
