import { createServer } from "node:http";
import { listen, stopListening } from "../../infra/local/listen.ts";

/** A port that was free a moment ago, for a server whose settings must name it before it starts. */
export const freePort = async (): Promise<number> => {
  const server = createServer();
  const port = await listen(server, 0);
  await stopListening(server);
  return port;
};
