import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { createMailFaults } from "../../../infra/local/mail-faults.ts";
import { createSes } from "../../../infra/local/ses.ts";
import { at } from "../../../shared/domain/instant.ts";

/** `before`: refused. `after`: taken, and the line breaks. `silence`: taken, and never answered. */
export type SesFault = "before" | "after" | "silence";

/** One SendRawEmail as it came over the wire. */
export type SesRequest = { readonly form: URLSearchParams; readonly raw: Buffer };

export type FaultySes = {
  readonly endpoint: string;
  /** Every request that came, taken or not. */
  readonly requests: readonly SesRequest[];
  /** The letters that the endpoint kept. */
  readonly taken: () => readonly Buffer[];
  /** The next requests fail like this, one after the other; then all goes well again. */
  readonly failNext: (...faults: readonly SesFault[]) => void;
  readonly close: () => Promise<void>;
};

/** SES's own words for an address that it does not know: they quote it. */
const refusal =
  '<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>MessageRejected</Code><Message>Email address is not verified: duty@mash.example</Message></Error><RequestId>r-0</RequestId></ErrorResponse>';

/** The local SES endpoint that `npm start` uses, on a port of its own, with faults on request. */
export const faultySes = async (): Promise<FaultySes> => {
  const requests: SesRequest[] = [];
  const kept: Buffer[] = [];
  const planned: SesFault[] = [];
  const take = createSes({
    clock: () => at("2026-11-23T10:12:30Z"),
    mailbox: {
      put: async ({ raw }) => {
        kept.push(Buffer.from(raw, "base64"));
      },
      all: () => [],
    },
    faults: createMailFaults(),
    taken: () => undefined,
  });
  const never = new AbortController().signal;
  const server = createServer(async (incoming, response) => {
    const body = await buffer(incoming);
    const form = new URLSearchParams(body.toString());
    requests.push({ form, raw: Buffer.from(form.get("RawMessage.Data") ?? "", "base64") });
    const fault = planned.shift();
    if (fault === "before") {
      response.writeHead(400, { "Content-Type": "text/xml" }).end(refusal);
      return;
    }
    const answer = await take(body, never);
    if (fault === "after") incoming.socket.destroy();
    if (fault === undefined)
      response.writeHead(answer.status, { "Content-Type": answer.type }).end(answer.body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a server without a port");
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    requests,
    taken: () => kept,
    failNext: (...faults) => {
      planned.push(...faults);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
