import { type Context, Hono } from "hono";
import { readFields } from "../../shared/domain/read-fields.ts";
import { isDid, isTimeToLookAgain, whatHappenedFields } from "../../shared/domain/what-happened.ts";
import { formErrors } from "../../shared/pages/form-errors.ts";
import type { RequestDeps } from "./deps.ts";
import { hoursAt } from "./hours-at.ts";
import { ownVisit } from "./own-visit.ts";
import { posted } from "./posted.ts";
import { takesOnly } from "./takes-only.ts";
import { whatHappenedPage } from "./what-happened-page.tsx";

const path = "/status/:reference/what-happened";

/** From the day agreed on: what happened next, told by whoever has typed the code (case.md). */
export const whatHappenedRoutes = (deps: RequestDeps): Hono => {
  const {
    settings: { hub },
    working,
    clock,
    log,
    store,
  } = deps;
  const visit = ownVisit(deps);
  const frameNow = () => ({ hub, hours: hoursAt(clock(), hub, working) });
  const app = new Hono();

  /** The consultation that is asked about, or where to go instead. */
  const asked = async (c: Context) => {
    const visited = await visit.find(c);
    if (visited === undefined) return visit.nameAgain(c);
    const { reference, readsAdvice } = visited;
    if (!readsAdvice) return c.redirect(`/status/${reference}/advice`, 303);
    const consultation = await (await store()).own.load(reference);
    return consultation !== undefined && isTimeToLookAgain(consultation, working.dateOf(clock()))
      ? consultation
      : c.redirect(`/status/${reference}`, 303);
  };

  app.get(path, async (c) => {
    const consultation = await asked(c);
    return consultation instanceof Response
      ? consultation
      : c.html(whatHappenedPage(frameNow(), consultation));
  });

  app.post(path, async (c) => {
    const fields = await posted(c, deps.settings);
    if (fields instanceof Response) return fields;
    const consultation = await asked(c);
    if (consultation instanceof Response) return consultation;
    const { reference } = consultation;
    const now = clock();
    const typed = Object.fromEntries(
      whatHappenedFields.map(({ id }) => [id, fields.get(id) ?? ""] as const),
    );
    const { values, errors } = readFields(whatHappenedFields, typed, {
      hub,
      today: working.dateOf(now),
    });
    const { did, happened } = values;
    if (errors.length > 0 || !isDid(did)) {
      const wrong = formErrors(errors, whatHappenedFields, typed);
      return c.html(whatHappenedPage(frameNow(), consultation, typed, wrong), 422);
    }
    await (await store()).own.sayWhatHappened(reference, { did, happened }, now);
    log.info("practitioner: say-what-happened", { reference });
    return c.redirect(`/status/${reference}?said=what-happened`, 303);
  });

  takesOnly(app, hub, { [path]: "GET, HEAD, POST" });

  return app;
};
