import { type Context, Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { type AnswerContext, parseAnswers, readForm } from "../../shared/domain/answers.ts";
import { deadline } from "../../shared/domain/deadline.ts";
import type { Instant } from "../../shared/domain/instant.ts";
import { type Page, pages } from "../../shared/domain/questions.ts";
import { dateTimeWords, timeWords } from "../../shared/domain/time-words.ts";
import { formAnswers } from "../../shared/pages/form-answers.ts";
import { formErrors } from "../../shared/pages/form-errors.ts";
import { readOwnPost } from "../../shared/pages/own-post.ts";
import { formStyles } from "../../shared/pages/stylesheet.ts";
import { type Draft, emptyDraft, type HeldDraft } from "../../shared/store/drafts.ts";
import type { RequestDeps } from "./deps.ts";
import {
  checkPage,
  decisionPage,
  type Hours,
  leftPage,
  questionPage,
  sentPage,
  startPage,
} from "./form-pages.tsx";
import { nextStep, type Step, shownOn, stepBefore, withDecision, withPage } from "./journey.ts";
import { problemPage } from "./problem-page.tsx";

const cookieName = "__Host-draft";
const cookie = { path: "/", secure: true, httpOnly: true, sameSite: "Lax" } as const;

/** Two tabs may write one draft at once; this often is a fault. */
const mostTries = 8;

const isPage = (step: string): step is Page => pages.some(({ id }) => id === step);

const addressOf = (step: Step) => `/request/${step}`;

/** 303: whatever was posted, the next page is fetched, so that reloading it sends nothing again. */
const goTo = (c: Context, address: string) => c.redirect(address, 303);

const openWords = (
  now: Instant,
  { dateOf, workingHoursOn, isOpen, nextOpening }: RequestDeps["working"],
) => {
  const today = workingHoursOn(dateOf(now));
  return isOpen(now) && today !== undefined
    ? { openText: `We are open now, until ${timeWords(today.closes)}.` }
    : {
        openText: `We are closed now. We open at ${dateTimeWords(nextOpening(now))}.`,
        closedUntil: dateTimeWords(nextOpening(now)),
      };
};

/** The form's pages: each is fetched, posted to itself, and answered by 303 or by the page with what is wrong. */
export const formRoutes = (
  { settings, working, clock, ids, log, submit, drafts }: RequestDeps,
  ownContext: (now: Instant) => AnswerContext,
): Hono => {
  const { hub } = settings;
  const app = new Hono();

  const hoursAt = (now: Instant): Hours => ({
    dueText: dateTimeWords(deadline(now, working).dueAt),
    ...openWords(now, working),
  });
  const contextAt = (now: Instant): AnswerContext => ({
    ...ownContext(now),
    everythingIsAsked: true,
  });
  const frameAt = (now: Instant, back?: string) => ({ hub, hours: hoursAt(now), back });

  const held = async (c: Context, now: Instant) => {
    const id = getCookie(c, cookieName);
    const draft = id === undefined ? undefined : await drafts.load(id, now);
    return id === undefined || draft === undefined ? undefined : { id, ...draft };
  };

  /** Changes this browser's draft, or begins one. What another tab wrote in between is kept. */
  const change = async (
    c: Context,
    now: Instant,
    alter: (draft: Draft) => Draft,
  ): Promise<Draft> => {
    const standing = await held(c, now);
    // A form that was sent is closed: answering a question again begins another.
    const isNew = standing === undefined || standing.draft.sent !== undefined;
    const id = isNew ? ids.token() : standing.id;
    let base: HeldDraft = isNew ? { draft: emptyDraft, revision: 0 } : standing;
    for (let tried = 0; tried < mostTries; tried++) {
      const draft = alter(base.draft);
      if (await drafts.save(id, { draft, revision: base.revision }, now)) {
        if (isNew) setCookie(c, cookieName, id, cookie);
        return draft;
      }
      base = (await drafts.load(id, now)) ?? { draft: emptyDraft, revision: 0 };
    }
    throw new Error("a draft was written by others again and again");
  };

  const backFrom = (step: Step, draft: Draft, context: AnswerContext) => {
    const before = stepBefore(step, draft, context);
    return before === undefined ? "/" : addressOf(before);
  };

  const posted = async (c: Context) => {
    const read = await readOwnPost(c.req.raw, settings.formAddress);
    return "problem" in read ? problemPage(c, read.problem, hub) : read.fields;
  };

  app.get("/", (c) => c.html(startPage(frameAt(clock()))));

  app.get(formStyles.href, (c) =>
    c.body(formStyles.text, 200, {
      "Content-Type": "text/css; charset=utf-8",
      "Cache-Control": "public, max-age=31536000, immutable",
    }),
  );

  app.get("/request/decision", async (c) => {
    const now = clock();
    const context = contextAt(now);
    const { draft } = (await held(c, now)) ?? { draft: emptyDraft };
    const { decision } = readForm(draft.answers, context);
    return decision === undefined
      ? goTo(c, addressOf(nextStep(draft, context)))
      : c.html(decisionPage(frameAt(now, backFrom("decision", draft, context)), decision));
  });

  app.post("/request/decision", async (c) => {
    const fields = await posted(c);
    if (fields instanceof Response) return fields;
    const now = clock();
    const context = contextAt(now);
    const draft = await change(c, now, (standing) => {
      const { decision } = readForm(standing.answers, context);
      return decision === undefined ? standing : withDecision(standing, decision);
    });
    return goTo(c, addressOf(nextStep(draft, context)));
  });

  app.get("/request/check", async (c) => {
    const now = clock();
    const context = contextAt(now);
    const { draft } = (await held(c, now)) ?? { draft: emptyDraft };
    if (draft.sent !== undefined) return goTo(c, "/request/sent");
    const { asked, answers, decision } = readForm(draft.answers, context);
    const next = nextStep(draft, context);
    return next !== "check" || decision === undefined
      ? goTo(c, addressOf(next))
      : c.html(
          checkPage(frameAt(now, backFrom("check", draft, context)), asked, answers, decision),
        );
  });

  app.post("/request/check", async (c) => {
    const fields = await posted(c);
    if (fields instanceof Response) return fields;
    const now = clock();
    const context = contextAt(now);
    const standing = await held(c, now);
    if (standing === undefined) return goTo(c, addressOf(nextStep(emptyDraft, context)));
    if (standing.draft.sent !== undefined) return goTo(c, "/request/sent");
    const next = nextStep(standing.draft, context);
    const parsed = parseAnswers(standing.draft.answers, context);
    if (next !== "check" || !parsed.ok) return goTo(c, addressOf(next));
    const { consultation, outcome } = await submit({
      scope: "form",
      key: standing.id,
      answers: parsed.answers,
      decision: parsed.decision,
      hub,
      promised: deadline(now, working),
      receivedAt: now,
    });
    if (outcome === "stored") {
      log.info("request stored", { reference: consultation.reference });
      log.count("RequestsStored");
    }
    const { reference, dueAt, flags } = consultation;
    // What was typed has done its work: the draft keeps only what the confirmation shows.
    await change(c, now, (draft) => ({
      ...(draft.sent === undefined ? emptyDraft : draft),
      sent: { reference, dueText: dateTimeWords(dueAt), callFirst: flags.includes("act-now") },
    }));
    return goTo(c, outcome === "key-reused" ? "/request/sent?changed" : "/request/sent");
  });

  app.get("/request/sent", async (c) => {
    const now = clock();
    const sent = (await held(c, now))?.draft.sent;
    return sent === undefined
      ? goTo(c, "/")
      : c.html(sentPage(frameAt(now), sent, c.req.query("changed") !== undefined));
  });

  app.get("/request/:step", async (c) => {
    const step = c.req.param("step");
    if (!isPage(step)) return problemPage(c, "not-found", hub);
    const now = clock();
    const context = contextAt(now);
    const standing = (await held(c, now))?.draft;
    const draft = standing?.sent === undefined ? (standing ?? emptyDraft) : emptyDraft;
    const shown = shownOn(step, draft.answers, context);
    return shown.length === 0
      ? goTo(c, addressOf(nextStep(draft, context)))
      : c.html(
          questionPage(
            frameAt(now, backFrom(step, draft, context)),
            step,
            shown,
            draft.answers,
            [],
          ),
        );
  });

  app.post("/request/:step", async (c) => {
    const step = c.req.param("step");
    if (!isPage(step)) return problemPage(c, "not-found", hub);
    const fields = await posted(c);
    if (fields instanceof Response) return fields;
    const now = clock();
    const context = contextAt(now);
    const standing = (await held(c, now))?.draft;
    const draft = standing?.sent === undefined ? (standing ?? emptyDraft) : emptyDraft;
    const shown = shownOn(step, draft.answers, context);
    const typed = formAnswers(fields, shown);
    const onPage = new Set(shown.map(({ id }) => id));
    const merged = (answers: Draft["answers"]) => ({
      ...Object.fromEntries(Object.entries(answers).filter(([id]) => !onPage.has(id))),
      ...typed,
    });
    const { errors } = readForm(merged(draft.answers), context);
    const here = formErrors(
      errors.filter(({ field }) => onPage.has(field)),
      shown,
      typed,
    );
    if (here.length > 0)
      return c.html(
        questionPage(frameAt(now, backFrom(step, draft, context)), step, shown, typed, here),
        422,
      );
    const written = await change(c, now, (fresh) =>
      withPage(fresh, step, readForm(merged(fresh.answers), context)),
    );
    return goTo(c, addressOf(nextStep(written, context)));
  });

  app.post("/leave", async (c) => {
    const fields = await posted(c);
    if (fields instanceof Response) return fields;
    const id = getCookie(c, cookieName);
    if (id !== undefined) await drafts.clear(id, clock());
    setCookie(c, cookieName, "", { ...cookie, maxAge: 0 });
    c.header("Clear-Site-Data", '"cache", "storage"');
    return goTo(c, "/left");
  });

  app.get("/left", (c) => c.html(leftPage(hub)));

  for (const path of ["/", "/request/:step", "/leave", "/left"])
    app.all(path, (c) => problemPage(c, "method-not-allowed", hub));

  return app;
};
