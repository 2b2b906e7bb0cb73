import { randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import { FileSystem } from "aws-cdk-lib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import named from "../../../functions/request/examples/named.json" with { type: "json" };
import { stages } from "../../../infra/stages.ts";
import { at, secondsBetween } from "../../../shared/domain/instant.ts";
import {
  closeFields,
  contactFields,
  fillUntil,
  type Visitor,
  versionIn,
} from "../../functions/sites.ts";
import { wordsOf } from "../../functions/words-of.ts";
import { readForm } from "../../shared/pages/read-form.ts";
import { requiredFiles } from "../required-files.ts";
import { type DeployedService, startDeployed } from "./deployed/deployed-service.ts";

const acknowledged = z.object({ reference: z.string(), dueAt: z.string(), dueText: z.string() });

const acknowledgedCanary = z.object({ reference: z.string() });

let service: DeployedService;
beforeAll(async () => {
  service = await startDeployed("test");
});
afterAll(() => service?.stop());

const dutyWorker = "local-dana-okafor";
/** Times that the form offers at every hour of every day: these tests run on the machine's clock. */
const answers = { ...named, bestTimes: ["next-am", "next-pm"] };

const ask = async (practitioner: Visitor) => {
  const answer = await practitioner.ask("/api/consultations", {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": randomUUID() },
    body: JSON.stringify(answers),
  });
  expect(answer.status, answer.text).toBe(201);
  return acknowledged.parse(JSON.parse(answer.text));
};

const lettersAbout = async (reference: string) =>
  (await service.letters()).filter(({ subject }) => subject.includes(reference));

const whatAndTo = (letters: Awaited<ReturnType<typeof lettersAbout>>) =>
  letters
    .map(({ subject, to }) => `${to.join()} ${subject.replace(/^Consultation \S+: /, "")}`)
    .toSorted();

describe("what is deployed", () => {
  test("each function's asset is the one whose hash the manifest and the template name, and holds the bundle and its settings alone", async () => {
    for (const { asset, hash } of service.stack.functions) {
      expect(FileSystem.fingerprint(asset)).toBe(hash);
      expect((await readdir(asset)).toSorted()).toEqual(
        [...(await requiredFiles(asset)), "settings.json"].toSorted(),
      );
    }
  });

  test("each function starts on Node 24 from its asset alone, and has the stage's settings", async () => {
    for (const each of service.stack.functions) {
      const { nodeVersion } = await service.lambdaOf(each.id);
      expect(each.runtime).toBe(`nodejs${/^v(\d+)\./.exec(nodeVersion)?.[1]}.x`);
      expect(await service.stack.settingsOf(each)).toEqual(stages["test"]);
    }
  });
});

describe("the whole line, from the deployed bytes", () => {
  let firstCanary = "";

  test("the canary is sent by the form's own address and marked, and comes out: nobody on duty is told", async () => {
    const { canary, duty } = service.settings.hub.mailboxes;
    const sent = acknowledgedCanary.parse(await service.canary());
    await service.sweep();
    await service.tellFates();
    const about = await lettersAbout(sent.reference);
    expect(about.length).toBeGreaterThan(1);
    for (const { to } of about) {
      expect(to).toEqual([canary]);
      expect(to).not.toContain(duty);
    }
    const worker = await service.worker(dutyWorker);
    expect((await worker.ask("/")).text).not.toContain(sent.reference);
    firstCanary = sent.reference;
  });

  test("a request by the form is acknowledged, told to the duty team, delivered, claimed, answered and closed, and its letters stop", async () => {
    const { hub } = service.settings;
    const practitioner = service.practitioner();
    const start = await practitioner.ask("/");
    expect(start.status).toBe(200);
    expect(start.text).toContain(hub.telephone);
    for (const [, address = ""] of start.text.matchAll(/(?:href|src)="(\/[^"]+\.(?:css|js))"/g)) {
      const file = await practitioner.ask(address);
      expect([file.status, file.headers.get("content-type")]).toEqual([
        200,
        expect.stringMatching(/^text\/(css|javascript)/),
      ]);
      expect(file.text).toMatch(address.endsWith(".css") ? /\.govuk-/ : /addEventListener/);
    }
    await fillUntil(practitioner, "check", answers);
    const check = await practitioner.ask("/request/check");
    const sending = await practitioner.post("/request/check", readForm(check.text));
    expect([sending.status, sending.location]).toEqual([303, "/request/sent"]);
    const sent = wordsOf((await practitioner.ask("/request/sent")).text);
    const [reference = ""] = /\b(?:[0-9A-Z]{4}-){2}[0-9A-Z]{4}\b/.exec(sent) ?? [];
    // Another by the API, which nobody answers.
    const waiting = await ask(service.practitioner());
    expect(sent).toContain(waiting.dueText);

    await service.sweep();
    const first = await lettersAbout(reference);
    expect(whatAndTo(first)).toEqual([
      expect.stringMatching(`^${hub.mailboxes.duty} call by `),
      expect.stringMatching(`^${named.email} we will call by `),
    ]);
    const toDuty = first.find(({ to }) => to.includes(hub.mailboxes.duty));
    expect(toDuty?.text).toContain(`${service.settings.inboxAddress}/consultations/${reference}`);
    expect(toDuty?.attachments[0]?.text).toContain("METHOD:PUBLISH");
    // Two letters about each of two requests: the rule of the template lets every delivery through.
    expect(await service.tellFates()).toBe(4);

    const worker = await service.worker(dutyWorker);
    const here = `/consultations/${reference}`;
    const list = wordsOf((await worker.ask("/")).text);
    for (const each of [reference, waiting.reference]) expect(list).toContain(each);
    const shown = await worker.ask(here);
    expect(wordsOf(shown.text)).toContain(named.question);
    expect(wordsOf(shown.text)).toMatch(/the duty mailbox: delivered at/);
    const act = async (name: string, page: string, fields: Readonly<Record<string, unknown>>) => {
      const { text } = await worker.ask(page);
      const done = await worker.post(`${here}/${name}`, { ...fields, version: versionIn(text) });
      expect(done.status, wordsOf(done.text)).toBe(303);
    };
    await act("claim", here, {});
    const { text: form } = await worker.ask(`${here}/contact`);
    const prefilled = Object.fromEntries(readForm(form));
    const when = ["date-day", "date-month", "date-year", "time"] as const;
    await act("contact", `${here}/contact`, {
      ...contactFields,
      ...Object.fromEntries(when.map((name) => [name, prefilled[name]])),
    });
    await act("close", `${here}/close`, closeFields);
    const after = wordsOf((await worker.ask(here)).text);
    expect(after).toContain("closed it");
    expect(after).toContain(contactFields.advice);

    await service.sweep();
    const last = (await lettersAbout(reference)).slice(first.length);
    expect(whatAndTo(last)).toEqual([
      expect.stringMatching(`^${hub.mailboxes.duty} called, was due by `),
      expect.stringMatching(`^${named.email} your advice is ready to read$`),
    ]);
    const cancelled = last.find(({ to }) => to.includes(hub.mailboxes.duty));
    const uidIn = (calendar: string | undefined) => /^UID:(.*)$/m.exec(calendar ?? "")?.[1];
    const calendars = [toDuty, cancelled].map((letter) => letter?.attachments[0]?.text);
    expect(calendars[1]).toContain("METHOD:CANCEL");
    expect(uidIn(calendars[1])).toBe(uidIn(calendars[0]));

    // An hour after the promise: the one is overdue, and about the other nobody hears any more.
    const before = service.clock();
    service.moveAhead(secondsBetween(before, at(waiting.dueAt)) + 3600);
    await service.sweep();
    await service.tellFates();
    expect(await lettersAbout(reference)).toHaveLength(first.length + last.length);
    const late = (await lettersAbout(waiting.reference)).slice(2);
    expect(whatAndTo(late)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(`^${hub.mailboxes.duty} overdue`),
        expect.stringMatching(`^${hub.mailboxes.manager} overdue`),
        expect.stringMatching(`^${named.email} we are late`),
      ]),
    );
  });

  test("the canary's next run closes the one that came out, and sends another", async () => {
    // It throws when the one before did not come out.
    const next = acknowledgedCanary.parse(await service.canary());
    expect(next.reference).not.toBe(firstCanary);
    await service.sweep();
    await service.tellFates();
    expect(await lettersAbout(next.reference)).not.toEqual([]);
    // Its calendar entry is cancelled, and then nothing more goes.
    const told = await lettersAbout(firstCanary);
    expect(told.at(-1)?.attachments[0]?.text).toContain("METHOD:CANCEL");
    await service.sweep();
    expect(await lettersAbout(firstCanary)).toHaveLength(told.length);
  });

  test("a letter to the duty mailbox that bounces is told to the fallback mailbox", async () => {
    const { duty, fallback } = service.settings.hub.mailboxes;
    service.faults.set({ to: duty, does: "bounce" });
    const { reference } = await ask(service.practitioner());
    await service.sweep();
    await service.tellFates();
    await service.sweep();
    service.faults.set({ to: duty, does: "deliver" });
    const toFallback = (await lettersAbout(reference)).filter(({ to }) => to.includes(fallback));
    expect(toFallback).toHaveLength(1);
  });

  test("upkeep reads GOV.UK's list and walks the two requests that are open, and no canary", async () => {
    expect(await service.upkeep()).toMatchObject({
      calendar: "fresh",
      walked: 2,
      repaired: 0,
      unreadable: 0,
      emptied: 0,
    });
  });

  test("a form post from another site is refused, and nobody sees the inbox without signing in", async () => {
    const foreign = await service
      .practitioner()
      .post(
        "/request/danger",
        { danger: "no" },
        { Origin: "https://elsewhere.example", "Sec-Fetch-Site": "cross-site" },
      );
    expect(foreign.status).toBe(403);
    const { status, location } = await service.stranger().ask("/");
    expect([status, location]).toEqual([303, "/sign-in?to=%2F"]);
  });

  test("nothing that was typed stands in what the functions wrote", async () => {
    const written = service.written();
    expect(written).toContain("RequestsStored");
    const typed = [named.seen, named.question, named.childName, named.name, contactFields.advice];
    for (const text of [...typed, named.email, named.telephone])
      expect(written).not.toContain(text);
    expect(written).not.toMatch(/"level":"ERROR"/);
  });
});
