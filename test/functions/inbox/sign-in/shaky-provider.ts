import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { listen, stopListening } from "../../../../infra/local/listen.ts";
import type { LocalStanding } from "../../../../infra/local/local-people.ts";
import { startSignInProvider } from "../../../../infra/local/sign-in-provider.tsx";

/** A status that it answers with, or no answer at all. */
type Trouble = number | "drops" | "hangs";

/** The local provider behind a line that can be cut: it remembers what was asked and given. */
export const startShakyProvider = async (
  options: Omit<Parameters<typeof startSignInProvider>[0], "port">,
) => {
  const provider = await startSignInProvider({ port: 0, ...options });
  let trouble: Trouble | undefined;
  /** The refresh tokens that were sent to it, in this order. */
  const spent: string[] = [];
  const given: string[] = [];

  const server = createServer(async (request, answer) => {
    const { method = "GET", url = "/", headers, socket } = request;
    const body = await buffer(request);
    const sent = new URLSearchParams(body.toString());
    if (url === "/token" && sent.has("refresh_token")) spent.push(sent.get("refresh_token") ?? "");
    if (trouble === "drops") socket.destroy();
    else if (typeof trouble === "number") answer.writeHead(trouble).end("not now");
    if (trouble !== undefined) return;
    const passed = await fetch(`${provider.address}${url}`, {
      method,
      redirect: "manual",
      headers: { "content-type": headers["content-type"] ?? "text/plain" },
      ...(method === "GET" ? {} : { body }),
    });
    const text = await passed.text();
    const [, token] = /"refresh_token":"([^"]+)"/.exec(text) ?? [];
    if (token !== undefined) given.push(token);
    const [type, location] = ["content-type", "location"].map((name) => passed.headers.get(name));
    answer.writeHead(passed.status, {
      ...(type == null ? {} : { "content-type": type }),
      ...(location == null ? {} : { location }),
    });
    answer.end(text);
  });
  const address = `http://localhost:${await listen(server, 0)}`;
  provider.service.issuer.url = address;

  return {
    address,
    service: provider.service,
    spent,
    given,
    troubled: (now: Trouble | undefined) => {
      trouble = now;
    },
    /** From now on this person has this role, or is gone. */
    person: async (id: string, role: LocalStanding) => {
      const { status } = await fetch(`${address}/people`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ id, role }),
      });
      if (status !== 200) throw new Error(`the provider answered ${status}`);
    },
    close: async () => {
      server.closeAllConnections();
      await stopListening(server);
      await provider.close();
    },
  };
};

export type ShakyProvider = Awaited<ReturnType<typeof startShakyProvider>>;
