import { type Context, Hono } from "hono";
import type { Refusal, StaffCommand } from "../../../shared/domain/commands.ts";
import { type Consultation, isOpen, type Worker } from "../../../shared/domain/consultation.ts";
import type { Instant } from "../../../shared/domain/instant.ts";
import { readReference } from "../../../shared/domain/reference.ts";
import { carryOut } from "../../../shared/domain/transitions.ts";
import { formAnswers } from "../../../shared/pages/form-answers.ts";
import { readOwnPost } from "../../../shared/pages/own-post.ts";
import type { Role, Staff } from "../../../shared/session.ts";
import { putAudit } from "../../../shared/store/audit.ts";
import {
  changeConsultation,
  loadConsultation,
  sameChild,
} from "../../../shared/store/consultations.ts";
import { knownPeople } from "../../../shared/store/people.ts";
import { putRecord } from "../../../shared/store/records.ts";
import { UnreadableItem } from "../../../shared/store/tracker-item.ts";
import { unfinishedForms } from "../../../shared/store/unfinished.ts";
import type { Act, ActContext, Prepare } from "../acts/act.ts";
import { acts, isActName } from "../acts/acts.ts";
import type { InboxDeps } from "../deps.ts";
import { messagePage } from "../message-page.tsx";
import { refusalWords, refusedField } from "../refusal-words.ts";
import type { SignedIn, signIn } from "../sign-in/sign-in.ts";
import { isSomebodyElses } from "../typed-by.ts";
import { actPage } from "./act-page.tsx";
import { consultationPage } from "./consultation-page.tsx";
import { emptiedPage } from "./emptied-page.tsx";
import type { OtherConsultation } from "./other-consultations.tsx";
import { answersOf, recordedActs } from "./recorded-acts.ts";

const everybody: readonly Role[] = ["duty", "manager", "auditor"];
const whoActs: readonly Role[] = ["duty", "manager"];

/** More than anybody reads before a call; the rest is one click away from any of them. */
const mostOthersShown = 10;

const isWorker = (staff: Staff): staff is Worker => staff.role !== "auditor";

const simpleActs = ["claim", "release"] as const;

/** The other consultation that a command names. */
const otherIn = (command: StaffCommand): string | undefined => {
  if (command.do === "link") return command.other;
  return command.do === "close" ? command.duplicateOf : undefined;
};

const versionIn = (fields: URLSearchParams) => Number(fields.get("version") ?? "0");

/** Everything about one consultation: its page, the forms that record something, and what they do. */
export const oneConsultation = (
  deps: InboxDeps,
  requireSession: ReturnType<typeof signIn>["requireSession"],
): Hono<SignedIn> => {
  const { settings, clock, ids, log, keys, table, working, catalogue } = deps;
  const { hub, inboxAddress } = settings;
  const routes = new Hono<SignedIn>();
  const unfinished = unfinishedForms({ table, keys });

  const audit = (staff: Staff, reference: string, did: string, at: Instant) =>
    putAudit(deps, { at, reference, byId: staff.id, by: staff.name, role: staff.role, did });

  const frame = (staff: Staff, now: Instant) => ({ hub, staff, now, working, catalogue });

  const contextFor = async (act: Act, staff: Staff, now: Instant): Promise<ActContext> => ({
    hub,
    now,
    working,
    staff,
    today: working.dateOf(now),
    people: act.managerOnly === true ? await knownPeople(table, now) : [],
  });

  /** One that cannot be read must not keep this one from being read. */
  const readable = async (reference: string) => {
    try {
      return await loadConsultation(deps, reference);
    } catch (thrown) {
      if (!(thrown instanceof UnreadableItem)) throw thrown;
      return undefined;
    }
  };

  /** What is known of others that may concern the same child: found by its hash, or linked by somebody. */
  const othersOf = async (consultation: Consultation): Promise<readonly OtherConsultation[]> => {
    const linked = (consultation.links ?? []).map(({ reference }) => reference);
    const alike = await sameChild(deps, consultation);
    const references = [...new Set([...linked, ...alike])].slice(0, mostOthersShown);
    return Promise.all(
      references.map(async (reference) => {
        const other = await readable(reference);
        const isLinked = linked.includes(reference);
        return { reference, isLinked, ...(other === undefined ? {} : { other }) };
      }),
    );
  };

  const opened = async (consultation: Consultation, staff: Staff, now: Instant) => {
    const { reference } = consultation;
    const [sent, acts, others, begun] = await Promise.all([
      answersOf(deps, consultation),
      recordedActs(deps, consultation),
      othersOf(consultation),
      unfinished.begun(reference, staff.id, now),
    ]);
    return { consultation, ...sent, acts, others, begun };
  };

  /** Of one whose words were deleted there is nothing to open. */
  const shownPage = async (
    consultation: Consultation,
    staff: Staff,
    now: Instant,
    refusal?: string,
  ): Promise<string> => {
    const { emptiedAt } = consultation;
    return emptiedAt === undefined
      ? consultationPage(frame(staff, now), await opened(consultation, staff, now), refusal)
      : emptiedPage(frame(staff, now), { ...consultation, emptiedAt }, refusal);
  };

  const found = async (c: Context) => {
    const reference = readReference(c.req.param("reference") ?? "");
    return reference === undefined ? undefined : loadConsultation(deps, reference);
  };

  /** Carries a command out on what stands, unless it names another version than stands. */
  const carriedOut = (reference: string, command: StaffCommand, now: Instant) =>
    changeConsultation(deps, reference, now, (fresh) => {
      const outcome = carryOut(fresh, command, now, working);
      return outcome.ok ? { consultation: outcome.consultation } : { refused: outcome };
    });

  /**
   * A duplicate must lead to a consultation that somebody answers or has answered, anything else to any: a
   * reference stands in clear, and twelve letters that lead nowhere could be a name.
   */
  const leadsNowhere = async (command: StaffCommand) => {
    const named = otherIn(command);
    const isDuplicate = command.do === "close" && command.outcome === "duplicate";
    if (named === undefined) return isDuplicate;
    const other = await loadConsultation(deps, named);
    if (other === undefined) return true;
    return isDuplicate && !isOpen(other) && other.contact === undefined;
  };

  /**
   * The other one names this one too, whatever version it has. First, so that a repeat mends a half link,
   * and of two that are closed as duplicates of each other at once one is refused.
   */
  const linkedBack = async (reference: string, command: StaffCommand, now: Instant) => {
    const other = otherIn(command);
    if (other === undefined || other === reference) return;
    const { by } = command;
    await audit(by, other, "link", now);
    await changeConsultation(deps, other, now, (fresh) => {
      const back = { do: "link", by, version: fresh.version, other: reference } as const;
      const outcome = carryOut(fresh, back, now, working);
      return outcome.ok ? { consultation: outcome.consultation } : { refused: outcome };
    });
  };

  const posted = async (c: Context) => {
    const read = await readOwnPost(c.req.raw, inboxAddress);
    return "problem" in read ? messagePage(c, read.problem, hub) : read.fields;
  };

  routes.get("/consultations/:reference", requireSession(everybody), async (c) => {
    const consultation = await found(c);
    if (consultation === undefined) return messagePage(c, "not-found", hub);
    const [staff, now] = [c.get("staff"), clock()];
    await audit(staff, consultation.reference, "viewed", now);
    return c.html(await shownPage(consultation, staff, now));
  });

  for (const name of simpleActs)
    routes.post(`/consultations/:reference/${name}`, requireSession(whoActs), async (c) => {
      const fields = await posted(c);
      if (fields instanceof Response) return fields;
      const consultation = await found(c);
      const [staff, now] = [c.get("staff"), clock()];
      if (consultation === undefined || !isWorker(staff)) return messagePage(c, "not-found", hub);
      const { reference } = consultation;
      await audit(staff, reference, name, now);
      const command = { do: name, by: staff, version: versionIn(fields) };
      const done = await carriedOut(reference, command, now);
      if (!("refused" in done)) return c.redirect(`/consultations/${reference}`, 303);
      if (done.refused === "unknown") return messagePage(c, "not-found", hub);
      const refusal = refusalWords(done.refused, staff);
      const standing = (await loadConsultation(deps, reference)) ?? consultation;
      await audit(staff, reference, "viewed", now);
      return c.html(await shownPage(standing, staff, now, refusal), 409);
    });

  routes.get("/consultations/:reference/:act", requireSession(whoActs), async (c) => {
    const name = c.req.param("act");
    const consultation = await found(c);
    if (consultation === undefined || !isActName(name)) return messagePage(c, "not-found", hub);
    const [staff, now] = [c.get("staff"), clock()];
    const act: Act = acts[name];
    if (act.managerOnly === true && staff.role !== "manager")
      return messagePage(c, "manager-only", hub);
    await audit(staff, consultation.reference, "viewed", now);
    const other = readReference(c.req.query("other") ?? "");
    const context = { ...(await contextFor(act, staff, now)), other };
    const resumed = await unfinished.find(consultation.reference, staff.id, name, now);
    const typed = resumed?.typed ?? act.prefilled?.(consultation, context) ?? {};
    return c.html(
      actPage(
        context,
        // Under the version that it was begun on: what changed since is told before it is recorded.
        { ...consultation, version: resumed?.version ?? consultation.version },
        name,
        act,
        typed,
        resumed && { resumedFrom: resumed.at },
      ),
    );
  });

  routes.post("/consultations/:reference/:act", requireSession(whoActs), async (c) => {
    const fields = await posted(c);
    if (fields instanceof Response) return fields;
    const name = c.req.param("act");
    const consultation = await found(c);
    const [staff, now] = [c.get("staff"), clock()];
    if (consultation === undefined || !isActName(name) || !isWorker(staff))
      return messagePage(c, "not-found", hub);
    const { reference } = consultation;
    const act: Act = acts[name];
    if (act.managerOnly === true && staff.role !== "manager")
      return messagePage(c, "manager-only", hub);
    const context = await contextFor(act, staff, now);
    const typed = formAnswers(fields, act.fields(consultation, context));
    if (isSomebodyElses(fields, staff)) {
      const shown = { ...consultation, version: versionIn(fields) };
      const refusal =
        "This was typed while somebody else was signed in. Check that it is yours before you record it.";
      return c.html(actPage(context, shown, name, act, typed, { refusal }), 409);
    }
    const plan = act.plan(consultation, typed, context);
    if ("errors" in plan) {
      const shown = { ...consultation, version: versionIn(fields) };
      return c.html(actPage(context, shown, name, act, typed, { errors: plan.errors }), 422);
    }
    const refuse = async (refusal: Refusal) => {
      // The form now names the version that stands: whoever has read what changed can record theirs.
      const standing = (await loadConsultation(deps, reference)) ?? consultation;
      const message = refusalWords(refusal, staff);
      const field = refusedField(refusal, act.fields(standing, context));
      const problem = field === undefined ? { refusal: message } : { errors: [{ field, message }] };
      return c.html(
        actPage(context, standing, name, act, typed, problem),
        field === undefined ? 409 : 422,
      );
    };
    const who = { by: staff, version: versionIn(fields) };
    // Rehearsed first, so that nothing is sealed for a command that would be refused anyway.
    const rehearsal = await plan.command(who, {
      seal: async () => ({ id: "", hash: "" }),
      hash: async () => "",
    });
    const rehearsed = carryOut(consultation, rehearsal, now, working);
    if (!rehearsed.ok) return refuse(rehearsed);
    if (await leadsNowhere(rehearsal)) return refuse({ reason: "other-reference-missing" });
    await audit(staff, reference, name, now);
    const prepare: Prepare = {
      seal: (part, texts) => putRecord({ table, keys, ids }, part, reference, texts, now),
      hash: keys.hash,
    };
    const command = await plan.command(who, prepare);
    await linkedBack(reference, command, now);
    const done = await carriedOut(reference, command, now);
    if ("refused" in done)
      return done.refused === "unknown" ? messagePage(c, "not-found", hub) : refuse(done.refused);
    // It is recorded: that what was begun cannot be taken away must not be told as if it were not.
    await unfinished
      .finished(reference, staff.id, name, now)
      .catch((thrown: unknown) => log.error("begun form stays", { reference, thrown }));
    return c.redirect(`/consultations/${reference}`, 303);
  });

  routes.post("/consultations/:reference/:act/keep", requireSession(whoActs), async (c) => {
    const fields = await posted(c);
    if (fields instanceof Response) return fields;
    const name = c.req.param("act");
    const consultation = await found(c);
    const [staff, now] = [c.get("staff"), clock()];
    if (consultation === undefined || !isActName(name)) return messagePage(c, "not-found", hub);
    const { reference } = consultation;
    const act: Act = acts[name];
    const context = await contextFor(act, staff, now);
    const typed = formAnswers(fields, act.fields(consultation, context));
    if (isSomebodyElses(fields, staff)) return messagePage(c, "somebody-elses", hub);
    const begun = { act: name, at: now, version: versionIn(fields) };
    await unfinished.keep(reference, staff.id, begun, typed);
    return fields.get("kept") === "by-script"
      ? c.body(null, 204)
      : c.redirect(`/consultations/${reference}`, 303);
  });

  routes.post("/consultations/:reference/:act/forget", requireSession(whoActs), async (c) => {
    const fields = await posted(c);
    if (fields instanceof Response) return fields;
    const name = c.req.param("act");
    const consultation = await found(c);
    if (consultation === undefined || !isActName(name)) return messagePage(c, "not-found", hub);
    const { reference } = consultation;
    await unfinished.finished(reference, c.get("staff").id, name, clock());
    return c.redirect(`/consultations/${reference}/${name}`, 303);
  });

  for (const [path, allow] of [
    ["/consultations/:reference", "GET, HEAD"],
    ["/consultations/:reference/:act", "GET, HEAD, POST"],
    ["/consultations/:reference/:act/keep", "POST"],
    ["/consultations/:reference/:act/forget", "POST"],
  ] as const)
    routes.all(path, requireSession(everybody), (c) => {
      c.header("Allow", allow);
      return messagePage(c, "method-not-allowed", hub);
    });
  return routes;
};
