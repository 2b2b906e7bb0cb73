import { type Context, Hono } from "hono";
import type { PractitionerCommand } from "../../shared/domain/commands.ts";
import { isStillSaid, type OwnWords, ownStatus } from "../../shared/domain/own-status.ts";
import { readFields } from "../../shared/domain/read-fields.ts";
import { readReference } from "../../shared/domain/reference.ts";
import { type FormError, formErrors } from "../../shared/pages/form-errors.ts";
import { browserDraft } from "./browser-draft.ts";
import type { RequestDeps } from "./deps.ts";
import { hoursAt } from "./hours-at.ts";
import { isNoted, ownStatusPage } from "./own-status-page.tsx";
import { ownVisit } from "./own-visit.ts";
import { posted } from "./posted.ts";
import { problemPage } from "./problem-page.tsx";
import { type StatusNotice, statusFields, statusPage } from "./status-page.tsx";
import { takesOnly } from "./takes-only.ts";
import { withdrawPage } from "./withdraw-page.tsx";

const commands = {
  "nobody-called": { do: "say-nobody-called" },
  "free-now": { do: "say-free-now" },
  "got-worse": { do: "say-got-worse" },
  "no-longer-needed": { do: "say-no-longer-needed" },
} as const satisfies Readonly<Record<OwnWords, PractitionerCommand>>;

const isOwnWords = (text: string | undefined): text is OwnWords =>
  text !== undefined && Object.hasOwn(commands, text);

/** The same words for a reference that nobody has and for somebody else's: neither can be told apart. */
const noSuchPair: FormError = {
  field: "reference",
  target: "reference",
  message:
    "Enter the reference and the email address of one request: we have none with both of these",
};

/** How far one's own request is, and what can be said of it after sending. */
export const statusRoutes = (deps: RequestDeps): Hono => {
  const {
    settings: { hub },
    working,
    clock,
    log,
    store,
    followCalendar,
  } = deps;
  const visit = ownVisit(deps);
  const app = new Hono();
  const frameNow = () => ({ hub, hours: hoursAt(clock(), hub, working) });

  const askAgain = (
    c: Context,
    typed: Readonly<Record<string, string>>,
    errors: readonly FormError[],
  ) => c.html(statusPage(frameNow(), { typed, errors }), 422);

  app.get("/status", (c) => {
    const asked = (name: StatusNotice) => c.req.query(name) !== undefined;
    const notice = asked("not-told") ? "not-told" : asked("ended") ? "ended" : undefined;
    return c.html(statusPage(frameNow(), { notice }));
  });

  app.post("/status", async (c) => {
    const fields = await posted(c, deps.settings);
    if (fields instanceof Response) return fields;
    const now = clock();
    const typed = Object.fromEntries(
      statusFields.map(({ id }) => [id, fields.get(id) ?? ""] as const),
    );
    const { values, errors } = readFields(statusFields, typed, { hub, today: working.dateOf(now) });
    const wrong = [...errors];
    const reference = readReference(typed["reference"] ?? "");
    if (reference === undefined && !wrong.some(({ field }) => field === "reference"))
      wrong.unshift({
        field: "reference",
        message: "Your reference must be 12 letters and numbers, like 7K2M-9QXD-4TRW",
      });
    if (wrong.length > 0 || reference === undefined)
      return askAgain(c, typed, formErrors(wrong, statusFields, typed));
    const { visits, own } = await store();
    if (!(await visits.countTry(reference, now))) {
      return problemPage(c, "too-many-tries", hub);
    }
    const found = await own.findWithEmail(reference, values["email"] ?? "");
    if (found === undefined) return askAgain(c, typed, [noSuchPair]);
    await visits.forgetTries(reference, now);
    await visit.begin(c, reference);
    return c.redirect(`/status/${reference}`, 303);
  });

  app.post("/status/leave", async (c) => {
    const fields = await posted(c, deps.settings);
    if (fields instanceof Response) return fields;
    await Promise.all([browserDraft(deps).clear(c, clock()), visit.end(c)]);
    return c.redirect("/left", 303);
  });

  app.get("/status/:reference", async (c) => {
    const reference = (await visit.find(c))?.reference;
    if (reference === undefined)
      return c.html(statusPage(frameNow(), { notice: visit.hasOne(c) ? "ended" : undefined }));
    const { own } = await store();
    const [consultation] = await Promise.all([own.load(reference), followCalendar(clock())]);
    if (consultation === undefined) return c.html(statusPage(frameNow()));
    const said = c.req.query("said");
    const status = ownStatus(consultation, clock(), working);
    return c.html(
      ownStatusPage(
        frameNow(),
        status,
        isNoted(said) && isStillSaid(status, said) ? said : undefined,
      ),
    );
  });

  app.get("/status/:reference/no-longer-needed", async (c) => {
    const reference = (await visit.find(c))?.reference;
    return reference === undefined
      ? visit.nameAgain(c)
      : c.html(withdrawPage(frameNow(), reference));
  });

  app.post("/status/:reference/:words", async (c) => {
    const words = c.req.param("words");
    if (!isOwnWords(words)) return problemPage(c, "not-found", hub);
    const fields = await posted(c, deps.settings);
    if (fields instanceof Response) return fields;
    const reference = (await visit.find(c))?.reference;
    if (reference === undefined) return visit.nameAgain(c);
    const now = clock();
    const [{ own }] = await Promise.all([store(), followCalendar(now)]);
    const done = await own.say(reference, commands[words], now);
    // What cannot be said any more (it was answered, or said a moment ago) the page itself shows.
    if ("refused" in done) return c.redirect(`/status/${reference}`, 303);
    log.info(`practitioner: ${commands[words].do}`, { reference });
    return c.redirect(`/status/${reference}?said=${words}`, 303);
  });

  takesOnly(app, hub, {
    "/status": "GET, HEAD, POST",
    "/status/leave": "POST",
    "/status/:reference": "GET, HEAD",
    "/status/:reference/no-longer-needed": "GET, HEAD, POST",
    "/status/:reference/:words": "POST",
  });

  return app;
};
