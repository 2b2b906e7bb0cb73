import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, onTestFinished, test } from "vitest";
import { createApp } from "../../../../functions/inbox/app.tsx";
import { localStage } from "../../../../infra/stages.ts";
import type { Consultation } from "../../../../shared/domain/consultation.ts";
import { staffSessions } from "../../../../shared/session.ts";
import { dynamoTable } from "../../../../shared/store/dynamo-table.ts";
import { submitConsultation } from "../../../../shared/store/submissions.ts";
import type { Table } from "../../../../shared/store/table.ts";
import { toTrackerItem } from "../../../../shared/store/tracker-item.ts";
import { systemIds } from "../../../../shared/system.ts";
import { movableClock } from "../../../fakes/clock.ts";
import { fakeKeys } from "../../../fakes/keys.ts";
import { recordingLog } from "../../../fakes/log.ts";
import { recordingTrail } from "../../../fakes/trail.ts";
import { clientSettings, documentClient, tableName } from "../../../infra/local/dynamo.ts";
import { startCountingProxy } from "../../../shared/store/counting-proxy.ts";
import {
  type RunningEngine,
  secondEngineProgram,
  startDynalite,
  startDynoxide,
} from "../../../shared/store/engines.ts";
import { monday, submissionOf, working } from "../../../shared/store/sample-submission.ts";
import { dana, formAddress, inboxAddress, visitor } from "../../sites.ts";
import { rowsOf } from "./open-list.ts";

const program = secondEngineProgram();

const engines: readonly (readonly [string, () => Promise<RunningEngine>])[] = [
  ["dynalite", startDynalite],
  ...(program === undefined ? [] : [["dynoxide", () => startDynoxide(program)] as const]),
];

const perBatch = 25;
const atOnce = 16;

/** The n-th of many open ones, none like another: due at all times of two weeks, a few of them urgent. */
const nth = (sample: Consultation, n: number): Consultation => ({
  ...sample,
  reference: `AAAA-${String(n)
    .padStart(8, "0")
    .replace(/(.{4})/, "$1-")}`,
  dueAt:
    `2026-11-${String(10 + (n % 14)).padStart(2, "0")}T${String(n % 24).padStart(2, "0")}:00:00Z` as Consultation["dueAt"],
  child: `another child ${n}`,
  ...(n % 50 === 0 ? { flags: [...sample.flags, "act-now"] } : {}),
});

const putMany = async (endpoint: string, sample: Consultation, from: number, to: number) => {
  const client = documentClient(endpoint);
  const numbers = Array.from({ length: to - from }, (_, n) => from + n);
  const batches = Array.from({ length: Math.ceil(numbers.length / perBatch) }, (_, n) =>
    numbers.slice(n * perBatch, (n + 1) * perBatch),
  );
  const put = async (batch: readonly number[]) => {
    const requests = batch.map((n) => ({
      PutRequest: { Item: toTrackerItem(nth(sample, n), undefined) },
    }));
    const { UnprocessedItems = {} } = await client.send(
      new BatchWriteCommand({ RequestItems: { [tableName]: requests } }),
    );
    if (Object.keys(UnprocessedItems).length > 0) throw new Error("the engine left some out");
  };
  for (let n = 0; n < batches.length; n += atOnce)
    await Promise.all(batches.slice(n, n + atOnce).map(put));
  client.destroy();
};

/** The inbox on this table, with one request in it and a worker signed in. */
const inboxOn = async (table: Table) => {
  const { clock } = movableClock(monday);
  const { log } = recordingLog();
  const shelf = { table, trail: recordingTrail(), working, keys: fakeKeys(), ids: systemIds };
  const { consultation: sample } = await submitConsultation(shelf, submissionOf());
  const app = createApp({
    ...shelf,
    settings: { ...localStage, formAddress, inboxAddress },
    clock,
    log,
    secret: async () => "a secret between us",
    followCalendar: async () => undefined,
  });
  const worker = visitor(app, inboxAddress);
  const sessions = staffSessions({ table, clock, ids: systemIds });
  worker.cookies.set("__Host-duty-session", await sessions.open(dana));
  return { sample, reference: sample.reference, worker };
};

const median = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

describe.each(engines)("ten thousand open consultations on %s", (name, start) => {
  test("page as ten do: the same calls, one query of at most 500 rows, and the same units as 500", async () => {
    const engine = await start();
    onTestFinished(engine.close);
    const proxy = await startCountingProxy(engine.endpoint);
    onTestFinished(proxy.close);
    const table = dynamoTable(tableName, clientSettings(proxy.endpoint));
    const { reference, sample, worker } = await inboxOn(table);

    const cost = async (path: string) => {
      const times: number[] = [];
      let text = "";
      let calls: typeof proxy.calls = [];
      for (let round = 0; round < 5; round++) {
        const before = proxy.calls.length;
        const began = performance.now();
        const answer = await worker.ask(path);
        times.push(performance.now() - began);
        expect(answer.status).toBe(200);
        text = answer.text;
        calls = proxy.calls.slice(before);
      }
      const queries = calls.filter(({ operation }) => operation === "Query");
      const units = calls.reduce((sum, call) => sum + (call.units ?? 0), 0);
      return {
        did: calls.map(({ operation }) => operation).toSorted(),
        queries: queries.length,
        units,
        text,
        ms: median(times),
      };
    };

    const pages = async () => ({
      list: await cost("/"),
      filtered: await cost("/?show=overdue&page=2"),
      sheet: await cost(`/consultations/${reference}`),
    });

    await putMany(engine.endpoint, sample, 0, 9);
    const ten = await pages();
    await putMany(engine.endpoint, sample, 9, 499);
    const fiveHundred = await pages();
    await putMany(engine.endpoint, sample, 499, 10_000);
    const all = await pages();

    expect(/id="open-count"[^>]*>([^<]*)/.exec(ten.list.text)?.[1]).toBe("10");
    expect(/id="open-count"[^>]*>([^<]*)/.exec(all.list.text)?.[1]).toBe("500+");
    expect(rowsOf(all.list.text)).toHaveLength(50);
    for (const page of ["list", "filtered", "sheet"] as const) {
      expect([page, all[page].did]).toEqual([page, ten[page].did]);
      // Half a read unit for each 4 KB of the one query: what stands behind it costs nothing.
      expect(all[page].units).toBeLessThanOrEqual(fiveHundred[page].units * 1.05 + 0.5);
    }
    expect(all.list.queries).toBe(1);
    expect(all.sheet.units).toBe(ten.sheet.units);
    const figures = (["list", "filtered", "sheet"] as const).map(
      (page) =>
        `${page}: ${all[page].did.length} calls each; units ${ten[page].units} of ten, ${fiveHundred[page].units} of 500, ${all[page].units} of 10,000; time ÷ ten ${(fiveHundred[page].ms / ten[page].ms).toFixed(1)} of 500, ${(all[page].ms / ten[page].ms).toFixed(1)} of 10,000 (${all[page].ms.toFixed(0)} ms)`,
    );
    process.stdout.write(`${name}\n  ${figures.join("\n  ")}\n`);

    // The way to the last one: every part once, and none is shown twice.
    const seen = new Set<string>();
    let address: string | undefined = "/?page=99";
    let parts = 0;
    while (address !== undefined) {
      const { text } = await worker.ask(address);
      parts += 1;
      for (const one of rowsOf(text)) {
        expect(seen.has(one)).toBe(false);
        seen.add(one);
      }
      const [, next] = /href="([^"]+)">Show the next 500/.exec(text) ?? [];
      address = next === undefined ? undefined : `${next.replaceAll("&amp;", "&")}&page=99`;
    }
    expect([parts, seen.size]).toEqual([21, 1001]);
  }, 120_000);
});
