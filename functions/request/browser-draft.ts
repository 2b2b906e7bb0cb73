import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { Instant } from "../../shared/domain/instant.ts";
import type { Draft, HeldDraft } from "../../shared/store/drafts.ts";
import { emptyDraft } from "../../shared/store/empty-draft.ts";
import type { RequestDeps } from "./deps.ts";

const cookieName = "__Host-draft";
const cookie = { path: "/", secure: true, httpOnly: true, sameSite: "Lax" } as const;

/** Two tabs may write one draft at once; this often is a fault. */
const mostTries = 8;

/** Thrown when others wrote the draft again and again: known by its name. */
export const writtenByOthers = "WrittenByOthers";

/** Whether this browser had answers once; they may be gone. */
export const hasDraftCookie = (c: Context): boolean => getCookie(c, cookieName) !== undefined;

/** A draft, and the id under which this browser has it. */
export type OwnDraft = HeldDraft & { readonly id: string; readonly until?: Instant };

/** The draft of the browser that asks, found by its cookie. */
export const browserDraft = ({ store, ids }: Pick<RequestDeps, "store" | "ids">) => {
  const another = (): OwnDraft => ({ id: ids.token(), draft: emptyDraft, revision: 0 });

  return {
    held: async (c: Context, now: Instant): Promise<OwnDraft | undefined> => {
      const id = getCookie(c, cookieName);
      const found = id === undefined ? undefined : await (await store()).drafts.load(id, now);
      return id === undefined || found === undefined ? undefined : { id, ...found };
    },

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
          if (id !== standing?.id) setCookie(c, cookieName, id, cookie);
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
    adopt: (c: Context, id: string): void => setCookie(c, cookieName, id, cookie),

    /** Takes it out of the browser, and out of the table unless it was saved to be come back to. */
    clear: async (c: Context, now: Instant): Promise<void> => {
      const id = getCookie(c, cookieName);
      if (id !== undefined) {
        const { drafts } = await store();
        const standing = await drafts.load(id, now);
        if (standing?.draft.savedAt === undefined) await drafts.clear(id, now);
      }
      setCookie(c, cookieName, "", { ...cookie, maxAge: 0 });
      c.header("Clear-Site-Data", '"cache", "storage"');
    },
  };
};
