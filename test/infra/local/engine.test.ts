import { createHash } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import path from "node:path";
import { DeleteCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import database from "dynalite/db/index.js";
import { expect, onTestFinished, test } from "vitest";
import { refuseFolderInUse, startEngine } from "../../../infra/local/engine.ts";
import { documentClient, scanAll, tableName } from "./dynamo.ts";
import { indexFaults } from "./index-faults.ts";
import { scratchFolder } from "./scratch-folder.ts";

const started = async (folder: string, report: (line: string) => void = () => undefined) => {
  const engine = await startEngine({ folder, tableName, report });
  const client = documentClient(engine.endpoint);
  const put = (item: Record<string, string>) =>
    client.send(new PutCommand({ TableName: tableName, Item: item }));
  return { ...engine, client, put };
};

const tracker = (n: number, more: Record<string, string> = {}) => ({
  pk: `consultation#${n}`,
  sk: "tracker",
  ...more,
});

test("an item that is replaced, updated or deleted leaves exactly its own index entries", async () => {
  const { endpoint, client, put, close } = await started(await scratchFolder());
  onTestFinished(close);
  await put(
    tracker(1, { wake: "wake", wakeAt: "2026-11-24T10:00:00Z", list: "open", listAt: "1" }),
  );
  await put(tracker(1, { wake: "wake", wakeAt: "2026-11-24T11:00:00Z", note: "later" }));
  await put(tracker(2, { wake: "wake", wakeAt: "2026-11-24T11:00:00Z" }));
  await put(tracker(3, { wake: "wake", wakeAt: "2026-11-24T12:00:00Z" }));
  await client.send(
    new UpdateCommand({
      TableName: tableName,
      Key: tracker(2),
      UpdateExpression: "REMOVE #wake, #wakeAt SET #list = :open, #listAt = :now",
      ExpressionAttributeNames: {
        "#wake": "wake",
        "#wakeAt": "wakeAt",
        "#list": "list",
        "#listAt": "listAt",
      },
      ExpressionAttributeValues: { ":open": "open", ":now": "2" },
    }),
  );
  await client.send(new DeleteCommand({ TableName: tableName, Key: tracker(3) }));

  expect(await scanAll(endpoint, "wake")).toEqual([
    { ...tracker(1), wake: "wake", wakeAt: "2026-11-24T11:00:00Z" },
  ]);
  expect(await scanAll(endpoint, "list")).toEqual([{ ...tracker(2), list: "open", listAt: "2" }]);
  expect(await indexFaults(endpoint)).toMatchObject({ missing: 0, ghosts: 0, entries: 2 });
});

/** Two items whose keys dynalite's own index keys (24 bits of an MD5) cannot tell apart. */
const lookalikes = (): readonly [number, number] => {
  const seen = new Map<string, number>();
  for (let n = 0; ; n++) {
    const { pk, sk } = tracker(n);
    const hash = createHash("md5").update(`Outliers${pk}${sk}`).digest("hex").slice(0, 6);
    const other = seen.get(hash);
    if (other !== undefined) return [other, n];
    seen.set(hash, n);
  }
};

test("all items that wake in the same second are found, page by page, however alike their keys", async () => {
  const { endpoint, client, put, close } = await started(await scratchFolder());
  onTestFinished(close);
  const numbers = [...new Set([...Array.from({ length: 40 }, (_, n) => n), ...lookalikes()])];
  await Promise.all(
    numbers.map((n) => put(tracker(n, { wake: "wake", wakeAt: "2026-11-24T10:00:00Z" }))),
  );
  const found: unknown[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: "wake",
        KeyConditionExpression: "#wake = :wake AND #wakeAt <= :now",
        ExpressionAttributeNames: { "#wake": "wake", "#wakeAt": "wakeAt" },
        ExpressionAttributeValues: { ":wake": "wake", ":now": "2026-11-24T10:00:00Z" },
        Limit: 7,
        ExclusiveStartKey: start,
      }),
    );
    found.push(...Items.map((item) => item["pk"]));
    start = LastEvaluatedKey;
  } while (start !== undefined);
  expect(found.toSorted()).toEqual(numbers.map((n) => tracker(n).pk).toSorted());
  expect(await indexFaults(endpoint)).toMatchObject({ missing: 0, ghosts: 0 });
});

const keyOf = async (folder: string, wanted: (key: string) => boolean) => {
  const { db } = database.create({ path: path.join(folder, "table") });
  await db.open();
  const keys: string[] = [];
  for await (const [key] of db.iterator({ gte: "", lt: "~" })) keys.push(key);
  return { db, keys: keys.filter(wanted) };
};

test("after an unclean stop missing, wrong and ghost index entries are put right, and it says so", async () => {
  const folder = await scratchFolder();
  const first = await started(folder);
  for (let n = 0; n < 5; n++)
    await first.put(tracker(n, { wake: "wake", wakeAt: `2026-11-24T10:00:0${n}Z` }));
  await first.close();

  const { db, keys } = await keyOf(folder, (key) => key.startsWith("index-global~"));
  const [lost = "", changed = ""] = keys;
  await db.del(lost);
  await db.put(changed, { pk: { S: "consultation#1" } });
  await db.put(`${changed}00`, await db.get(keys[2] ?? ""));
  await db.put("index-global~consultations~gone~x", { nonsense: true });
  await db.close();

  const clean = await started(folder);
  expect(clean.check, "a clean stop is believed").toBeUndefined();
  expect(await indexFaults(clean.endpoint)).toMatchObject({ missing: 2 });
  await clean.close();
  await rm(path.join(folder, "clean"));

  const said: string[] = [];
  const repaired = await started(folder, (line) => said.push(line));
  expect(repaired.check).toEqual({ items: 5, entries: 5, rebuilt: 2, removed: 2 });
  expect(said).toEqual([
    "Checked 5 items and 5 index entries after an unclean stop: 2 entries rebuilt, 2 without an item removed.",
  ]);
  expect(await indexFaults(repaired.endpoint)).toMatchObject({ missing: 0, ghosts: 0, entries: 5 });
  await repaired.close();
});

test("a table whose definition has changed keeps its items and gets its indexes anew", async () => {
  const folder = await scratchFolder();
  const first = await started(folder);
  await first.put(tracker(1, { wake: "wake", wakeAt: "2026-11-24T10:00:00Z" }));
  await first.close();
  const { db, keys } = await keyOf(folder, (key) => key.startsWith("index-global~"));
  await db.del(keys[0] ?? "");
  const kept = (await db.get("table~consultations")) as Record<string, unknown>;
  await db.put("table~consultations", { ...kept, GlobalSecondaryIndexes: [] });
  await db.close();

  const second = await started(folder);
  onTestFinished(second.close);
  expect(second.check).toMatchObject({ items: 1, rebuilt: 1 });
  expect(await scanAll(second.endpoint, "wake")).toHaveLength(1);
});

test("a second start on the same folder is refused with what to do", async () => {
  const folder = await scratchFolder();
  const { close } = await started(folder);
  onTestFinished(close);
  await expect(started(folder)).rejects.toThrow(/in use: another npm start.*LOCAL_DATA=/);
  await expect(refuseFolderInUse(folder)).rejects.toThrow(/in use/);
});

test("a folder that cannot hold a table is refused with what to do", async () => {
  const folder = await scratchFolder();
  await writeFile(path.join(folder, "table"), "a file where the table's folder should be");
  await expect(started(folder)).rejects.toThrow(/cannot be opened .*LOCAL_DATA/);
});

test("a caller that hangs up half-way through a request does not bring the engine down", async () => {
  const { endpoint, put, close } = await started(await scratchFolder());
  onTestFinished(close);
  await new Promise<void>((resolve) => {
    const socket = connect(Number(new URL(endpoint).port), "127.0.0.1", () => {
      socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc", () => {
        setTimeout(() => {
          socket.destroy();
          resolve();
        }, 50);
      });
    });
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  await put(tracker(1));
  expect(await scanAll(endpoint)).toEqual([tracker(1)]);
});
