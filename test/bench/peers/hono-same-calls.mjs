import { randomBytes } from "node:crypto";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { answerWhenListening } from "./answer-when-listening.mjs";
import { openKeysAndTrail } from "./keys-and-trail.mjs";
import { openStore } from "./store-request.mjs";

/** The bare handler with every call over the network that the product makes, and nothing besides. */
const [, , sizesFile] = process.argv;
const store = await openStore(sizesFile);
const { keys, trail } = await openKeysAndTrail();

const app = new Hono();
app.post("/api/consultations", async (c) => {
  const answers = await c.req.json();
  const reference = randomBytes(7).toString("hex").toUpperCase();
  await keys(reference);
  await store(answers, reference);
  await trail(reference);
  return c.json({ reference }, 201);
});

answerWhenListening(createAdaptorServer({ fetch: app.fetch }));
