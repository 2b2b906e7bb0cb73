import { expect, onTestFinished, test } from "vitest";
import { recordDelivery } from "../../../functions/delivery/record-delivery.ts";
import { countAlone } from "../../../functions/letters/go-alone.ts";
import { sweep } from "../../../functions/letters/sweep.ts";
import { createApp } from "../../../functions/request/app.ts";
import named from "../../../functions/request/examples/named.json" with { type: "json" };
import { localStage } from "../../../infra/stages.ts";
import { eachAtOnce } from "../../../shared/at-once.ts";
import { at, plusSeconds } from "../../../shared/domain/instant.ts";
import { dateTimeWords } from "../../../shared/domain/time-words.ts";
import type { Envelope } from "../../../shared/mail/mailer.ts";
import { listOpen } from "../../../shared/store/consultations.ts";
import { dynamoTable } from "../../../shared/store/dynamo-table.ts";
import { requestStore } from "../../../shared/store/request-store.ts";
import { systemIds } from "../../../shared/system.ts";
import { movableClock } from "../../fakes/clock.ts";
import { fakeKeys } from "../../fakes/keys.ts";
import { recordingLog } from "../../fakes/log.ts";
import { deliveredEvent } from "../../fakes/ses-events.ts";
import { recordingTrail } from "../../fakes/trail.ts";
import { clientSettings, tableName } from "../../infra/local/dynamo.ts";
import { startDynalite } from "../../shared/store/engines.ts";
import { monday, working } from "../../shared/store/sample-submission.ts";

const minutes = 10;
/** `npm run prove` asks ten thousand. */
const total = Number(process.env["PROVE_RUNS"] ?? 2000);
const aMinute = total / minutes;
/** Among them a few are asked by somebody who needs an answer. */
const isReal = (n: number) => n % Math.floor(total / 12) === 90;
const junkAddresses = Math.floor(total / 25);

const hour = 3600;

/** The request handler, the sweep and the delivery function, on the embedded engine, at a clock moved by hand. */
const wholeLine = async () => {
  const engine = await startDynalite();
  onTestFinished(engine.close);
  const table = dynamoTable(tableName, clientSettings(engine.endpoint));
  const { clock, moveTo } = movableClock(monday);
  const { log, counted } = recordingLog();
  const shelf = {
    table,
    trail: recordingTrail(),
    working,
    keys: fakeKeys(),
    ids: systemIds,
    log,
    clock,
    settings: localStage,
    followCalendar: async () => undefined,
  };
  const form = createApp({ ...shelf, store: async () => requestStore(shelf) });
  const sent: Envelope[] = [];
  const mailer = {
    send: async (envelope: Envelope) => {
      sent.push(envelope);
      return { messageId: `sent-${sent.length}` };
    },
  };
  const deps = { ...shelf, mailer, mayGoAlone: countAlone() };
  let told = 0;
  return {
    table,
    clock,
    moveTo,
    counted,
    sent,
    ask: (n: number, answers: Readonly<Record<string, unknown>>) =>
      form.request(new URL("/api/consultations", "https://consultation.example"), {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          "Idempotency-Key": `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
          // All of them from one organisation's address.
          "X-Forwarded-For": "203.0.113.7",
        },
        body: JSON.stringify({ ...named, ...answers }),
      }),
    sweep: () => sweep(deps),
    /** SES tells of each letter that left since that it arrived. */
    arrive: async () => {
      const from = told;
      told = sent.length;
      await eachAtOnce(sent.slice(from), async (envelope) => {
        const messageId = `sent-${sent.indexOf(envelope) + 1}`;
        await recordDelivery(shelf, deliveredEvent(envelope, messageId, clock()));
      });
    },
  };
};

const mostInAnyHour = (times: readonly string[]) =>
  Math.max(
    0,
    ...times.map(
      (from) => times.filter((time) => time >= from && time < plusSeconds(at(from), hour)).length,
    ),
  );

test("thousands of junk requests in ten minutes hide no real one", {
  timeout: 900_000,
}, async () => {
  const on = await wholeLine();
  const statuses = new Map<number, number>();
  const asked: { readonly reference: string; readonly dueAt: string; readonly isReal: boolean }[] =
    [];
  const sweepSeconds: number[] = [];

  for (let minute = 0; minute < minutes; minute++) {
    const numbers = Array.from({ length: aMinute }, (_, n) => minute * aMinute + n);
    await eachAtOnce(numbers, async (n) => {
      on.moveTo(plusSeconds(monday, minute * 60 + Math.floor((59 * (n % aMinute)) / aMinute)));
      const answer = await on.ask(n, {
        email: isReal(n) ? `real-${n}@school.example` : `junk-${n % junkAddresses}@x.example`,
        ...(isReal(n) ? { harm: ["disclosure"] } : {}),
      });
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      const { reference, dueAt } = (await answer.json()) as Record<string, string>;
      asked.push({ reference: `${reference}`, dueAt: `${dueAt}`, isReal: isReal(n) });
    });
    on.moveTo(plusSeconds(monday, (minute + 1) * 60));
    const began = performance.now();
    await on.sweep();
    sweepSeconds.push((performance.now() - began) / 1000);
    await on.arrive();
  }
  // What is still on its way, and nothing more.
  for (let later = 1; later <= 2; later++) {
    on.moveTo(plusSeconds(monday, (minutes + later) * 60));
    await on.sweep();
  }

  // Nobody is locked out, whoever else asks from the same address.
  expect([...statuses]).toEqual([[201, minutes * aMinute]]);

  const listed = new Set<string>();
  let after: string | undefined;
  do {
    const part = await listOpen(on, 500, after);
    expect(part.unreadable).toEqual([]);
    for (const { reference } of part.listed) listed.add(reference);
    after = part.next;
  } while (after !== undefined);
  expect(listed.size).toBe(minutes * aMinute);
  expect(asked.filter(({ reference }) => !listed.has(reference))).toEqual([]);

  const toDuty = on.sent.filter(({ recipient }) => recipient === "duty");
  const digests = toDuty.filter(({ kind }) => kind === "digest");
  const alone = toDuty.filter(({ kind }) => kind === "new-request");
  const byMinute = (letters: readonly Envelope[]) =>
    [...Map.groupBy(letters, ({ sentAt }) => sentAt.slice(0, 16)).values()].map(
      ({ length }) => length,
    );
  expect(Math.max(...byMinute(digests))).toBe(1);
  expect(Math.max(...byMinute(alone))).toBeLessThanOrEqual(20);
  expect(toDuty).toHaveLength(digests.length + alone.length);

  const lines = digests.flatMap(({ content }) => content.tracker);
  const covered = [...lines.map(({ label }) => label), ...alone.map((one) => `${one.reference}`)];
  expect(covered.toSorted()).toEqual(asked.map(({ reference }) => reference).toSorted());
  const lineOf = new Map(lines.map(({ label, value }) => [label, value]));
  for (const { reference, dueAt, isReal: cannotWait } of asked) {
    const line = lineOf.get(reference);
    if (line === undefined) continue;
    expect(line).toContain(`Call due by ${dateTimeWords(at(dueAt))}.`);
    if (cannotWait) expect(line.startsWith("Act now")).toBe(true);
  }
  // What cannot wait is told to the manager too, by the same digest.
  const managers = on.sent.filter(({ recipient }) => recipient === "manager");
  const toldManager = new Set(
    managers.flatMap(({ reference, content }) => [
      `${reference}`,
      ...content.tracker.map(({ label }) => label),
    ]),
  );
  const real = asked.filter((one) => one.isReal);
  expect(real.filter(({ reference }) => !toldManager.has(reference))).toEqual([]);

  const receipts = on.sent.filter(({ kind }) => kind === "receipt");
  const byAddress = Map.groupBy(receipts, ({ to }) => to);
  const mostToOne = Math.max(
    ...[...byAddress.values()].map((letters) => mostInAnyHour(letters.map(({ sentAt }) => sentAt))),
  );
  expect(mostToOne).toBeLessThanOrEqual(3);
  expect(receipts.filter(({ to }) => to.startsWith("real-"))).toHaveLength(real.length);
  expect(receipts.filter(({ to }) => to.startsWith("junk-"))).toHaveLength(junkAddresses * 3);
  expect(on.counted("PoisonItems") + on.counted("LettersFailed")).toBe(0);

  console.info(
    JSON.stringify({
      accepted: statuses.get(201),
      real: real.length,
      listed: listed.size,
      digests: digests.length,
      requestsInDigests: lines.length,
      mostInOneDigest: Math.max(...digests.map(({ content }) => content.tracker.length)),
      alone: alone.length,
      lettersToManager: managers.length,
      receipts: receipts.length,
      mostReceiptsToOneAddressInAnHour: mostToOne,
      longestSweepSecondsHere: Math.round(Math.max(...sweepSeconds) * 10) / 10,
    }),
  );
});
