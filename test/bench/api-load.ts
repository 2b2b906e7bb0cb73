import { randomUUID } from "node:crypto";
import { Agent } from "node:http";
import * as z from "zod";
import named from "../../functions/request/examples/named.json" with { type: "json" };
import { answerTo } from "./answer-to.ts";

const answerSchema = z.object({ reference: z.string().min(1) });

const body = JSON.stringify(named);

/** Sends one request to the API. @returns the reference. @throws Error unless it was taken as a new one. */
const askOnce = async (address: string, agent: Agent): Promise<string> => {
  const { status, text } = await answerTo(new URL("/api/consultations", address), agent, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
    body,
  });
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
