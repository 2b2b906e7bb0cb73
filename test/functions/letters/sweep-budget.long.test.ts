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
    let idle = 0;
    while (!isDone && idle < 10_000) {
      await new Promise((next) => setImmediate(next));
      const next = waiting.toSorted((a, b) => a.at - b.at)[0];
      idle = next === undefined ? idle + 1 : 0;
      if (next === undefined) continue;
      now = next.at;
      for (const one of waiting.splice(0)) one.at <= now ? one.go() : waiting.push(one);
    }
    return answer;
  };
  return { after, until, seconds: () => now / 1000 };
};

test("a sweep with a thousand new requests, each by somebody else, ends within its 45 seconds and has told of all", {
  timeout: 240_000,
}, async () => {
  const { trail, keys, inner, working, ids } = shelfInMemory();
  const shelf = { table: inner, trail, keys, working, ids };
  for (let n = 0; n < 1000; n++)
    await submitConsultation(
      shelf,
      submissionOf({ key: `request ${n}`, answers: { email: `sender-${n}@school.example` } }),
    );

  const time = timeOfItsOwn();
  const table: Table = {
    get: (key) => time.after(milliseconds.get, () => inner.get(key)),
    put: (...args) => time.after(milliseconds.put, () => inner.put(...args)),
    list: (...args) => time.after(milliseconds.query, () => inner.list(...args)),
    query: (query) => time.after(milliseconds.query, () => inner.query(query)),
  };
  const sent: Envelope[] = [];
  const { log, counted } = recordingLog();
  await time.until(
    sweep({
      ...shelf,
      table,
      log,
      settings: localStage,
      trail: { append: (entry) => time.after(milliseconds.trail, () => trail.append(entry)) },
      keys: {
        ...keys,
        unwrap: (...args) => time.after(milliseconds.key, () => keys.unwrap(...args)),
      },
      mailer: {
        send: (envelope) =>
          time.after(milliseconds.mail, async () => {
            sent.push(envelope);
            return { messageId: `sent-${sent.length}` };
          }),
      },
      clock: () => plusSeconds(monday, Math.floor(time.seconds())),
      followCalendar: async () => undefined,
      mayGoAlone: countAlone(),
    }),
  );

  const told = sent.flatMap(({ kind, reference, content }) =>
    kind === "digest"
      ? content.tracker.map(({ label }) => label)
      : kind === "new-request"
        ? [`${reference}`]
        : [],
  );
  console.info(`a sweep with 1,000 new requests takes ${time.seconds().toFixed(1)} s`);
  expect(time.seconds()).toBeLessThan(45);
  expect(new Set(told).size).toBe(1000);
  expect(sent.filter(({ kind }) => kind === "receipt")).toHaveLength(1000);
  expect(counted("LettersFailed") + counted("PoisonItems")).toBe(0);
});
