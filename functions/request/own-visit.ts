import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { readReference } from "../../shared/domain/reference.ts";
import type { Visit } from "../../shared/store/visits.ts";
import type { RequestDeps } from "./deps.ts";

const cookieName = "__Host-status";
const cookie = { path: "/", secure: true, httpOnly: true, sameSite: "Lax" } as const;

/** Whether this browser has named a request; that may be over, or have been another one. */
const hasOne = (c: Context): boolean => getCookie(c, cookieName) !== undefined;

/** What the browser that asks has shown to be its own. */
export const ownVisit = ({ store, clock }: Pick<RequestDeps, "store" | "clock">) => ({
  begin: async (c: Context, reference: string): Promise<void> => {
    const { visits } = await store();
    setCookie(c, cookieName, await visits.begin(reference, clock()), cookie);
  },

  /** The visit, where the reference in the address is its own. */
  find: async (c: Context): Promise<Visit | undefined> => {
    const reference = readReference(c.req.param("reference") ?? "");
    const id = getCookie(c, cookieName);
    if (reference === undefined || id === undefined) return undefined;
    const { visits } = await store();
    const visit = await visits.find(id, clock());
    return visit?.reference === reference ? visit : undefined;
  },

  hasOne,

  /**
   * The way back for whoever has no such visit (any more): the request is named again. After a post it
   * says that nobody was told anything, or they would believe that we know.
   */
  nameAgain: (c: Context): Response => {
    const why = c.req.method === "POST" ? "?not-told" : hasOne(c) ? "?ended" : "";
    return c.redirect(`/status${why}`, 303);
  },

  /** From now on this browser may read the advice too. */
  letRead: async (c: Context): Promise<void> => {
    const id = getCookie(c, cookieName);
    if (id !== undefined) await (await store()).visits.letRead(id, clock());
  },

  end: async (c: Context): Promise<void> => {
    const id = getCookie(c, cookieName);
    if (id !== undefined) await (await store()).visits.end(id, clock());
    deleteCookie(c, cookieName, cookie);
    c.header("Clear-Site-Data", '"cache", "storage"');
  },
});
