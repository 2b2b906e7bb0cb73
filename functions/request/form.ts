import { type Context, Hono } from "hono";
import { type AnswerContext, parseAnswers, readForm } from "../../shared/domain/answers.ts";
import { deadline } from "../../shared/domain/deadline.ts";
import { canonical } from "../../shared/domain/history.ts";
import { type Instant, secondsBetween } from "../../shared/domain/instant.ts";
import { type Page, pages } from "../../shared/domain/questions.ts";
import { sentRecord } from "../../shared/domain/sent-record.ts";
import { dateTimeWords } from "../../shared/domain/time-words.ts";
import { formAnswers } from "../../shared/pages/form-answers.ts";
import { formErrors } from "../../shared/pages/form-errors.ts";
import { formScript } from "../../shared/pages/form-script.ts";
import type { Draft } from "../../shared/store/drafts.ts";
import { emptyDraft } from "../../shared/store/empty-draft.ts";
import { browserDraft } from "./browser-draft.ts";
import { checkPage } from "./check-page.tsx";
import { decisionPage } from "./decision-page.tsx";
import type { RequestDeps } from "./deps.ts";
import { type Decided, guidanceRoutes } from "./guidance.ts";
import { hoursAt } from "./hours-at.ts";
import {
  nextStep,
  questionsOn,
  type Step,
  shownOn,
  stepBefore,
  withDecision,
  withPage,
  withTyped,
} from "./journey.ts";
import { leftPage } from "./left-page.tsx";
import { noticePages } from "./notice-pages.tsx";
import { ownVisit } from "./own-visit.ts";
import { posted } from "./posted.ts";
import { problemPage } from "./problem-page.tsx";
import { questionPage, saveForLater } from "./question-page.tsx";
import { recordText } from "./record-text.ts";
import { sentPage } from "./sent-page.tsx";
import { takesOnly } from "./takes-only.ts";

/** Where every form begins. Once a form was sent, only answering this begins another. */
const firstPage = pages[0].id;

const isPage = (step: string): step is Page => pages.some(({ id }) => id === step);

const isBlank = (answer: string | readonly string[] = "") => answer.length === 0;

const addressOf = (step: Step) => `/request/${step}`;

/** Where somebody goes on whose answers are gone, and is told so. */
const beginAgain = `${addressOf(firstPage)}?gone`;

const hour = 60 * 60;

/** Seconds until the answers are deleted; of a form that was saved for days nothing is said. */
const soon = (until: Instant | undefined, now: Instant) => {
  const seconds = until === undefined ? undefined : secondsBetween(now, until);
  return seconds === undefined || seconds > hour ? undefined : seconds;
};

/** 303: whatever was posted, the next page is fetched, so that reloading it sends nothing again. */
const goTo = (c: Context, address: string) => c.redirect(address, 303);

/**
 * Instead of a confirmation that is not there. Whoever comes back to one that has run out asks how far
 * the request is: the first page would look as if nothing had been sent.
 */
const unsent = (draft: Draft | undefined) => (draft === undefined ? "/status" : addressOf("check"));

/** The form's pages: each is fetched, posted to itself, and answered by 303 or by the page with what is wrong. */
export const formRoutes = (
  { settings, working, clock, ids, log, store, followCalendar }: RequestDeps,
  contextAt: (now: Instant) => AnswerContext,
): Hono => {
  const { hub } = settings;
  const browser = browserDraft({ store, ids });
  const { write, clear } = browser;
  const visit = ownVisit({ store, clock });
  /** Whoever goes to the store for a draft has the present calendar from there too. */
  const withCalendar = (find: typeof browser.held) => async (c: Context, now: Instant) => {
    const [draft] = await Promise.all([find(c, now), followCalendar(now)]);
    return draft;
  };
  const held = withCalendar(browser.held);
  /** What is checked and sent is what stands. */
  const toSend = withCalendar(browser.standing);
  const app = new Hono();

  const frameAt = (now: Instant, back?: string, until?: Instant) => ({
    hub,
    hours: hoursAt(now, hub, working),
    back,
    endsIn: soon(until, now),
  });

  const backFrom = (step: Step, draft: Draft, context: AnswerContext) => {
    const before = stepBefore(step, draft, context);
    return before === undefined ? "/" : addressOf(before);
  };

  /** The decision of the browser that asks, or where it has to go instead. */
  const decided = async (c: Context): Promise<Response | Decided> => {
    const now = clock();
    const context = contextAt(now);
    const standing = await held(c, now);
    if (standing === undefined) return goTo(c, beginAgain);
    const { draft } = standing;
    if (draft.sent !== undefined) return goTo(c, "/request/sent");
    const read = readForm(draft.answers, context);
    const { decision } = read;
    if (decision === undefined) return goTo(c, addressOf(nextStep(draft, context)));
    const frame = frameAt(now, backFrom("decision", draft, context), standing.until);
    return { now, read, decision, frame };
  };

  app.get("/request/decision", async (c) => {
    const found = await decided(c);
    return found instanceof Response ? found : c.html(decisionPage(found.frame, found.decision));
  });

  app.route("/", guidanceRoutes({ hub, frame: () => frameAt(clock()), decided, working }));

  app.post("/request/decision", async (c) => {
    const fields = await posted(c, settings);
    if (fields instanceof Response) return fields;
    const now = clock();
    const context = contextAt(now);
    const standing = await held(c, now);
    if (standing === undefined) return goTo(c, beginAgain);
    const shown = fields.get("decided") ?? undefined;
    const { draft } = await write(c, now, standing, (fresh) =>
      fresh.sent === undefined ? withDecision(fresh, shown, context) : fresh,
    );
    return goTo(
      c,
      draft.sent === undefined ? addressOf(nextStep(draft, context)) : "/request/sent",
    );
  });

  app.get("/request/check", async (c) => {
    const now = clock();
    const context = contextAt(now);
    const standing = await toSend(c, now);
    if (standing === undefined) return goTo(c, beginAgain);
    const { draft } = standing;
    if (draft.sent !== undefined) return goTo(c, "/request/sent");
    const { asked, answers, decision } = readForm(draft.answers, context);
    const next = nextStep(draft, context);
    return next !== "check" || decision === undefined
      ? goTo(c, addressOf(next))
      : c.html(
          checkPage(
            frameAt(now, backFrom("check", draft, context), standing.until),
            asked,
            answers,
            decision,
            context.today,
          ),
        );
  });

  app.post("/request/check", async (c) => {
    const fields = await posted(c, settings);
    if (fields instanceof Response) return fields;
    const now = clock();
    const context = contextAt(now);
    const standing = await toSend(c, now);
    if (standing === undefined) return goTo(c, beginAgain);
    if (standing.draft.sent !== undefined) return goTo(c, "/request/sent");
    const next = nextStep(standing.draft, context);
    const asked = readForm(standing.draft.answers, context).answers;
    const parsed = parseAnswers(asked, context);
    if (next !== "check" || !parsed.ok) return goTo(c, addressOf(next));
    const { submit, saved } = await store();
    const { consultation, outcome } = await submit({
      scope: "form",
      key: standing.id,
      answers: parsed.answers,
      decision: parsed.decision,
      hub,
      promised: deadline(now, working),
      receivedAt: now,
      ...(context.catalogue === undefined ? {} : { catalogue: context.catalogue }),
    });
    if (outcome === "stored") {
      log.info("request stored", { reference: consultation.reference });
      log.count("RequestsStored");
    }
    const { reference, receivedAt, originallyDueAt, flags } = consultation;
    for (const way of standing.draft.ways ?? [])
      await saved.settle(way, now).catch((thrown) => {
        // It was sent all the same; a letter that says "not sent" may then go beside the receipt.
        log.error("saved form not settled", { reference, thrown });
      });
    const sent = {
      reference,
      sentText: dateTimeWords(receivedAt),
      dueText: dateTimeWords(originallyDueAt),
      callFirst: flags.includes("act-now"),
      isDanger: consultation.decision.action === "call-999",
    };
    let isChanged = outcome === "key-reused";
    // What was typed has done its work: the draft keeps only what the confirmation shows.
    await write(c, now, standing, (fresh) => {
      if (fresh.sent !== undefined) return fresh;
      isChanged ||= canonical(readForm(fresh.answers, context).answers) !== canonical(asked);
      return { ...emptyDraft, sent };
    });
    return goTo(c, isChanged ? "/request/sent?changed" : "/request/sent");
  });

  app.get("/request/sent", async (c) => {
    const now = clock();
    const standing = (await held(c, now))?.draft;
    const sent = standing?.sent;
    return sent === undefined
      ? goTo(c, unsent(standing))
      : c.html(sentPage(frameAt(now), sent, c.req.query("changed") !== undefined));
  });

  app.get("/request/sent.txt", async (c) => {
    const standing = (await held(c, clock()))?.draft;
    const sent = standing?.sent;
    if (sent === undefined) return goTo(c, unsent(standing));
    return c.text(recordText(sentRecord(sent, hub)), 200, {
      "Content-Type": "text/plain; charset=utf-8",
      "Content-Disposition": `attachment; filename="request-${sent.reference}.txt"`,
    });
  });

  app.get(formScript.href, (c) =>
    c.body(formScript.text, 200, {
      "Content-Type": "text/javascript; charset=utf-8",
      "Cache-Control": "public, max-age=31536000, immutable",
    }),
  );

  app.get("/request/:step", async (c) => {
    const step = c.req.param("step");
    if (!isPage(step)) return problemPage(c, "not-found", hub);
    const now = clock();
    const context = contextAt(now);
    const own = await held(c, now);
    const standing = own?.draft;
    if (standing?.sent !== undefined && step !== firstPage) return goTo(c, "/request/sent");
    const draft = standing?.sent === undefined ? (standing ?? emptyDraft) : emptyDraft;
    const shown = shownOn(step, draft.answers, context);
    const frame = {
      ...frameAt(
        now,
        backFrom(step, draft, context),
        standing?.sent === undefined ? own?.until : undefined,
      ),
      soFar: draft.answers,
      decision: readForm(draft.answers, context).decision,
      isGone:
        standing === undefined
          ? step !== firstPage || c.req.query("gone") !== undefined
          : standing.sent === undefined && c.req.query("gone") !== undefined,
    };
    if (shown.length > 0) return c.html(questionPage(frame, step, shown, draft.answers, []));
    return goTo(c, standing === undefined ? beginAgain : addressOf(nextStep(draft, context)));
  });

  app.post("/request/:step", async (c) => {
    const step = c.req.param("step");
    if (!isPage(step)) return problemPage(c, "not-found", hub);
    const fields = await posted(c, settings);
    if (fields instanceof Response) return fields;
    const now = clock();
    const context = contextAt(now);
    const before = await held(c, now);
    if (before?.draft.sent !== undefined && step !== firstPage)
      return goTo(c, "/request/sent?changed");
    const standing = before?.draft.sent === undefined ? before : undefined;
    const draft = standing?.draft ?? emptyDraft;
    const typed = formAnswers(fields, questionsOn(step, context));
    const typedInto = (answers: Draft["answers"]) => withTyped(answers, step, typed, context);
    const raw = typedInto(draft.answers);
    const shown = shownOn(step, raw, context);
    const here = formErrors(
      readForm(raw, context).errors.filter(({ field }) => shown.some(({ id }) => id === field)),
      shown,
      typed,
    );
    // Saving for later leaves gaps; what is wrong is still said, because it could not be kept.
    const isForLater = fields.has(saveForLater);
    if (here.some(({ field }) => !isForLater || !isBlank(typed[field]))) {
      const frame = {
        ...frameAt(now, backFrom(step, draft, context), standing?.until),
        soFar: draft.answers,
        decision: readForm(draft.answers, context).decision,
      };
      return c.html(questionPage(frame, step, shown, typed, here), 422);
    }
    const { draft: written } = await write(c, now, standing, (fresh) =>
      withPage(fresh, step, fresh === draft ? raw : typedInto(fresh.answers), context),
    );
    if (written.sent !== undefined) return goTo(c, "/request/sent?changed");
    if (isForLater) return goTo(c, "/request/save");
    const next = addressOf(nextStep(written, context));
    return goTo(c, standing === undefined && step !== firstPage ? `${next}?gone` : next);
  });

  app.post("/leave", async (c) => {
    const fields = await posted(c, settings);
    if (fields instanceof Response) return fields;
    // Both at once: whoever leaves leaves everything that this browser could show.
    await Promise.all([clear(c, clock()), visit.end(c)]);
    return goTo(c, "/left");
  });

  app.get("/left", (c) => c.html(leftPage(hub)));
  for (const [path, shown] of Object.entries(noticePages)) app.get(path, (c) => c.html(shown(hub)));

  takesOnly(app, hub, {
    "/": "GET, HEAD",
    "/request/:step": "GET, HEAD, POST",
    "/leave": "POST",
    "/left": "GET, HEAD",
    "/privacy": "GET, HEAD",
    "/cookies": "GET, HEAD",
    "/accessibility": "GET, HEAD",
  });

  return app;
};
