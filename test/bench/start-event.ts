import type { APIGatewayProxyEvent } from "aws-lambda";

/** What API Gateway hands to a function: a page is asked for, or JSON is sent. */
export const startEvent = (
  path: string,
  sent?: { readonly json: object; readonly key: string },
): APIGatewayProxyEvent => {
  const method = sent === undefined ? "GET" : "POST";
  const headers = {
    Host: "localhost",
    ...(sent === undefined
      ? {}
      : { "Content-Type": "application/json", "Idempotency-Key": sent.key }),
  };
  return {
    resource: "/{proxy+}",
    path,
    httpMethod: method,
    headers,
    multiValueHeaders: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [value]]),
    ),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: { proxy: path.slice(1) },
    stageVariables: null,
    body: sent === undefined ? null : Buffer.from(JSON.stringify(sent.json)).toString("base64"),
    isBase64Encoded: sent !== undefined,
    requestContext: {
      accountId: "000000000000",
      apiId: "bench",
      authorizer: undefined,
      domainName: "localhost",
      domainPrefix: "localhost",
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
        sourceIp: "127.0.0.1",
        user: null,
        userAgent: null,
        userArn: null,
      },
      path,
      protocol: "HTTP/1.1",
      requestId: "bench",
      requestTimeEpoch: 0,
      resourceId: "bench",
      resourcePath: "/{proxy+}",
      stage: "bench",
    },
  };
};
