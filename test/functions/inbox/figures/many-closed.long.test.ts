import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, onTestFinished, test } from "vitest";
import { createApp } from "../../../../functions/inbox/app.tsx";
import { exportCommand } from "../../../../infra/export/export-command.ts";
import { localStage } from "../../../../infra/stages.ts";
import type { Consultation } from "../../../../shared/domain/consultation.ts";
import { at } from "../../../../shared/domain/instant.ts";
import { staffSessions } from "../../../../shared/session.ts";
import { dynamoTable } from "../../../../shared/store/dynamo-table.ts";
import { submitConsultation } from "../../../../shared/store/submissions.ts";
import { toTrackerItem } from "../../../../shared/store/tracker-item.ts";
import { systemIds } from "../../../../shared/system.ts";
import { movableClock } from "../../../fakes/clock.ts";
import { fakeKeys } from "../../../fakes/keys.ts";
import { recordingLog } from "../../../fakes/log.ts";
import { recordingTrail } from "../../../fakes/trail.ts";
import { clientSettings, documentClient, tableName } from "../../../infra/local/dynamo.ts";
import { startCountingProxy } from "../../../shared/store/counting-proxy.ts";
import {
  secondEngineProgram,
  startDynalite,
  startDynoxide,
} from "../../../shared/store/engines.ts";
import { monday, submissionOf, working } from "../../../shared/store/sample-submission.ts";
import { formAddress, inboxAddress, morgan, visitor } from "../../sites.ts";

const program = secondEngineProgram();
/** CLOSED=100000 for the whole number: to put them there takes minutes. */
const count = Number(process.env["CLOSED"] ?? "3000");
const months = 72;
const perBatch = 25;
const atOnce = 16;

/** The n-th of many closed ones, spread over the six years for which they are kept. */
const nth = (sample: Consultation, n: number): Consultation => {
  // The first is December 2020, the last November 2026.
  const place = 11 + (n % months);
  const [year, month] = [2020 + Math.floor(place / 12), 1 + (place % 12)];
  const day = `${year}-${String(month).padStart(2, "0")}-${String(2 + (n % 26)).padStart(2, "0")}`;
  return {
    ...sample,
    reference: `AAAA-${String(n)
      .padStart(8, "0")
      .replace(/(.{4})/, "$1-")}`,
    state: "closed",
    receivedAt: at(`${day}T10:00:00Z`),
    dueAt: at(`${day}T17:30:00Z`),
    closedAt: at(`${day}T19:00:00Z`),
    contact: {
      at: at(`${day}T${n % 20 === 0 ? 18 : 15}:00:00Z`),
      recordedAt: at(`${day}T18:00:00Z`),
      socialWorker: "Sol Hart",
    },
    outcome: "advice-only",
  };
};

const putAll = async (endpoint: string, sample: Consultation) => {
  const client = documentClient(endpoint);
  const put = async (first: number) => {
    const numbers = Array.from({ length: perBatch }, (_, n) => first + n).filter((n) => n < count);
    const requests = numbers.map((n) => ({
      PutRequest: { Item: toTrackerItem(nth(sample, n), undefined) },
    }));
    const { UnprocessedItems = {} } = await client.send(
      new BatchWriteCommand({ RequestItems: { [tableName]: requests } }),
    );
    if (Object.keys(UnprocessedItems).length > 0) throw new Error("the engine left some out");
  };
  for (let first = 0; first < count; first += perBatch * atOnce)
    await Promise.all(
      Array.from({ length: atOnce }, (_, n) => first + n * perBatch)
        .filter((n) => n < count)
        .map(put),
    );
  client.destroy();
};

describe("six years of closed consultations", () => {
  test("cost a page of one month no more than that month, and the export one query a page", async () => {
    const engine = await (program === undefined ? startDynalite() : startDynoxide(program));
    onTestFinished(engine.close);
    const proxy = await startCountingProxy(engine.endpoint);
    onTestFinished(proxy.close);
    const table = dynamoTable(tableName, clientSettings(proxy.endpoint));
    const { clock } = movableClock(monday);
    const { log } = recordingLog();
    const shelf = { table, trail: recordingTrail(), working, keys: fakeKeys(), ids: systemIds };
    const { consultation: sample } = await submitConsultation(shelf, submissionOf());
    await putAll(engine.endpoint, sample);
    const app = createApp({
      ...shelf,
      settings: { ...localStage, formAddress, inboxAddress },
      clock,
      log,
      secret: async () => "a secret between us",
      followCalendar: async () => undefined,
    });
    const manager = visitor(app, inboxAddress);
    const sessions = staffSessions({ table, clock, ids: systemIds });
    manager.cookies.set("__Host-duty-session", await sessions.open(morgan));

    const measured = async <Done>(name: string, what: () => Promise<Done>) => {
      const before = proxy.calls.length;
      const began = performance.now();
      const done = await what();
      const ms = performance.now() - began;
      const calls = proxy.calls.slice(before);
      const units = calls.reduce((sum, call) => sum + (call.units ?? 0), 0);
      const queries = calls.filter(({ operation }) => operation === "Query").length;
      process.stdout.write(
        `  ${name}: ${calls.length} calls, ${queries} of them queries, ${units} read units, ${ms.toFixed(0)} ms\n`,
      );
      return { done, queries, units, calls: calls.length };
    };
    process.stdout.write(`${count} closed, ${months} months\n`);

    const month = await measured("figures of a month", () => manager.ask("/figures?month=2026-10"));
    expect([month.done.status, month.queries <= 6]).toEqual([200, true]);
    const file = await measured("file of a month", () => manager.ask("/figures.csv?month=2026-10"));
    expect(file.done.text.trimEnd().split("\n").length - 1).toBeGreaterThan(count / months - 2);
    const year = await measured("month by month", () => manager.ask("/figures/months"));
    expect(year.done.status).toBe(200);
    expect(month.units).toBeLessThan(year.units / 5);
    const expiring = await measured("what expires next", () => manager.ask("/expiring"));
    expect(expiring.done.status).toBe(200);
    // It shows 500 at most, each read as it stands.
    expect(expiring.calls).toBeLessThan(520);
    const all = await measured("export", async () => {
      const now = clock();
      let lines = 0;
      for await (const part of exportCommand({ shelf, working, now }, {}, () => undefined))
        lines += part.split("\n").length - 1;
      return lines;
    });
    expect(all.done).toBe(count + 1);
  }, 900_000);
});
