import { randomUUID } from "node:crypto";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import * as z from "zod";
import type { DeployedStack } from "./deployed-stack.ts";
import type { LambdaProcess } from "./lambda-process.ts";

const resultSchema = z.object({
  statusCode: z.int(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  multiValueHeaders: z
    .record(z.string(), z.array(z.union([z.string(), z.number(), z.boolean()])))
    .optional(),
  body: z.string(),
  isBase64Encoded: z.boolean().optional(),
}) satisfies z.ZodType<APIGatewayProxyResult>;

const apiSchema = z.object({
  id: z.string(),
  Name: z.string(),
  BinaryMediaTypes: z.array(z.string()).default([]),
});

const stageSchema = z.object({
  RestApiId: z.object({ Ref: z.string() }),
  StageName: z.string(),
});

const sourceIp = "203.0.113.7";

/** The deployed gateway before one function: an HTTP request becomes version 1.0's event, as a REST API sends it. */
export const apiGateway = (stack: DeployedStack, host: string, lambda: LambdaProcess) => {
  const api = stack
    .ofType("AWS::ApiGateway::RestApi")
    .map((each) => apiSchema.parse(each))
    .find(({ Name }) => Name === host);
  const stage = stack
    .ofType("AWS::ApiGateway::Stage")
    .map((each) => stageSchema.parse(each))
    .find(({ RestApiId }) => RestApiId.Ref === api?.id);
  if (api === undefined || stage === undefined) throw new Error(`no API answers at ${host}`);
  const isBinary = api.BinaryMediaTypes.includes("*/*");

  const eventOf = async (request: Request): Promise<APIGatewayProxyEvent> => {
    const { pathname, searchParams } = new URL(request.url);
    const bytes = Buffer.from(await request.arrayBuffer());
    const headers: Record<string, string> = {
      ...Object.fromEntries(request.headers),
      Host: host,
      "X-Amzn-Trace-Id": `Root=1-${randomUUID()}`,
      "X-Forwarded-For": sourceIp,
      "X-Forwarded-Port": "443",
      "X-Forwarded-Proto": "https",
      ...(bytes.length > 0 ? { "Content-Length": String(bytes.length) } : {}),
    };
    const queries = [...new Set(searchParams.keys())];
    const isRoot = pathname === "/";
    const resourcePath = isRoot ? "/" : "/{proxy+}";
    return {
      resource: resourcePath,
      path: pathname,
      httpMethod: request.method,
      headers,
      multiValueHeaders: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, [value]]),
      ),
      queryStringParameters:
        queries.length === 0
          ? null
          : Object.fromEntries(queries.map((name) => [name, searchParams.getAll(name).at(-1)])),
      multiValueQueryStringParameters:
        queries.length === 0
          ? null
          : Object.fromEntries(queries.map((name) => [name, searchParams.getAll(name)])),
      pathParameters: isRoot ? null : { proxy: pathname.slice(1) },
      stageVariables: null,
      body: bytes.length === 0 ? null : bytes.toString(isBinary ? "base64" : "utf8"),
      isBase64Encoded: isBinary && bytes.length > 0,
      requestContext: {
        accountId: "000000000000",
        apiId: api.id,
        authorizer: null,
        domainName: host,
        domainPrefix: host.split(".")[0] ?? host,
        extendedRequestId: randomUUID(),
        httpMethod: request.method,
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
          sourceIp,
          user: null,
          userAgent: request.headers.get("user-agent"),
          userArn: null,
        },
        path: pathname,
        protocol: "HTTP/1.1",
        requestId: randomUUID(),
        requestTimeEpoch: Date.now(),
        resourceId: "resource",
        resourcePath,
        stage: stage.StageName,
      },
    };
  };

  /** Asks as a browser would that has the site's address. */
  return async (input: string | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const said = resultSchema.parse(await lambda.invoke(await eventOf(request)));
    const headers = new Headers();
    for (const [name, value] of Object.entries(said.headers ?? {}))
      headers.set(name, String(value));
    for (const [name, all] of Object.entries(said.multiValueHeaders ?? {})) {
      headers.delete(name);
      for (const value of all) headers.append(name, String(value));
    }
    // A gateway without binary types passes on what was encoded as the text that it is.
    const body = Buffer.from(said.body, said.isBase64Encoded && isBinary ? "base64" : "utf8");
    const isBare = said.statusCode === 204 || said.statusCode === 304 || body.length === 0;
    return new Response(isBare ? null : body, { status: said.statusCode, headers });
  };
};
