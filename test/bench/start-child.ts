import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import named from "../../functions/request/examples/named.json" with { type: "json" };
import { startEvent } from "./start-event.ts";

/**
 * A cold start: loads one bundle, and asks it for one page when it is a function. It is bundled itself, so
 * that reading TypeScript is no part of what is measured.
 */
const [, , file = "", stores = ""] = process.argv;

type Handler = (
  event: object,
  context: object,
) => Promise<{ readonly statusCode: number; readonly body: string }>;

const isFunction = (module: unknown): module is { readonly handler: Handler } =>
  typeof module === "object" &&
  module !== null &&
  "handler" in module &&
  typeof module.handler === "function";

const run = async () => {
  const load = createRequire(file);
  const before = performance.now();
  const module: unknown = load(file);
  const moduleMs = performance.now() - before;
  const ask = async (...asked: Parameters<typeof startEvent>) => {
    if (!isFunction(module)) return {};
    const since = performance.now();
    const { statusCode, body } = await module.handler(startEvent(...asked), {});
    return { status: statusCode, bytes: body.length, ms: performance.now() - since };
  };
  const page = await ask("/");
  const store =
    stores === "stores" ? await ask("/api/consultations", { json: named, key: randomUUID() }) : {};
  process.stdout.write(`${JSON.stringify({ moduleMs, page, store })}\n`);
  // What a loaded client keeps open must not keep the process.
  process.exit(0);
};

run();
