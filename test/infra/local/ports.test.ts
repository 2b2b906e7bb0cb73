import { createServer } from "node:http";
import { expect, test } from "vitest";
import { listen, stopListening } from "../../../infra/local/listen.ts";
import { refuseBusyPorts } from "../../../infra/local/ports.ts";

test("a busy port is refused by its number, with what to do, and a free one is not", async () => {
  const server = createServer();
  const port = await listen(server, 0);
  await expect(refuseBusyPorts([port])).rejects.toThrow(
    new RegExp(`Port ${port} is in use.*PORT=\\d+ npm start`),
  );
  await stopListening(server);
  await refuseBusyPorts([port]);
});
