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

/** The draft's id, and its revision when this browser was last told of it. */
const cookieOf = (id: string, revision: number) => `${id}.${revision}`;

const inCookie = (c: Context) => {
  const [id = "", seen] = getCookie(c, cookieName)?.split(".") ?? [];
  return id === "" ? undefined : { id, seen: Number(seen) };
};

/** Whether this browser had answers once; they may be gone. */
export const hasDraftCookie = (c: Context): boolean => getCookie(c, cookieName) !== undefined;

/** A draft, and the id under which this browser has it. */
export type OwnDraft = HeldDraft & { readonly id: string; readonly until?: Instant };

/** The draft of the browser that asks, found by its cookie. */
export const browserDraft = ({ store, ids }: Pick<RequestDeps, "store" | "ids">) => {
  const another = (): OwnDraft => ({ id: ids.token(), draft: emptyDraft, revision: 0 });

  const load = async (c: Context, now: Instant, seen?: number): Promise<OwnDraft | undefined> => {
    const own = inCookie(c);
    if (own === undefined) return undefined;
    const found = await (await store()).drafts.load(own.id, now, seen);
    return found === undefined ? undefined : { id: own.id, ...found };
  };

  return {
    held: (c: Context, now: Instant) => load(c, now, inCookie(c)?.seen),

    /** As it stands in the table: a saved form may be open in another browser, too. */
    standing: (c: Context, now: Instant) => load(c, now),

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
          setCookie(c, cookieName, cookieOf(id, revision + 1), cookie);
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
    adopt: (c: Context, id: string, { revision }: HeldDraft): void =>
      setCookie(c, cookieName, cookieOf(id, revision), cookie),

    /** Takes it out of the browser, and out of the table unless it was saved to be come back to. */
    clear: async (c: Context, now: Instant): Promise<void> => {
      const own = inCookie(c);
      if (own !== undefined) {
        const { drafts } = await store();
        const standing = await drafts.load(own.id, now);
        if (standing?.draft.savedAt === undefined) await drafts.clear(own.id, now);
      }
      setCookie(c, cookieName, "", { ...cookie, maxAge: 0 });
      c.header("Clear-Site-Data", '"cache", "storage"');
    },
  };
};
