import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { freePorts } from "../../browser/free-ports.ts";
import { npmStart } from "./npm-start.ts";
import { scratchFolder } from "./scratch-folder.ts";

const refusedStart = async (run: ReturnType<typeof npmStart>) => {
  expect(await run.ready).toBe(false);
  expect(await run.ended).toBe(1);
  return run.said();
};

const api = (port: number) => ({
  ask: async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/consultations`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
      body: await readFile("functions/request/examples/named.json", "utf8"),
    });
    const { reference } = (await answer.json()) as { reference: string };
    return { status: answer.status, reference };
  },
  messages: async () =>
    (await (await fetch(`http://127.0.0.1:${port + 2}/messages`)).json()) as {
      subject: string;
      at: string;
      to: string[];
    }[],
  now: async () =>
    ((await (await fetch(`http://127.0.0.1:${port + 2}/clock`)).json()) as { now: string }).now,
  move: async (now: string) => {
    const answer = await fetch(`http://127.0.0.1:${port + 2}/clock`, {
      method: "POST",
      body: JSON.stringify({ now }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  },
});

const whatOf = (
  messages: readonly { readonly subject: string; readonly to: readonly string[] }[],
) => messages.map(({ subject, to }) => `${subject.split(": ")[1]} → ${to}`);

test("the service starts, keeps what it was given through kill -9, and stops cleanly when told to", async () => {
  const data = path.join(await scratchFolder(), "data");
  const port = await freePorts();
  const { ask, messages, now, move } = api(port);
  const start = (...args: string[]) => npmStart({ PORT: String(port), LOCAL_DATA: data }, args);

  const first = start("--now", "2026-12-24T15:00");
  expect(await first.ready, first.said()).toBe(true);
  expect(first.said()).toContain(`http://localhost:${port}\n`);
  expect(first.said()).toContain(`http://localhost:${port + 2}\n`);
  expect(await now()).toMatch(/^2026-12-24T15:00:/);

  const { status, reference } = await ask();
  expect(status).toBe(201);
  expect((await move("2026-12-24T14:00:00Z")).status).toBe(422);
  const moved = await move("2026-12-25T00:00:00Z");
  expect(moved).toMatchObject({ status: 200, body: { now: "2026-12-25T00:00:00Z" } });
  const sentBefore = await messages();
  expect(sentBefore.map(({ subject }) => subject)).toContain(
    `Consultation ${reference}: call by 5:30pm Tue 29 Dec`,
  );

  const elsewhere = String(await freePorts());
  const inUse = npmStart({ PORT: elsewhere, LOCAL_DATA: data });
  expect(await refusedStart(inUse)).toMatch(/^The data in .* is in use: another npm start .*\n$/);
  const emptied = npmStart({ PORT: elsewhere, LOCAL_DATA: data }, ["--fresh"]);
  expect(await refusedStart(emptied)).toMatch(/in use: another npm start/);
  const busy = npmStart({ PORT: String(port), LOCAL_DATA: `${data}-2` });
  expect(await refusedStart(busy)).toMatch(new RegExp(`^Port ${port} is in use .*\n$`));

  first.child.kill("SIGKILL");
  await first.ended;
  expect(await refusedStart(start("--now", "2026-12-24T23:00"))).toMatch(/earlier than the clock/);

  const second = start();
  expect(await second.ready, second.said()).toBe(true);
  expect(await messages()).toEqual(sentBefore);
  expect((await now()) >= "2026-12-25T00:00:00Z").toBe(true);
  await move("2026-12-29T18:00:00Z");
  const sent = await messages();
  expect(sent.slice(0, sentBefore.length)).toEqual(sentBefore);
  expect(whatOf(sent)).toContain(
    "overdue, call was due by 5:30pm Tue 29 Dec → manager@mash.example",
  );
  expect(new Set(whatOf(sent).map((what, n) => `${what} ${sent[n]?.at}`)).size).toBe(sent.length);
  second.child.kill("SIGTERM");
  expect(await second.ended, second.said()).toBe(0);
  expect(second.said()).toContain("Stopped.");

  const third = start();
  expect(await third.ready).toBe(true);
  expect(third.said()).not.toContain("unclean");
  expect(await messages()).toEqual(sent);
  third.child.kill("SIGINT");
  expect(await third.ended).toBe(0);

  const fresh = start("--fresh", "--now", "2026-01-05T09:00");
  expect(await fresh.ready, fresh.said()).toBe(true);
  expect(await messages()).toEqual([]);
  expect(await now()).toMatch(/^2026-01-05T09:00/);
  fresh.child.kill("SIGTERM");
  expect(await fresh.ended).toBe(0);
});

test("a start that cannot be is refused in one sentence, and touches nothing", async () => {
  const folder = await scratchFolder();
  const theirs = path.join(folder, "theirs");
  await mkdir(path.join(theirs, "mail"), { recursive: true });
  const file = path.join(folder, "file");
  await writeFile(file, "");
  const PORT = String(await freePorts());
  const LOCAL_DATA = path.join(folder, "data");
  const said = (environment: Record<string, string>, ...args: string[]) =>
    refusedStart(npmStart({ PORT, LOCAL_DATA, ...environment }, args));

  expect(await said({}, "--frehs")).toMatch(/^npm start does not understand: --frehs\. .*\n$/);
  expect(await said({ PORT: "none" })).toMatch(/^PORT must be a number .*\n$/);
  expect(await said({ LOCAL_DATA: file })).toMatch(/^The data cannot .*\n$/);
  expect(await said({ LOCAL_DATA: theirs }, "--fresh")).toMatch(/^The folder .* \(mail\)\. .*\n$/);
  expect(await readdir(theirs)).toEqual(["mail"]);
  expect(await readdir(folder)).toEqual(["file", "theirs"]);
});

test("a lost key is not made anew over what an older one has sealed", async () => {
  const LOCAL_DATA = await scratchFolder();
  const port = await freePorts();
  const start = () => npmStart({ PORT: String(port), LOCAL_DATA });
  const first = start();
  expect(await first.ready, first.said()).toBe(true);
  expect((await api(port).ask()).status).toBe(201);
  first.child.kill("SIGTERM");
  await first.ended;
  const key = path.join(LOCAL_DATA, "key");
  expect((await stat(key)).mode & 0o777).toBe(0o600);
  await rm(key);
  expect(await refusedStart(start())).toMatch(
    /^The key that opens what is stored is missing .*\n$/,
  );
});
