import { createServer } from "node:http";
import { expect, test } from "vitest";
import { LOOPBACK, listen, stopListening } from "../../../infra/local/listen.ts";

test("a connection stays open for a caller that pauses, on this machine only", async () => {
  const server = createServer((_, answer) => answer.end());
  const port = await listen(server, 0);
  const answer = await fetch(`http://${LOOPBACK}:${port}`);
  expect(answer.headers.get("keep-alive")).toBe("timeout=600");
  expect(server.address()).toMatchObject({ address: LOOPBACK });
  await answer.text();
  await stopListening(server);
});
