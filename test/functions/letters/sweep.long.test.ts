import { describe, expect, test } from "vitest";
import { localStage } from "../../../infra/stages.ts";
import { snapshotCalendar } from "../../../shared/domain/calendar.ts";
import { at, plusSeconds } from "../../../shared/domain/instant.ts";
import { workingTime } from "../../../shared/domain/working-time.ts";
import { functionLog } from "../../../shared/log.ts";
import type { Envelope } from "../../../shared/mail/mailer.ts";
import { readHeartbeat, writeHeartbeat } from "../../../shared/store/house.ts";
import { disguises } from "../../fakes/disguises.ts";
import { printed } from "../../fakes/printed.ts";
import { monday } from "../../shared/store/sample-submission.ts";
import { minutesFrom, noFlood, post } from "./post.ts";

const onReceipt = ["new-request/received/duty", "receipt/received/practitioner"];
const refused = (kind: string) => (envelope: Envelope) =>
  envelope.kind === kind ? "before" : undefined;
const twice = (keys: readonly string[]) => keys.flatMap((key) => [key, key]);

describe("a sweep", () => {
  test("sends what is due, each letter once, marks it sent, and is done until something else is due", async () => {
    const on = post();
    const reference = await on.receive();
    expect(await on.sweep()).toEqual({ sent: 2 });
    expect(on.letters()).toEqual(onReceipt);
    const kinds = on.mailer.sent.map(({ envelope }) => envelope.kind);
    const idOf = (kind: string) => `fake-${kinds.indexOf(kind) + 1}`;
    expect((await on.standing(reference)).letters).toEqual({
      "new-request/received/duty": { sentAt: monday, messageId: idOf("new-request"), tries: 1 },
      "receipt/received/practitioner": { sentAt: monday, messageId: idOf("receipt"), tries: 1 },
    });
    expect(await on.sweep()).toEqual({ sent: 0 });
    expect(on.counted("LettersSent")).toBe(2);
  });

  test("every minute from receipt to the second day sends each owed letter once, in its time", async () => {
    const on = post();
    await on.receive();
    for (const minute of minutesFrom(monday, 47 * 60)) {
      on.moveTo(minute);
      await on.sweep();
      await on.arrive();
    }
    const sent = on.mailer.sent.map(({ envelope }) => [envelope.letterKey, envelope.sentAt]);
    const inOrder = sent.toSorted(([aKey = "", a = ""], [bKey = "", b = ""]) =>
      a + aKey < b + bKey ? -1 : 1,
    );
    expect(inOrder).toEqual([
      ["new-request/received/duty", "2026-11-23T10:00:00Z"],
      ["receipt/received/practitioner", "2026-11-23T10:00:00Z"],
      ["not-started/2026-11-23/duty", "2026-11-23T15:30:00Z"],
      ["not-started/2026-11-24/duty", "2026-11-24T09:00:00Z"],
      ["due-soon/2026-11-24/duty", "2026-11-24T13:30:00Z"],
      ["overdue/2026-11-24/duty", "2026-11-24T17:30:00Z"],
      ["overdue/2026-11-24/manager", "2026-11-24T17:30:00Z"],
      ["overdue/2026-11-24/practitioner", "2026-11-24T17:30:00Z"],
      ["still-overdue/2026-11-25/manager", "2026-11-25T08:00:00Z"],
    ]);
  });

  test("with nothing due is the heartbeat and one query", async () => {
    const on = post();
    await on.sweep();
    expect(on.calls).toEqual([
      { do: "put", pk: "house#heartbeat", sk: "sweep" },
      { do: "query", index: "wake" },
    ]);
    expect(await readHeartbeat(on.inner)).toBe(monday);
    expect(on.counted("SweepsBegun")).toBe(1);
  });

  test("costs for one due consultation two writes and one read, however many letters there are, and counting its receipt one write", async () => {
    const on = post();
    await on.receive({ answers: { harm: ["disclosure"] } });
    const before = on.calls.length;
    expect(await on.sweep()).toEqual({ sent: 3 });
    const calls = on.calls.slice(before);
    expect(calls.map((call) => call.do)).toEqual(["put", "query", "get", "put", "put", "put"]);
    expect(calls.filter((call) => "pk" in call && call.pk.startsWith("code#"))).toHaveLength(1);
  });

  test("trails the lease and the mark", async () => {
    const on = post();
    const reference = await on.receive();
    await on.sweep();
    expect(on.trail.entries.map((entry) => [entry.reference, entry.revision])).toEqual([
      [reference, 1],
      [reference, 2],
      [reference, 3],
    ]);
  });

  test("that cannot write its heartbeat says so, and sends all the same", async () => {
    const on = post();
    await on.receive();
    on.failPut("throttled", "house");
    expect(await on.sweep()).toEqual({ sent: 2 });
    expect(on.lines.map(({ event }) => event)).toContain("heartbeat failed");
  });

  test("that cannot read the index rejects, so that the schedule counts it as failed, after its heartbeat", async () => {
    const on = post();
    await on.receive();
    on.failNext("throttled", (call) => call.do === "query");
    await expect(on.sweep()).rejects.toMatchObject({ name: "ThrottlingException" });
    expect(await readHeartbeat(on.inner)).toBe(monday);
    expect(on.letters()).toEqual([]);
    expect(await on.sweep()).toEqual({ sent: 2 });
  });

  test("begins nothing new after 30 seconds, and the next one goes on", async () => {
    const on = post();
    await on.receiveMany(30);
    const mailer = on.mailerThat(async () => on.advance(1));
    const first = await on.sweep({ ...noFlood, mailer });
    expect(first.sent).toBeGreaterThanOrEqual(31);
    expect(first.sent).toBeLessThan(31 + 16);
    on.advance(60);
    const second = await on.sweep(noFlood);
    expect(first.sent + second.sent).toBe(60);
    expect(new Set(on.letters()).size).toBe(2);
  });
});

describe("to whom a letter goes", () => {
  const hub = {
    ...localStage.hub,
    authorities: [
      { id: "cambridgeshire", name: "Cambridgeshire" },
      { id: "peterborough", name: "Peterborough", dutyMailbox: "duty@peterborough.example" },
    ],
  };
  const settings = { ...localStage, hub };

  test.each([
    ["cambridgeshire", "duty@mash.example"],
    ["peterborough", "duty@peterborough.example"],
    ["other", "duty@mash.example"],
    ["unknown", "duty@mash.example"],
  ])("about a child in %s: to %s", async (authority, mailbox) => {
    const on = post({ settings });
    await on.receive({ answers: { authority, harm: ["disclosure"] } });
    await on.sweep();
    const went = on.mailer.sent.map(({ envelope }) => [envelope.recipient, envelope.to]);
    expect(went.toSorted()).toEqual([
      ["duty", mailbox],
      ["manager", "manager@mash.example"],
      ["practitioner", "sam@example-primary.example"],
    ]);
    for (const { envelope } of on.mailer.sent)
      expect(envelope).toMatchObject({
        from: "consultations@mash.example",
        replyTo: "duty@mash.example",
        sentAt: monday,
      });
  });

  test("the sweep opens addresses, and nothing else that is sealed", async () => {
    const on = post();
    const reference = await on.receive();
    on.moveTo(at("2026-11-24T17:30:00Z"));
    await on.sweep();
    expect(new Set(on.keys.opened.map((context) => JSON.stringify(context)))).toEqual(
      new Set([JSON.stringify({ reference, part: "address" })]),
    );
    expect(on.calls.filter((call) => "pk" in call && call.pk.startsWith("words#"))).toHaveLength(1);
  });
});

describe("a letter that fails", () => {
  test("before it left is tried again when its lease has run out, and goes once", async () => {
    const on = post();
    const reference = await on.receive();
    const mailer = on.mailerThat(refused("new-request"));
    expect(await on.sweep({ mailer })).toEqual({ sent: 1 });
    expect(on.letters()).toEqual(["receipt/received/practitioner"]);
    expect(on.counted("LettersFailed")).toBe(1);
    on.advance(59);
    expect(await on.sweep()).toEqual({ sent: 0 });
    on.advance(1);
    expect(await on.sweep()).toEqual({ sent: 1 });
    expect(on.letters()).toEqual(onReceipt);
    expect((await on.standing(reference)).letters["new-request/received/duty"]).toMatchObject({
      tries: 2,
    });
  });

  test("after it left goes at most once more (R4: 1 + f)", async () => {
    const on = post();
    await on.receive();
    on.mailer.failNext("after", "after");
    expect(await on.sweep()).toEqual({ sent: 0 });
    for (const minute of minutesFrom(plusSeconds(monday, 60), 5)) {
      on.moveTo(minute);
      await on.sweep();
    }
    expect(on.letters()).toEqual(twice(onReceipt));
  });

  test("leaves the other letters of its consultation alone, and is logged by its key", async () => {
    const on = post();
    const reference = await on.receive();
    await on.sweep({ mailer: on.mailerThat(refused("new-request")) });
    expect(on.lines).toMatchObject([
      {
        level: "error",
        event: "letter failed",
        facts: { reference, letter: "new-request/received/duty", recipient: "duty" },
      },
      { level: "info", event: "letters sent", facts: { count: 1 } },
    ]);
  });

  test("for ever is tried once a minute for ever: nothing is given up", async () => {
    const on = post();
    const reference = await on.receive();
    on.mailer.failNext(...Array.from({ length: 20 }, () => "before" as const));
    for (const minute of minutesFrom(monday, 11)) {
      on.moveTo(minute);
      await on.sweep();
    }
    expect(on.letters()).toEqual(onReceipt);
    expect((await on.standing(reference)).letters).toMatchObject({
      "receipt/received/practitioner": { tries: 11 },
    });
  });

  test("because the practitioner's address does not open, does not keep the duty team from theirs", async () => {
    const on = post();
    await on.receive();
    const [tracker] = on.trackers();
    if (tracker === undefined) throw new Error("no tracker");
    await on.table.put({ ...tracker, address: `${tracker["address"]}x` });
    expect(await on.sweep()).toEqual({ sent: 1 });
    expect(on.letters()).toEqual(["new-request/received/duty"]);
    expect(on.lines[0]?.facts["thrown"]).toMatchObject({ name: "SealBroken" });
  });
});

describe("when the store fails", () => {
  test("at the lease, nothing is sent and nothing is lost: the next sweep sends", async () => {
    for (const fault of ["throttled", "timed-out"] as const) {
      const on = post();
      await on.receive();
      on.failPut(fault, "consultation");
      expect(await on.sweep()).toEqual({ sent: 0 });
      expect(on.counted("PoisonItems")).toBe(1);
      expect(await on.sweep()).toEqual({ sent: 2 });
      expect(on.letters()).toEqual(onReceipt);
    }
  });

  test("with the lease's answer only, the lease is found and the letters go once", async () => {
    const on = post();
    await on.receive();
    on.failPut("answer-lost", "consultation");
    expect(await on.sweep()).toEqual({ sent: 2 });
    on.advance(120);
    expect(await on.sweep()).toEqual({ sent: 0 });
    expect(on.letters()).toEqual(onReceipt);
  });

  test("at the mark, each letter goes at most once more, when the lease has run out", async () => {
    const on = post();
    await on.receive();
    let puts = 0;
    const table = {
      ...on.table,
      put: async (...args: Parameters<typeof on.table.put>) => {
        puts += args[0].sk === "tracker" ? 1 : 0;
        if (puts === 2) throw Object.assign(new Error("full"), { name: "ThrottlingException" });
        return on.table.put(...args);
      },
    };
    expect(await on.sweep({ table })).toEqual({ sent: 0 });
    expect(on.counted("PoisonItems")).toBe(1);
    on.advance(59);
    expect(await on.sweep()).toEqual({ sent: 0 });
    on.advance(1);
    expect(await on.sweep()).toEqual({ sent: 2 });
    on.advance(120);
    expect(await on.sweep()).toEqual({ sent: 0 });
    expect(on.letters()).toEqual(twice(onReceipt));
  });

  test("with the mark's answer only, nothing is sent twice", async () => {
    const on = post();
    await on.receive();
    on.failNext(
      "answer-lost",
      (call) =>
        call.do === "put" && call.pk.startsWith("consultation#") && on.mailer.sent.length > 0,
    );
    expect(await on.sweep()).toEqual({ sent: 2 });
    on.advance(120);
    await on.sweep();
    expect(on.letters()).toEqual(onReceipt);
  });

  test("because a person writes between lease and mark, both writes stand", async () => {
    const on = post();
    const reference = await on.receive();
    const mailer = on.mailerThat(async () => {
      const [tracker] = on.trackers();
      if (tracker === undefined || tracker["priority"] !== undefined) return;
      const revision = Number(tracker["revision"]) + 1;
      await on.table.put({ ...tracker, priority: "red", revision });
    });
    await on.sweep({ mailer });
    expect(await on.standing(reference)).toMatchObject({
      priority: "red",
      letters: { "new-request/received/duty": { messageId: expect.any(String) } },
    });
    on.advance(120);
    expect(await on.sweep()).toEqual({ sent: 0 });
  });

  test("at any one call of four sweeps and in any way, both letters go, each at most twice", async () => {
    for (const fault of ["throttled", "timed-out", "answer-lost"] as const)
      for (let failing = 2; failing < 14; failing++) {
        const on = post({ faultAt: (_, count) => (count === failing ? fault : undefined) });
        await on.receive();
        for (const minute of minutesFrom(monday, 4)) {
          on.moveTo(minute);
          await on.sweep().catch(() => undefined);
        }
        const sent = on.letters();
        expect(new Set(sent)).toEqual(new Set(onReceipt));
        expect(sent.length).toBeLessThanOrEqual(4);
        if (fault === "answer-lost") expect(sent).toEqual(onReceipt);
      }
  });
});

describe("two sweeps at once", () => {
  test("send each letter once: the lease is one sweep's", async () => {
    const on = post();
    await on.receiveMany(10);
    const sent = await Promise.all([1, 2, 3, 4].map(() => on.sweep()));
    expect(sent.reduce((sum, one) => sum + one.sent, 0)).toBe(20);
    expect(on.mailer.sent).toHaveLength(20);
    on.advance(120);
    expect(await on.sweep()).toEqual({ sent: 0 });
  });

  test("also when the second begins while the first is sending", async () => {
    const on = post();
    await on.receive();
    const mailer = on.mailerThat(async () => {
      on.advance(20);
      expect(await on.sweep()).toEqual({ sent: 0 });
    });
    expect(await on.sweep({ mailer })).toEqual({ sent: 2 });
    expect(on.letters()).toEqual(onReceipt);
  });
});

describe("a poison item (R13)", () => {
  const poisons: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ["a field of the wrong kind", { dueAt: "CANARY soon" }],
    ["another schema", { schema: 99 }],
    ["no history", { history: undefined }],
    ["letters of no known shape", { letters: { x: { y: "CANARY" } } }],
  ];

  test.each(poisons)("with %s stops nothing else, and is named and counted", async (_, poison) => {
    const on = post();
    const references = await on.receiveMany(30);
    const bad = on.trackers()[7];
    if (bad === undefined) throw new Error("no tracker");
    const { history: _history, ...rest } = bad;
    await on.table.put({ ...("history" in poison ? rest : bad), ...poison });
    expect(await on.sweep(noFlood)).toEqual({ sent: 58 });
    expect(on.mailer.sent.map(({ envelope }) => envelope.reference)).not.toContain(references[7]);
    expect(on.counted("PoisonItems")).toBe(1);
    expect(on.lines.filter(({ level }) => level === "error")).toMatchObject([
      { event: "consultation not swept", facts: { reference: references[7] } },
    ]);
    expect(JSON.stringify(on.lines)).not.toContain("CANARY");
    on.advance(60);
    expect(await on.sweep()).toEqual({ sent: 0 });
    expect(on.counted("PoisonItems")).toBe(2);
  });

  test("among 1,000 leaves 999, all handled in the same sweep", async () => {
    const on = post();
    const reference = await on.receive();
    const [good] = on.trackers();
    if (good === undefined) throw new Error("no tracker");
    for (let n = 1; n < 1000; n++) {
      const other = `AAAA-AAAA-${String(n).padStart(4, "0")}`;
      await on.table.put({
        ...good,
        pk: `consultation#${other}`,
        reference: other,
        // So that no letter has to open another's address.
        letters: { "receipt/received/practitioner": { sentAt: monday, messageId: "m", tries: 1 } },
        ...(n === 500 ? { receivedAt: "CANARY" } : {}),
      });
    }
    const mailer = {
      send: async ({ letterKey }: { letterKey: string }) => ({ messageId: letterKey }),
    };
    expect(await on.sweep({ ...noFlood, mailer })).toEqual({ sent: 1000 });
    expect(on.counted("PoisonItems")).toBe(1);
    expect(on.trackers().filter(({ revision }) => revision === 3)).toHaveLength(998);
    // Its receipt went in a turn of its own.
    expect((await on.standing(reference)).revision).toBe(5);
  }, 60_000);

  test("of which only the index knows does no harm", async () => {
    const on = post();
    await on.receive();
    await on.table.put({ pk: "consultation#GONE", sk: "tracker", wake: "wake", wakeAt: monday });
    const table = {
      ...on.table,
      get: async (key: { readonly pk: string; readonly sk: string }) =>
        key.pk === "consultation#GONE" ? undefined : on.table.get(key),
    };
    expect(await on.sweep({ table })).toEqual({ sent: 2 });
    expect(on.counted("PoisonItems")).toBe(0);
  });
});

describe("the wake index", () => {
  test("may be stale: what is sent already is not sent again, and nothing is written for it", async () => {
    const on = post();
    const reference = await on.receive();
    on.holdIndexes();
    expect(await on.sweep()).toEqual({ sent: 2 });
    const { revision } = await on.standing(reference);
    on.advance(300);
    expect(await on.sweep()).toEqual({ sent: 0 });
    expect((await on.standing(reference)).revision).toBe(revision);
    expect(on.letters()).toEqual(onReceipt);
  });

  test("may be late: what it did not show yet is sent once it does", async () => {
    const on = post();
    on.holdIndexes();
    await on.receive();
    expect(await on.sweep()).toEqual({ sent: 0 });
    await on.catchUp();
    on.advance(60);
    expect(await on.sweep()).toEqual({ sent: 2 });
  });

  test("is mended where the hub's hours have changed since: the old wake-up sends nothing and becomes the new one", async () => {
    const on = post();
    const reference = await on.receive();
    await on.sweep();
    await on.arrive();
    expect(on.trackers()[0]).toMatchObject({ wakeAt: "2026-11-23T15:30:00Z" });
    const { monday: _, ...others } = localStage.hub.hours;
    const later = {
      ...localStage.hub,
      hours: { ...others, monday: { opens: "08:00", closes: "20:00" } },
    };
    const working = workingTime(later, snapshotCalendar);
    on.moveTo(at("2026-11-23T15:30:00Z"));
    const { version } = await on.standing(reference);
    expect(await on.sweep({ working })).toEqual({ sent: 0 });
    expect(on.trackers()[0]).toMatchObject({ wakeAt: "2026-11-23T18:00:00Z", version });
    const { revision } = await on.standing(reference);
    on.advance(60);
    await on.sweep({ working });
    expect((await on.standing(reference)).revision).toBe(revision);
    on.moveTo(at("2026-11-23T18:00:00Z"));
    expect(await on.sweep({ working })).toEqual({ sent: 1 });
    expect(on.mailer.sent.at(-1)?.envelope.letterKey).toBe("not-started/2026-11-23/duty");
  });

  test("loses a consultation to which nothing is owed any more", async () => {
    const on = post();
    await on.receive();
    const [tracker] = on.trackers();
    if (tracker === undefined) throw new Error("no tracker");
    await on.sweep();
    const [sent] = on.trackers();
    await on.table.put({
      ...sent,
      ...{
        pk: tracker.pk,
        sk: tracker.sk,
        state: "closed",
        closedAt: monday,
        outcome: "withdrawn",
      },
    });
    on.moveTo(at("2026-11-23T15:30:00Z"));
    // The entry in the duty mailbox's calendar is taken out; that is the last.
    expect(await on.sweep()).toEqual({ sent: 1 });
    expect(on.mailer.sent.at(-1)?.envelope.kind).toBe("call-settled");
    expect(on.trackers()[0]).toMatchObject({ wake: expect.stringMatching(/^keep#/) });
    expect(await on.table.query({ index: "wake", partition: "wake" })).toEqual({ entries: [] });
  });

  test("is read to its end, page by page", async () => {
    const on = post();
    await on.receiveMany(25);
    const table = {
      ...on.table,
      query: (query: Parameters<typeof on.table.query>[0]) =>
        on.table.query({ ...query, limit: 4 }),
    };
    expect(await on.sweep({ ...noFlood, table })).toEqual({ sent: 50 });
  });
});

describe("what nobody may read in a letter (S1)", () => {
  const typed = ["seen", "said", "reported", "opinion", "done", "question", "keepFromFamily"];
  const short = ["childName", "parentNames", "name", "role", "organisation", "secondContact"];
  const canaries = Object.fromEntries(
    [...typed, ...short, "timesNote", "communicationNeed"].map((id) => [id, `CANARY of ${id}`]),
  );

  test("over a whole life, with every fault: no case text in an envelope, a raw letter, the log or the trail", async () => {
    const on = post();
    const faulty = ["2026-11-23T15:30:00Z", "2026-11-24T17:30:00Z"];
    const log = await printed(async () => {
      await on.receive({
        answers: { ...canaries, childPostcode: "PE1 9ZZ", telephone: "01632 960 789" },
      });
      on.mailer.failNext("before", "after");
      for (const minute of minutesFrom(monday, 47 * 60).filter((_, n) => n % 15 === 0)) {
        on.moveTo(minute);
        if (faulty.includes(minute)) on.failPut("throttled", "consultation");
        await on.sweep({ log: functionLog("letters") });
      }
    });
    const kinds = new Set(on.mailer.sent.map(({ envelope }) => envelope.kind));
    expect([...kinds].toSorted()).toEqual([
      ...["due-soon", "new-request", "not-delivered", "not-started", "overdue", "receipt"],
      "still-overdue",
    ]);
    expect(log).toContain("letter failed");
    expect(log).toContain("consultation not swept");
    const everything = [
      log,
      JSON.stringify(on.trail.entries),
      ...on.mailer.sent.flatMap(({ envelope, raw }) => [JSON.stringify(envelope), `${raw}`]),
    ].join("\n");
    const unfolded = everything.replace(/=\r\n/g, "");
    expect(unfolded).not.toMatch(/CANARY|PE1 9ZZ|960 789|2018-05-04/);
    expect(log).not.toContain("sam@example-primary.example");
    for (const disguise of Object.values(canaries).flatMap(disguises))
      expect(unfolded.includes(disguise), disguise).toBe(false);
  });
});

test("a heartbeat is written once for each sweep, at its beginning", async () => {
  const on = post();
  await writeHeartbeat(on.table, plusSeconds(monday, -60));
  await on.receive();
  const mailer = on.mailerThat(async () => {
    expect(await readHeartbeat(on.inner)).toBe(monday);
    on.advance(7);
  });
  await on.sweep({ mailer });
  expect(on.letters()).toHaveLength(2);
  expect(await readHeartbeat(on.inner)).toBe(monday);
});
