import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import PostalMime from "postal-mime";
import * as z from "zod";
import type { Consultation } from "../../shared/domain/consultation.ts";
import { replacedKey } from "../../shared/domain/digest.ts";
import { partsOf } from "../../shared/domain/letters.ts";
import { letterKeyFromTag } from "../../shared/mail/letter-tag.ts";
import { fromTrackerItem } from "../../shared/store/tracker-item.ts";
import { clientSettings, tableName } from "../infra/local/dynamo.ts";

const item = z.looseObject({ pk: z.string(), sk: z.string() });

/** Every consultation that stands in the running engine, by reference. @throws UnreadableItem */
export const consultationsIn = async (
  engine: string,
): Promise<ReadonlyMap<string, Consultation>> => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(clientSettings(engine)));
  const found: Consultation[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: tableName }))
    found.push(
      ...Items.map((raw) => item.parse(raw))
        .filter(({ pk }) => pk.startsWith("consultation#"))
        .map(fromTrackerItem),
    );
  client.destroy();
  return new Map(found.map((consultation) => [consultation.reference, consultation]));
};

const mail = z.object({
  at: z.string(),
  raw: z.string(),
  tags: z.object({ reference: z.string().optional(), letter: z.string() }),
});

/** One letter that the local SES took, by the order in which it came. */
export type TakenLetter = {
  readonly number: number;
  readonly reference: string;
  readonly key: string;
  readonly at: string;
};

const numberOf = (name: string) => Number.parseInt(name, 10);

const namesIn = async (dataFolder: string) =>
  (await readdir(path.join(dataFolder, "mail"))).filter((name) => name.endsWith(".json")).sort();

/** The number of the newest letter that the local SES took; 0 before the first. */
export const newestLetter = async (dataFolder: string): Promise<number> =>
  numberOf((await namesIn(dataFolder)).at(-1) ?? "0");

const references = /\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}\b/g;

/** About which requests it is, and which letter of each it is: a digest is the first letter of all that it lists. */
const lettersIn = async (
  { raw, tags: { reference } }: z.infer<typeof mail>,
  key: string,
): Promise<readonly { readonly reference: string; readonly key: string }[]> => {
  if (reference !== undefined) return [{ reference, key }];
  const { kind, recipient } = partsOf(key);
  if (kind !== "digest") throw new Error(`a letter about no request: ${key}`);
  const { text = "" } = await PostalMime.parse(Buffer.from(raw, "base64"));
  const listed = new Set(text.match(references));
  if (listed.size === 0) throw new Error("a digest that lists nothing");
  return [...listed].map((one) => ({ reference: one, key: replacedKey({ recipient }) }));
};

/** Every letter that the local SES took, oldest first: what it wrote to the disk before it answered. */
export const lettersTaken = async (dataFolder: string): Promise<readonly TakenLetter[]> => {
  const taken: TakenLetter[] = [];
  for (const name of await namesIn(dataFolder)) {
    const one = mail.parse(JSON.parse(await readFile(path.join(dataFolder, "mail", name), "utf8")));
    const key = letterKeyFromTag(one.tags.letter);
    if (key === undefined) throw new Error(`an email that is no letter: ${name}`);
    for (const letter of await lettersIn(one, key))
      taken.push({ ...letter, number: numberOf(name), at: one.at });
  }
  return taken;
};

const trailed = z.object({
  reference: z.string(),
  revision: z.number(),
  entries: z.number(),
  head: z.string(),
});

export type Trailed = z.infer<typeof trailed>;

/** The last head that was trailed of each consultation. A line that a kill cut short says nothing. */
export const lastTrailed = async (dataFolder: string): Promise<ReadonlyMap<string, Trailed>> => {
  const last = new Map<string, Trailed>();
  const text = await readFile(path.join(dataFolder, "trail.jsonl"), "utf8");
  for (const line of text.split("\n")) {
    const entry = readTrailed(line);
    if (entry !== undefined && entry.revision >= (last.get(entry.reference)?.revision ?? 0))
      last.set(entry.reference, entry);
  }
  return last;
};

const readTrailed = (line: string): Trailed | undefined => {
  try {
    return trailed.safeParse(JSON.parse(JSON.parse(line).message)).data;
  } catch {
    return undefined;
  }
};
