import { Hono } from "hono";
import { inboxScript } from "../../shared/pages/inbox-script.ts";
import { isOwnPost } from "../../shared/pages/own-post.ts";
import { strictHeaders } from "../../shared/pages/strict-headers.ts";
import { inboxStyles } from "../../shared/pages/stylesheet.ts";
import { refusalsLogged } from "../../shared/refusals-logged.ts";
import type { Role } from "../../shared/session.ts";
import { auditRoutes } from "./audit/audit-routes.ts";
import { oneConsultation } from "./consultation/one-consultation.ts";
import type { InboxDeps } from "./deps.ts";
import { figuresRoutes } from "./figures/figures-routes.ts";
import { keepingRoutes } from "./keeping/keeping-routes.ts";
import { messagePage } from "./message-page.tsx";
import { settingsRoutes } from "./settings/settings-routes.ts";
import { coverRoutes } from "./shifts/cover-routes.ts";
import { handoverRoutes } from "./shifts/handover-routes.ts";
import { type SignedIn, signIn } from "./sign-in/sign-in.ts";
import { signInAgain } from "./sign-in-again.tsx";
import { telephoneEntry } from "./telephone/telephone-entry.ts";
import { worklistRoutes } from "./worklist/worklist-routes.ts";

const everybody: readonly Role[] = ["duty", "manager", "auditor"];

/** The duty team's side, signed in. Every view and every act is put into the audit before it happens. */
export const createApp = (deps: InboxDeps): Hono<SignedIn> => {
  const { settings, clock, ids, log, table, secret, followCalendar } = deps;
  const { hub, inboxAddress } = settings;
  if (settings.signIn === undefined) throw new Error("settings: the inbox needs signIn");
  const door = signIn({
    inboxAddress,
    signIn: settings.signIn,
    secret,
    table,
    clock,
    ids,
    log,
    refused: (c, why) =>
      why === "not-signed-in" ? signInAgain(c, inboxAddress, hub) : messagePage(c, why, hub),
  });
  const app = new Hono<SignedIn>();

  app.use(refusalsLogged(log));
  app.use(strictHeaders("with-script"));
  app.use(async (c, next) => {
    const reads = c.req.method === "GET" || c.req.method === "HEAD";
    return reads || isOwnPost(c.req.raw.headers, inboxAddress)
      ? next()
      : messagePage(c, "foreign", hub);
  });
  app.route("/", door.routes);
  app.get("/signed-out", (c) => messagePage(c, "signed-out", hub));
  app.get(inboxStyles.href, (c) =>
    c.body(inboxStyles.text, 200, {
      "Content-Type": "text/css; charset=utf-8",
      "Cache-Control": "public, max-age=31536000, immutable",
    }),
  );

  app.get(inboxScript.href, (c) =>
    c.body(inboxScript.text, 200, {
      "Content-Type": "text/javascript; charset=utf-8",
      "Cache-Control": "public, max-age=31536000, immutable",
    }),
  );

  app.use(async (_, next) => {
    await followCalendar(clock());
    return next();
  });

  app.route("/", telephoneEntry(deps, door.requireSession));

  app.route("/", worklistRoutes(deps, door.requireSession));
  app.route("/", handoverRoutes(deps, door.requireSession));
  app.route("/", coverRoutes(deps, door.requireSession));
  app.route("/", auditRoutes(deps, door.requireSession));
  app.route("/", settingsRoutes(deps, door.requireSession));
  app.route("/", keepingRoutes(deps, door.requireSession));
  app.route("/", figuresRoutes(deps, door.requireSession));
  app.route("/", oneConsultation(deps, door.requireSession));

  // Without a session nobody learns which addresses there are.
  app.all("*", door.requireSession(everybody));
  app.notFound((c) => messagePage(c, "not-found", hub));
  app.onError((thrown, c) => {
    log.error("inbox failed", { route: c.req.routePath, thrown });
    return messagePage(c, "went-wrong", hub);
  });
  return app;
};
