/**
 * A process of its own that is to one bundle what Lambda's Node runtime is: it loads the handler that the
 * template names, and answers events with what the handler resolves to, as JSON.
 */
import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import path from "node:path";

type Handler = (event: unknown, context: unknown) => Promise<unknown>;

const [, , handlerName = "", timeoutSeconds = "", elsewhere = "{}", secondsAhead = "0"] =
  process.argv;
const folder = process.env["LAMBDA_TASK_ROOT"] ?? "";

/** Where addresses of the internet are answered on this machine. Everything else is out of reach. */
const answeredAt: readonly (readonly [string, string])[] = Object.entries(JSON.parse(elsewhere));
const realFetch = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const request = new Request(input, init);
  const known = answeredAt.find(([address]) => request.url.startsWith(address));
  if (known === undefined) throw new TypeError("fetch failed: there is no network");
  const [address, here] = known;
  return realFetch(new Request(here + request.url.slice(address.length), request));
};

const realNow = Date.now;
Date.now = () => realNow() + Number(secondsAhead) * 1000;

const [file = "", name = ""] = handlerName.split(".");
const bundle = path.join(folder, `${file}.js`);
const loaded = createRequire(bundle)(bundle) as Readonly<Record<string, Handler>>;
const handler = loaded[name];
if (typeof handler !== "function") throw new Error(`the bundle exports no ${name}`);

const contextOf = () => {
  const ends = performance.now() + Number(timeoutSeconds) * 1000;
  return {
    awsRequestId: randomUUID(),
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env["AWS_LAMBDA_FUNCTION_NAME"],
    functionVersion: "$LATEST",
    memoryLimitInMB: process.env["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"],
    getRemainingTimeInMillis: () => Math.max(0, Math.round(ends - performance.now())),
  };
};

process.on("message", async (event: unknown) => {
  try {
    const result = await handler(event, contextOf());
    process.send?.({ result: result === undefined ? null : result });
  } catch (error) {
    process.send?.({ failed: error instanceof Error ? (error.stack ?? error.name) : "a value" });
  }
});
process.send?.({ ready: process.version });
