import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { Instant } from "../../shared/domain/instant.ts";
import type { Draft, HeldDraft } from "../../shared/store/drafts.ts";
import { emptyDraft } from "../../shared/store/empty-draft.ts";
import type { RequestDeps } from "./deps.ts";

const cookieName = "__Host-draft";

/**
 * The draft's revision when this browser was last told of it, in a cookie of its own: an answer that arrives
 * after the browser was cleared then brings back a number, and not the way to what was typed.
 */
const revisionCookie = "__Host-draft-revision";

const cookie = { path: "/", secure: true, httpOnly: true, sameSite: "Lax" } as const;

/** Two tabs may write one draft at once; this often is a fault. */
const mostTries = 8;

/** Thrown when others wrote the draft again and again: known by its name. */
export const writtenByOthers = "WrittenByOthers";

const idIn = (c: Context) => {
  const id = getCookie(c, cookieName);
  return id === "" ? undefined : id;
};

const tell = (c: Context, id: string, revision: number) => {
  if (idIn(c) !== id) setCookie(c, cookieName, id, cookie);
  setCookie(c, revisionCookie, `${revision}`, cookie);
};

/** Whether this browser had answers once; they may be gone. */
export const hasDraftCookie = (c: Context): boolean => getCookie(c, cookieName) !== undefined;

/** A draft, and the id under which this browser has it. */
export type OwnDraft = HeldDraft & { readonly id: string; readonly until?: Instant };

/** The draft of the browser that asks, found by its cookie. */
export const browserDraft = ({ store, ids }: Pick<RequestDeps, "store" | "ids">) => {
  const another = (): OwnDraft => ({ id: ids.token(), draft: emptyDraft, revision: 0 });

  const load = async (c: Context, now: Instant, instead?: "to-write-on" | number) => {
    const id = idIn(c);
    if (id === undefined) return undefined;
    const found = await (await store()).drafts.load(id, now, instead);
    return found === undefined ? undefined : { id, ...found };
  };

  return {
    /** To be shown on the page that is asked for, or to be written on when one is posted. */
    held: (c: Context, now: Instant): Promise<OwnDraft | undefined> =>
      load(c, now, c.req.method === "POST" ? "to-write-on" : Number(getCookie(c, revisionCookie))),

    /** As it stands in the table: to be sent, or to be told how long it stands. */
    standing: (c: Context, now: Instant): Promise<OwnDraft | undefined> => load(c, now),

    /**
     * Changes the draft that stands, or begins one. What another tab wrote in between is kept; where that
     * tab cleared it, another is begun, so that what was typed here is not lost.
     */
    write: async (
      c: Context,
      now: Instant,
      standing: OwnDraft | undefined,
      alter: (draft: Draft) => Draft,
    ): Promise<Pick<OwnDraft, "id" | "draft">> => {
      const { drafts } = await store();
      let own = standing ?? another();
      for (let tried = 0; tried < mostTries; tried++) {
        const { id, revision } = own;
        const draft = alter(own.draft);
        if (await drafts.save(id, { draft, revision }, now)) {
          tell(c, id, revision + 1);
          return { id, draft };
        }
        const found = await drafts.load(id, now);
        own = found === undefined ? another() : { id, ...found };
      }
      throw Object.assign(new Error("a draft was written by others again and again"), {
        name: writtenByOthers,
      });
    },

    /** This browser has shown that the draft is its own. */
    adopt: (c: Context, id: string, { revision }: HeldDraft): void => tell(c, id, revision),

    /** Takes it out of the browser, and out of the table unless it was saved to be come back to. */
    clear: async (c: Context, now: Instant): Promise<void> => {
      const id = idIn(c);
      if (id !== undefined) {
        const { drafts } = await store();
        const standing = await drafts.load(id, now);
        if (standing?.draft.savedAt === undefined) await drafts.clear(id, now);
      }
      for (const name of [cookieName, revisionCookie])
        setCookie(c, name, "", { ...cookie, maxAge: 0 });
      c.header("Clear-Site-Data", '"cache", "storage"');
    },
  };
};
