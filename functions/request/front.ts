import { type Context, Hono } from "hono";
import { strictHeaders } from "../../shared/pages/strict-headers.ts";
import type { RequestDeps } from "./deps.ts";
import { firstPageRoutes } from "./first-page.ts";

/**
 * The first page by itself, so that a start loads no more than it needs. All else, and the page for what goes
 * wrong with this one, comes from the whole form.
 * @param whole what answers for it, loaded on its first use.
 */
export const front = (
  deps: Pick<RequestDeps, "settings" | "working" | "clock">,
  whole: () => Promise<Hono["fetch"]>,
): Hono => {
  const byWhole = async (c: Context) => {
    const answer = await whole();
    return answer(c.req.raw, c.env);
  };
  const first = firstPageRoutes(deps);
  const app = new Hono();
  const headers = strictHeaders("with-script");
  for (const { path } of first.routes) app.use(path, headers);
  app.route("/", first);
  app.all("*", byWhole);
  app.onError((_, c) => byWhole(c));
  return app;
};
