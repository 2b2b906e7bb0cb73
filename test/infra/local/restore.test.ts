import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { DeleteCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect, test } from "vitest";
import * as z from "zod";
import { startEngine } from "../../../infra/local/engine.ts";
import { freePorts } from "../../browser/free-ports.ts";
import { documentClient, tableName } from "./dynamo.ts";
import { npmStart } from "./npm-start.ts";
import { scratchFolder } from "./scratch-folder.ts";

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

const restore = (environment: Record<string, string>, ...args: string[]): Promise<Ended> =>
  promisify(execFile)(process.execPath, [path.resolve("infra/restore/main.ts"), ...args], {
    env: { ...process.env, ...environment },
  }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: Ended) => ({ code, stdout, stderr }),
  );

const acknowledged = z.object({ reference: z.string() });

const ask = async (port: number) => {
  const answer = await fetch(`http://127.0.0.1:${port}/api/consultations`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
    body: await readFile("functions/request/examples/named.json", "utf8"),
  });
  return acknowledged.parse(await answer.json()).reference;
};

/** The stored items of a service that is stopped; and, where it says so, without some of them. */
const itemsIn = async (folder: string, taken: (pk: string) => boolean = () => false) => {
  const engine = await startEngine({ folder, tableName, report: () => undefined });
  const client = documentClient(engine.endpoint);
  const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName }));
  for (const { pk, sk } of Items.filter((item) => taken(item["pk"])))
    await client.send(new DeleteCommand({ TableName: tableName, Key: { pk, sk } }));
  client.destroy();
  await engine.close();
  return Items;
};

const countOf = (what: string, text: string) =>
  [...text.matchAll(new RegExp(`^ {2}${what}.* (\\d+)$`, "gm"))].map(([, count]) => Number(count));

test("without data of one's own, npm run restore rehearses on an invented day: all that was damaged comes back, and what came later is brought over", async () => {
  const folder = await scratchFolder();
  const port = await freePorts();
  const { code, stdout, stderr } = await restore({
    LOCAL_DATA: path.join(folder, "none"),
    PORT: String(port),
  });
  expect(stderr).not.toMatch(/Warning|failed/);
  expect(stdout).not.toContain("Failed: ");
  expect(stdout).toMatch(/^The rehearsal went as it must\.$/m);
  expect(code).toBe(0);
  const [damaged = 0] = countOf("came back", stdout);
  expect(damaged).toBeGreaterThan(3);
  expect(stdout).toContain(`${damaged} consultations damaged`);
  expect(countOf("older here", stdout)).toEqual([1, 0]);
  expect(countOf("missing here", stdout)).toEqual([1, 0]);
  expect(countOf("histories that do not hold", stdout)).toEqual([0, 0]);
});

test("npm run restore rehearses on a copy of this machine's data, whether the service runs or not, changes none of it, and fails when the data itself does not hold", async () => {
  const folder = await scratchFolder();
  const port = await freePorts();
  const here = { LOCAL_DATA: path.join(folder, "data"), PORT: String(port) };
  const run = npmStart(here, ["--now", "2026-11-23T10:00"]);
  expect(await run.ready, run.said()).toBe(true);
  const references = [await ask(port), await ask(port)].toSorted();

  const [first = "", second = ""] = references;
  const running = await restore(here);
  expect(running, running.stdout).toMatchObject({ code: 0 });
  run.child.kill("SIGTERM");
  expect(await run.ended, run.said()).toBe(0);

  const before = await itemsIn(here.LOCAL_DATA);
  const stopped = await restore(here);
  expect(stopped, stopped.stdout).toMatchObject({ code: 0 });
  expect(stopped.stdout).toContain(`\n${first} came back\n`);
  expect(stopped.stdout).toContain(`\n${second} older here: revision `);
  expect(await itemsIn(here.LOCAL_DATA)).toEqual(before);

  await itemsIn(here.LOCAL_DATA, (pk) => pk === `words#${second}`);
  const failed = await restore(here);
  expect(failed.code).toBe(1);
  expect(failed.stdout).toContain(
    `${second} entry 1 of 1: the sealed words that it names are gone`,
  );
  expect(failed.stdout).toContain("Failed: Some histories do not hold.");
  expect(failed.stdout).toMatch(/^The rehearsal failed\.$/m);
});

test("npm run restore says how to ask when it is asked for something else", async () => {
  const { code, stdout, stderr } = await restore({}, "--table", "old", "--stage", "test");
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^Name the new table: --restored <name>\. Write:/);
});
