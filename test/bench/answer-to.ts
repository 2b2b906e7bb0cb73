import { type Agent, type IncomingHttpHeaders, request } from "node:http";

export type Asked = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** The whole answer to one request, by a connection of the agent's. */
export const answerTo = (
  url: URL,
  agent: Agent,
  { method = "GET", headers = {}, body = "" }: Asked,
) =>
  new Promise<{
    readonly status: number | undefined;
    readonly headers: IncomingHttpHeaders;
    readonly text: string;
  }>((resolve, reject) => {
    const sent = request(url, { agent, method, headers });
    sent.once("error", reject);
    sent.once("response", (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.once("error", reject);
      answer.once("end", () =>
        resolve({
          status: answer.statusCode,
          headers: answer.headers,
          text: Buffer.concat(parts).toString("utf8"),
        }),
      );
    });
    sent.end(body);
  });
