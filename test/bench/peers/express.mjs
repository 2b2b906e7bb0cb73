import { createServer } from "node:http";
import express from "express";
import { answerWhenListening } from "./answer-when-listening.mjs";
import { openStore } from "./store-request.mjs";

/** The same as hono.mjs, in Express. */
const [, , sizesFile] = process.argv;
const store = await openStore(sizesFile);

const app = express();
app.use(express.json({ limit: "256kb" }));
app.post("/api/consultations", async (request, answer) => {
  const reference = await store(request.body);
  answer.status(201).json({ reference });
});

answerWhenListening(createServer(app));
