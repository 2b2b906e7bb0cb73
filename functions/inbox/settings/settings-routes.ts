import { Hono } from "hono";
import type { Role } from "../../../shared/session.ts";
import { readLastGoodFeed } from "../../../shared/store/house.ts";
import type { InboxDeps } from "../deps.ts";
import { messagePage } from "../message-page.tsx";
import type { SignedIn, signIn } from "../sign-in/sign-in.ts";
import { settingsPage } from "./settings-page.tsx";

const everybody: readonly Role[] = ["duty", "manager", "auditor"];

/** What this hub is set to, for everybody who is signed in. Nothing of any case is on it. */
export const settingsRoutes = (
  { settings, clock, table, working, log }: InboxDeps,
  requireSession: ReturnType<typeof signIn>["requireSession"],
): Hono<SignedIn> => {
  const routes = new Hono<SignedIn>();

  /** The page is there to look at when something is wrong: a copy that cannot be read is told, not thrown. */
  const fetchedAt = async () => {
    try {
      return (await readLastGoodFeed(table))?.at;
    } catch (thrown) {
      log.error("calendar unread", { thrown });
      return "unreadable";
    }
  };

  routes.get("/settings", requireSession(everybody), async (c) =>
    c.html(
      settingsPage(settings, {
        staff: c.get("staff"),
        now: clock(),
        calendar: working.calendar,
        fetchedAt: await fetchedAt(),
      }),
    ),
  );

  routes.all("/settings", requireSession(everybody), (c) => {
    c.header("Allow", "GET, HEAD");
    return messagePage(c, "method-not-allowed", settings.hub);
  });

  return routes;
};
