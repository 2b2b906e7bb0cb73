import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import * as z from "zod";
import named from "../../functions/request/examples/named.json" with { type: "json" };

const answerSchema = z.object({ reference: z.string().min(1) });

const body = Buffer.from(JSON.stringify(named));

const post = (address: string, agent: Agent) =>
  new Promise<{ readonly status: number | undefined; readonly text: string }>((resolve, reject) => {
    const sent = request(`${address}/api/consultations`, {
      agent,
      method: "POST",
      headers: {
        "content-type": "application/json",
        "content-length": body.length,
        "idempotency-key": randomUUID(),
      },
    });
    sent.once("error", reject);
    sent.once("response", (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.once("error", reject);
      answer.once("end", () =>
        resolve({ status: answer.statusCode, text: Buffer.concat(parts).toString("utf8") }),
      );
    });
    sent.end(body);
  });

/** Sends one request to the API. @returns the reference. @throws Error unless it was taken as a new one. */
const askOnce = async (address: string, agent: Agent): Promise<string> => {
  const { status, text } = await post(address, agent);
  if (status !== 201) throw new Error(`POST /api/consultations was answered ${status}`);
  return answerSchema.parse(JSON.parse(text)).reference;
};

/** Keeps so many requests under way until all are answered. @returns requests a second, and the references. */
export const apiLoad = async (
  address: string,
  { requests, atOnce }: { readonly requests: number; readonly atOnce: number },
) => {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const references: string[] = [];
  let begun = 0;
  const sender = async () => {
    while (begun < requests) {
      begun += 1;
      references.push(await askOnce(address, agent));
    }
  };
  try {
    const since = performance.now();
    await Promise.all(Array.from({ length: atOnce }, sender));
    return { perSecond: (requests * 1000) / (performance.now() - since), references };
  } finally {
    agent.destroy();
  }
};
