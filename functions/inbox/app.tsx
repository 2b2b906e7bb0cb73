import { type Context, Hono } from "hono";
import type { Refusal, StaffCommand } from "../../shared/domain/commands.ts";
import { type Consultation, isOpen, type Worker } from "../../shared/domain/consultation.ts";
import { type Instant, plusSeconds } from "../../shared/domain/instant.ts";
import type { Question } from "../../shared/domain/questions.ts";
import { readReference } from "../../shared/domain/reference.ts";
import { carryOut } from "../../shared/domain/transitions.ts";
import type { Log } from "../../shared/log.ts";
import { formAnswers } from "../../shared/pages/form-answers.ts";
import { isOwnPost, readOwnPost } from "../../shared/pages/own-post.ts";
import { strictHeaders } from "../../shared/pages/strict-headers.ts";
import { inboxStyles } from "../../shared/pages/stylesheet.ts";
import type { Clock, Ids } from "../../shared/ports.ts";
import type { Role, Staff } from "../../shared/session.ts";
import type { Settings } from "../../shared/settings.ts";
import { putAudit } from "../../shared/store/audit.ts";
import {
  changeConsultation,
  loadConsultation,
  openConsultations,
  type Shelf,
} from "../../shared/store/consultations.ts";
import { readHeartbeat } from "../../shared/store/house.ts";
import type { FollowCalendar } from "../../shared/store/live-calendar.ts";
import { openRecord, putRecord, type RecordTexts } from "../../shared/store/records.ts";
import type { Keys } from "../../shared/store/seal.ts";
import { openAnswers } from "../../shared/store/sealed-words.ts";
import { actPage } from "./act-page.tsx";
import { type Act, acts } from "./acts.ts";
import { consultationPage } from "./consultation-page.tsx";
import { messagePage } from "./message-page.tsx";
import { refusalWords, refusedField } from "./refusal-words.ts";
import { type SignedIn, type SignInDeps, signIn } from "./sign-in.ts";
import { inCallingOrder } from "./worklist.ts";
import { worklistPage } from "./worklist-page.tsx";

/** What the duty inbox is built from. */
export type InboxDeps = Shelf & {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly keys: Keys;
  readonly secret: SignInDeps["secret"];
  readonly followCalendar: FollowCalendar;
  /** The questions; others than the form's own only in tests. */
  readonly catalogue?: readonly Question[];
};

const everybody: readonly Role[] = ["duty", "manager", "auditor"];
const whoActs: readonly Role[] = ["duty", "manager"];

const heartbeatSeconds = 5 * 60;
const mostShown = 500;

const isWorker = (staff: Staff): staff is Worker => staff.role !== "auditor";

const simpleActs = ["claim", "release"] as const;

const isActName = (name: string): name is keyof typeof acts => Object.hasOwn(acts, name);

/** The duty team's side, signed in. Every view and every act is put into the audit before it happens. */
export const createApp = (deps: InboxDeps): Hono<SignedIn> => {
  const { settings, clock, ids, log, keys, table, working, secret, catalogue, followCalendar } =
    deps;
  const { hub, inboxAddress } = settings;
  if (settings.signIn === undefined) throw new Error("settings: the inbox needs signIn");
  const door = signIn({
    inboxAddress,
    signIn: settings.signIn,
    secret,
    table,
    clock,
    ids,
    log,
    refused: (c, why) => messagePage(c, why, hub),
  });
  const app = new Hono<SignedIn>();

  const audit = (staff: Staff, reference: string, did: string, at: Instant) =>
    putAudit(deps, { at, reference, byId: staff.id, by: staff.name, role: staff.role, did });

  const frame = (staff: Staff, now: Instant) => ({ hub, staff, now, working, catalogue });

  const opened = async (consultation: Consultation) => {
    const { reference, advised, notes } = consultation;
    const [answers, advice, ...recorded] = await Promise.all([
      openAnswers(deps, consultation),
      advised === undefined ? undefined : openRecord(deps, "words", reference, advised.words),
      ...notes.map((note) => openRecord(deps, "words", reference, note)),
    ]);
    return { consultation, answers, recorded, ...(advice === undefined ? {} : { advice }) };
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

  /** A duplicate must lead to a consultation that somebody answers or has answered. */
  const leadsNowhere = async (command: StaffCommand) => {
    if (command.do !== "close" || command.outcome !== "duplicate") return false;
    const { duplicateOf = "" } = command;
    const other = duplicateOf === "" ? undefined : await loadConsultation(deps, duplicateOf);
    return other === undefined || (!isOpen(other) && other.contact === undefined);
  };

  const posted = async (c: Context) => {
    const read = await readOwnPost(c.req.raw, inboxAddress);
    return "problem" in read ? messagePage(c, read.problem, hub) : read.fields;
  };

  const versionIn = (fields: URLSearchParams) => Number(fields.get("version") ?? "0");

  app.use(strictHeaders("without-script"));
  app.use(async (c, next) => {
    const reads = c.req.method === "GET" || c.req.method === "HEAD";
    return reads || isOwnPost(c.req.raw.headers, inboxAddress)
      ? next()
      : messagePage(c, "foreign", hub);
  });
  app.route("/", door.routes);
  app.get("/signed-out", (c) => messagePage(c, "signed-out", hub));
  app.get(inboxStyles.href, (c) =>
    c.body(inboxStyles.text, 200, {
      "Content-Type": "text/css; charset=utf-8",
      "Cache-Control": "public, max-age=31536000, immutable",
    }),
  );

  app.use(async (_, next) => {
    await followCalendar(clock());
    return next();
  });

  app.get("/", door.requireSession(everybody), async (c) => {
    const now = clock();
    const [list, heartbeat] = await Promise.all([
      openConsultations(deps, mostShown),
      readHeartbeat(table),
    ]);
    const lettersStopped =
      heartbeat === undefined || heartbeat < plusSeconds(now, -heartbeatSeconds);
    const open = inCallingOrder(list.consultations);
    return c.html(worklistPage(frame(c.get("staff"), now), { ...list, open, lettersStopped }));
  });

  app.get("/consultations/:reference", door.requireSession(everybody), async (c) => {
    const consultation = await found(c);
    if (consultation === undefined) return messagePage(c, "not-found", hub);
    const [staff, now] = [c.get("staff"), clock()];
    await audit(staff, consultation.reference, "viewed", now);
    return c.html(consultationPage(frame(staff, now), await opened(consultation)));
  });

  for (const name of simpleActs)
    app.post(`/consultations/:reference/${name}`, door.requireSession(whoActs), async (c) => {
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
      return c.html(consultationPage(frame(staff, now), await opened(standing), refusal), 409);
    });

  app.get("/consultations/:reference/:act", door.requireSession(whoActs), async (c) => {
    const name = c.req.param("act");
    const consultation = await found(c);
    if (consultation === undefined || !isActName(name)) return messagePage(c, "not-found", hub);
    const [staff, now] = [c.get("staff"), clock()];
    await audit(staff, consultation.reference, "viewed", now);
    const act = acts[name];
    const typed = act.prefilled(consultation, { hub, now, today: working.dateOf(now) });
    return c.html(actPage(frame(staff, now), consultation, name, act, typed));
  });

  app.post("/consultations/:reference/:act", door.requireSession(whoActs), async (c) => {
    const fields = await posted(c);
    if (fields instanceof Response) return fields;
    const name = c.req.param("act");
    const consultation = await found(c);
    const [staff, now] = [c.get("staff"), clock()];
    if (consultation === undefined || !isActName(name) || !isWorker(staff))
      return messagePage(c, "not-found", hub);
    const { reference } = consultation;
    const act: Act = acts[name];
    const typed = formAnswers(fields, act.fields(consultation));
    const context = { hub, now, today: working.dateOf(now) };
    const plan = act.plan(consultation, typed, context);
    if ("errors" in plan) {
      const shown = { ...consultation, version: versionIn(fields) };
      return c.html(
        actPage(frame(staff, now), shown, name, act, typed, { errors: plan.errors }),
        422,
      );
    }
    const refuse = async (refusal: Refusal) => {
      // The form now names the version that stands: whoever has read what changed can record theirs.
      const standing = (await loadConsultation(deps, reference)) ?? consultation;
      const message = refusalWords(refusal, staff);
      const field = refusedField(refusal);
      const atField = act.fields(standing).some(({ id }) => id === field);
      const problem =
        field !== undefined && atField ? { errors: [{ field, message }] } : { refusal: message };
      return c.html(
        actPage(frame(staff, now), standing, name, act, typed, problem),
        atField ? 422 : 409,
      );
    };
    const who = { by: staff, version: versionIn(fields) };
    // Rehearsed first, so that nothing is sealed for a command that would be refused anyway.
    const rehearsal = await plan.command(who, async () => ({ id: "", hash: "" }));
    const rehearsed = carryOut(consultation, rehearsal, now, working);
    if (!rehearsed.ok) return refuse(rehearsed);
    if (await leadsNowhere(rehearsal)) return refuse({ reason: "other-reference-missing" });
    await audit(staff, reference, name, now);
    const seal = (part: "words" | "advice", texts: RecordTexts) =>
      putRecord({ table, keys, ids }, part, reference, texts, now);
    const done = await carriedOut(reference, await plan.command(who, seal), now);
    if (!("refused" in done)) return c.redirect(`/consultations/${reference}`, 303);
    return done.refused === "unknown" ? messagePage(c, "not-found", hub) : refuse(done.refused);
  });

  for (const [path, allow] of [
    ["/", "GET, HEAD"],
    ["/consultations/:reference", "GET, HEAD"],
    ["/consultations/:reference/:act", "GET, HEAD, POST"],
  ] as const)
    app.all(path, door.requireSession(everybody), (c) => {
      c.header("Allow", allow);
      return messagePage(c, "method-not-allowed", hub);
    });
  // Without a session nobody learns which addresses there are.
  app.all("*", door.requireSession(everybody));
  app.notFound((c) => messagePage(c, "not-found", hub));
  app.onError((thrown, c) => {
    log.error("inbox failed", { route: c.req.routePath, thrown });
    return messagePage(c, "went-wrong", hub);
  });
  return app;
};
