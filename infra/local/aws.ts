import { createServer, type IncomingMessage, type Server } from "node:http";
import { type Answer, failure11 } from "./answer.ts";
import { readBody } from "./read-body.ts";

const maxRequestBytes = 16 * 1024 * 1024;

type JsonService = (operation: string, input: unknown) => Promise<Answer>;

export type AwsParts = {
  /** `gone`: the caller has given up, or has its answer. */
  readonly ses: (body: Buffer, gone: AbortSignal) => Promise<Answer>;
  readonly kms: JsonService;
  readonly logs: JsonService;
};

const unreadable = failure11("SerializationException", "The request cannot be read.");

const parse = (body: Buffer): { readonly input: unknown } | undefined => {
  try {
    return { input: JSON.parse(body.toString("utf8")) };
  } catch {
    return undefined;
  }
};

const answerTo = async (
  { ses, kms, logs }: AwsParts,
  request: IncomingMessage,
  body: Buffer,
  gone: AbortSignal,
): Promise<Answer> => {
  const target = request.headers["x-amz-target"];
  if (typeof target !== "string") return ses(body, gone);
  const [service, operation = ""] = target.split(".", 2);
  const known = service === "TrentService" ? kms : service === "Logs_20140328" ? logs : undefined;
  if (known === undefined)
    return failure11("UnknownOperationException", "No such service on this machine.");
  const read = parse(body);
  return read === undefined ? unreadable : known(operation, read.input);
};

/** SES, KMS and CloudWatch Logs of this machine on one port, told apart as the SDK calls them. */
export const createAws = (parts: AwsParts): Server =>
  createServer(async (request, answer) => {
    const ended = new AbortController();
    answer.once("close", () => ended.abort());
    const body = await readBody(request, maxRequestBytes).catch(() => undefined);
    if (body === undefined) return;
    try {
      const {
        status,
        type,
        body: text,
      } = body === "too-large" ? unreadable : await answerTo(parts, request, body, ended.signal);
      answer.writeHead(status, { "content-type": type }).end(text);
    } catch (error) {
      // A full disk, say: the caller must learn that nothing was kept, and may try again.
      console.error(`Local AWS endpoint failed: ${error instanceof Error ? error.message : ""}`);
      answer.writeHead(500, { "content-type": "text/plain" }).end();
    }
  });
