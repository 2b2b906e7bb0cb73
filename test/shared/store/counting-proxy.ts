import { createServer } from "node:http";
import * as z from "zod";
import { listen, stopListening } from "../../../infra/local/listen.ts";
import { readBody } from "../../../infra/local/read-body.ts";

const consumed = z.object({ CapacityUnits: z.number() });

const answerSchema = z.object({
  ConsumedCapacity: consumed
    .extend({
      Table: consumed.optional(),
      GlobalSecondaryIndexes: z.record(z.string(), consumed).optional(),
    })
    .optional(),
});

export type CountedCall = {
  readonly operation: string;
  readonly key: string;
  readonly condition: string | undefined;
  readonly consistent: boolean;
  readonly units: number | undefined;
  readonly inIndexes: Readonly<Record<string, number>>;
};

const requestSchema = z.looseObject({
  Item: z.looseObject({ pk: z.object({ S: z.string() }) }).optional(),
  ConditionExpression: z.string().optional(),
  ConsistentRead: z.boolean().optional(),
});

const mostBytes = 16 * 1024 * 1024;

/** Stands between the SDK and an engine: every call that is really made, with what it cost. */
export const startCountingProxy = async (engine: string) => {
  const calls: CountedCall[] = [];
  const server = createServer(async (request, answer) => {
    const body = await readBody(request, mostBytes);
    if (body === undefined || body === "too-large") throw new Error("an SDK call too large");
    const asked = requestSchema.parse(JSON.parse(body.toString("utf8")));
    const target = `${request.headers["x-amz-target"]}`;
    const reply = await fetch(engine, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": target,
        authorization: `${request.headers.authorization}`,
        "x-amz-date": `${request.headers["x-amz-date"]}`,
      },
      body: JSON.stringify({ ...asked, ReturnConsumedCapacity: "INDEXES" }),
    });
    const text = await reply.text();
    const { ConsumedCapacity } = answerSchema.parse(JSON.parse(text));
    const indexes = ConsumedCapacity?.GlobalSecondaryIndexes ?? {};
    calls.push({
      operation: target.split(".")[1] ?? "",
      key: asked.Item?.pk.S ?? "",
      condition: asked.ConditionExpression,
      consistent: asked.ConsistentRead === true,
      units: ConsumedCapacity?.CapacityUnits,
      inIndexes: Object.fromEntries(
        Object.entries(indexes).map(([name, { CapacityUnits }]) => [name, CapacityUnits]),
      ),
    });
    answer
      .writeHead(reply.status, { "content-type": reply.headers.get("content-type") ?? "" })
      .end(text);
  });
  const port = await listen(server, 0);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    calls: calls as readonly CountedCall[],
    close: () => stopListening(server),
  };
};
