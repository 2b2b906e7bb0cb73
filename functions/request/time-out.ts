import { type Context, Hono } from "hono";
import { type Instant, secondsBetween } from "../../shared/domain/instant.ts";
import { browserDraft } from "./browser-draft.ts";
import type { RequestDeps } from "./deps.ts";
import { posted } from "./posted.ts";
import { takesOnly } from "./takes-only.ts";
import { timeOutAddresses } from "./time-out-addresses.ts";

/** What the form's script asks before an unsent form is deleted, and how somebody says that they are there. */
export const timeOutRoutes = (deps: RequestDeps): Hono => {
  const {
    settings: { hub },
    clock,
  } = deps;
  const browser = browserDraft(deps);
  const app = new Hono();
  const left = (c: Context, until: Instant | undefined, now: Instant) =>
    c.json({ seconds: until === undefined ? 0 : Math.max(0, secondsBetween(now, until)) });

  app.get(timeOutAddresses.left, async (c) => {
    const now = clock();
    return left(c, (await browser.standing(c, now))?.until, now);
  });

  app.post(timeOutAddresses.stay, async (c) => {
    const fields = await posted(c, deps.settings);
    if (fields instanceof Response) return fields;
    const now = clock();
    const standing = await browser.standing(c, now);
    if (standing === undefined || standing.draft.sent !== undefined) return left(c, undefined, now);
    // Written as it is: every writing gives it another hour.
    await browser.write(c, now, standing, (fresh) => fresh);
    return left(c, (await browser.held(c, now))?.until, now);
  });

  takesOnly(app, hub, {
    [timeOutAddresses.left]: "GET, HEAD",
    [timeOutAddresses.stay]: "POST",
  });

  return app;
};
