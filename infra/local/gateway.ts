import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import { lambdaContext } from "./lambda-context.ts";
import { readBody } from "./read-body.ts";

/** What API Gateway takes at most. */
const maxBodyBytes = 10 * 1024 * 1024;
/** API Gateway's own limit for an integration. */
const timeoutSeconds = 29;
/** How long a caller that sends too much is listened to, so that it can read why it was refused. */
const patienceMs = 5000;

export type ApiHandler = (
  event: APIGatewayProxyEvent,
  context: Context,
) => Promise<APIGatewayProxyResult>;

/** Headers that belong to one connection and not to the request. */
const ofTheConnection = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "expect",
]);

const requestHeaders = (request: IncomingMessage, bodyBytes: number) => {
  const values = new Map<string, string[]>();
  for (let n = 0; n + 1 < request.rawHeaders.length; n += 2) {
    const name = request.rawHeaders[n] ?? "";
    if (ofTheConnection.has(name.toLowerCase())) continue;
    const same = [...values.keys()].find((known) => known.toLowerCase() === name.toLowerCase());
    values.set(same ?? name, [
      ...(values.get(same ?? name) ?? []),
      request.rawHeaders[n + 1] ?? "",
    ]);
  }
  for (const name of [...values.keys()])
    if (name.toLowerCase() === "content-length") values.delete(name);
  // What was counted, not what the caller said.
  if (bodyBytes > 0) values.set("Content-Length", [String(bodyBytes)]);
  return values;
};

const sourceIpOf = (request: IncomingMessage) => request.socket.remoteAddress ?? "";

const proxyEvent = (request: IncomingMessage, body: Buffer): APIGatewayProxyEvent => {
  const [path = "/", query = ""] = splitOnce(request.url ?? "/", "?");
  const parameters = [...new URLSearchParams(query)];
  const multiParameters = Object.fromEntries(
    parameters.map(([name]) => [
      name,
      parameters.filter(([other]) => other === name).map(([, value]) => value),
    ]),
  );
  const headers = requestHeaders(request, body.length);
  const method = request.method ?? "GET";
  const domainName = request.headers.host ?? "localhost";
  return {
    resource: "/{proxy+}",
    path,
    httpMethod: method,
    headers: Object.fromEntries([...headers].map(([name, all]) => [name, all.at(-1)])),
    multiValueHeaders: Object.fromEntries(headers),
    queryStringParameters: parameters.length === 0 ? null : Object.fromEntries(parameters),
    multiValueQueryStringParameters: parameters.length === 0 ? null : multiParameters,
    pathParameters: { proxy: path.slice(1) },
    stageVariables: null,
    body: body.length === 0 ? null : body.toString("base64"),
    isBase64Encoded: body.length > 0,
    requestContext: {
      accountId: "000000000000",
      apiId: "local",
      authorizer: undefined,
      domainName,
      domainPrefix: domainName,
      httpMethod: method,
      identity: {
        accessKey: null,
        accountId: null,
        apiKey: null,
        apiKeyId: null,
        caller: null,
        clientCert: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: sourceIpOf(request),
        user: null,
        userAgent: request.headers["user-agent"] ?? null,
        userArn: null,
      },
      path,
      protocol: "HTTP/1.1",
      requestId: randomUUID(),
      requestTimeEpoch: Math.floor(performance.timeOrigin + performance.now()),
      resourceId: "proxy",
      resourcePath: "/{proxy+}",
      stage: "local",
    },
  };
};

const splitOnce = (text: string, mark: string): readonly [string, string] => {
  const where = text.indexOf(mark);
  return where < 0 ? [text, ""] : [text.slice(0, where), text.slice(where + mark.length)];
};

const problem = (status: number, title: string, detail: string, telephone: string) =>
  JSON.stringify({ type: "about:blank", status, title, detail, telephone, errors: [] });

const problemHeaders = (body: string) => ({
  "content-type": "application/problem+json",
  "content-length": Buffer.byteLength(body),
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex",
});

/** Answers first and hangs up later: hanging up at once would lose the answer on its way. */
const refuseTooLarge = (
  request: IncomingMessage,
  answer: ServerResponse,
  detail: string,
  telephone: string,
) => {
  const body = problem(413, "Content Too Large", detail, telephone);
  answer.writeHead(413, { ...problemHeaders(body), connection: "close" });
  answer.write(body);
  const patience = setTimeout(() => request.destroy(), patienceMs);
  request.on("close", () => clearTimeout(patience));
  request.on("end", () => answer.end());
};

const write = (answer: ServerResponse, result: APIGatewayProxyResult, withBody: boolean) => {
  const body = result.isBase64Encoded === true ? Buffer.from(result.body, "base64") : result.body;
  const headers = new Map<string, string | string[]>();
  for (const [name, value] of Object.entries(result.headers ?? {}))
    headers.set(name.toLowerCase(), String(value));
  for (const [name, all] of Object.entries(result.multiValueHeaders ?? {}))
    headers.set(name.toLowerCase(), all.map(String));
  const bodyless = result.statusCode === 204 || result.statusCode === 304;
  if (!bodyless) headers.set("content-length", String(Buffer.byteLength(body)));
  answer.writeHead(result.statusCode, Object.fromEntries(headers));
  answer.end(withBody && !bodyless ? body : undefined);
};

/** The function's name for the failure only: its message may hold what somebody typed. */
const sayFailure = (error: unknown) => {
  const trace = error instanceof Error ? (error.stack ?? "").split("\n") : [];
  const name = error instanceof Error ? error.name : "a thrown value";
  console.error(
    [`The request function failed: ${name}`, ...trace.filter((line) => /^ {4}at /.test(line))].join(
      "\n",
    ),
  );
};

/**
 * API Gateway (REST, proxy integration, all media types binary) on this machine: HTTP → event →
 * function → HTTP.
 */
export const createGateway = ({
  handler,
  telephone,
}: {
  readonly handler: ApiHandler;
  /** The hub's number: the gateway's own answers carry it, as the deployed one's do. */
  readonly telephone: string;
}): Server => {
  const server = createServer(async (request, answer) => {
    const body = await readBody(request, maxBodyBytes).catch(() => undefined);
    if (body === undefined) return;
    if (body === "too-large")
      return refuseTooLarge(
        request,
        answer,
        `The request is larger than 10 MB and nothing was stored. If it is urgent, telephone ${telephone}.`,
        telephone,
      );
    try {
      const event = proxyEvent(request, body);
      const result = await handler(event, lambdaContext("request", timeoutSeconds));
      write(answer, result, request.method !== "HEAD");
    } catch (error) {
      sayFailure(error);
      if (answer.headersSent) return answer.destroy();
      const text = problem(
        502,
        "Bad Gateway",
        `The service went wrong and cannot say whether the request was stored. Try again, or telephone ${telephone}.`,
        telephone,
      );
      answer.writeHead(502, problemHeaders(text)).end(text);
    }
  });
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  return server;
};
