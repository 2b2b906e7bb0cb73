import { randomUUID } from "node:crypto";
import path from "node:path";
import { expect, test } from "vitest";
import * as z from "zod";
import named from "../../../functions/request/examples/named.json" with { type: "json" };
import { freePorts } from "../../browser/free-ports.ts";
import { inboxPage } from "./inbox-page.ts";
import { npmStart } from "./npm-start.ts";
import { scratchFolder } from "./scratch-folder.ts";

const acknowledged = z.object({ reference: z.string() });
const letters = z.array(z.object({ to: z.array(z.string()), subject: z.string() }));

const service = (port: number) => {
  const at = (site: number, path: string) => `http://localhost:${port + site}${path}`;
  const post = (address: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    fetch(address, { method: "POST", headers, body: JSON.stringify(body) });
  return {
    ask: async (email: string = named.email) => {
      const headers = { "content-type": "application/json", "idempotency-key": randomUUID() };
      const answer = await post(at(0, "/api/consultations"), { ...named, email }, headers);
      return acknowledged.parse(await answer.json()).reference;
    },
    letters: async () => letters.parse(await (await fetch(at(2, "/messages"))).json()),
    move: async (now: string) => {
      expect((await post(at(2, "/clock"), { now })).status).toBe(200);
    },
    becomes: async (to: string, does: string) => {
      expect((await post(at(2, "/mail-faults"), { to, does })).status).toBe(200);
    },
    page: (page: string) => inboxPage(at(1, page)),
  };
};

const duty = "duty@mash.example";
const fallback = "fallback@mash.example";

test("what becomes of letters is told: the fallback mailbox, the banner and the page say what failed, and nothing is lost", async () => {
  const data = path.join(await scratchFolder(), "data");
  const port = await freePorts();
  const { ask, letters: all, move, becomes, page } = service(port);
  const to = async (address: string, reference: string) =>
    (await all()).filter((each) => each.to.includes(address) && each.subject.includes(reference));
  const start = (...args: string[]) => npmStart({ PORT: String(port), LOCAL_DATA: data }, args);
  const run = start("--now", "2026-11-24T10:00");
  expect(await run.ready, run.said()).toBe(true);

  const fine = await ask();
  await move("2026-11-24T10:05:00Z");
  expect(await page("/")).not.toContain("to the duty mailbox");

  await becomes(duty, "bounce");
  const bounced = await ask("bounce@simulator.amazonses.com");
  await move("2026-11-24T10:10:00Z");
  expect(await to(duty, bounced)).toHaveLength(1);
  expect(await to(fallback, bounced)).toHaveLength(1);
  const list = await page("/");
  expect(list).toContain("1 letter to the duty mailbox has not arrived since");
  expect(list).toContain(
    `It was about <a class="govuk-link app-reference" href="/consultations/${bounced}">`,
  );
  const shown = await page(`/consultations/${bounced}`);
  expect(shown).toContain("Emails to the practitioner do not arrive. Telephone them.");
  expect(shown).toContain("the duty mailbox: bounced: the address takes no email at 10:");
  const calm = await page(`/consultations/${fine}`);
  expect(calm).not.toContain("do not arrive");
  expect(calm).toContain("the duty mailbox: delivered at 10");

  await becomes(duty, "fail");
  const failed = await ask();
  await move("2026-11-24T10:12:00Z");
  expect(await to(duty, failed)).toEqual([]);
  expect(await to(named.email, failed)).toHaveLength(1);
  await becomes(duty, "hang");
  const hung = await ask();
  await move("2026-11-24T10:13:00Z");
  expect(await to(duty, hung)).toEqual([]);
  await becomes(duty, "delay");
  await move("2026-11-24T10:16:00Z");
  for (const reference of [failed, hung]) expect(await to(duty, reference)).toHaveLength(1);

  // Killed before the delayed letters are told as delivered: the next start tells it.
  run.child.kill("SIGKILL");
  await run.ended;
  const again = start();
  expect(await again.ready, again.said()).toBe(true);
  await move("2026-11-24T13:00:00Z");
  for (const reference of [fine, failed, hung]) {
    expect(await to(fallback, reference)).toEqual([]);
    expect(await to(duty, reference)).toHaveLength(1);
  }
  const late = await page(`/consultations/${failed}`);
  expect(late).toMatch(/the duty mailbox: delayed at 10:1\d[ap]m[^,]*, delivered at 10:2\d/);

  // Silence is found out an hour after each letter was sent.
  await becomes(duty, "silence");
  const silent = await ask();
  await move("2026-11-24T13:59:00Z");
  expect(await to(fallback, silent)).toEqual([]);
  await move("2026-11-24T14:02:00Z");
  expect((await to(fallback, silent)).length).toBeGreaterThan(0);
  again.child.kill("SIGTERM");
  expect(await again.ended, again.said()).toBe(0);
});
