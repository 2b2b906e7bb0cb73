import { type Context, Hono } from "hono";
import { readAnswer } from "../../shared/domain/answer-schema.ts";
import type { AnswerContext } from "../../shared/domain/answers.ts";
import type { Instant } from "../../shared/domain/instant.ts";
import { savedUntil } from "../../shared/domain/saved-draft.ts";
import { dateTimeWords } from "../../shared/domain/time-words.ts";
import { wayBack } from "../../shared/store/way-back.ts";
import { browserDraft, hasDraftCookie } from "./browser-draft.ts";
import type { RequestDeps } from "./deps.ts";
import { hoursAt } from "./hours-at.ts";
import { nextStep } from "./journey.ts";
import { posted } from "./posted.ts";
import { problemPage } from "./problem-page.tsx";
import { returnPage, savedPage, saveField, savePage } from "./save-page.tsx";
import { takesOnly } from "./takes-only.ts";

/** Letters to an address that somebody types: enough for a mistake or two, too few to pester anybody. */
const mostSaves = 3;

/** 128 random bits in base64url, as `Ids` gives them. */
const tokenShape = /^[\w-]{22}$/;

/** "Save and come back": a link by email, and behind it a one-time code (case.md, "saved"). */
export const saveRoutes = (deps: RequestDeps, contextAt: (now: Instant) => AnswerContext): Hono => {
  const {
    settings: { hub },
    working,
    clock,
    ids,
    log,
    store,
  } = deps;
  const browser = browserDraft(deps);
  const app = new Hono();
  const frameNow = () => ({ hub, hours: hoursAt(clock(), hub, working) });

  /** The draft of the browser that asks, or where it has to go when there is nothing to save. */
  const unsent = async (c: Context) => {
    const own = await browser.held(c, clock());
    if (own?.draft.sent !== undefined) return c.redirect("/request/sent", 303);
    if (own !== undefined) return own;
    const hadAnswers = c.req.method === "POST" || hasDraftCookie(c);
    return c.redirect(hadAnswers ? "/request/danger?gone" : "/request/danger", 303);
  };

  app.get("/request/save", async (c) => {
    const own = await unsent(c);
    if (own instanceof Response) return own;
    const { savedAt, savedTo = "" } = own.draft;
    return savedAt !== undefined && c.req.query("saved") !== undefined
      ? c.html(savedPage(frameNow(), dateTimeWords(savedUntil(savedAt)), savedTo))
      : c.html(savePage(frameNow()));
  });

  app.post("/request/save", async (c) => {
    const fields = await posted(c, deps.settings);
    if (fields instanceof Response) return fields;
    const own = await unsent(c);
    if (own instanceof Response) return own;
    const now = clock();
    const typed = fields.get("email") ?? "";
    const read =
      typed.trim() === ""
        ? { wrong: saveField.missing }
        : readAnswer(saveField, typed, { hub, today: working.dateOf(now) });
    const askAgain = (message: string) =>
      c.html(savePage(frameNow(), typed, [{ field: "email", target: "email", message }]), 422);
    if ("wrong" in read) return askAgain(read.wrong);
    // The draft is kept before the letter is owed: a link that leads to nothing would be worse than none.
    // Counted on what stands when it is written: five posts at once are five.
    const token = ids.token();
    let isTooOften = false;
    const address = `${read.value}`;
    let unmeant: readonly string[] = [];
    const { id, draft } = await browser.write(c, now, own, (fresh) => {
      // Sent in another window meanwhile: then there is nothing left to come back to.
      if (fresh.sent !== undefined) return fresh;
      const ways = fresh.ways ?? [];
      unmeant = fresh.savedTo === address ? [] : ways;
      isTooOften = ways.length >= mostSaves;
      return isTooOften
        ? fresh
        : { ...fresh, savedAt: now, savedTo: address, ways: [...ways, wayBack(token)] };
    });
    if (draft.sent !== undefined) return c.redirect("/request/sent", 303);
    if (isTooOften)
      return askAgain(
        "You have saved this request three times: use the link in one of the emails, or finish it now",
      );
    const { saved } = await store();
    // Corrected: whoever has the mailbox that was typed first must not open what is about a child.
    for (const way of unmeant) await saved.revoke(way, now);
    await saved.save(token, id, address, now);
    log.info("draft saved");
    return c.redirect("/request/save?saved", 303);
  });

  app.get("/return/:token", async (c) => {
    const token = c.req.param("token");
    const { saved } = await store();
    // Nobody guesses 128 bits: whoever has a link may be told that what it led to is gone.
    if (!tokenShape.test(token) || !(await saved.exists(token, clock())))
      return problemPage(c, "draft-gone", hub);
    const asked = c.req.query("asked");
    return c.html(
      returnPage(frameNow(), token, asked === "sent" || asked === "too-often" ? asked : undefined),
    );
  });

  app.post("/return/:token/code", async (c) => {
    const fields = await posted(c, deps.settings);
    if (fields instanceof Response) return fields;
    const token = c.req.param("token");
    if (!tokenShape.test(token)) return problemPage(c, "draft-gone", hub);
    const isSent = await (await store()).saved.askForCode(token, clock());
    return c.redirect(`/return/${token}?asked=${isSent ? "sent" : "too-often"}`, 303);
  });

  app.post("/return/:token", async (c) => {
    const fields = await posted(c, deps.settings);
    if (fields instanceof Response) return fields;
    const token = c.req.param("token");
    const now = clock();
    const typed = (fields.get("code") ?? "").replace(/[\s-]/g, "");
    const { saved, drafts } = await store();
    const tried =
      tokenShape.test(token) && /^\d{6}$/.test(typed)
        ? await saved.tryCode(token, typed, now)
        : "wrong";
    if (typeof tried === "string")
      return c.html(returnPage(frameNow(), token, tried), tried === "wrong" ? 422 : 429);
    const { id } = tried;
    const standing = await drafts.load(id, now);
    if (standing === undefined) return problemPage(c, "draft-gone", hub);
    browser.adopt(c, id, standing);
    return c.redirect(
      standing.draft.sent === undefined
        ? `/request/${nextStep(standing.draft, contextAt(now))}`
        : "/request/sent",
      303,
    );
  });

  takesOnly(app, hub, {
    "/request/save": "GET, HEAD, POST",
    "/return/:token": "GET, HEAD, POST",
    "/return/:token/code": "POST",
  });

  return app;
};
