import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { DeleteCommand, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect, test } from "vitest";
import { startEngine } from "../../../infra/local/engine.ts";
import type { Item } from "../../../shared/store/table.ts";
import { freePorts } from "../../browser/free-ports.ts";
import { edited, rechained } from "../../shared/domain/any-history.ts";
import { documentClient, tableName } from "./dynamo.ts";
import { npmStart } from "./npm-start.ts";
import { scratchFolder } from "./scratch-folder.ts";

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

const verify = (environment: Record<string, string>): Promise<Ended> =>
  promisify(execFile)(process.execPath, [path.resolve("infra/verify/main.ts")], {
    env: { ...process.env, ...environment },
  }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: Ended) => ({ code, stdout, stderr }),
  );

/** Somebody who can write to the table and to nothing else: takes an item away, or puts another. */
const tampered = async (folder: string, items: readonly Item[], change: readonly Item[]) => {
  const engine = await startEngine({ folder, tableName, report: () => undefined });
  const client = documentClient(engine.endpoint);
  const keys = change.map(({ pk, sk }) => `${pk} ${sk}`);
  for (const Item of change) await client.send(new PutCommand({ TableName: tableName, Item }));
  for (const { pk, sk } of items.filter((one) => !keys.includes(`${one.pk} ${one.sk}`)))
    await client.send(new DeleteCommand({ TableName: tableName, Key: { pk, sk } }));
  client.destroy();
  await engine.close();
};

const itemsIn = async (folder: string): Promise<readonly Item[]> => {
  const engine = await startEngine({ folder, tableName, report: () => undefined });
  const client = documentClient(engine.endpoint);
  const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName }));
  client.destroy();
  await engine.close();
  return Items as unknown as readonly Item[];
};

test("npm run verify holds every history while the service runs and when it is stopped, and finds whoever wrote to the table", async () => {
  const folder = await scratchFolder();
  const port = await freePorts();
  const data = path.join(folder, "data");
  const here = { LOCAL_DATA: data, PORT: String(port) };

  const nothing = await verify(here);
  expect(nothing).toMatchObject({ code: 2, stdout: "" });
  expect(nothing.stderr).toMatch(/^There is no data in .*: start the service once .*\n$/);

  const run = npmStart(here, ["--now", "2026-11-23T10:00"]);
  expect(await run.ready, run.said()).toBe(true);
  const answer = await fetch(`http://127.0.0.1:${port}/api/consultations`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
    body: await readFile("functions/request/examples/named.json", "utf8"),
  });
  const { reference } = (await answer.json()) as { readonly reference: string };
  const status = await fetch(`http://127.0.0.1:${port + 2}/clock`, {
    method: "POST",
    body: JSON.stringify({ now: "2026-11-23T11:00:00Z" }),
  });
  expect(status.status).toBe(200);
  const holds = {
    code: 0,
    stdout: "Every history holds: 1 consultation, 1 entry.\n",
    stderr: "",
  };
  expect(await verify(here)).toEqual(holds);
  run.child.kill("SIGTERM");
  expect(await run.ended, run.said()).toBe(0);
  expect(await verify(here)).toEqual(holds);

  const items = await itemsIn(data);
  const tracker = items.find(({ pk }) => pk.startsWith("consultation#"));
  const words = items.find(({ pk }) => pk.startsWith("words#"));
  if (tracker === undefined || words === undefined) throw new Error("nothing was stored");
  const [first = ""] = tracker["history"] as readonly string[];
  const others = items.filter((item) => item !== tracker);
  const cases: readonly (readonly [readonly Item[], string])[] = [
    [
      [...others, { ...tracker, history: rechained([edited(first)]) }],
      "entry 1 of 1: it is not the entry that was written",
    ],
    [
      [...others, { ...tracker, history: [] }],
      "entry 1 of 1: it is gone: 1 were trailed, 0 are there",
    ],
    [others, "entry 1 of 1: the whole consultation is gone"],
    [
      items.filter((item) => item !== words),
      "entry 1 of 1: the sealed words that it names are gone",
    ],
  ];
  for (const [left, finding] of cases) {
    await tampered(data, items, left);
    expect(await verify(here)).toEqual({
      code: 1,
      stdout: `${reference} ${finding}\n1 history does not hold, of 1 consultation.\n`,
      stderr: "",
    });
  }
  await tampered(data, items, items);
  expect(await verify(here)).toEqual(holds);
});
