import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { answerWhenListening } from "./answer-when-listening.mjs";
import { openStore } from "./store-request.mjs";

/** The least that could take a request: JSON in, two puts, the reference out. */
const [, , sizesFile] = process.argv;
const store = await openStore(sizesFile);

const app = new Hono();
app.post("/api/consultations", async (c) => {
  const reference = await store(await c.req.json());
  return c.json({ reference }, 201);
});

answerWhenListening(createAdaptorServer({ fetch: app.fetch }));
