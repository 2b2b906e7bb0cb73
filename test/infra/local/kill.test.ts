import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect, onTestFinished, test } from "vitest";
import { documentClient, tableName } from "./dynamo.ts";
import { indexFaults } from "./index-faults.ts";
import { scratchFolder } from "./scratch-folder.ts";

const rounds = Number(process.env["KILL_ROUNDS"] ?? 50);
const writers = 16;
/** A multiple of the writers, so that each has keys of its own: two at one key would be refused rightly. */
const keys = 8 * writers;

type Started = { readonly endpoint: string; readonly check?: Check };
type Check = { readonly items: number; readonly rebuilt: number; readonly removed: number };

const startChild = async (folder: string) => {
  const child = spawn(
    process.execPath,
    [path.resolve("test/infra/local/engine-child.ts"), folder, tableName],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  return { child, ...(JSON.parse(line) as Started) };
};

const kill = async (child: ChildProcess) => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
};

/** What the engine has said it keeps, and what is under way when it is killed: by key, a revision. */
type Known = { acknowledged: number; tried: number };

const twoDigits = (n: number) => String(n % 60).padStart(2, "0");

/** Index keys that change with every write, and now and then are not there at all. */
const content = (key: number, revision: number): Record<string, string> => ({
  pk: `consultation#${key}`,
  sk: "tracker",
  revision: String(revision),
  filler: "x".repeat((key * 37 + revision) % 3000),
  ...(revision % 4 === 3
    ? {}
    : { wake: "wake", wakeAt: `2026-11-24T10:${twoDigits(revision)}:${twoDigits(key)}Z` }),
  ...(revision % 3 === 0
    ? { list: "open", listAt: twoDigits(revision) }
    : { list: `closed#2026-${twoDigits(revision % 12)}`, listAt: twoDigits(key) }),
  ...(revision % 2 === 0 ? { child: `hash-${key % 7}`, childAt: twoDigits(revision) } : {}),
});

const write = async (endpoint: string, known: Map<number, Known>, running: () => boolean) => {
  const client = documentClient(endpoint);
  const writer = async (first: number) => {
    for (let key = first; running(); key = (key + writers) % keys) {
      const state = known.get(key) ?? { acknowledged: -1, tried: -1 };
      known.set(key, state);
      const before = state.acknowledged;
      state.tried = before + 1;
      try {
        await client.send(
          new PutCommand({
            TableName: tableName,
            Item: content(key, before + 1),
            ConditionExpression: before < 0 ? "attribute_not_exists(#pk)" : "#revision = :before",
            ExpressionAttributeNames: before < 0 ? { "#pk": "pk" } : { "#revision": "revision" },
            ...(before < 0 ? {} : { ExpressionAttributeValues: { ":before": String(before) } }),
          }),
        );
        state.acknowledged = before + 1;
      } catch (error) {
        // Only the kill may stop a write: a lost condition would mean two writers or a lost item.
        if (running()) throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, n) => writer(n)));
  client.destroy();
};

test(`${rounds} kills under load: no acknowledged item is lost and every index entry is right`, async () => {
  const folder = await scratchFolder();
  const known = new Map<number, Known>();
  const sum = {
    acknowledged: 0,
    lost: 0,
    missing: 0,
    ghosts: 0,
    repaired: 0,
    inFlight: 0,
    kept: 0,
  };
  let entries = 0;
  let started = await startChild(folder);
  onTestFinished(() => kill(started.child));

  for (let round = 1; round <= rounds; round++) {
    let running = true;
    const acknowledged = () => [...known.values()].reduce((sum, one) => sum + one.acknowledged, 0);
    const before = acknowledged();
    const load = write(started.endpoint, known, () => running);
    // By what was acknowledged and not by time alone: a slow machine must not be killed before it wrote.
    while (acknowledged() - before < 10 + ((round * 53) % 60)) await setTimeout(5);
    await setTimeout((round * 7) % 20);
    running = false;
    await kill(started.child);
    await load;
    sum.acknowledged += acknowledged() - before;

    started = await startChild(folder);
    const found = await indexFaults(started.endpoint);
    const revisions = new Map(
      found.items.map((item) => [Number(item["pk"]?.split("#")[1]), Number(item["revision"])]),
    );
    for (const [key, state] of known) {
      const revision = revisions.get(key) ?? -1;
      const item = found.items.find(({ pk }) => pk === `consultation#${key}`);
      if (state.tried > state.acknowledged) sum.inFlight++;
      if (revision > state.acknowledged) sum.kept++;
      const whole =
        revision < 0 ||
        JSON.stringify(item) === JSON.stringify(item && { ...item, ...content(key, revision) });
      if (revision < state.acknowledged || revision > state.tried || !whole) sum.lost++;
      state.acknowledged = revision;
      state.tried = revision;
    }
    entries = found.entries;
    sum.missing += found.missing;
    sum.ghosts += found.ghosts;
    sum.repaired += (started.check?.rebuilt ?? 0) + (started.check?.removed ?? 0);
    if (round % 10 === 0)
      process.stdout.write(
        `kill -9: ${round} of ${rounds}, ${sum.acknowledged} acknowledged writes, ${sum.inFlight} cut off (${sum.kept} of them kept), ${sum.lost} lost, ${entries} index entries: ${sum.missing} missing, ${sum.ghosts} ghosts, ${sum.repaired} repaired at restart\n`,
      );
  }

  expect(sum.acknowledged).toBeGreaterThan(rounds * 20);
  expect(sum.inFlight).toBeGreaterThan(rounds);
  expect(sum).toMatchObject({ lost: 0, missing: 0, ghosts: 0, repaired: 0 });
});
