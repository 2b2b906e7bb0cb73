import { DatabaseSync } from "node:sqlite";
import { isDeepStrictEqual } from "node:util";
import type { Consultation } from "../../shared/domain/consultation.ts";
import { at } from "../../shared/domain/instant.ts";
import { dynamoTable } from "../../shared/store/dynamo-table.ts";
import type { Table } from "../../shared/store/table.ts";
import { toTrackerItem, trackerKey } from "../../shared/store/tracker-item.ts";
import { clientSettings, tableName } from "../infra/local/dynamo.ts";
import { type RunningEngine, startDynoxide } from "../shared/store/engines.ts";

/** Closed ones are kept for six years: December 2020 to November 2026. */
const months = 72;
const daysAMonth = 27;

const two = (number: number) => String(number).padStart(2, "0");

const dayOf = (index: number): string => {
  const place = 11 + Math.floor(index / daysAMonth);
  return `${2020 + Math.floor(place / 12)}-${two(1 + (place % 12))}-${two(1 + (index % daysAMonth))}`;
};

const referenceOf = (n: number) =>
  `AAAA-${String(n)
    .padStart(8, "0")
    .replace(/(.{4})/, "$1-")}`;

/** On which day the n-th of so many was received and closed: they are spread evenly, the oldest first. */
const dayOfNth = (n: number, count: number) => Math.floor((n * months * daysAMonth) / count);

/** The n-th closed consultation of so many, of a child of its own. */
const nthClosed = (sample: Consultation, n: number, count: number): Consultation => {
  const day = dayOf(dayOfNth(n, count));
  const reference = referenceOf(n);
  return {
    ...sample,
    reference,
    state: "closed",
    child: `child of ${reference}`,
    receivedAt: at(`${day}T10:00:00Z`),
    dueAt: at(`${day}T17:30:00Z`),
    closedAt: at(`${day}T19:00:00Z`),
    contact: {
      at: at(`${day}T15:00:00Z`),
      recordedAt: at(`${day}T18:00:00Z`),
      socialWorker: "Sol Hart",
    },
    outcome: "advice-only",
  };
};

/** The tables of the engine's file, each with the column that holds an item's key. */
const keyColumns: Readonly<Record<string, string>> = {
  [tableName]: "pk",
  ...Object.fromEntries(
    ["wake", "list", "child"].map((index) => [`${tableName}::gsi::${index}`, "table_pk"]),
  ),
};

/**
 * The first row of a table with another day and month in its texts, and a statement that copies it under the
 * reference of each of some numbers.
 */
const copier = (database: DatabaseSync, name: string, keyColumn: string) => {
  const [firstDay, first] = [dayOf(0), referenceOf(0)];
  const row = database
    .prepare(`SELECT * FROM "${name}" WHERE ${keyColumn} = ?`)
    .get(`S:consultation#${first}`);
  if (row === undefined) throw new Error(`the engine's file has no row in ${name}`);
  const columns = Object.entries(row);
  const values = columns.map(([column, value]) =>
    typeof value === "string" && value.includes(first)
      ? `replace(:${column}, '${first}', reference)`
      : `:${column}`,
  );
  const statement = database.prepare(
    `WITH RECURSIVE counted(n) AS (SELECT :from UNION ALL SELECT n + 1 FROM counted WHERE n < :upTo),
     named(reference) AS (SELECT 'AAAA-' || substr(printf('%08d', n), 1, 4) || '-' || substr(printf('%08d', n), 5) FROM counted)
     INSERT INTO "${name}" (${columns.map(([column]) => column).join(", ")})
     SELECT ${values.join(", ")} FROM named`,
  );
  return (from: number, upTo: number, day: string) => {
    const onDay = columns.map(([column, value]) => [
      `:${column}`,
      typeof value === "string"
        ? value
            .replaceAll(firstDay, day)
            .replaceAll(`closed#${firstDay.slice(0, 7)}`, `closed#${day.slice(0, 7)}`)
        : value,
    ]);
    statement.run({ ":from": from, ":upTo": upTo, ...Object.fromEntries(onDay) });
  };
};

/** Copies the first row of each table for every other consultation, day by day, in the order of every key. */
const copyRows = (file: string, count: number, report: (stored: number) => void) => {
  const database = new DatabaseSync(file);
  // Larger pages, because each is a call of the operating system, and there are gigabytes of them.
  database.exec("PRAGMA journal_mode=DELETE; PRAGMA page_size=32768; VACUUM");
  database.exec("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000");
  const copiers = Object.entries(keyColumns).map(([name, key]) => copier(database, name, key));
  database.exec("BEGIN");
  for (let from = 1; from < count; ) {
    const day = dayOfNth(from, count);
    let upTo = from;
    while (upTo + 1 < count && dayOfNth(upTo + 1, count) === day) upTo += 1;
    for (const copy of copiers) copy(from, upTo, dayOf(day));
    from = upTo + 1;
    report(from);
  }
  database.exec("COMMIT");
  database.close();
};

/** What was copied is read by the engine as if the service had put it. @throws Error when it is not. */
const checkCopies = async (table: Table, sample: Consultation, count: number) => {
  for (const n of [0, 1, Math.floor(count / 2), count - 1]) {
    const put = toTrackerItem(nthClosed(sample, n, count), undefined);
    const stands = await table.get(trackerKey(referenceOf(n)));
    if (!isDeepStrictEqual(stands, JSON.parse(JSON.stringify(put))))
      throw new Error(`the engine does not read consultation ${n} as it would be put`);
    const { entries } = await table.query({
      index: "list",
      partition: String(put["list"]),
      from: String(put["listAt"]),
      upTo: String(put["listAt"]),
    });
    if (!entries.some(({ pk }) => pk === put.pk))
      throw new Error(`the engine does not find consultation ${n} by its index`);
  }
};

/**
 * An engine on a file that holds so many closed consultations. To put a million one by one takes the better
 * part of an hour, so the first is put through the engine and the rest are copied inside its file.
 * @throws Error when the engine reads one of them otherwise than it would have been put
 */
export const startWithMany = async ({
  program,
  file,
  sample,
  count,
  report,
}: {
  readonly program: string;
  readonly file: string;
  readonly sample: Consultation;
  readonly count: number;
  readonly report: (line: string) => void;
}): Promise<RunningEngine> => {
  const empty = await startDynoxide(program, file);
  const first = toTrackerItem(nthClosed(sample, 0, count), undefined);
  await dynamoTable(tableName, clientSettings(empty.endpoint)).put(first);
  await empty.close();
  let told = performance.now();
  copyRows(file, count, (stored) => {
    if (performance.now() - told < 2000 && stored < count) return;
    told = performance.now();
    report(`${stored.toLocaleString("en-GB")} of ${count.toLocaleString("en-GB")} stored`);
  });
  const engine = await startDynoxide(program, file);
  try {
    await checkCopies(dynamoTable(tableName, clientSettings(engine.endpoint)), sample, count);
  } catch (error) {
    await engine.close();
    throw error;
  }
  return engine;
};
