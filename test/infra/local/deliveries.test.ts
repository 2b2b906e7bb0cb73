import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { openDeliveries } from "../../../infra/local/deliveries.ts";
import type { Fate } from "../../../infra/local/mail-faults.ts";
import type { StoredMail } from "../../../infra/local/mailbox.ts";
import { at, plusSeconds } from "../../../shared/domain/instant.ts";
import { scratchFolder } from "./scratch-folder.ts";

const start = at("2026-11-24T10:00:00Z");

const mail = (id: string, does: Fate = "deliver", sentAt = start): StoredMail => ({
  id,
  at: sentAt,
  destinations: ["duty@mash.example"],
  tags: { reference: "R", letter: "L" },
  does,
  raw: "",
});

type Told = {
  readonly detail: { readonly eventType: string; readonly mail: { messageId: string } };
};

const isTold = (event: object): event is Told => "detail" in event;

/** A delivery function that only notes what it is told; `fails` names the email that it refuses. */
const post = async (file: string, mails: readonly StoredMail[]) => {
  const told: string[] = [];
  const said: string[] = [];
  const on = { now: start, fails: "" };
  const deliveries = await openDeliveries({
    file,
    mails,
    clock: () => on.now,
    report: (line) => said.push(line),
    deliver: async (event) => {
      if (!isTold(event)) throw new Error("no event");
      const { eventType, mail: of } = event.detail;
      if (of.messageId === on.fails) throw new RangeError("canary");
      told.push(`${of.messageId} ${eventType}`);
    },
  });
  return { ...deliveries, told, said, on };
};

const markFile = async () => path.join(await scratchFolder(), "told.json");

test("what became of each email is told once, in the order in which they were taken", async () => {
  const { taken, tell, told } = await post(await markFile(), []);
  for (const one of [mail("a"), mail("b", "auto-reply"), mail("c", "silence"), mail("d", "reject")])
    taken(one);
  expect(await tell()).toBe(4);
  expect(told).toEqual(["a Delivery", "b Bounce", "b Delivery", "d Reject"]);
  expect(await tell()).toBe(0);
  expect(told).toHaveLength(4);
});

test("what happens later is told later, and the clock is told when", async () => {
  const { taken, tell, told, next, on } = await post(await markFile(), []);
  taken(mail("a", "delay"));
  expect(next()).toBe(start);
  await tell();
  expect(told).toEqual(["a DeliveryDelay"]);
  const later = plusSeconds(start, 600);
  expect([next(), next(later)]).toEqual([later, undefined]);
  on.now = plusSeconds(later, -1);
  expect(await tell()).toBe(0);
  on.now = later;
  expect(await tell()).toBe(1);
  expect([told.at(-1), next()]).toEqual(["a Delivery", undefined]);
});

test("what the function refuses is told again until it is taken; the others are not held up", async () => {
  const { taken, tell, told, said, on } = await post(await markFile(), []);
  on.fails = "a";
  taken(mail("a"));
  taken(mail("b"));
  expect([await tell(), await tell(), told]).toEqual([1, 0, ["b Delivery"]]);
  on.fails = "";
  expect([await tell(), told]).toEqual([1, ["b Delivery", "a Delivery"]]);
  expect(said).toEqual([
    "The delivery function failed: RangeError",
    "The delivery function works again.",
  ]);
});

test("after a kill everything is told that was not, and what was told is not", async () => {
  const file = await markFile();
  const first = await post(file, []);
  const mails = [mail("a"), mail("b"), mail("c", "delay"), mail("d")];
  for (const one of mails.slice(0, 3)) first.taken(one);
  await first.tell();
  const second = await post(file, mails);
  second.on.now = plusSeconds(start, 3600);
  await second.tell();
  expect(second.told).toEqual(["c DeliveryDelay", "c Delivery", "d Delivery"]);
  const third = await post(file, mails);
  expect([await third.tell(), third.next()]).toEqual([0, undefined]);
});

test.each([
  ["torn", '{"upTo":"'],
  ["of an email that is not there", '{"upTo":"gone"}'],
])("a mark that is %s tells everything again, rather than too little", async (_, mark) => {
  const file = await markFile();
  await writeFile(file, mark);
  const { tell, told } = await post(file, [mail("a"), mail("b")]);
  await tell();
  expect(told).toEqual(["a Delivery", "b Delivery"]);
});
