import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import type { APIGatewayProxyEvent } from "aws-lambda";
import { expect, onTestFinished, test, vi } from "vitest";
import { type ApiHandler, createGateway } from "../../../infra/local/gateway.ts";
import { listen, stopListening } from "../../../infra/local/listen.ts";

const started = async (handler: ApiHandler) => {
  const server = createGateway({ handler, telephone: "0345 045 1362" });
  const port = await listen(server, 0);
  onTestFinished(() => {
    server.closeAllConnections();
    return stopListening(server);
  });
  return { port, address: `http://127.0.0.1:${port}` };
};

/** Answers with the event that it got. */
const echo: ApiHandler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });

const eventOf = async (address: string, init?: RequestInit): Promise<APIGatewayProxyEvent> =>
  (await fetch(address, init)).json() as Promise<APIGatewayProxyEvent>;

/** Sends bytes as they are and collects what comes back until the other side hangs up. */
const sendRaw = (port: number, text: string, thenEnd = false): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let got = "";
    socket.on("data", (data) => {
      got += data;
    });
    socket.on("close", () => resolve(got));
    socket.on("error", reject);
    socket.write(text);
    if (thenEnd) socket.end();
  });

test("a request becomes the event that API Gateway would send", async () => {
  const { address, port } = await started(echo);
  const event = await eventOf(`${address}/api/deadline?received=a%20b&x=1&x=2`, {
    headers: { "X-Forwarded-For": "1.2.3.4", accept: "application/json" },
  });
  expect(event).toMatchObject({
    httpMethod: "GET",
    path: "/api/deadline",
    queryStringParameters: { received: "a b", x: "2" },
    multiValueQueryStringParameters: { received: ["a b"], x: ["1", "2"] },
    body: null,
    isBase64Encoded: false,
    requestContext: {
      domainName: `127.0.0.1:${port}`,
      identity: { sourceIp: "127.0.0.1" },
    },
  });
  expect(event.multiValueHeaders["accept"]).toEqual(["application/json"]);
});

test("bytes go in and out unchanged, and every cookie goes out", async () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, n) => n));
  const { address } = await started(async (event) => ({
    statusCode: 201,
    multiValueHeaders: { "set-cookie": ["a=1", "b=2"], "content-type": ["image/png"] },
    body: event.body ?? "",
    isBase64Encoded: true,
  }));
  const answer = await fetch(address, { method: "POST", body: bytes });
  expect(answer.status).toBe(201);
  expect(answer.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
});

test("the length in the event is what was read, whether the caller states one or not", async () => {
  const { port } = await started(echo);
  const chunked = await new Promise<string>((resolve, reject) => {
    const call = httpRequest({ port, host: "127.0.0.1", method: "POST" }, (answer) => {
      let text = "";
      answer.on("data", (data) => {
        text += data;
      });
      answer.on("end", () => resolve(text));
    });
    call.on("error", reject);
    call.write("abc");
    call.end("defg");
  });
  const event = JSON.parse(chunked) as APIGatewayProxyEvent;
  expect(event.headers["Content-Length"]).toBe("7");
  expect(event.headers["transfer-encoding"]).toBeUndefined();
  expect(Buffer.from(event.body ?? "", "base64").toString()).toBe("abcdefg");
});

test("a caller that promises more than it sends never reaches the function", async () => {
  let calls = 0;
  const { port } = await started(async () => {
    calls++;
    return { statusCode: 200, body: "" };
  });
  await sendRaw(port, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nshort", true);
  expect(calls).toBe(0);
});

test("what follows a length that is too small is not taken for part of the body", async () => {
  const bodies: (string | null)[] = [];
  const { port } = await started(async (event) => {
    bodies.push(event.body === null ? null : Buffer.from(event.body, "base64").toString());
    return { statusCode: 200, body: "" };
  });
  const got = await sendRaw(port, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabcdef");
  expect(bodies).toEqual(["abc"]);
  expect(got).toContain("400 Bad Request");
});

test.each([["stated"], ["chunked"]])(
  "more than 10 MB is refused as API Gateway does (%s length)",
  async (how) => {
    let calls = 0;
    const { address } = await started(async () => {
      calls++;
      return { statusCode: 200, body: "" };
    });
    const bytes = Buffer.alloc(10 * 1024 * 1024 + 1, "a");
    const answer = await fetch(address, {
      method: "POST",
      body: how === "stated" ? bytes : new Blob([bytes]).stream(),
      duplex: "half",
    } as RequestInit);
    expect(answer.status).toBe(413);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({
      status: 413,
      detail: expect.stringContaining("0345 045 1362"),
    });
    expect(calls).toBe(0);
  },
);

test("exactly 10 MB is passed on", async () => {
  const { address } = await started(async (event) => ({
    statusCode: 200,
    body: String(Buffer.from(event.body ?? "", "base64").length),
  }));
  const answer = await fetch(address, { method: "POST", body: Buffer.alloc(10 * 1024 * 1024) });
  expect(await answer.text()).toBe("10485760");
});

test("a function that throws is answered 502 with the telephone number, and what it says is not logged", async () => {
  const said = vi.spyOn(console, "error").mockReturnValue(undefined);
  onTestFinished(() => said.mockRestore());
  const { address } = await started(async () => {
    throw new TypeError("canary: what somebody typed");
  });
  const answer = await fetch(address);
  expect(answer.status).toBe(502);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(await answer.text()).toContain("0345 045 1362");
  expect(said).toHaveBeenCalledOnce();
  expect(String(said.mock.calls)).toContain("TypeError");
  expect(String(said.mock.calls)).not.toContain("canary");
});

test("HEAD and 304 are answered without a body", async () => {
  const { address } = await started(async (event) => ({
    statusCode: event.path === "/304" ? 304 : 200,
    body: event.path === "/304" ? "" : "text",
  }));
  const head = await fetch(address, { method: "HEAD" });
  expect(head.headers.get("content-length")).toBe("4");
  expect(await head.text()).toBe("");
  expect((await fetch(`${address}/304`)).status).toBe(304);
});
