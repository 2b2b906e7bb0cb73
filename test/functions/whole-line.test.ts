import { describe, expect, it } from "vitest";
import { sweep } from "../../functions/letters/sweep.ts";
import { createApp } from "../../functions/request/app.ts";
import named from "../../functions/request/examples/named.json" with { type: "json" };
import { localStage } from "../../infra/stages.ts";
import type { StaffCommand } from "../../shared/domain/commands.ts";
import { at, type Instant } from "../../shared/domain/instant.ts";
import { carryOut } from "../../shared/domain/transitions.ts";
import {
  changeConsultation,
  dueReferences,
  loadConsultation,
} from "../../shared/store/consultations.ts";
import { liveCalendar } from "../../shared/store/live-calendar.ts";
import { requestStore } from "../../shared/store/request-store.ts";
import { movableClock } from "../fakes/clock.ts";
import { sequentialIds } from "../fakes/ids.ts";
import { fakeKeys } from "../fakes/keys.ts";
import { recordingLog } from "../fakes/log.ts";
import { fakeMailer } from "../fakes/mailer.ts";
import { memoryTable } from "../fakes/memory-table.ts";
import { tellDelivered } from "../fakes/ses-events.ts";
import { recordingTrail } from "../fakes/trail.ts";

const worker = { id: "w1", name: "Dana Okafor", email: "dana@mash.example", role: "duty" } as const;

/** The whole service over fakes of the ports, with a clock that can be moved. */
const service = (start: string) => {
  const { clock, moveTo } = movableClock(at(start));
  const { log } = recordingLog();
  const mailer = fakeMailer();
  const table = memoryTable();
  const { working, follow } = liveCalendar(localStage.hub, log, async () => table);
  const shelf = {
    table,
    trail: recordingTrail(),
    working,
    followCalendar: follow,
    keys: fakeKeys(),
    ids: sequentialIds(),
  };
  const store = requestStore(shelf);
  const app = createApp({
    settings: localStage,
    working: shelf.working,
    clock,
    log,
    ids: shelf.ids,
    followCalendar: follow,
    store: async () => store,
  });
  const tell = tellDelivered(mailer);
  const runSweep = async () => {
    const swept = await sweep({
      ...shelf,
      settings: localStage,
      clock,
      log,
      mailer,
      mayGoAlone: () => true,
    });
    await tell({ ...shelf, clock, log });
    return swept;
  };

  /** Moves to each wake-up on the way and sweeps there, then to the target. */
  const until = async (target: string) => {
    const end = at(target);
    for (;;) {
      const next = shelf.table
        .items()
        .map(({ wake, wakeAt }) => (wake === "wake" ? wakeAt : undefined))
        .filter((wakeAt): wakeAt is Instant => typeof wakeAt === "string" && wakeAt <= end)
        .toSorted()[0];
      if (next === undefined) break;
      if (next > clock()) moveTo(next);
      await runSweep();
    }
    moveTo(end);
    await runSweep();
  };

  let calls = 0;
  const request = async (changes: Readonly<Record<string, unknown>> = {}) => {
    calls += 1;
    const response = await app.request("/api/consultations", {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "Idempotency-Key": `00000000-0000-4000-8000-${String(calls).padStart(12, "0")}`,
      },
      body: JSON.stringify({ ...named, ...changes }),
    });
    return { status: response.status, body: await response.json() };
  };

  /** A duty worker's act, on the version that stands. */
  const act = async (reference: string, command: Record<string, unknown>) => {
    const standing = await loadConsultation(shelf, reference);
    const done = await changeConsultation(shelf, reference, clock(), (fresh) => {
      const outcome = carryOut(
        fresh,
        { ...command, by: worker, version: standing?.version } as StaffCommand,
        clock(),
        shelf.working,
      );
      return outcome.ok ? { consultation: outcome.consultation } : { refused: outcome.reason };
    });
    expect(done).not.toHaveProperty("refused");
  };

  /** Every letter that went: when, to whom, with which subject. Those of one instant go together. */
  const letters = () =>
    mailer.sent
      .map(
        ({ envelope: { sentAt, to, content } }) =>
          `${sentAt} ${to} ${content.subject.replace(/^Consultation \S+: /, "")}`,
      )
      .toSorted();
  const texts = () => mailer.sent.map(({ raw }) => raw.toString("utf8"));
  return { request, act, until, letters, texts, shelf, clock };
};

const sam = "sam@example-primary.example";

describe("the whole line", () => {
  it("over Christmas: a request on Christmas Eve that nobody answers is reminded, alerted and escalated", async () => {
    const { request, until, letters } = service("2026-12-24T15:00:00Z");
    const { status, body } = await request();
    expect(status).toBe(201);
    expect(body).toMatchObject({
      dueAt: "2026-12-29T17:30:00Z",
      dueText: "5:30pm on Tuesday 29 December 2026",
    });
    await until("2027-01-04T12:00:00Z");
    expect(letters()).toEqual(
      [
        "2026-12-24T15:00:00Z duty@mash.example call by 5:30pm Tue 29 Dec",
        `2026-12-24T15:00:00Z ${sam} we will call by 5:30pm Tue 29 Dec`,
        "2026-12-24T15:30:00Z duty@mash.example not started, call by 5:30pm Tue 29 Dec",
        "2026-12-29T09:00:00Z duty@mash.example not started, call by 5:30pm Tue 29 Dec",
        "2026-12-29T13:30:00Z duty@mash.example due soon, call by 5:30pm Tue 29 Dec",
        "2026-12-29T17:30:00Z duty@mash.example overdue, call was due by 5:30pm Tue 29 Dec",
        "2026-12-29T17:30:00Z manager@mash.example overdue, call was due by 5:30pm Tue 29 Dec",
        `2026-12-29T17:30:00Z ${sam} we are late, call was due by 5:30pm Tue 29 Dec`,
        "2026-12-30T08:00:00Z manager@mash.example still overdue, call was due by 5:30pm Tue 29 Dec",
        "2026-12-31T08:00:00Z manager@mash.example still overdue, call was due by 5:30pm Tue 29 Dec",
        "2027-01-04T08:00:00Z manager@mash.example still overdue, call was due by 5:30pm Tue 29 Dec",
      ].toSorted(),
    );
  });

  it("over Easter, when the clocks go forward: reminders come at London's hours, and stop at contact", async () => {
    const { request, act, until, letters, shelf } = service("2027-03-25T10:00:00Z");
    const { body } = await request();
    expect(body).toMatchObject({ dueAt: "2027-03-30T16:30:00Z" });
    const { reference } = body as { reference: string };
    await until("2027-03-30T08:30:00Z");
    await act(reference, { do: "claim" });
    await act(reference, {
      do: "record-attempt",
      number: "practitioner",
      result: "no-answer",
      at: "2027-03-30T08:30:00Z",
    });
    await until("2027-03-30T13:00:00Z");
    await act(reference, {
      do: "record-contact",
      at: "2027-03-30T12:45:00Z",
      socialWorker: "Ruth Adeyemi",
    });
    await until("2027-04-09T12:00:00Z");
    expect(letters()).toEqual(
      [
        "2027-03-25T10:00:00Z duty@mash.example call by 5:30pm Tue 30 Mar",
        `2027-03-25T10:00:00Z ${sam} we will call by 5:30pm Tue 30 Mar`,
        "2027-03-25T15:30:00Z duty@mash.example not started, call by 5:30pm Tue 30 Mar",
        "2027-03-30T08:00:00Z duty@mash.example not started, call by 5:30pm Tue 30 Mar",
        `2027-03-30T08:30:00Z ${sam} we rang you, call due by 5:30pm Tue 30 Mar`,
        "2027-03-30T12:30:00Z duty@mash.example due soon, call by 5:30pm Tue 30 Mar",
        "2027-03-30T12:30:00Z dana@mash.example due soon, call by 5:30pm Tue 30 Mar",
        "2027-03-30T13:00:00Z duty@mash.example called, was due by 5:30pm Tue 30 Mar",
      ].toSorted(),
    );
    expect((await dueReferences(shelf, at("2045-01-01T00:00:00Z"))).references).toEqual([]);
  });

  it("a request that cannot wait reaches the manager too, at once and after one working hour", async () => {
    const { request, until, letters } = service("2026-11-28T11:00:00Z");
    const { body } = await request({ danger: "yes" });
    expect(body).toMatchObject({ decision: { action: "call-999", consultation: "call-first" } });
    await until("2026-11-30T10:00:00Z");
    expect(letters()).toEqual(
      [
        "2026-11-28T11:00:00Z duty@mash.example act now, call by 5:30pm Mon 30 Nov",
        "2026-11-28T11:00:00Z manager@mash.example act now, call by 5:30pm Mon 30 Nov",
        `2026-11-28T11:00:00Z ${sam} ring now, call due by 5:30pm Mon 30 Nov`,
        "2026-11-30T09:00:00Z duty@mash.example act now, not started, call by 5:30pm Mon 30 Nov",
        "2026-11-30T09:00:00Z manager@mash.example act now, not started, call by 5:30pm Mon 30 Nov",
      ].toSorted(),
    );
  });

  it("no letter holds anything that the practitioner typed about the child", async () => {
    const { request, until, texts } = service("2026-11-23T10:00:00Z");
    const typed = ["seen", "said", "reported", "opinion", "done", "question", "childName"] as const;
    const { status } = await request(
      Object.fromEntries(typed.map((id) => [id, `CANARY-${id} with words`])),
    );
    expect(status).toBe(201);
    await until("2026-11-26T12:00:00Z");
    expect(texts().length).toBeGreaterThan(8);
    for (const text of texts()) {
      expect(text).not.toContain("CANARY");
      expect(text).not.toMatch(/Sam Example|01632|Example Primary School|CB1 0AA|2018-05-04/);
    }
  });
});
