import { type Context, Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { readOwnPost } from "../../../shared/pages/own-post.ts";
import type { Role } from "../../../shared/session.ts";
import { knownPeople } from "../../../shared/store/people.ts";
import type { InboxDeps } from "../deps.ts";
import { messagePage } from "../message-page.tsx";
import type { SignedIn, signIn } from "../sign-in/sign-in.ts";
import { isWorker, moveAll, workloads } from "./cover.ts";
import { coverPage, movedPage } from "./cover-page.tsx";

const everybody: readonly Role[] = ["duty", "manager", "auditor"];

/** A manager gives all that an absent worker has to somebody who is there. */
export const coverRoutes = (
  deps: InboxDeps,
  requireSession: ReturnType<typeof signIn>["requireSession"],
): Hono<SignedIn> => {
  const { settings, clock, table } = deps;
  const { hub, inboxAddress } = settings;
  const routes = new Hono<SignedIn>();

  const managersOnly = createMiddleware<SignedIn>(async (c, next) =>
    c.get("staff").role === "manager" ? next() : messagePage(c, "manager-only", hub),
  );

  const choices = async () => {
    const [holders, people] = await Promise.all([
      workloads(deps),
      knownPeople(table, clock()).then((known) => known.filter(isWorker)),
    ]);
    return { holders, people };
  };

  routes.get("/cover", requireSession(everybody), managersOnly, async (c) =>
    c.html(coverPage({ hub, staff: c.get("staff") }, await choices())),
  );

  routes.post("/cover", requireSession(everybody), managersOnly, async (c: Context<SignedIn>) => {
    const read = await readOwnPost(c.req.raw, inboxAddress);
    if ("problem" in read) return messagePage(c, read.problem, hub);
    const staff = c.get("staff");
    const { holders, people } = await choices();
    const [fromId, toId] = [read.fields.get("from") ?? "", read.fields.get("to") ?? ""];
    const to = people.find(({ id }) => id === toId);
    const errors = [
      ...(fromId === "" ? [{ field: "from", message: "Select who is away" }] : []),
      ...(to === undefined ? [{ field: "to", message: "Select who takes them" }] : []),
      ...(to !== undefined && to.id === fromId
        ? [{ field: "to", message: "Select somebody else than who is away" }]
        : []),
    ];
    if (errors.length > 0 || to === undefined || !isWorker(staff))
      return c.html(
        coverPage({ hub, staff }, { holders, people, typed: { from: fromId, to: toId }, errors }),
        422,
      );
    // Who has nothing any more is no holder: then it was pressed twice, and there is nothing to move.
    const name = [...holders, ...people].find(({ id }) => id === fromId)?.name;
    const moved = await moveAll(deps, staff, fromId, to);
    return c.html(movedPage({ hub, staff }, { from: { id: fromId, name }, to, ...moved }));
  });

  routes.all("/cover", requireSession(everybody), (c) => {
    c.header("Allow", "GET, HEAD, POST");
    return messagePage(c, "method-not-allowed", hub);
  });

  return routes;
};
