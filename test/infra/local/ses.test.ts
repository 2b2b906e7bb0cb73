import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { ListIdentitiesCommand, SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { expect, onTestFinished, test } from "vitest";
import { openMailbox } from "../../../infra/local/mailbox.ts";
import { startAws } from "./aws-parts.ts";
import { clientSettings } from "./dynamo.ts";
import { scratchFolder } from "./scratch-folder.ts";

const ses = async (folder: string) => {
  const { endpoint, mailbox, faults, taken, close } = await startAws(folder);
  const client = new SESClient(clientSettings(endpoint));
  onTestFinished(async () => {
    client.destroy();
    await close();
  });
  return { client, endpoint, mailbox, faults, taken };
};

const raw = "Subject: a+b & =?utf-8?q?c?=\r\n\r\nPlus + and percent % stay.\r\n";

test("an email is on the disk, whole and with every recipient and tag, before it is acknowledged", async () => {
  const folder = await scratchFolder();
  const { client } = await ses(folder);
  const { MessageId } = await client.send(
    new SendRawEmailCommand({
      Source: "consultations@mash.example",
      Destinations: ["duty@mash.example", "manager@mash.example"],
      RawMessage: { Data: Buffer.from(raw) },
      Tags: [
        { Name: "reference", Value: "7K2M9QXD4TRW" },
        { Name: "letter", Value: "new-request" },
      ],
      ConfigurationSetName: "letters",
    }),
  );
  const reopened = await openMailbox(path.join(folder, "mail"), () => undefined);
  expect(reopened.all()).toEqual([
    {
      id: MessageId,
      at: "2026-11-24T10:00:00Z",
      source: "consultations@mash.example",
      destinations: ["duty@mash.example", "manager@mash.example"],
      tags: { reference: "7K2M9QXD4TRW", letter: "new-request" },
      configurationSet: "letters",
      does: "deliver",
      raw: Buffer.from(raw).toString("base64"),
    },
  ]);
});

test("emails stay in the order in which they came, across restarts, one file each", async () => {
  const folder = await scratchFolder();
  const send = (client: SESClient, n: number) =>
    client.send(
      new SendRawEmailCommand({
        Destinations: ["duty@mash.example"],
        RawMessage: { Data: Buffer.from(`Subject: ${n}\r\n\r\n`) },
      }),
    );
  const first = await ses(folder);
  for (let n = 0; n < 12; n++) await send(first.client, n);
  // What a kill in the middle of writing leaves behind.
  await writeFile(path.join(folder, "mail", "00000099-x.json.1.part"), '{"id":');
  const second = await ses(folder);
  for (let n = 12; n < 15; n++) await send(second.client, n);
  const { all } = await openMailbox(path.join(folder, "mail"), () => undefined);
  const subjects = all().map((mail) => Buffer.from(mail.raw, "base64").toString().trim());
  expect(subjects).toEqual(Array.from({ length: 15 }, (_, n) => `Subject: ${n}`));
  expect(await readdir(path.join(folder, "mail"))).toHaveLength(15);
});

test("whatever else it is asked it refuses at once, as SES does", async () => {
  const { client, endpoint, mailbox } = await ses(await scratchFolder());
  await expect(client.send(new ListIdentitiesCommand({}))).rejects.toMatchObject({
    name: "InvalidAction",
  });
  await expect(
    client.send(
      new SendRawEmailCommand({ Destinations: [], RawMessage: { Data: Buffer.from(raw) } }),
    ),
  ).rejects.toMatchObject({ name: "InvalidParameterValue" });
  const nonsense = await fetch(endpoint, { method: "POST", body: "<&>" });
  expect(nonsense.status).toBe(400);
  expect(await nonsense.text()).toContain("<Code>InvalidAction</Code>");
  expect((await fetch(endpoint)).status).toBe(400);
  expect(mailbox.all()).toEqual([]);
});

const lettersTo = (...to: readonly string[]) =>
  new SendRawEmailCommand({ Destinations: [...to], RawMessage: { Data: Buffer.from(raw) } });

test("what becomes of an email is kept with it, and told of once it is on the disk", async () => {
  const folder = await scratchFolder();
  const { client, faults, taken } = await ses(folder);
  faults.set({ to: "duty@mash.example", does: "bounce" });
  for (const to of ["Duty@mash.example", "ooto@simulator.amazonses.com", "manager@mash.example"])
    await client.send(lettersTo(to));
  const reopened = await openMailbox(path.join(folder, "mail"), () => undefined);
  const becomes = reopened.all().map(({ does }) => does);
  expect(becomes).toEqual(["bounce", "auto-reply", "deliver"]);
  expect(taken).toEqual(reopened.all());
});

test("an email kept before anything could become of one counts as delivered", async () => {
  const folder = await scratchFolder();
  const old = { id: "x", at: "2026-11-24T10:00:00Z", destinations: ["a@b.example"], tags: {}, raw };
  await mkdir(path.join(folder, "mail"));
  await writeFile(path.join(folder, "mail", "00000001-x.json"), JSON.stringify(old));
  const { all } = await openMailbox(path.join(folder, "mail"), () => undefined);
  expect(all()).toEqual([{ ...old, does: "deliver" }]);
});

test("told to fail, it keeps nothing and answers with an error; told nothing more, it works again", async () => {
  const { client, mailbox, faults, taken } = await ses(await scratchFolder());
  faults.set({ to: "duty@mash.example", does: "fail" });
  const sending = () => client.send(lettersTo("duty@mash.example"));
  await expect(sending()).rejects.toMatchObject({ name: "ServiceUnavailable" });
  expect([mailbox.all(), taken]).toEqual([[], []]);
  faults.set({ to: "duty@mash.example", does: "deliver" });
  await sending();
  expect(mailbox.all()).toHaveLength(1);
});

test("told to hang, it answers nothing, keeps nothing, and is done when the sender gives up", async () => {
  const { client, mailbox, faults } = await ses(await scratchFolder());
  faults.set({ to: "duty@mash.example", does: "hang" });
  const sending = client.send(lettersTo("duty@mash.example"), {
    abortSignal: AbortSignal.timeout(300),
  });
  await expect(sending).rejects.toMatchObject({ name: "AbortError" });
  expect(mailbox.all()).toEqual([]);
  await client.send(lettersTo("manager@mash.example"));
  expect(mailbox.all()).toHaveLength(1);
});
