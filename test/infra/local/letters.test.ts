import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { freePorts } from "../../browser/free-ports.ts";
import { npmStart } from "./npm-start.ts";
import { scratchFolder } from "./scratch-folder.ts";

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

const letters = (environment: Record<string, string>, ...args: string[]): Promise<Ended> =>
  promisify(execFile)(process.execPath, [path.resolve("infra/letters/main.ts"), ...args], {
    env: { ...process.env, ...environment },
  }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: Ended) => error,
  );

test("npm run letters answers the same while the service runs and when it is stopped, and says what is wrong", async () => {
  const folder = await scratchFolder();
  const port = await freePorts();
  const here = { LOCAL_DATA: path.join(folder, "data"), PORT: String(port) };

  const nothing = await letters(here, "list");
  expect(nothing).toMatchObject({ code: 1, stdout: "" });
  expect(nothing.stderr).toMatch(/^There is no data in .*: start the service once .*\n$/);

  const run = npmStart(here, ["--now", "2026-11-23T10:00"]);
  expect(await run.ready, run.said()).toBe(true);
  const answer = await fetch(`http://127.0.0.1:${port}/api/consultations`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
    body: await readFile("functions/request/examples/named.json", "utf8"),
  });
  const { reference } = (await answer.json()) as { readonly reference: string };
  await fetch(`http://127.0.0.1:${port + 2}/clock`, {
    method: "POST",
    body: JSON.stringify({ now: "2026-11-23T11:00:00Z" }),
  });

  const running = await letters(here, "list");
  expect(running).toMatchObject({ code: 0, stderr: "" });
  expect(running.stdout).toMatch(
    new RegExp(`\n${reference} +received +2026-11-24T17:30:00Z +- +2026-11-23T15:30:00Z +-\n$`),
  );
  const elsewhere = await letters({ ...here, PORT: String(await freePorts()) }, "list");
  expect(elsewhere).toMatchObject({ code: 1 });
  expect(elsewhere.stderr).toMatch(/in use by a service on other ports\. Set PORT to /);
  const notOurs = await letters({ ...here, PORT: String(port - 2) }, "list");
  expect(notOurs.stderr).toMatch(/is not this service\. Set PORT to the service's port\.\n$/);
  const refused = await letters(here, "retry", reference);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/^There is nothing to send again on /);

  run.child.kill("SIGTERM");
  expect(await run.ended, run.said()).toBe(0);
  expect(await letters(here, "list")).toEqual(running);
  const explained = await letters(here, "explain", reference);
  expect(explained.code).toBe(0);
  expect(explained.stdout).toMatch(/new-request\/received\/duty: sent\n {2}Sent at 2026-11-23T10:/);
  // It leaves the folder as a clean stop does, so that the next start need not check it.
  expect(await readdir(here.LOCAL_DATA)).toContain("clean");
});
