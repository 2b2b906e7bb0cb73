import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import * as z from "zod";
import published from "../../../shared/domain/bank-holidays.json" with { type: "json" };
import { freePorts } from "../../browser/free-ports.ts";
import { inboxPage } from "./inbox-page.ts";
import { npmStart } from "./npm-start.ts";
import { scratchFolder } from "./scratch-folder.ts";

const acknowledged = z.object({ reference: z.string(), receivedAt: z.string(), dueAt: z.string() });

/** GOV.UK's list with these days in it as well. */
const announcing = (...dates: readonly string[]) => {
  const division = published["england-and-wales"];
  const added = dates.map((date) => ({ title: "Day of thanks", date, notes: "", bunting: true }));
  return JSON.stringify({
    ...published,
    "england-and-wales": { ...division, events: [...division.events, ...added] },
  });
};

const service = (port: number) => {
  const at = (site: number, path: string) => `http://localhost:${port + site}${path}`;
  return {
    ask: async (key: string) => {
      const answer = await fetch(at(0, "/api/consultations"), {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": key },
        body: await readFile("functions/request/examples/named.json", "utf8"),
      });
      return acknowledged.parse(await answer.json());
    },
    move: async (now: string) => {
      const answer = await fetch(at(2, "/clock"), {
        method: "POST",
        body: JSON.stringify({ now }),
      });
      expect(answer.status).toBe(200);
    },
    upkeep: async () => (await fetch(at(2, "/upkeep"), { method: "POST" })).json(),
    inboxPage: (page: string) => inboxPage(at(1, page)),
  };
};

test("a bank holiday announced late revises what was promised, and the next promise skips it", async () => {
  const data = path.join(await scratchFolder(), "data");
  const port = await freePorts();
  const { ask, move, upkeep, inboxPage: page } = service(port);
  const run = npmStart({ PORT: String(port), LOCAL_DATA: data }, ["--now", "2026-06-01T10:00"]);
  expect(await run.ready, run.said()).toBe(true);

  const key = randomUUID();
  const promised = await ask(key);
  expect(promised.dueAt).toBe("2026-06-02T16:30:00Z");

  // Tuesday and Wednesday: the open request goes from Tuesday to Thursday.
  const list = path.join(data, "bank-holidays.json");
  await writeFile(list, announcing("2026-06-02", "2026-06-03"));
  await move("2026-06-02T03:59:00Z");
  expect((await ask(key)).dueAt).toBe(promised.dueAt);
  await move("2026-06-02T04:30:00Z");
  expect(run.said()).toContain("Upkeep: 1 deadline revised.");
  // Asked again it answers as it did: what was promised first.
  expect(await ask(key)).toEqual(promised);
  const shown = await page(`/consultations/${promised.reference}`);
  expect(shown).toContain("5:30pm on Thursday 4 June 2026");
  expect(shown).toContain("5:30pm on Tuesday 2 June 2026. The practitioner was told this time");
  expect((await ask(randomUUID())).dueAt).toBe("2026-06-04T16:30:00Z");

  expect(await upkeep()).toEqual({
    calendar: "fresh",
    walked: 2,
    revised: 0,
    repaired: 0,
    unreadable: 0,
    unanswered: 0,
    emptied: 0,
  });

  // Taken back, which no published day may be: the last good list stands, and nothing comes earlier.
  await writeFile(list, JSON.stringify(published));
  expect(await upkeep()).toMatchObject({ calendar: "kept", revised: 0, repaired: 0 });
  expect(await page(`/consultations/${promised.reference}`)).toContain(
    "5:30pm on Thursday 4 June 2026",
  );
  expect(run.said().match(/^Upkeep/gm)).toHaveLength(1);

  run.child.kill("SIGTERM");
  expect(await run.ended, run.said()).toBe(0);
  expect(run.said()).toContain("Stopped.");
});

test("a list that cannot be trusted is said at the start, and does not keep the service from starting", async () => {
  const data = await scratchFolder();
  const port = await freePorts();
  await writeFile(path.join(data, "bank-holidays.json"), announcing("2026-06-02").slice(0, 400));
  const run = npmStart({ PORT: String(port), LOCAL_DATA: data }, ["--now", "2026-06-01T10:00"]);
  expect(await run.ready, run.said()).toBe(true);
  expect(run.said()).toContain("Upkeep: the list of bank holidays was refused");
  expect((await service(port).ask(randomUUID())).dueAt).toBe("2026-06-02T16:30:00Z");
  run.child.kill("SIGTERM");
  expect(await run.ended, run.said()).toBe(0);
});
