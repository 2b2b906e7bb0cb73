import { type Context, Hono } from "hono";
import { readReference } from "../../../shared/domain/reference.ts";
import type { Role } from "../../../shared/session.ts";
import { loadConsultation } from "../../../shared/store/consultations.ts";
import type { InboxDeps } from "../deps.ts";
import { messagePage } from "../message-page.tsx";
import type { SignedIn, signIn } from "../sign-in/sign-in.ts";
import { readFilters } from "./filters.ts";
import { nearReferences } from "./near-references.ts";
import { readList } from "./read-list.ts";
import { type Sought, worklistPage } from "./worklist-page.tsx";

const everybody: readonly Role[] = ["duty", "manager", "auditor"];

/** Longer than any reference is written; of more than that nothing is shown again. */
const longestTyped = 40;

const pageIn = (asked: URLSearchParams): number => {
  const page = asked.get("page") ?? "";
  return /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1;
};

/** The duty team's list, and the way to one consultation by its reference. */
export const worklistRoutes = (
  deps: InboxDeps,
  requireSession: ReturnType<typeof signIn>["requireSession"],
): Hono<SignedIn> => {
  const { settings, clock, working } = deps;
  const { hub } = settings;
  const routes = new Hono<SignedIn>();

  const shown = async (
    c: Context<SignedIn>,
    asked: URLSearchParams,
    seek?: (open: readonly string[]) => Sought,
  ) => {
    const now = clock();
    const after = asked.get("after") ?? undefined;
    const list = await readList(deps, now, after);
    const sought = seek?.(list.open.map(({ reference }) => reference));
    const looking = { staff: c.get("staff"), now, working };
    return worklistPage(
      hub,
      looking,
      { ...list, asked: readFilters(asked, hub), after, page: pageIn(asked) },
      sought,
    );
  };

  routes.get("/", requireSession(everybody), async (c) =>
    c.html(await shown(c, new URL(c.req.url).searchParams)),
  );

  routes.get("/find", requireSession(everybody), async (c) => {
    const typed = c.req.query("reference") ?? "";
    const reference = readReference(typed);
    const again = typed.slice(0, longestTyped);
    const unfiltered = new URLSearchParams();
    if (reference === undefined) {
      const error =
        typed.trim() === ""
          ? "Enter a reference"
          : "Reference must have 12 letters and numbers, like 7K2M-9QXD-4TRW";
      return c.html(await shown(c, unfiltered, () => ({ typed: again, error })), 422);
    }
    if ((await loadConsultation(deps, reference)) !== undefined)
      return c.redirect(`/consultations/${reference}`, 303);
    const seek = (open: readonly string[]) => ({
      typed: again,
      error: `There is no consultation ${reference}. Read it back to whoever gave it to you, letter by letter`,
      near: nearReferences(reference, open),
    });
    return c.html(await shown(c, unfiltered, seek), 404);
  });

  for (const path of ["/", "/find"])
    routes.all(path, requireSession(everybody), (c) => {
      c.header("Allow", "GET, HEAD");
      return messagePage(c, "method-not-allowed", hub);
    });

  return routes;
};
