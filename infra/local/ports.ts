import { createServer } from "node:net";
import { errorCode } from "./error-code.ts";
import { LOOPBACK } from "./listen.ts";
import { refusal } from "./refusal.ts";

const whyNot = (host: string, port: number): Promise<string | undefined> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error) => resolve(errorCode(error) ?? "unknown"));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(undefined)));
  });

/**
 * @throws Refusal when one of the ports is taken. `localhost` may mean `::1` too, where another
 * program would answer in our place.
 */
export const refuseBusyPorts = async (ports: readonly number[]) => {
  for (const port of ports) {
    const here = await whyNot(LOOPBACK, port);
    if (here === "EACCES")
      throw refusal(
        `Port ${port} may not be used by you (ports below 1024 often are the system's). Choose another: PORT=3100 npm start`,
      );
    if (here !== undefined || (await whyNot("::1", port)) === "EADDRINUSE")
      throw refusal(
        `Port ${port} is in use by another program (perhaps another npm start). Stop that one, or choose other ports: PORT=${port < 60_000 ? port + 100 : 3100} npm start`,
      );
  }
};
