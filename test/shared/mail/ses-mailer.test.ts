import { SESClient } from "@aws-sdk/client-ses";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { letterKeyFromTag } from "../../../shared/mail/letter-tag.ts";
import { sesClientConfig, sesMailer } from "../../../shared/mail/ses-mailer.ts";
import { type FaultySes, faultySes } from "./faulty-ses.ts";
import { mailerContract } from "./mailer-contract.ts";
import { envelopeOf, newRequest, receipt } from "./sample-letters.ts";

const credentials = { accessKeyId: "local", secretAccessKey: "local" };

const clientFor = ({ endpoint }: FaultySes, requestTimeout = 5_000): SESClient =>
  new SESClient({
    ...sesClientConfig,
    requestHandler: { ...sesClientConfig.requestHandler, requestTimeout },
    endpoint,
    region: "eu-west-2",
    credentials,
  });

const opened = async (): Promise<FaultySes> => {
  const ses = await faultySes();
  onTestFinished(ses.close);
  return ses;
};

mailerContract("the SES mailer", async () => {
  const ses = await faultySes();
  const client = clientFor(ses);
  return {
    mailer: sesMailer({ client }),
    taken: ses.taken,
    failNext: ses.failNext,
    close: async () => {
      client.destroy();
      await ses.close();
    },
  };
});

describe("letters through SES", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test("a letter carries its sender, its one destination, the configuration set and three tags", async () => {
    const ses = await opened();
    const envelope = envelopeOf(newRequest);
    await sesMailer({ client: clientFor(ses), configurationSet: "letters-test" }).send(envelope);
    const fields = Object.fromEntries(ses.requests[0]!.form);
    delete fields["RawMessage.Data"];
    expect(fields).toEqual({
      Action: "SendRawEmail",
      Version: "2010-12-01",
      Source: "consultations@mash.example",
      "Destinations.member.1": "duty@mash.example",
      ConfigurationSetName: "letters-test",
      "Tags.member.1.Name": "reference",
      "Tags.member.1.Value": "7K2M-9QXD-4TRW",
      "Tags.member.2.Name": "letter",
      "Tags.member.2.Value": "new-request_2F2026-11-23T10_3A12_3A00Z_2Fduty",
      "Tags.member.3.Name": "recipient",
      "Tags.member.3.Value": "duty",
    });
    expect(letterKeyFromTag(fields["Tags.member.2.Value"]!)).toBe(envelope.letterKey);
  });

  test("a letter about a draft has no reference tag, and keeps the other two", async () => {
    const ses = await opened();
    const { reference: _, ...aboutDraft } = envelopeOf(receipt);
    await sesMailer({ client: clientFor(ses) }).send(aboutDraft);
    const names = [...ses.requests[0]!.form].filter(([name]) => /^Tags.*Name$/.test(name));
    expect(names.map(([, value]) => value)).toEqual(["letter", "recipient"]);
  });

  test("the client is made for the first letter, from the environment, and only once", async () => {
    const ses = await opened();
    const mailer = sesMailer();
    vi.stubEnv("AWS_ENDPOINT_URL_SES", ses.endpoint);
    vi.stubEnv("AWS_REGION", "eu-west-2");
    vi.stubEnv("AWS_ACCESS_KEY_ID", "local");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
    await mailer.send(envelopeOf(newRequest));
    vi.stubEnv("AWS_ENDPOINT_URL_SES", "http://127.0.0.1:9");
    await mailer.send(envelopeOf(newRequest));
    expect(ses.taken()).toHaveLength(2);
  });

  test.each(["silence", "after"] as const)(
    "an answer that does not come (%s) is not tried again",
    async (answer) => {
      const ses = await opened();
      ses.failNext(answer);
      const sending = sesMailer({ client: clientFor(ses, 200) }).send(envelopeOf(newRequest));
      await expect(sending).rejects.toThrow("SES did not confirm the letter");
      expect(ses.requests).toHaveLength(1);
    },
  );

  test("the time allowed is well under the 45 seconds of the letters function", () => {
    const { connectionTimeout, requestTimeout } = sesClientConfig.requestHandler;
    expect(connectionTimeout + requestTimeout).toBeLessThanOrEqual(15_000);
  });

  test("SES's refusal goes on by its name, without the address that it quotes", async () => {
    const ses = await opened();
    ses.failNext("before");
    const error: unknown = await sesMailer({ client: clientFor(ses) })
      .send(envelopeOf(newRequest))
      .catch((thrown: unknown) => thrown);
    expect(error).toEqual(new Error("SES did not confirm the letter: MessageRejected"));
    expect(error).not.toHaveProperty("cause");
  });
});
