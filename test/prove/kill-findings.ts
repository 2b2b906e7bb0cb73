import { readFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { createKms } from "../../infra/local/kms.ts";
import { localStage } from "../../infra/stages.ts";
import { snapshotCalendar } from "../../shared/domain/calendar.ts";
import { type Consultation, isOpen } from "../../shared/domain/consultation.ts";
import { firstBrokenEntry } from "../../shared/domain/history.ts";
import { at, plusSeconds } from "../../shared/domain/instant.ts";
import { lettersDue } from "../../shared/domain/letters.ts";
import { workingTime } from "../../shared/domain/working-time.ts";
import { dynamoTable } from "../../shared/store/dynamo-table.ts";
import type { Keys } from "../../shared/store/seal.ts";
import { openAnswers } from "../../shared/store/sealed-words.ts";
import { clientSettings, tableName } from "../infra/local/dynamo.ts";
import type { Ledger } from "./ledger.ts";
import type { TakenLetter, Trailed } from "./what-stands.ts";

/** Everything that was found wrong, by kind: each one named, so that it can be looked at. */
export type Findings = Readonly<Record<string, readonly string[]>>;

const working = workingTime(localStage.hub, snapshotCalendar);

const entry = z.object({ act: z.string() });

const countBy = <Each>(list: readonly Each[], name: (each: Each) => string) => {
  const counts = new Map<string, number>();
  for (const each of list) counts.set(name(each), (counts.get(name(each)) ?? 0) + 1);
  return counts;
};

/** Acknowledged requests that do not stand as they were acknowledged, and acts that are gone or doubled. */
export const lostAmong = (
  ledger: Ledger,
  standing: ReadonlyMap<string, Consultation>,
): { readonly requests: readonly string[]; readonly acts: readonly string[] } => {
  const requests = ledger.acknowledged().filter(({ acknowledged }) => {
    const found = standing.get(acknowledged.reference);
    return (
      found === undefined ||
      (acknowledged.receivedAt !== undefined && acknowledged.receivedAt !== found.receivedAt) ||
      (acknowledged.dueAt !== undefined && acknowledged.dueAt !== found.originallyDueAt)
    );
  });
  const named = ({ reference, act }: { readonly reference: string; readonly act: string }) =>
    `${reference} ${act}`;
  const tried = countBy(ledger.acts, named);
  const acknowledged = countBy(
    ledger.acts.filter((act) => act.acknowledged),
    named,
  );
  const recorded = countBy(
    [...standing.values()].flatMap(({ reference, history }) =>
      history.map((text) => ({ reference, act: entry.parse(JSON.parse(text)).act })),
    ),
    named,
  );
  return {
    requests: requests.map(({ acknowledged }) => acknowledged.reference),
    acts: [...tried].flatMap(([act, times]) => {
      const kept = recorded.get(act) ?? 0;
      return kept < (acknowledged.get(act) ?? 0) || kept > times ? [act] : [];
    }),
  };
};

const keysOf = async (dataFolder: string): Promise<Keys> => {
  const kms = createKms({
    secret: await readFile(path.join(dataFolder, "key")),
    keyIds: ["alias/local-sealing"],
  });
  const opened = z.object({ Plaintext: z.string() });
  const notAsked = async (): Promise<never> => {
    throw new Error("only opening is asked for");
  };
  return {
    dataKey: notAsked,
    hash: notAsked,
    unwrap: async (wrapped, context) => {
      const { body } = await kms("Decrypt", {
        CiphertextBlob: Buffer.from(wrapped).toString("base64"),
        EncryptionContext: context,
      });
      return Buffer.from(opened.parse(JSON.parse(body)).Plaintext, "base64");
    },
  };
};

/** Acknowledged requests whose words do not open with the local key, or say something else than was sent. */
export const wordsLost = async (
  ledger: Ledger,
  standing: ReadonlyMap<string, Consultation>,
  engine: string,
  dataFolder: string,
): Promise<readonly string[]> => {
  const shelf = {
    table: dynamoTable(tableName, clientSettings(engine)),
    keys: await keysOf(dataFolder),
  };
  const lost: string[] = [];
  for (const { question, acknowledged } of ledger.acknowledged()) {
    const consultation = standing.get(acknowledged.reference);
    const answers = consultation && (await openAnswers(shelf, consultation).catch(() => undefined));
    if (answers?.["question"] !== question) lost.push(acknowledged.reference);
  }
  return lost;
};

/** Histories that do not hold, or that stand behind what was trailed of them. */
export const brokenHistories = (
  standing: ReadonlyMap<string, Consultation>,
  trail: ReadonlyMap<string, Trailed>,
): readonly string[] => [
  ...[...trail.values()]
    .filter(({ reference, revision }) => (standing.get(reference)?.revision ?? 0) < revision)
    .map(({ reference }) => `${reference} is older than its trail`),
  ...[...standing.values()].flatMap(({ reference, history }) => {
    const broken = firstBrokenEntry(history, trail.get(reference));
    return broken === undefined ? [] : [`${reference} entry ${broken}`];
  }),
];

const named = ({ reference, key }: TakenLetter) => `${reference} ${key}`;

/** Letters that went and of which the consultation knows nothing: the next sweep would send them again. */
export const unmarkedLetters = (
  taken: readonly TakenLetter[],
  standing: ReadonlyMap<string, Consultation>,
): readonly string[] =>
  taken
    .filter(({ reference, key }) => standing.get(reference)?.letters[key] === undefined)
    .map(named);

/** Letters that went twice in one life: only a kill between may send one again. */
export const doubledInOneLife = (
  taken: readonly TakenLetter[],
  /** The newest letter at the end of each life, in order. */
  ends: readonly number[],
): readonly string[] => {
  const lifeOf = (number: number) => ends.findIndex((end) => number <= end);
  const counts = countBy(taken, (letter) => `${named(letter)} in life ${lifeOf(letter.number)}`);
  return [...counts].flatMap(([letter, times]) => (times > 1 ? [letter] : []));
};

const lateAfterSeconds = 120;

/**
 * Letters that are owed and have not gone once faults have stopped for long, and those that went late
 * although the service was well (`wellSince`). What every consultation must have had is worked out from
 * case.md, beside what the service itself thinks that it owes.
 */
export const missedLetters = (
  ledger: Ledger,
  standing: ReadonlyMap<string, Consultation>,
  taken: readonly TakenLetter[],
  times: { readonly now: string; readonly wellSince: string },
): { readonly missed: readonly string[]; readonly late: readonly string[] } => {
  const now = at(times.now);
  const firstOf = new Map(taken.toReversed().map((letter) => [named(letter), letter]));
  const missed: string[] = [];
  const late: string[] = [];
  const mustHave = (reference: string, key: string, owedAt?: string) => {
    const went = firstOf.get(`${reference} ${key}`);
    if (went === undefined) missed.push(`${reference} ${key}`);
    else if (
      owedAt !== undefined &&
      owedAt >= times.wellSince &&
      went.at > plusSeconds(at(owedAt), lateAfterSeconds)
    )
      late.push(`${reference} ${key} at ${went.at}`);
  };
  for (const { acknowledged } of ledger.acknowledged()) {
    const consultation = standing.get(acknowledged.reference);
    if (consultation === undefined) continue;
    const { reference, receivedAt, dueAt } = consultation;
    mustHave(reference, "new-request/received/duty", receivedAt);
    mustHave(reference, "receipt/received/practitioner", receivedAt);
    if (isOpen(consultation) && consultation.contact === undefined && dueAt < now)
      for (const recipient of ["duty", "manager", "practitioner"])
        mustHave(reference, `overdue/${working.dateOf(dueAt)}/${recipient}`, dueAt);
    for (const { key } of lettersDue(consultation, working, now))
      missed.push(`${reference} ${key} is due still`);
  }
  return { missed, late };
};
