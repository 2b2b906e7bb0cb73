import { type Context, Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { parseAnswers, parseInputs } from "../../shared/domain/answers.ts";
import { CalendarRangeError } from "../../shared/domain/calendar.ts";
import type { Consultation } from "../../shared/domain/consultation.ts";
import { deadline } from "../../shared/domain/deadline.ts";
import { type Decision, decide } from "../../shared/domain/decision.ts";
import { type Instant, instantFrom } from "../../shared/domain/instant.ts";
import { type RuleSet, ruleSetNamed } from "../../shared/domain/rule-sets.ts";
import { dateTimeWords } from "../../shared/domain/time-words.ts";
import type { WorkingTime } from "../../shared/domain/working-time.ts";
import type { Log } from "../../shared/log.ts";
import type { Clock } from "../../shared/ports.ts";
import type { Settings } from "../../shared/settings.ts";
import type { Submission, Submitted } from "../../shared/store/submissions.ts";
import { openApi } from "./openapi.ts";
import { type ProblemName, problemResponse } from "./problem.ts";
import { readJson } from "./read-json.ts";

/** What the public side is built from. `submit` loads the store on its first use. */
export type RequestDeps = {
  readonly settings: Settings;
  readonly working: WorkingTime;
  readonly clock: Clock;
  readonly log: Log;
  readonly submit: (submission: Submission) => Promise<Submitted>;
};

const uuid4or7 = /^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** The store's answers that pass by themselves: the caller can simply try again. */
const passing = /Throttl|TimeoutError|ThroughputExceeded|ServiceUnavailable|InternalServerError/;

const hubRuleSet = ({ hub }: Settings): RuleSet => {
  const ruleSet = ruleSetNamed(hub.ruleSet);
  if (ruleSet === undefined) throw new Error(`settings: no rule set is named ${hub.ruleSet}`);
  return ruleSet;
};

/** An unescaped + in a query arrives as a space. */
const queryInstant = (text: string): Instant | undefined =>
  instantFrom(text.replace(/ (?=\d{2}:?\d{2}$)/, "+"));

/** The public API, and from the next issue on the form (design.md, "The contract"). */
export const createApp = ({ settings, working, clock, log, submit }: RequestDeps): Hono => {
  const { hub } = settings;
  const ownRuleSet = hubRuleSet(settings);
  const app = new Hono();

  const problem = (
    name: ProblemName,
    errors: readonly { readonly field: string; readonly message: string }[] = [],
    headers: Readonly<Record<string, string>> = {},
  ) => problemResponse(name, hub.telephone, errors, headers);

  const context = (now: Instant, ruleSet: RuleSet) => ({
    hub,
    ruleSet,
    today: working.dateOf(now),
  });

  app.use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      referrerPolicy: "same-origin",
      xFrameOptions: "DENY",
    }),
  );
  app.use(async (c, next) => {
    await next();
    c.res.headers.set("Cache-Control", "no-store");
    c.res.headers.set("X-Robots-Tag", "noindex");
  });

  app.post("/api/decision", async (c) => {
    const asked = c.req.query("ruleSet");
    const ruleSet = asked === undefined ? ownRuleSet : ruleSetNamed(asked);
    if (ruleSet === undefined)
      return problem("answers-wrong", [
        { field: "ruleSet", message: "Select a rule set: lscb-2018 or dfe-2024" },
      ]);
    const body = await readJson(c.req.raw);
    if ("problem" in body) return problem(body.problem);
    const parsed = parseInputs(body.json, context(clock(), ruleSet));
    return parsed.ok
      ? c.json(decide(parsed.inputs, ruleSet))
      : problem("answers-wrong", parsed.errors);
  });

  app.get("/api/deadline", (c) => {
    const wrong = (message: string) => problem("answers-wrong", [{ field: "received", message }]);
    const received = queryInstant(c.req.query("received") ?? "");
    if (received === undefined)
      return wrong("Enter when it was received with its zone, like 2026-11-23T10:00:00Z");
    try {
      const { dueAt, calendarVersion, projected } = deadline(received, working);
      return c.json({
        received,
        due: dueAt,
        dueText: dateTimeWords(dueAt),
        calendar: { version: calendarVersion, projected },
      });
    } catch (thrown) {
      if (!(thrown instanceof CalendarRangeError)) throw thrown;
      const { from, to } = thrown.covered;
      return wrong(`Enter a time that the calendar covers, from ${from} to ${to}`);
    }
  });

  app.post("/api/consultations", async (c) => {
    const key = c.req.header("Idempotency-Key") ?? "";
    const body = await readJson(c.req.raw);
    if ("problem" in body) return problem(body.problem);
    if (!uuid4or7.test(key))
      return problem("key-missing", [
        { field: "Idempotency-Key", message: "Send a UUID of version 4 or 7" },
      ]);
    const receivedAt = clock();
    const parsed = parseAnswers(body.json, context(receivedAt, ownRuleSet));
    if (!parsed.ok) return problem("answers-wrong", parsed.errors);
    const submitted = await submit({
      scope: "api",
      key: key.toLowerCase(),
      answers: parsed.answers,
      decision: parsed.decision,
      hub,
      promised: deadline(receivedAt, working),
      receivedAt,
    });
    if (submitted.outcome === "key-reused") return problem("key-reused");
    const { consultation, outcome } = submitted;
    if (outcome === "stored") {
      log.info("request stored", { reference: consultation.reference });
      log.count("RequestsStored");
    }
    return acknowledged(c, consultation, parsed.decision, outcome === "stored" ? 201 : 200);
  });

  app.get("/api/openapi.json", (c) => c.json(openApi(settings)));

  for (const [path, allow] of [
    ["/api/decision", "POST"],
    ["/api/deadline", "GET, HEAD"],
    ["/api/consultations", "POST"],
    ["/api/openapi.json", "GET, HEAD"],
  ] as const)
    app.all(path, () => problem("method-not-allowed", [], { Allow: allow }));

  app.notFound(() => problem("not-found"));
  app.onError((thrown, c) => {
    log.error("request failed", { route: c.req.routePath, thrown });
    return passing.test(thrown.name)
      ? problem("try-again", [], { "Retry-After": "60" })
      : problem("went-wrong");
  });
  return app;
};

const acknowledged = (
  c: Context,
  { reference, receivedAt, dueAt }: Consultation,
  decision: Decision,
  status: 200 | 201,
) =>
  c.json({ reference, receivedAt, dueAt, dueText: dateTimeWords(dueAt), decision }, status, {
    Location: `/status/${reference}`,
  });
