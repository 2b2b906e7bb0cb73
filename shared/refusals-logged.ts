import { createMiddleware } from "hono/factory";
import { matchedRoutes } from "hono/route";
import type { Log } from "./log.ts";

/** What nobody is answered who only mistypes: not signed in, not theirs, foreign, too large, too often. */
const refused = [401, 403, 413, 415, 429];

/** Every request that was turned away at a door, by the pattern of its route: never by its address. */
export const refusalsLogged = (log: Log) =>
  createMiddleware(async (c, next) => {
    await next();
    const { status } = c.res;
    if (!refused.includes(status)) return;
    const own = matchedRoutes(c).findLast(({ path }) => !path.endsWith("*"));
    log.info("turned away", { route: own?.path ?? "*", status });
  });
