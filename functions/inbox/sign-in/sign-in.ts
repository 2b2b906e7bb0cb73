import { type Context, Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import type { Log } from "../../../shared/log.ts";
import type { Clock, Ids } from "../../../shared/ports.ts";
import { type Role, type Staff, staffSessions } from "../../../shared/session.ts";
import type { SignInSettings } from "../../../shared/settings.ts";
import type { Table } from "../../../shared/store/table.ts";
import { pendingSeconds, pendingSignIns } from "./pending-sign-ins.ts";
import { providerConnection } from "./provider-connection.ts";
import { providerRecheck } from "./provider-recheck.ts";
import { returnPath } from "./return-path.ts";
import { staffInClaims } from "./staff-in-claims.ts";

const sessionCookie = "__Host-duty-session";
const signingInCookie = "__Host-duty-signing-in";
/** Lax, because the return comes by a link from the provider's site. */
const kept = { path: "/", secure: true, httpOnly: true, sameSite: "Lax" } as const;

const tokenShape = /^[\w-]{22}$/;

const everyRole: readonly Role[] = ["duty", "manager", "auditor"];

/** Why a person does not get in, and the answer's status. */
const statuses = {
  "not-signed-in": 401,
  "wrong-role": 403,
  "no-role": 403,
  "sign-in-failed": 400,
  "provider-away": 503,
} as const;

export type SignInRefusal = keyof typeof statuses;
export type SignInRefusalStatus = (typeof statuses)[SignInRefusal];

/** The secret was changed since it was read: the next sign-in reads it again. */
const isSecretRefused = (thrown: unknown) =>
  thrown instanceof Error && "error" in thrown && thrown.error === "invalid_client";

/** What a page behind `requireSession` finds in its context. */
export type SignedIn = { readonly Variables: { readonly staff: Staff } };

export type SignInDeps = {
  readonly inboxAddress: string;
  readonly signIn: SignInSettings;
  /** Proves to the provider that it is us. Asked for on the first sign-in. */
  readonly secret: () => Promise<string>;
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** The page that says so. */
  readonly refused: (
    c: Context,
    why: SignInRefusal,
    status: SignInRefusalStatus,
  ) => Response | Promise<Response>;
};

/** Signing in and out, and the door of every page behind it. */
export const signIn = (deps: SignInDeps) => {
  const { table, clock, ids, log } = deps;
  const connection = providerConnection(deps);
  const recheck = providerRecheck({ connection, roles: deps.signIn.roles, log });
  const sessions = staffSessions({ table, clock, ids, recheck });
  const pendings = pendingSignIns({ table, clock });
  const refuse = (c: Context, why: SignInRefusal) => deps.refused(c, why, statuses[why]);

  const routes = new Hono();

  routes.get("/sign-in", async (c) => {
    const asked = await connection.reach();
    if (asked === undefined) return refuse(c, "provider-away");
    // One id for all tabs of a browser: a worker whose session ended signs in from several at once.
    const known = getCookie(c, signingInCookie) ?? "";
    const browser = tokenShape.test(known) ? known : ids.token();
    const state = ids.token();
    const nonce = ids.token();
    // PKCE wants at least 43 characters.
    const verifier = `${ids.token()}${ids.token()}`;
    const returnTo = returnPath(c.req.query("to"));
    await pendings.keep({ browser, state }, { nonce, verifier, returnTo });
    setCookie(c, signingInCookie, browser, { ...kept, maxAge: pendingSeconds });
    return c.redirect(await asked.address({ state, nonce, verifier }), 303);
  });

  routes.get("/sign-in/return", async (c) => {
    const browser = getCookie(c, signingInCookie) ?? "";
    const state = c.req.query("state") ?? "";
    const pending = await pendings.take({ browser, state });
    if (pending === undefined) return refuse(c, "sign-in-failed");
    const asked = await connection.reach();
    if (asked === undefined) return refuse(c, "provider-away");
    let told: Awaited<ReturnType<typeof asked.redeem>>;
    try {
      told = await asked.redeem(new URL(c.req.url).search, { state, ...pending });
    } catch (thrown) {
      if (isSecretRefused(thrown)) connection.forget();
      log.error("sign-in failed", { thrown });
      return refuse(c, "sign-in-failed");
    }
    const staff = staffInClaims(told.claims, deps.signIn.roles);
    if (staff === "claims-unreadable") {
      log.error("sign-in without a name or an address");
      return refuse(c, "sign-in-failed");
    }
    if (staff === "no-role") {
      log.info("sign-in without a role");
      return refuse(c, "no-role");
    }
    // Nobody could tell later that the person was removed.
    if (told.refreshToken === undefined) {
      log.error("sign-in without a refresh token: grant the inbox offline_access at the provider");
      return refuse(c, "sign-in-failed");
    }
    await sessions.end(getCookie(c, sessionCookie));
    setCookie(c, sessionCookie, await sessions.open(staff, told.refreshToken), kept);
    log.info("signed in", { role: staff.role });
    return c.redirect(pending.returnTo, 303);
  });

  /** The browser keeps nothing of what was read: others use the same desk. */
  const leave = (c: Context) => {
    deleteCookie(c, sessionCookie, kept);
    c.header("Clear-Site-Data", '"cache", "storage"');
    return c.redirect("/signed-out", 303);
  };

  routes.post("/sign-out", async (c) => {
    await sessions.end(getCookie(c, sessionCookie));
    return leave(c);
  });

  /** Lets in who has a session and one of the roles. */
  const requireSession = (allowed: readonly Role[]) =>
    createMiddleware<SignedIn>(async (c, next) => {
      // A list that renews itself all night must not keep anybody signed in.
      const by = c.req.header("x-refresh") === "yes" ? "page" : "person";
      const staff = await sessions.find(getCookie(c, sessionCookie), by);
      if (staff === undefined) {
        if (c.req.method !== "GET" && c.req.method !== "HEAD") return refuse(c, "not-signed-in");
        const { pathname, search } = new URL(c.req.url);
        return c.redirect(`/sign-in?to=${encodeURIComponent(`${pathname}${search}`)}`, 303);
      }
      if (!allowed.includes(staff.role)) return refuse(c, "wrong-role");
      c.set("staff", staff);
      return next();
    });

  routes.post("/sign-out-everywhere", requireSession(everyRole), async (c) => {
    await sessions.endEverywhere(getCookie(c, sessionCookie));
    return leave(c);
  });

  return { routes, requireSession };
};
