import { createServer } from "node:http";
import { afterEach, expect, test } from "vitest";
import { signInSecret } from "../../../../functions/inbox/sign-in/sign-in-secret.ts";
import { LOOPBACK, listen, stopListening } from "../../../../infra/local/listen.ts";

const arn = "arn:aws:secretsmanager:eu-west-2:000000000000:secret:sign-in-AbCdEf";

const environment = { ...process.env };
afterEach(() => {
  process.env = { ...environment };
});

/** Secrets Manager, as far as this asks it. */
const secretsManager = async (answer: object) => {
  const asked: unknown[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    asked.push({
      target: request.headers["x-amz-target"],
      body: JSON.parse(Buffer.concat(chunks).toString("utf8")),
    });
    response.setHeader("content-type", "application/x-amz-json-1.1").end(JSON.stringify(answer));
  });
  const port = await listen(server, 0);
  Object.assign(process.env, {
    AWS_REGION: "eu-west-2",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://${LOOPBACK}:${port}`,
  });
  return { asked, close: () => stopListening(server) };
};

test("a secret that is named by its ARN is read from Secrets Manager", async () => {
  const { asked, close } = await secretsManager({ ARN: arn, SecretString: "between us" });
  expect(await signInSecret(arn)).toBe("between us");
  expect(asked).toEqual([{ target: "secretsmanager.GetSecretValue", body: { SecretId: arn } }]);
  await close();
});

test("a secret that is not filled in yet is an error, not an empty password", async () => {
  for (const answer of [{ ARN: arn }, { ARN: arn, SecretString: "" }]) {
    const { close } = await secretsManager(answer);
    await expect(signInSecret(arn)).rejects.toThrow("the sign-in secret is empty");
    await close();
  }
});

test("anything else is the secret itself", async () => {
  expect(await signInSecret("known-to-everybody")).toBe("known-to-everybody");
});
