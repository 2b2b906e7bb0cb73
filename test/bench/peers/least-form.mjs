import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { answerWhenListening } from "./answer-when-listening.mjs";
import { openStore } from "./store-request.mjs";

/**
 * The least that could be called this form: it shows the product's pages as they once were, letter by letter,
 * puts a draft at each answer and the two items at the end. It reads no draft, checks nothing, decides nothing
 * and seals nothing.
 */
const [, , sizesFile, , pagesFile] = process.argv;
const store = await openStore(sizesFile);
const { shown: pages, reference: shownReference } = JSON.parse(await readFile(pagesFile, "utf8"));
const last = pages.at(-1);

const app = new Hono();
for (const [index, { path, html }] of pages.entries()) {
  if (path !== last.path) app.get(path, (c) => c.html(html));
  const next = pages[index + 1];
  if (next === undefined) continue;
  app.post(path, async (c) => {
    const answers = await c.req.parseBody({ all: true });
    const id = getCookie(c, "draft") ?? randomBytes(16).toString("base64url");
    if (next.path === last.path)
      return c.redirect(`${last.path}?reference=${await store(answers)}`, 303);
    await store.draft(id, JSON.stringify(answers));
    setCookie(c, "draft", id, { path: "/", httpOnly: true });
    return c.redirect(next.path, 303);
  });
}
app.get(last.path, (c) =>
  c.html(last.html.replaceAll(shownReference, c.req.query("reference") ?? "")),
);

answerWhenListening(createAdaptorServer({ fetch: app.fetch }));
