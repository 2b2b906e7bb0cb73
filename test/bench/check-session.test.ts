import { createServer } from "node:http";
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { expect, onTestFinished, test } from "vitest";
import { listen, stopListening } from "../../infra/local/listen.ts";
import { readBody } from "../../infra/local/read-body.ts";
import { clientSettings } from "../infra/local/dynamo.ts";
import { startDynalite } from "../shared/store/engines.ts";
import { checkSession } from "./check-session.ts";
import { sessionTable } from "./systems.ts";

const form = `<main><form method="post" action="/danger"><input type="radio" name="danger" value="no"><button>Continue</button></form></main>`;
const start = `<main><a class="govuk-button" href="/danger">Start now</a></main>`;

/** A form of one page, which keeps what is posted in the engine, or only in its own memory. */
const formThat = async (keeps: "in the engine" | "in memory") => {
  const engine = await startDynalite();
  onTestFinished(engine.close);
  const client = new DynamoDBClient(clientSettings(engine.endpoint));
  onTestFinished(() => client.destroy());
  await client.send(
    new CreateTableCommand({
      TableName: sessionTable,
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
    }),
  );
  const server = createServer(async (request, answer) => {
    const body = await readBody(request, 10_000);
    if (request.method !== "POST") {
      answer.end(request.url === "/danger" ? form : start);
      return;
    }
    const danger = new URLSearchParams(String(body)).get("danger");
    const sess = { S: JSON.stringify({ data: { danger: { danger } } }) };
    if (keeps === "in the engine")
      await client.send(
        new PutItemCommand({ TableName: sessionTable, Item: { id: { S: "sess:1" }, sess } }),
      );
    answer.writeHead(303, { location: "/" }).end();
  });
  const address = `http://127.0.0.1:${await listen(server, 0)}/`;
  onTestFinished(() => stopListening(server));
  return { cloud: { engine: engine.endpoint, aws: address }, address };
};

test("a peer whose session stands in the store after a page was posted is a match", async () => {
  const { cloud, address } = await formThat("in the engine");

  await expect(checkSession(cloud, address)).resolves.toBeUndefined();
});

test("a peer that would forget its sessions with its process is none", async () => {
  const { cloud, address } = await formThat("in memory");

  await expect(checkSession(cloud, address)).rejects.toThrow("a session does not stand");
});
