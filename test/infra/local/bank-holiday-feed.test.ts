import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startBankHolidayFeed } from "../../../infra/local/bank-holiday-feed.ts";
import projected from "../../../shared/domain/bank-holidays-projected.json" with { type: "json" };
import { calendarFrom, snapshotCalendar } from "../../../shared/domain/calendar.ts";
import { scratchFolder } from "./scratch-folder.ts";

type Faults = NonNullable<Parameters<typeof startBankHolidayFeed>[0]["faults"]>;

const started = async (faults: Faults = {}) => {
  const dataFolder = await scratchFolder();
  const { address, close } = await startBankHolidayFeed({ dataFolder, faults });
  onTestFinished(() => close().catch(() => undefined));
  return { address, close, own: path.join(dataFolder, "bank-holidays.json") };
};

test("the stand-in serves GOV.UK's shape: the committed list, in which nothing is missing", async () => {
  const { address } = await started();
  expect(new URL(address).hostname).toBe("127.0.0.1");
  const answer = await fetch(address);
  expect(answer.headers.get("content-type")).toBe("application/json");
  expect(calendarFrom(await answer.json(), projected)).toEqual(snapshotCalendar);
  expect((await fetch(new URL("/other.json", address))).status).toBe(404);
});

test("a list in the data folder is served instead, just as it stands there now", async () => {
  const { address, own } = await started();
  const committed = await (await fetch(address)).text();
  const announced = committed.replace("[", '[{"title":"Jubilee","date":"2026-06-05"},');
  await writeFile(own, announced);
  expect(await (await fetch(address)).text()).toBe(announced);
  await writeFile(own, "torn");
  expect(await (await fetch(address)).text()).toBe("torn");
});

test("a fault holds until it is taken away: malformed, empty, an error", async () => {
  const faults: Faults = {};
  const { address } = await started(faults);
  const ask = async (fault: Faults["now"]) => {
    faults.now = fault;
    const answer = await fetch(address);
    return { status: answer.status, text: await answer.text() };
  };
  const good = await ask(undefined);
  const malformed = await ask("malformed");
  expect(malformed.status).toBe(200);
  expect(() => JSON.parse(malformed.text)).toThrow(SyntaxError);
  expect(await ask("empty")).toEqual({ status: 200, text: "" });
  expect((await ask("error-status")).status).toBe(503);
  expect(await ask(undefined)).toEqual(good);
});

test("an enormous answer goes on and on, and ends when its reader hangs up", async () => {
  const { address, close } = await started({ now: "enormous" });
  const hangUp = new AbortController();
  const { body } = await fetch(address, { signal: hangUp.signal });
  let bytes = 0;
  for await (const piece of body ?? []) {
    bytes += piece.length;
    if (bytes > 4 * 1024 * 1024) break;
  }
  expect(bytes).toBeGreaterThan(4 * 1024 * 1024);
  hangUp.abort();
  await close();
});

test("a slow answer begins at once, does not end, and does not keep the service from stopping", async () => {
  const { address, close } = await started({ now: "slow" });
  const { body } = await fetch(address);
  const reader = body?.getReader();
  expect((await reader?.read())?.value).toEqual(new TextEncoder().encode("{"));
  const rest = reader?.read();
  await close();
  await expect(rest).rejects.toThrow();
  await expect(fetch(address)).rejects.toThrow();
});

test("a list that cannot be read is an error, not another list", async () => {
  const { address, own } = await started();
  await mkdir(own);
  expect((await fetch(address)).status).toBe(500);
});
