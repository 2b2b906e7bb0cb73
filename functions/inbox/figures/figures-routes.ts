import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import type { ClosedWork } from "../../../shared/domain/closed-work.ts";
import { figures } from "../../../shared/domain/figures.ts";
import type { Instant } from "../../../shared/domain/instant.ts";
import { questions } from "../../../shared/domain/questions.ts";
import { monthWords } from "../../../shared/domain/time-words.ts";
import type { Role, Staff } from "../../../shared/session.ts";
import { ofTheFigures, putAudit } from "../../../shared/store/audit.ts";
import { closedWork, listedWork } from "../../../shared/store/closed-work.ts";
import type { InboxDeps } from "../deps.ts";
import { messagePage } from "../message-page.tsx";
import type { SignedIn, signIn } from "../sign-in/sign-in.ts";
import { closedCsv } from "./closed-csv.ts";
import { figuresPage } from "./figures-page.tsx";
import { isMonth, lastMonths, monthOf } from "./months.ts";
import { monthsPage } from "./months-page.tsx";

const everybody: readonly Role[] = ["duty", "manager", "auditor"];

const addresses = ["/figures", "/figures/months", "/figures.csv"] as const;

/** How the promise is kept: for managers and auditors, by the month in which work was closed. */
export const figuresRoutes = (
  deps: InboxDeps,
  requireSession: ReturnType<typeof signIn>["requireSession"],
): Hono<SignedIn> => {
  const { settings, clock, working, catalogue = questions } = deps;
  const { hub } = settings;
  const routes = new Hono<SignedIn>();

  const watchersOnly = createMiddleware<SignedIn>(async (c, next) =>
    c.get("staff").role === "duty" ? messagePage(c, "watchers-only", hub) : next(),
  );

  const audited = (staff: Staff, at: Instant, did: string) =>
    putAudit(deps, {
      at,
      reference: ofTheFigures,
      byId: staff.id,
      by: staff.name,
      role: staff.role,
      did,
    });

  const read = async (months: readonly string[]) => {
    const listed = await listedWork(deps);
    const rows: ClosedWork[] = listed.rows.filter(({ state }) => state !== "closed");
    const unreadable = [...listed.unreadable];
    for await (const part of closedWork(deps, months, listed)) {
      rows.push(...part.rows);
      unreadable.push(...part.unreadable);
    }
    return { figures: figures(rows, { working, hub, now: clock() }), unreadable };
  };

  routes.get("/figures", requireSession(everybody), watchersOnly, async (c) => {
    const now = clock();
    const asked = c.req.query("month") ?? "";
    const month = isMonth(asked, now) ? asked : monthOf(now);
    const staff = c.get("staff");
    await audited(staff, now, `read the figures of ${monthWords(month)}`);
    const frame = { hub, staff };
    return c.html(figuresPage(frame, { month, months: lastMonths(now), ...(await read([month])) }));
  });

  routes.get("/figures/months", requireSession(everybody), watchersOnly, async (c) => {
    const [staff, now] = [c.get("staff"), clock()];
    await audited(staff, now, "read the figures month by month");
    const months = lastMonths(now);
    const { figures: all, unreadable } = await read(months);
    const frame = { hub, staff };
    return c.html(monthsPage(frame, { months, byMonth: all.byMonth, unreadable }));
  });

  routes.get("/figures.csv", requireSession(everybody), watchersOnly, async (c) => {
    const now = clock();
    const month = c.req.query("month") ?? "";
    // Whoever keeps a file must not find another month in it than they asked for.
    if (!isMonth(month, now)) return messagePage(c, "not-found", hub);
    await audited(c.get("staff"), now, `took the file of ${monthWords(month)}`);
    const parts = closedWork(deps, [month], await listedWork(deps));
    const text = closedCsv(parts, { catalogue, working, now, bom: true });
    return c.body(ReadableStream.from(text).pipeThrough(new TextEncoderStream()), 200, {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="consultations-${month}.csv"`,
    });
  });

  for (const address of addresses)
    routes.all(address, requireSession(everybody), (c) => {
      c.header("Allow", "GET, HEAD");
      return messagePage(c, "method-not-allowed", hub);
    });

  return routes;
};
