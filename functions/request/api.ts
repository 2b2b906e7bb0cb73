import { type Context, Hono } from "hono";
import { type AnswerContext, parseAnswers, parseInputs } from "../../shared/domain/answers.ts";
import { CalendarRangeError } from "../../shared/domain/calendar.ts";
import type { Consultation } from "../../shared/domain/consultation.ts";
import { deadline } from "../../shared/domain/deadline.ts";
import { type Decision, decide } from "../../shared/domain/decision.ts";
import { type Instant, instantFrom } from "../../shared/domain/instant.ts";
import { ruleSetNamed, ruleSets } from "../../shared/domain/rule-sets.ts";
import { dateTimeWords } from "../../shared/domain/time-words.ts";
import { canaryHeader } from "../../shared/store/canary-mark.ts";
import type { RequestDeps } from "./deps.ts";
import { openApi } from "./openapi.ts";
import { problemWith } from "./problem.ts";
import { readJson } from "./read-json.ts";

const uuid4or7 = /^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** An unescaped + in a query arrives as a space. Of two instants neither is taken: it would be a guess. */
const queryInstant = ([text = "", ...more]: readonly string[] = []): Instant | undefined =>
  more.length > 0 ? undefined : instantFrom(text.replace(/ (?=\d{2}(:?\d{2})?$)/, "+"));

/** The JSON API (design.md, "The contract"), for other form platforms: the same rules as the form. */
export const apiRoutes = (
  { settings, working, clock, log, store, followCalendar, catalogue }: RequestDeps,
  contextAt: (now: Instant) => AnswerContext,
): Hono => {
  const { hub } = settings;
  const problem = problemWith(hub.telephone);
  const app = new Hono();

  app.post("/api/decision", async (c) => {
    const asked = c.req.query("ruleSet");
    const own = contextAt(clock());
    const ruleSet = asked === undefined ? own.ruleSet : ruleSetNamed(asked);
    if (ruleSet === undefined)
      return problem("answers-wrong", [
        {
          field: "ruleSet",
          message: `Select a rule set: ${ruleSets.map(({ id }) => id).join(" or ")}`,
        },
      ]);
    const body = await readJson(c.req.raw);
    if ("problem" in body) return problem(body.problem);
    const parsed = parseInputs(body.json, { ...own, ruleSet });
    return parsed.ok
      ? c.json(decide(parsed.inputs, ruleSet))
      : problem("answers-wrong", parsed.errors);
  });

  app.get("/api/deadline", async (c) => {
    const wrong = (message: string) => problem("answers-wrong", [{ field: "received", message }]);
    const received = queryInstant(c.req.queries("received"));
    if (received === undefined)
      return wrong("Enter when it was received with its zone, like 2026-11-23T10:00:00Z");
    await followCalendar(clock());
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
    const parsed = parseAnswers(body.json, contextAt(receivedAt));
    if (!parsed.ok) return problem("answers-wrong", parsed.errors);
    await followCalendar(receivedAt);
    const { submit, isCanary } = await store();
    const mark = c.req.header(canaryHeader);
    // Not taken as a real one: a canary that is not known would be rung up.
    if (mark !== undefined && !(await isCanary(key, mark))) return problem("no-canary");
    const submitted = await submit({
      scope: "api",
      key: key.toLowerCase(),
      answers: parsed.answers,
      decision: parsed.decision,
      hub,
      promised: deadline(receivedAt, working),
      receivedAt,
      isCanary: mark !== undefined,
      ...(catalogue === undefined ? {} : { catalogue }),
    });
    if (submitted.outcome === "key-reused") return problem("key-reused");
    const { consultation, outcome } = submitted;
    if (outcome === "stored") {
      log.info("request stored", { reference: consultation.reference });
      log.count("RequestsStored");
    }
    return acknowledged(c, consultation, parsed.decision, outcome === "stored" ? 201 : 200);
  });

  app.get("/api/openapi.json", (c) => c.json(openApi(settings, catalogue)));

  for (const [path, allow] of [
    ["/api/decision", "POST"],
    ["/api/deadline", "GET, HEAD"],
    ["/api/consultations", "POST"],
    ["/api/openapi.json", "GET, HEAD"],
  ] as const)
    app.all(path, () => problem("method-not-allowed", [], { Allow: allow }));

  return app;
};

const acknowledged = (
  c: Context,
  // What was promised first: a replay gets the same body, also after a late holiday moved the call.
  { reference, receivedAt, originallyDueAt: dueAt }: Consultation,
  decision: Decision,
  status: 200 | 201,
) =>
  c.json({ reference, receivedAt, dueAt, dueText: dateTimeWords(dueAt), decision }, status, {
    Location: `/status/${reference}`,
  });
