import { expect, test } from "vitest";
import { countAlone } from "../../../functions/letters/go-alone.ts";
import { sweep } from "../../../functions/letters/sweep.ts";
import { localStage } from "../../../infra/stages.ts";
import { plusSeconds } from "../../../shared/domain/instant.ts";
import type { Envelope } from "../../../shared/mail/mailer.ts";
import { submitConsultation } from "../../../shared/store/submissions.ts";
import type { Table } from "../../../shared/store/table.ts";
import { recordingLog } from "../../fakes/log.ts";
import { monday, submissionOf } from "../../shared/store/sample-submission.ts";
import { shelfInMemory } from "../../shared/store/shelf.ts";

/** What a call takes in one region, by the long side of what is usual. */
const milliseconds = { get: 8, put: 12, query: 30, trail: 30, key: 15, mail: 150 } as const;

/** So many letters a second SES takes of an account that has asked for no more. */
const lettersASecond = 14;

/** Calls take their time on a clock of their own: whenever nothing else can go on, the next one is answered. */
const timeOfItsOwn = () => {
  let now = 0;
  const waiting: { readonly at: number; readonly go: () => void }[] = [];
  const after = async <Answer>(takes: number, act: () => Promise<Answer>): Promise<Answer> => {
    await new Promise<void>((go) => waiting.push({ at: now + takes, go }));
    return act();
  };
  const until = async <Answer>(done: Promise<Answer>): Promise<Answer> => {
    let isDone = false;
    const answer = done.finally(() => {
      isDone = true;
    });
    while (!isDone) {
      await new Promise((next) => setImmediate(next));
      const next = waiting.toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined) continue;
      now = next.at;
      for (const one of waiting.splice(0)) one.at <= now ? one.go() : waiting.push(one);
    }
    return answer;
  };
  return {
    after,
    until,
    milliseconds: () => now,
    /** Nothing happens until then. */
    waitUntil: (milliseconds: number) => {
      now = Math.max(now, milliseconds);
    },
  };
};

/** The sweep with calls that take their time, and a mail provider that takes only so many letters a second. */
const slowLine = () => {
  const { trail, keys, inner, working, ids } = shelfInMemory();
  const shelf = { table: inner, trail, keys, working, ids };
  const time = timeOfItsOwn();
  const table: Table = {
    get: (key) => time.after(milliseconds.get, () => inner.get(key)),
    put: (...args) => time.after(milliseconds.put, () => inner.put(...args)),
    list: (...args) => time.after(milliseconds.query, () => inner.list(...args)),
    query: (query) => time.after(milliseconds.query, () => inner.query(query)),
  };
  const clock = () => plusSeconds(monday, Math.floor(time.milliseconds() / 1000));
  const sent: { readonly envelope: Envelope; readonly second: number }[] = [];
  let free = 0;
  const mailer = {
    send: (envelope: Envelope) => {
      free = Math.max(free, time.milliseconds()) + 1000 / lettersASecond;
      return time.after(free - time.milliseconds() + milliseconds.mail, async () => {
        sent.push({ envelope, second: time.milliseconds() / 1000 });
        return { messageId: `sent-${sent.length}` };
      });
    },
  };
  const { log, counted } = recordingLog();
  const deps = {
    ...shelf,
    table,
    log,
    mailer,
    clock,
    settings: localStage,
    trail: {
      append: (entry: Parameters<typeof trail.append>[0]) =>
        time.after(milliseconds.trail, () => trail.append(entry)),
    },
    keys: {
      ...keys,
      unwrap: (...args: Parameters<typeof keys.unwrap>) =>
        time.after(milliseconds.key, () => keys.unwrap(...args)),
    },
    followCalendar: async () => undefined,
    mayGoAlone: countAlone(),
  };
  let stored = 0;
  const ask = async (count: number): Promise<readonly string[]> => {
    const references: string[] = [];
    for (const until = stored + count; stored < until; stored++) {
      const submission = submissionOf({
        key: `request ${stored}`,
        receivedAt: clock(),
        answers: { email: `sender-${stored}@school.example` },
      });
      references.push((await submitConsultation(shelf, submission)).consultation.reference);
    }
    return references;
  };
  return {
    ask,
    sent,
    counted,
    waitUntil: (second: number) => time.waitUntil(second * 1000),
    /** @returns how many seconds it took. */
    sweep: async () => {
      const began = time.milliseconds();
      await time.until(sweep(deps));
      return (time.milliseconds() - began) / 1000;
    },
    /** By reference, when the duty team was first told of it. */
    told: () => {
      const seconds = new Map<string, number>();
      for (const { envelope, second } of sent) {
        const { kind, reference, content } = envelope;
        const references =
          kind === "digest"
            ? content.tracker.map(({ label }) => label)
            : kind === "new-request"
              ? [`${reference}`]
              : [];
        for (const each of references) if (!seconds.has(each)) seconds.set(each, second);
      }
      return seconds;
    },
    receipts: () => sent.filter(({ envelope }) => envelope.kind === "receipt").length,
    failures: () => counted("LettersFailed") + counted("PoisonItems"),
  };
};

test("a thousand new requests a minute are told within the minute in which they are seen, however many receipts wait", {
  timeout: 240_000,
}, async () => {
  const line = slowLine();
  const longest: number[] = [];
  for (let minute = 0; minute < 2; minute++) {
    line.waitUntil(minute * 60);
    const references = await line.ask(1000);
    const took = await line.sweep();
    const told = line.told();
    for (const reference of references) expect(told.has(reference), reference).toBe(true);
    longest.push(Math.max(...references.map((each) => (told.get(each) ?? 0) - minute * 60)));
    expect(took).toBeLessThan(45);
  }
  console.info(
    `the last of a thousand was told ${longest.map((each) => each.toFixed(1)).join(", ")} s after its sweep began; ${line.receipts()} receipts had gone`,
  );
  expect(Math.max(...longest)).toBeLessThan(15);
  expect(line.receipts()).toBeGreaterThan(0);
  expect(line.failures()).toBe(0);

  for (let minute = 2; line.receipts() < 2000 && minute < 30; minute++) {
    line.waitUntil(minute * 60);
    expect(await line.sweep()).toBeLessThan(45);
  }
  expect(line.receipts()).toBe(2000);
  expect(line.failures()).toBe(0);
});

test("a new request is told before a thousand reminders that fall due at once", {
  timeout: 240_000,
}, async () => {
  const line = slowLine();
  await line.ask(1000);
  for (let minute = 0; line.receipts() < 1000; minute++) {
    line.waitUntil(minute * 60);
    await line.sweep();
  }
  const nextMorning = 23 * 3600;
  line.waitUntil(nextMorning);
  const before = line.sent.length;
  const [fresh = ""] = await line.ask(1);
  await line.sweep();
  const after = line.sent.slice(before).map(({ envelope }) => envelope);
  const isReminder = ({ kind }: Envelope) => kind === "not-started" || kind === "due-soon";
  const reminded = after.filter(isReminder).length;
  console.info(`${reminded} reminders went in the same sweep`);
  expect(reminded).toBeGreaterThan(100);
  const place = after.findIndex(({ reference }) => reference === fresh);
  expect(after[place]?.kind).toBe("new-request");
  expect(place).toBeLessThan(after.findIndex(isReminder));
  expect(line.failures()).toBe(0);
});
