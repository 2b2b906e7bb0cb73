import { type Context, Hono } from "hono";
import { type Instant, secondsBetween } from "../../shared/domain/instant.ts";
import { readOwnPost } from "../../shared/pages/own-post.ts";
import { browserDraft } from "./browser-draft.ts";
import type { RequestDeps } from "./deps.ts";
import { problemPage } from "./problem-page.tsx";
import { timeOutAddresses } from "./time-out-addresses.ts";

/** What the form's script asks before an unsent form is deleted, and how somebody says that they are there. */
export const timeOutRoutes = (deps: RequestDeps): Hono => {
  const {
    settings: { hub, formAddress },
    clock,
  } = deps;
  const browser = browserDraft(deps);
  const app = new Hono();
  const left = (c: Context, until: Instant | undefined, now: Instant) =>
    c.json({ seconds: until === undefined ? 0 : Math.max(0, secondsBetween(now, until)) });

  app.get(timeOutAddresses.left, async (c) => {
    const now = clock();
    return left(c, (await browser.held(c, now))?.until, now);
  });

  app.post(timeOutAddresses.stay, async (c) => {
    const read = await readOwnPost(c.req.raw, formAddress);
    if ("problem" in read) return problemPage(c, read.problem, hub);
    const now = clock();
    const standing = await browser.held(c, now);
    if (standing === undefined || standing.draft.sent !== undefined) return left(c, undefined, now);
    // Written as it is: every writing gives it another hour.
    await browser.write(c, now, standing, (fresh) => fresh);
    return left(c, (await browser.held(c, now))?.until, now);
  });

  for (const [path, allow] of [
    [timeOutAddresses.left, "GET, HEAD"],
    [timeOutAddresses.stay, "POST"],
  ] as const)
    app.all(path, (c) => {
      c.header("Allow", allow);
      return problemPage(c, "method-not-allowed", hub);
    });

  return app;
};
