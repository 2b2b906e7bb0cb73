import { type Context, Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { readReference } from "../../../shared/domain/reference.ts";
import type { Role } from "../../../shared/session.ts";
import { putAudit } from "../../../shared/store/audit.ts";
import { loadConsultation } from "../../../shared/store/consultations.ts";
import { answersOf, recordedActs } from "../consultation/recorded-acts.ts";
import type { InboxDeps } from "../deps.ts";
import { messagePage } from "../message-page.tsx";
import type { SignedIn, signIn } from "../sign-in/sign-in.ts";
import { bundlePage } from "./bundle-page.tsx";
import { readExpiring } from "./expiring.ts";
import { expiringPage } from "./expiring-page.tsx";
import { endOfNextMonth } from "./next-month.ts";

const everybody: readonly Role[] = ["duty", "manager", "auditor"];

/** What is kept, how long, and everything that is held about one consultation. */
export const keepingRoutes = (
  deps: InboxDeps,
  requireSession: ReturnType<typeof signIn>["requireSession"],
): Hono<SignedIn> => {
  const { settings, clock, working, catalogue } = deps;
  const { hub } = settings;
  const routes = new Hono<SignedIn>();

  const watchersOnly = createMiddleware<SignedIn>(async (c, next) =>
    c.get("staff").role === "duty" ? messagePage(c, "watchers-only", hub) : next(),
  );
  const managersOnly = createMiddleware<SignedIn>(async (c, next) =>
    c.get("staff").role === "manager" ? next() : messagePage(c, "manager-only", hub),
  );

  routes.get("/expiring", requireSession(everybody), watchersOnly, async (c) => {
    const until = endOfNextMonth(working.dateOf(clock()));
    const read = await readExpiring(deps, hub, until);
    return c.html(expiringPage({ hub, staff: c.get("staff"), until }, read));
  });

  routes.get(
    "/consultations/:reference/bundle",
    requireSession(everybody),
    managersOnly,
    async (c: Context<SignedIn>) => {
      const reference = readReference(c.req.param("reference") ?? "");
      const consultation =
        reference === undefined ? undefined : await loadConsultation(deps, reference);
      if (consultation === undefined) return messagePage(c, "not-found", hub);
      // Its page says what is left of it.
      if (consultation.emptiedAt !== undefined)
        return c.redirect(`/consultations/${consultation.reference}`, 303);
      const [staff, at] = [c.get("staff"), clock()];
      await putAudit(deps, {
        at,
        reference: consultation.reference,
        byId: staff.id,
        by: staff.name,
        role: staff.role,
        did: "bundle",
      });
      const frame = { hub, staff, now: at, working, catalogue };
      const [sent, acts] = await Promise.all([
        answersOf(deps, consultation),
        recordedActs(deps, consultation),
      ]);
      return c.html(bundlePage(frame, { consultation, ...sent, acts }));
    },
  );

  for (const path of ["/expiring", "/consultations/:reference/bundle"])
    routes.all(path, requireSession(everybody), (c) => {
      c.header("Allow", "GET, HEAD");
      return messagePage(c, "method-not-allowed", hub);
    });

  return routes;
};
