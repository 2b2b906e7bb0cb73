import { type Context, Hono } from "hono";
import { createMiddleware } from "hono/factory";
import type { Instant } from "../../../shared/domain/instant.ts";
import { dayWords, monthWords } from "../../../shared/domain/time-words.ts";
import type { Role, Staff } from "../../../shared/session.ts";
import {
  type AuditEntry,
  auditOf,
  auditOfConsultation,
  ofTheAudit,
  putAudit,
  readAudit,
  wholeAuditOf,
} from "../../../shared/store/audit.ts";
import { knownPeople } from "../../../shared/store/people.ts";
import type { InboxDeps } from "../deps.ts";
import { messagePage } from "../message-page.tsx";
import type { SignedIn, signIn } from "../sign-in/sign-in.ts";
import {
  type AskedAudit,
  lastMonths,
  monthOf,
  readAsked,
  spanOfDay,
  spanOfMonth,
  typedAudit,
} from "./asked-audit.ts";
import { type AuditRead, askAuditPage, auditPage } from "./audit-page.tsx";
import { checkHistory } from "./history-check.ts";

const everybody: readonly Role[] = ["duty", "manager", "auditor"];

/** A page of what one person did. */
const pageSize = 200;

type Of<Kind extends AskedAudit["of"]> = Extract<AskedAudit, { readonly of: Kind }>;

const byTime = (one: AuditEntry, other: AuditEntry) =>
  one.at < other.at ? -1 : one.at > other.at ? 1 : 0;

/** Who saw and changed what, for managers and auditors. That somebody looks here is audited first, too. */
export const auditRoutes = (
  deps: InboxDeps,
  requireSession: ReturnType<typeof signIn>["requireSession"],
): Hono<SignedIn> => {
  const { settings, clock, table } = deps;
  const { hub } = settings;
  const routes = new Hono<SignedIn>();

  const watchersOnly = createMiddleware<SignedIn>(async (c, next) =>
    c.get("staff").role === "duty" ? messagePage(c, "watchers-only", hub) : next(),
  );

  const audited = ({ id, name, role }: Staff, at: Instant, reference: string, did: string) =>
    putAudit(deps, { at, reference, byId: id, by: name, role, did });

  const asking = async (c: Context<SignedIn>, now: Instant, problem?: Of<"problem">["problem"]) => {
    const people = await knownPeople(table, now);
    const typed = typedAudit(new URL(c.req.url).searchParams);
    const choices = {
      people,
      months: lastMonths(now),
      typed: { ...typed, month: typed.month === "" ? monthOf(now) : typed.month },
      ...(problem === undefined ? {} : { problem }),
    };
    const html = askAuditPage({ hub, staff: c.get("staff") }, choices);
    return problem === undefined ? c.html(html) : c.html(html, 422);
  };

  const ofConsultation = async (
    staff: Staff,
    now: Instant,
    { reference }: Of<"consultation">,
  ): Promise<AuditRead | undefined> => {
    const check = await checkHistory(table, reference);
    // One that was never there leaves no entry; one that is gone keeps those that it has.
    if (check.is === "gone" && (await readAudit(table, reference)).length === 0) return undefined;
    await audited(staff, now, reference, "read-audit");
    return {
      of: "consultation",
      reference,
      check,
      ...(await auditOfConsultation(table, reference)),
    };
  };

  const ofPerson = async (
    staff: Staff,
    now: Instant,
    { id, month }: Of<"person">,
    after: string | undefined,
  ): Promise<AuditRead> => {
    const known = (await knownPeople(table, now)).find((person) => person.id === id)?.name;
    const whose = `read the audit of ${known ?? id} in ${monthWords(month)}`;
    await audited(staff, now, ofTheAudit, whose);
    const part = await auditOf(table, id, spanOfMonth(month), pageSize, after);
    const name = known ?? part.entries.at(-1)?.by ?? id;
    return { of: "person", id, month, name, isFirst: after === undefined, ...part };
  };

  const ofDay = async (staff: Staff, now: Instant, { date }: Of<"day">): Promise<AuditRead> => {
    await audited(staff, now, ofTheAudit, `read the audit of ${dayWords(date)}`);
    const people = await knownPeople(table, now);
    const parts = await Promise.all(
      people.map(({ id }) => wholeAuditOf(table, id, spanOfDay(date))),
    );
    return {
      of: "day",
      date,
      people: people.map(({ name }) => name),
      entries: parts.flatMap(({ entries }) => entries).toSorted(byTime),
      unreadable: parts.reduce((sum, { unreadable }) => sum + unreadable, 0),
    };
  };

  routes.get("/audit", requireSession(everybody), watchersOnly, async (c) => {
    const [staff, now] = [c.get("staff"), clock()];
    const asked = readAsked(new URL(c.req.url).searchParams);
    const frame = { hub, staff };
    switch (asked.of) {
      case "nothing":
        return asking(c, now);
      case "problem":
        return asking(c, now, asked.problem);
      case "person":
        return c.html(auditPage(frame, await ofPerson(staff, now, asked, c.req.query("after"))));
      case "day":
        return c.html(auditPage(frame, await ofDay(staff, now, asked)));
      case "consultation": {
        const read = await ofConsultation(staff, now, asked);
        if (read !== undefined) return c.html(auditPage(frame, read));
        const message = `There is no consultation ${asked.reference}, and nobody ever saw one. Read it back letter by letter`;
        return asking(c, now, { field: "reference", message });
      }
    }
  });

  routes.all("/audit", requireSession(everybody), (c) => {
    c.header("Allow", "GET, HEAD");
    return messagePage(c, "method-not-allowed", hub);
  });

  return routes;
};
