import { describe, expect, test } from "vitest";
import { canary } from "../../../functions/canary/canary.ts";
import { canaryAnswers } from "../../../functions/canary/canary-answers.ts";
import { createApp } from "../../../functions/request/app.ts";
import { exportCommand } from "../../../infra/export/export-command.ts";
import { localStage } from "../../../infra/stages.ts";
import { isListed } from "../../../shared/domain/consultation.ts";
import { carryOut } from "../../../shared/domain/transitions.ts";
import { loadConsultation } from "../../../shared/store/consultations.ts";
import { requestStore } from "../../../shared/store/request-store.ts";
import { systemIds } from "../../../shared/system.ts";
import { fakeKeys } from "../../fakes/keys.ts";
import { post } from "../letters/post.ts";
import { dana, morgan, sites } from "../sites.ts";

const mailbox = localStage.hub.mailboxes.canary;
const halfAnHour = 1800;

/** The line with a canary: the real form, sweep and delivery, on fakes of the ports. */
const line = () => {
  const on = post();
  const { deps, clock } = on;
  const ours = fakeKeys();
  const form = createApp({
    ...deps,
    store: async () => requestStore({ ...on, canaryHash: ours.hash }),
  });
  const sent: Request[] = [];
  const canaryDeps = {
    ...deps,
    ids: systemIds,
    hash: ours.hash,
    send: async (request: Request) => {
      sent.push(request.clone());
      return form.fetch(request);
    },
  };
  return {
    ...on,
    form,
    sent,
    run: (more: Partial<typeof canaryDeps> = {}) => canary({ ...canaryDeps, ...more }),
    one: async (reference: string) =>
      (await loadConsultation(on, reference)) ?? expect.unreachable(),
    clock,
  };
};

describe("the canary", () => {
  test("goes through the whole line to a mailbox of its own, and is closed when it came out", async () => {
    const on = line();
    const { reference } = await on.run();
    await on.sweep();
    expect(on.mailer.sent.map(({ envelope }) => [envelope.kind, envelope.to]).toSorted()).toEqual([
      ["new-request", mailbox],
      ["receipt", mailbox],
    ]);
    await on.arrive();
    on.advance(halfAnHour);
    const next = await on.run();
    expect(await on.one(reference)).toMatchObject({ state: "closed", isCanary: true });
    expect(next.reference).not.toBe(reference);
    await on.sweep();
    expect(new Set(on.mailer.sent.map(({ envelope }) => envelope.to))).toEqual(new Set([mailbox]));
  });

  test.each([
    ["nothing sends its letters", false],
    ["nobody tells that they arrived", true],
  ] as const)(
    "says that it did not come out when %s, closes it, and sends another",
    async (_, isSent) => {
      const on = line();
      const { reference } = await on.run();
      if (isSent) await on.sweep();
      on.advance(halfAnHour);
      await expect(on.run()).rejects.toThrow(
        `canary ${reference} did not come out: new-request, receipt`,
      );
      expect((await on.one(reference)).state).toBe("closed");
      expect(on.sent).toHaveLength(2);
      await on.sweep();
      await on.arrive();
      on.advance(halfAnHour);
      // The line is whole again, and the next one shows it.
      await expect(on.run()).resolves.toMatchObject({ isTaken: true });
    },
  );

  test("started by hand soon after another, leaves that one its time and sends nothing", async () => {
    const on = line();
    const { reference } = await on.run();
    on.advance(60);
    expect(await on.run()).toMatchObject({ reference });
    expect(on.sent).toHaveLength(1);
    expect((await on.one(reference)).state).toBe("received");
  });

  test("ends one whose answer was lost, which was stored all the same", async () => {
    const on = line();
    const lost = async (request: Request) => {
      await on.form.fetch(request);
      throw new Error("the answer was lost");
    };
    await expect(on.run({ send: lost })).rejects.toThrow("the answer was lost");
    on.advance(halfAnHour);
    await expect(on.run()).rejects.toThrow("did not come out: new-request, receipt");
    const states = on.trackers().map((item) => item["state"]);
    expect(states.toSorted()).toEqual(["closed", "received"]);
  });

  test("does not fail a second time for one that the form never took", async () => {
    const on = line();
    const down = async () => new Response("", { status: 503 });
    await expect(on.run({ send: down })).rejects.toThrow("was answered 503");
    on.advance(halfAnHour);
    await expect(on.run()).resolves.toMatchObject({ isTaken: true });
  });

  test("gets its receipt however often it runs in an hour", async () => {
    const on = line();
    for (let run = 0; run < 6; run++) {
      await on.run();
      await on.sweep();
      await on.arrive();
      on.advance(600);
    }
    expect(on.mailer.sent.filter(({ envelope }) => envelope.kind === "receipt")).toHaveLength(6);
  });

  test("says that it did not get in when the form does not take it", async () => {
    const on = line();
    const down = async () => new Response("", { status: 503 });
    await expect(on.run({ send: down })).rejects.toThrow("was answered 503");
  });

  test("tells nobody of the hub, whatever becomes of it", async () => {
    const on = line();
    await on.run();
    for (let hours = 0; hours < 80; hours++) {
      await on.sweep();
      on.advance(3600);
    }
    const kinds = on.mailer.sent.map(({ envelope }) => envelope.kind);
    expect(kinds).toContain("overdue");
    expect(new Set(on.mailer.sent.map(({ envelope }) => envelope.to))).toEqual(new Set([mailbox]));
  });

  test("stays out of the list, the figures, the export and what expires", async () => {
    const on = sites();
    const answers = canaryAnswers(mailbox);
    const reference = await on.received({ answers, isCanary: true });
    const one = (await loadConsultation(on.shelf, reference)) ?? expect.unreachable();
    expect(isListed(one)).toBe(false);
    const ended = carryOut(one, { do: "end-canary" }, on.clock(), on.shelf.working);
    const items = on.shelf.trackers().filter(({ pk }) => pk.endsWith(reference));
    expect(items.map((item) => [item["list"], item["childAt"]])).toEqual([[undefined, undefined]]);
    expect(ended.ok).toBe(true);
    const shown = await (await on.staff(dana)).ask("/");
    expect(shown.text).not.toContain(reference);
    const page = await (await on.staff(dana)).ask(`/consultations/${reference}`);
    expect(page.text).toContain("There is nobody to ring");
    const manager = await on.staff(morgan);
    for (const path of ["/figures", "/figures.csv?month=2026-11", "/expiring"])
      expect((await manager.ask(path)).text, path).not.toContain(reference);
    let lines = "";
    const deps = { shelf: on.shelf, working: on.shelf.working, now: on.clock() };
    for await (const part of exportCommand(deps, {}, () => undefined)) lines += part;
    expect(lines).not.toContain(reference);
  });
});

describe("the mark of a canary", () => {
  const marked = async (on: ReturnType<typeof line>, change: (headers: Headers) => void) => {
    await on.run();
    const [request = expect.unreachable()] = on.sent;
    const headers = new Headers(request.headers);
    change(headers);
    return on.form.fetch(new Request(request, { headers, body: await request.clone().text() }));
  };
  const otherKey = "0193a1c2-0000-7000-8000-000000000000";

  test.each([
    ["made up", (headers: Headers) => headers.set("Canary", "x")],
    ["empty", (headers: Headers) => headers.set("Canary", "")],
    ["of another request", (headers: Headers) => headers.set("Idempotency-Key", otherKey)],
  ])("that is %s is refused, and nothing is stored", async (_, change) => {
    const on = line();
    const answer = await marked(on, change);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ title: "This is not a test of ours" });
    expect(on.trackers()).toHaveLength(1);
  });

  test("sent again by whoever saw it finds the same test, and makes no other", async () => {
    const on = line();
    expect((await marked(on, () => undefined)).status).toBe(200);
    expect(on.trackers()).toHaveLength(1);
  });

  test("cannot be had where no canary is deployed", async () => {
    const on = sites();
    const answer = await on.form.request("/api/consultations", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": otherKey, Canary: "x" },
      body: JSON.stringify(canaryAnswers(mailbox)),
    });
    expect(answer.status).toBe(403);
  });

  test("makes nobody else's request end: a real one is no test", async () => {
    const on = sites();
    const reference = await on.received();
    const one = (await loadConsultation(on.shelf, reference)) ?? expect.unreachable();
    expect(carryOut(one, { do: "end-canary" }, on.clock(), on.shelf.working)).toEqual({
      ok: false,
      reason: "no-canary",
    });
  });
});
