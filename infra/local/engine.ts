import { access, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import path from "node:path";
import { Readable } from "node:stream";
import { isDeepStrictEqual } from "node:util";
import dynalite from "dynalite";
import createTable from "dynalite/actions/createTable.js";
import database, { type Store, type TableDescription } from "dynalite/db/index.js";
import { makeWritesAtomic, prefixes } from "./atomic-writes.ts";
import { createTableInput } from "./create-table-input.ts";
import { dataFiles } from "./data-folder.ts";
import { syncFolder, writeDurably } from "./durable-file.ts";
import { errorCode } from "./error-code.ts";
import { LOOPBACK, listen, stopListening } from "./listen.ts";
import { readBody } from "./read-body.ts";
import { refusal } from "./refusal.ts";
import { type IndexCheck, repairIndexes } from "./repair-indexes.ts";

/** More than DynamoDB itself takes in one request. */
const maxRequestBytes = 16 * 1024 * 1024;

export type Engine = {
  readonly endpoint: string;
  /** What the check found; undefined when the last stop was clean and nothing was checked. */
  readonly check: IndexCheck | undefined;
  /** Whether anything was stored when it started. */
  readonly holdsItems: boolean;
  readonly close: () => Promise<void>;
};

/** The folder is opened by the store itself, whose lock the kernel drops with the process. */
const cannotOpen = (folder: string, error: unknown) => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  switch (errorCode(cause)) {
    case "LEVEL_LOCKED":
      return refusal(
        `The data in ${folder} is in use: another npm start is running on it. Stop that one, or give this one a folder and ports of its own (LOCAL_DATA=.local-2 PORT=3100 npm start).`,
      );
    case "LEVEL_CORRUPTION":
      return refusal(
        `The data in ${folder} is damaged and cannot be opened. Copy the folder if you need anything from it, then start with: npm start -- --fresh`,
      );
    default:
      return refusal(
        `The data in ${folder} cannot be opened (${cause instanceof Error ? cause.message : "unknown reason"}). Make the folder and all in it yours (chown, chmod u+rwX), or set LOCAL_DATA to another folder.`,
      );
  }
};

/** dynalite makes its store inside and hands out only the server; this takes hold of both. */
const createDynalite = (folder: string): { readonly store: Store; readonly server: Server } => {
  makeWritesAtomic();
  const { create } = database;
  const created: Store[] = [];
  database.create = (options) => {
    const store = create(options);
    created.push(store);
    return store;
  };
  try {
    const server = dynalite({ path: path.join(folder, dataFiles.table), createTableMs: 0 });
    const [store] = created;
    if (store === undefined) throw new Error("dynalite made no store");
    return { store, server };
  } finally {
    database.create = create;
  }
};

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );

/** @throws Refusal when a running process has the folder's table open. */
export const refuseFolderInUse = async (folder: string) => {
  if (!(await exists(path.join(folder, dataFiles.table)))) return;
  const { store } = createDynalite(folder);
  try {
    await store.db.open();
    await store.db.close();
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (errorCode(cause) === "LEVEL_LOCKED") throw cannotOpen(folder, error);
  }
};

const isTable = (value: unknown): value is TableDescription =>
  typeof value === "object" && value !== null && "TableName" in value && "KeySchema" in value;

const definition = (table: TableDescription) => ({
  KeySchema: table.KeySchema,
  AttributeDefinitions: table.AttributeDefinitions,
  GlobalSecondaryIndexes: (table.GlobalSecondaryIndexes ?? []).map(
    ({ IndexName, KeySchema, Projection }) => ({ IndexName, KeySchema, Projection }),
  ),
});

const readTable = async ({ db }: Store, tableName: string) => {
  const table = await db.get(prefixes.table + tableName);
  return isTable(table) ? table : undefined;
};

/** A definition that has changed since is written anew; items stay, indexes are then rebuilt. */
const prepareTable = async (store: Store, tableName: string) => {
  const wanted = createTableInput(tableName);
  const kept = await readTable(store, tableName);
  if (kept?.TableStatus === "ACTIVE" && isDeepStrictEqual(definition(kept), definition(wanted)))
    return { table: kept, unchanged: true };
  await store.db.del(prefixes.table + tableName);
  await new Promise<void>((resolve, reject) => {
    createTable(store, wanted, (error) => (error ? reject(error) : resolve()));
  });
  for (;;) {
    const table = await readTable(store, tableName);
    if (table?.TableStatus === "ACTIVE") return { table, unchanged: false };
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
};

const holdsAny = async ({ db }: Store, tableName: string) => {
  const prefix = prefixes.items(tableName);
  for await (const _ of db.iterator({ gte: prefix, lt: `${prefix}\xff` })) return true;
  return false;
};

const inWords = ({ items, entries, rebuilt, removed }: IndexCheck, why: string) =>
  `Checked ${items} items and ${entries} index entries ${why}: ${
    rebuilt + removed === 0
      ? "all right."
      : `${rebuilt} entries rebuilt, ${removed} without an item removed.`
  }`;

/**
 * dynalite throws, and so ends the process, when a caller hangs up half-way through a request (an SDK
 * time-out does): it is given only requests that have come in whole.
 */
const passOnWhole = (inner: Server) => async (request: IncomingMessage, answer: ServerResponse) => {
  const body = await readBody(request, maxRequestBytes).catch(() => undefined);
  if (body === undefined) return;
  if (body === "too-large") {
    answer.writeHead(413).end();
    return;
  }
  const { method, url, headers } = request;
  inner.emit("request", Object.assign(Readable.from([body]), { method, url, headers }), answer);
};

/**
 * DynamoDB on this machine, kept in `<folder>/table`. After a stop that was not clean every index
 * entry is checked before the first request. Every write is with the operating system before it is
 * acknowledged, so it outlives a killed process; a power cut may lose the last writes.
 * @throws Refusal when the folder is in use, damaged or closed to us.
 */
export const startEngine = async ({
  folder,
  tableName,
  report,
}: {
  readonly folder: string;
  readonly tableName: string;
  readonly report: (line: string) => void;
}): Promise<Engine> => {
  const { store, server: inner } = createDynalite(folder);
  try {
    await store.db.open();
  } catch (error) {
    throw cannotOpen(folder, error);
  }
  const cleanMarker = path.join(folder, dataFiles.clean);
  const stoppedCleanly = await exists(cleanMarker);
  await rm(cleanMarker, { force: true });
  await syncFolder(folder);

  const { table, unchanged } = await prepareTable(store, tableName);
  let lastSaid = performance.now();
  const check =
    stoppedCleanly && unchanged
      ? undefined
      : await repairIndexes(store, table, (items) => {
          if (performance.now() - lastSaid < 2000) return;
          lastSaid = performance.now();
          report(`Checking the indexes: ${items} items so far`);
        });
  if (check !== undefined && check.items + check.entries + check.removed > 0)
    report(inWords(check, unchanged ? "after an unclean stop" : "for a changed table"));

  const holdsItems = await holdsAny(store, tableName);
  const server = createServer(passOnWhole(inner));
  const port = await listen(server, 0);
  return {
    endpoint: `http://${LOOPBACK}:${port}`,
    check,
    holdsItems,
    close: async () => {
      await stopListening(server);
      await store.db.close();
      await writeDurably(cleanMarker, "The last stop was a clean one.\n");
    },
  };
};
