import { Hono } from "hono";
import type { Role } from "../../../shared/session.ts";
import type { InboxDeps } from "../deps.ts";
import { messagePage } from "../message-page.tsx";
import type { SignedIn, signIn } from "../sign-in/sign-in.ts";
import { readList } from "../worklist/read-list.ts";
import { handoverPage } from "./handover-page.tsx";

const everybody: readonly Role[] = ["duty", "manager", "auditor"];

/** The end of a shift: what the next one must know, on a page that prints. */
export const handoverRoutes = (
  deps: InboxDeps,
  requireSession: ReturnType<typeof signIn>["requireSession"],
): Hono<SignedIn> => {
  const { settings, clock, working } = deps;
  const { hub } = settings;
  const routes = new Hono<SignedIn>();

  routes.get("/handover", requireSession(everybody), async (c) => {
    const now = clock();
    const after = c.req.query("after");
    const list = await readList(deps, now, after);
    const looking = { staff: c.get("staff"), now, working };
    const onlyMine = c.req.query("of") === "mine";
    return c.html(handoverPage(hub, looking, { ...list, after, onlyMine }));
  });

  routes.all("/handover", requireSession(everybody), (c) => {
    c.header("Allow", "GET, HEAD");
    return messagePage(c, "method-not-allowed", hub);
  });

  return routes;
};
