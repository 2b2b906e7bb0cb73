import { createServer } from "node:http";
import path from "node:path";
import * as z from "zod";
import { createAws } from "../../../../infra/local/aws.ts";
import { startBankHolidayFeed } from "../../../../infra/local/bank-holiday-feed.ts";
import { startEngine } from "../../../../infra/local/engine.ts";
import { createKms } from "../../../../infra/local/kms.ts";
import { LOOPBACK, listen, stopListening } from "../../../../infra/local/listen.ts";
import { openLogs } from "../../../../infra/local/logs.ts";
import { createMailFaults } from "../../../../infra/local/mail-faults.ts";
import { openMailbox } from "../../../../infra/local/mailbox.ts";
import { readBody } from "../../../../infra/local/read-body.ts";
import { createSes } from "../../../../infra/local/ses.ts";
import { startSignInProvider } from "../../../../infra/local/sign-in-provider.tsx";
import type { Instant } from "../../../../shared/domain/instant.ts";
import type { DeployedStack } from "./deployed-stack.ts";

const asked = z.object({ SecretId: z.string() });
const signInSecret = "what the deployer put in";

/** Secrets Manager, as far as the inbox needs it. */
const createSecrets = (secrets: Readonly<Record<string, string>>) =>
  createServer(async (request, answer) => {
    const body = await readBody(request, 64 * 1024);
    const { SecretId } = asked.parse(JSON.parse(String(body)));
    const SecretString = secrets[SecretId];
    const isKnown =
      request.headers["x-amz-target"] === "secretsmanager.GetSecretValue" &&
      SecretString !== undefined;
    answer
      .writeHead(isKnown ? 200 : 400, { "content-type": "application/x-amz-json-1.1" })
      .end(
        JSON.stringify(
          isKnown ? { Name: SecretId, SecretString } : { __type: "ResourceNotFoundException" },
        ),
      );
  });

const only = <One>(found: readonly One[]): One => {
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${found.length} instead of one`);
  return first;
};

/**
 * What a stack makes beside its functions, under the names that it gives them, on this machine's parts; and
 * what stands outside of AWS: the council's sign-in provider and GOV.UK's list.
 */
export const startLocalCloud = async (
  stack: DeployedStack,
  folder: string,
  clock: () => Instant,
) => {
  const settings = await stack.settingsOf(stack.functionOf("Inbox"));
  const { signIn, calendarFeed, inboxAddress } = settings;
  if (signIn === undefined) throw new Error("a stage without sign-in");
  const engine = await startEngine({
    folder,
    tableName: stack.nameOf(only(stack.ofType("AWS::DynamoDB::GlobalTable")).id),
    report: () => undefined,
  });
  const mailbox = await openMailbox(path.join(folder, "mail"), () => undefined);
  const logs = await openLogs(path.join(folder, "trail.jsonl"));
  const faults = createMailFaults();
  const aws = createAws({
    ses: createSes({ mailbox, clock, faults, taken: () => undefined }),
    kms: createKms({
      secret: Buffer.alloc(32, 7),
      keyIds: stack.ofType("AWS::KMS::Key").map(({ id }) => id),
    }),
    logs: logs.answer,
  });
  const secretName = stack.nameOf(only(stack.ofType("AWS::SecretsManager::Secret")).id);
  const secrets = createSecrets({ [secretName]: signInSecret });
  const provider = await startSignInProvider({
    port: 0,
    inboxAddress,
    signIn,
    secret: signInSecret,
  });
  // To the inbox it is the council's provider, by the council's address.
  provider.service.issuer.url = signIn.issuer;
  const feed = await startBankHolidayFeed({ dataFolder: folder });
  const awsAddress = `http://${LOOPBACK}:${await listen(aws, 0)}`;
  const secretsAddress = `http://${LOOPBACK}:${await listen(secrets, 0)}`;
  return {
    settings,
    mailbox,
    faults,
    outside: {
      endpoints: {
        AWS_ENDPOINT_URL: awsAddress,
        AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
        AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsAddress,
      },
      elsewhere: { [calendarFeed]: feed.address, [signIn.issuer]: provider.address },
    },
    close: async () => {
      for (const server of [aws, secrets]) await stopListening(server);
      await feed.close();
      await provider.close();
      await logs.close();
      await engine.close();
    },
  };
};
