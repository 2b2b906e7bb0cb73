import {
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateMacCommand,
  KMSClient,
} from "@aws-sdk/client-kms";
import { expect, onTestFinished, test } from "vitest";
import { startAws } from "./aws-parts.ts";
import { clientSettings } from "./dynamo.ts";
import { scratchFolder } from "./scratch-folder.ts";

const kms = async (secret = Buffer.alloc(32, 7)) => {
  const { endpoint, close } = await startAws(await scratchFolder(), secret);
  const client = new KMSClient(clientSettings(endpoint));
  onTestFinished(async () => {
    client.destroy();
    await close();
  });
  return client;
};

const context = { reference: "7K2M9QXD4TRW", part: "words" };

const dataKey = (client: KMSClient) =>
  client.send(
    new GenerateDataKeyCommand({
      KeyId: "alias/sealing",
      KeySpec: "AES_256",
      EncryptionContext: context,
    }),
  );

test("a data key opens again with its own context, however that is ordered", async () => {
  const client = await kms();
  const made = await dataKey(client);
  expect(made.Plaintext).toHaveLength(32);
  const opened = await client.send(
    new DecryptCommand({
      CiphertextBlob: made.CiphertextBlob,
      EncryptionContext: { part: "words", reference: "7K2M9QXD4TRW" },
    }),
  );
  expect(opened.Plaintext).toEqual(made.Plaintext);
  expect(opened.KeyId).toBe("alias/sealing");
  expect((await dataKey(client)).Plaintext).not.toEqual(made.Plaintext);
});

test("another context, another secret or a changed text opens nothing", async () => {
  const client = await kms();
  const { CiphertextBlob = new Uint8Array() } = await dataKey(client);
  const decrypt = (blob: Uint8Array, EncryptionContext?: Record<string, string>, from = client) =>
    from.send(new DecryptCommand({ CiphertextBlob: blob, EncryptionContext }));
  const refused = { name: "InvalidCiphertextException" };

  await expect(decrypt(CiphertextBlob, { ...context, part: "address" })).rejects.toMatchObject(
    refused,
  );
  await expect(decrypt(CiphertextBlob)).rejects.toMatchObject(refused);
  await expect(
    decrypt(CiphertextBlob, context, await kms(Buffer.alloc(32, 8))),
  ).rejects.toMatchObject(refused);
  for (let n = 0; n < CiphertextBlob.length; n++) {
    const changed = Uint8Array.from(CiphertextBlob, (byte, m) => (m === n ? byte ^ 1 : byte));
    await expect(decrypt(changed, context)).rejects.toMatchObject(refused);
  }
  await expect(decrypt(CiphertextBlob.slice(0, 20), context)).rejects.toMatchObject(refused);
});

test("the keyed hash is the same for the same text, and another for another text or key", async () => {
  const client = await kms();
  const mac = async (text: string, KeyId = "alias/hash") => {
    const { Mac = new Uint8Array() } = await client.send(
      new GenerateMacCommand({
        KeyId,
        MacAlgorithm: "HMAC_SHA_256",
        Message: Buffer.from(text),
      }),
    );
    return Buffer.from(Mac).toString("hex");
  };
  const hash = await mac("Sam Example|2020-01-02");
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(await mac("Sam Example|2020-01-02")).toBe(hash);
  expect(await mac("Sam Example|2020-01-03")).not.toBe(hash);
  expect(await mac("Sam Example|2020-01-02", "alias/sealing")).not.toBe(hash);
});

test("an unknown key and an operation that is not there are refused at once", async () => {
  const client = await kms();
  await expect(
    client.send(new GenerateDataKeyCommand({ KeyId: "alias/other", KeySpec: "AES_256" })),
  ).rejects.toMatchObject({ name: "NotFoundException" });
  await expect(
    client.send(new GenerateDataKeyCommand({ KeyId: "alias/sealing", KeySpec: "AES_128" })),
  ).rejects.toMatchObject({ name: "ValidationException" });
  await expect(
    client.send(new EncryptCommand({ KeyId: "alias/sealing", Plaintext: Buffer.from("x") })),
  ).rejects.toMatchObject({ name: "UnknownOperationException" });
});
