import { type Context, Hono } from "hono";
import { adviceRecord } from "../../shared/domain/advice-record.ts";
import { isTimeToLookAgain, saidWhatHappened } from "../../shared/domain/what-happened.ts";
import { advicePage, codePage } from "./advice-page.tsx";
import type { RequestDeps } from "./deps.ts";
import { hoursAt } from "./hours-at.ts";
import { ownVisit } from "./own-visit.ts";
import { posted } from "./posted.ts";
import { recordText } from "./record-text.ts";
import { takesOnly } from "./takes-only.ts";

/** The advice in writing, behind a one-time code that is sent to the address given (case.md). */
export const adviceRoutes = (deps: RequestDeps): Hono => {
  const {
    settings: { hub },
    working,
    clock,
    log,
    store,
  } = deps;
  const visit = ownVisit(deps);
  const app = new Hono();
  const frameNow = () => ({ hub, hours: hoursAt(clock(), hub, working) });

  /** The advice of whoever has typed the code; undefined where there is none to read yet. */
  const adviceOf = async (reference: string) => {
    const { own } = await store();
    const consultation = await own.load(reference);
    const texts = consultation && (await own.readAdvice(consultation));
    const record = consultation && texts && adviceRecord(consultation, texts, hub);
    if (consultation === undefined || record === undefined) return undefined;
    return {
      record,
      isNotAgreed: consultation.flags.includes("not-agreed"),
      looksAgain:
        saidWhatHappened(consultation) === undefined &&
        isTimeToLookAgain(consultation, working.dateOf(clock())),
    };
  };

  app.get("/status/:reference/advice", async (c) => {
    const own = await visit.find(c);
    if (own === undefined) return visit.nameAgain(c);
    const { reference, readsAdvice } = own;
    const asked = c.req.query("asked");
    if (!readsAdvice)
      return c.html(
        codePage(
          frameNow(),
          reference,
          asked === "sent" || asked === "too-often" ? asked : undefined,
        ),
      );
    const advice = await adviceOf(reference);
    return advice === undefined
      ? c.redirect(`/status/${reference}`, 303)
      : c.html(advicePage(frameNow(), reference, advice.record, advice));
  });

  app.get("/status/:reference/advice.txt", async (c) => {
    const own = await visit.find(c);
    if (own === undefined) return visit.nameAgain(c);
    const { reference, readsAdvice } = own;
    const advice = readsAdvice ? await adviceOf(reference) : undefined;
    if (advice === undefined) return c.redirect(`/status/${reference}/advice`, 303);
    return c.text(recordText(advice.record), 200, {
      "Content-Type": "text/plain; charset=utf-8",
      "Content-Disposition": `attachment; filename="advice-${reference}.txt"`,
    });
  });

  /** A post of this browser's own page, about its own request. */
  const postedHere = async (c: Context) => {
    const fields = await posted(c, deps.settings);
    if (fields instanceof Response) return fields;
    const own = await visit.find(c);
    return own === undefined ? visit.nameAgain(c) : { ...own, fields };
  };

  app.post("/status/:reference/code", async (c) => {
    const own = await postedHere(c);
    if (own instanceof Response) return own;
    const standing = await (await store()).own.load(own.reference);
    if (standing?.advised === undefined) return c.redirect(`/status/${own.reference}`, 303);
    const isSent = await (await store()).own.askForCode(own.reference, clock());
    return c.redirect(
      `/status/${own.reference}/advice?asked=${isSent ? "sent" : "too-often"}`,
      303,
    );
  });

  app.post("/status/:reference/advice", async (c) => {
    const own = await postedHere(c);
    if (own instanceof Response) return own;
    const { reference, fields } = own;
    const typed = (fields.get("code") ?? "").replace(/[\s-]/g, "");
    const tried = /^\d{6}$/.test(typed)
      ? await (await store()).own.tryCode(reference, typed, clock())
      : "wrong";
    if (tried !== "right")
      return c.html(codePage(frameNow(), reference, tried), tried === "wrong" ? 422 : 429);
    await visit.letRead(c);
    return c.redirect(`/status/${reference}/advice`, 303);
  });

  app.post("/status/:reference/not-agreed", async (c) => {
    const own = await postedHere(c);
    if (own instanceof Response) return own;
    const { reference, readsAdvice } = own;
    if (readsAdvice) {
      await (await store()).own.say(reference, { do: "say-not-agreed" }, clock());
      log.info("practitioner: say-not-agreed", { reference });
    }
    return c.redirect(`/status/${reference}/advice`, 303);
  });

  takesOnly(app, hub, {
    "/status/:reference/advice": "GET, HEAD, POST",
    "/status/:reference/advice.txt": "GET, HEAD",
    "/status/:reference/code": "POST",
    "/status/:reference/not-agreed": "POST",
  });

  return app;
};
