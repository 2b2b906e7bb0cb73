import { Hono } from "hono";
import { type AnswerContext, parseAnswers, readForm } from "../../../shared/domain/answers.ts";
import { deadline } from "../../../shared/domain/deadline.ts";
import type { Instant } from "../../../shared/domain/instant.ts";
import { type Question, questions } from "../../../shared/domain/questions.ts";
import { ruleSetNamed } from "../../../shared/domain/rule-sets.ts";
import { dateTimeWords } from "../../../shared/domain/time-words.ts";
import type { Log } from "../../../shared/log.ts";
import { formAnswers } from "../../../shared/pages/form-answers.ts";
import { formErrors } from "../../../shared/pages/form-errors.ts";
import { readOwnPost } from "../../../shared/pages/own-post.ts";
import type { Clock, Ids } from "../../../shared/ports.ts";
import type { Settings } from "../../../shared/settings.ts";
import { putAudit } from "../../../shared/store/audit.ts";
import type { Shelf } from "../../../shared/store/consultations.ts";
import type { Keys } from "../../../shared/store/seal.ts";
import { submitConsultation } from "../../../shared/store/submissions.ts";
import { unfinishedForms } from "../../../shared/store/unfinished.ts";
import { messagePage } from "../message-page.tsx";
import type { SignedIn, signIn } from "../sign-in/sign-in.ts";
import { isSomebodyElses } from "../typed-by.ts";
import { callTimeAt, callTimeFields, readCallTime } from "./call-time.ts";
import { notOffered } from "./not-offered.ts";
import {
  asSpoken,
  keyField,
  telephoneAddress,
  telephoneEntryPage,
} from "./telephone-entry-page.tsx";

type EntryDeps = Shelf & {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly keys: Keys;
  /** The questions; others than the form's own only in tests. */
  readonly catalogue?: readonly Question[];
};

/** In place of a reference, which there is none of yet. */
const begunUnder = "telephone";

/** As `Ids` makes them: the page gives no other. */
const isKey = (text: string) => /^[\w-]{22}$/.test(text);

/** The call itself is how they telephoned. It counts only where the question is asked. */
const knownOfEveryCall = { telephoned: "yes" } as const;

/**
 * The duty team takes a consultation over the telephone: the same questions under the same rules as on the
 * practitioner's own form, and the same clock, from the time of the call.
 */
export const telephoneEntry = (
  deps: EntryDeps,
  requireSession: ReturnType<typeof signIn>["requireSession"],
): Hono<SignedIn> => {
  const { settings, clock, ids, log, working, catalogue = questions } = deps;
  const { hub, inboxAddress } = settings;
  const ruleSet = ruleSetNamed(hub.ruleSet);
  if (ruleSet === undefined) throw new Error(`settings: no rule set is named ${hub.ruleSet}`);
  const onPage = [...callTimeFields, ...asSpoken(catalogue)];
  const routes = new Hono<SignedIn>();
  const unfinished = unfinishedForms(deps);

  // As on the practitioner's form, nothing counts as said that nobody asked: FGM left open is no "no".
  const contextAt = (receivedAt: Instant): AnswerContext => ({
    hub,
    ruleSet,
    today: working.dateOf(receivedAt),
    everythingIsAsked: true,
    catalogue,
  });

  const dueFrom = (receivedAt: Instant) => dateTimeWords(deadline(receivedAt, working).dueAt);

  routes.get(telephoneAddress, requireSession(["duty", "manager"]), async (c) => {
    const [staff, now] = [c.get("staff"), clock()];
    const asked = c.req.query("begun") ?? "";
    const begun = await unfinished.find(begunUnder, staff.id, asked, now);
    const typed = begun?.typed ?? { ...callTimeAt(now), ...knownOfEveryCall };
    const others = (await unfinished.begun(begunUnder, staff.id, now)).filter(
      ({ act }) => act !== begun?.act,
    );
    return c.html(
      telephoneEntryPage(
        { hub, staff },
        {
          // With its key: what was entered already is then found and not entered twice.
          key: begun?.act ?? ids.token(),
          begun: others.map(({ act: key, at }) => ({ key, at })),
          typed,
          due: dueFrom(now),
          catalogue,
          resumedFrom: begun?.at,
        },
      ),
    );
  });

  routes.post(`${telephoneAddress}/keep`, requireSession(["duty", "manager"]), async (c) => {
    const read = await readOwnPost(c.req.raw, inboxAddress);
    if ("problem" in read) return messagePage(c, read.problem, hub);
    const staff = c.get("staff");
    if (isSomebodyElses(read.fields, staff)) return messagePage(c, "somebody-elses", hub);
    const key = read.fields.get(keyField) ?? "";
    // Each call is kept by its own key: another one that rings meanwhile does not take its place.
    const begun = { act: isKey(key) ? key : ids.token(), at: clock(), version: 0 };
    const typed = formAnswers(read.fields, onPage);
    await unfinished.keep(begunUnder, staff.id, begun, typed);
    return read.fields.get("kept") === "by-script" ? c.body(null, 204) : c.redirect("/", 303);
  });

  routes.post(`${telephoneAddress}/forget`, requireSession(["duty", "manager"]), async (c) => {
    const read = await readOwnPost(c.req.raw, inboxAddress);
    if ("problem" in read) return messagePage(c, read.problem, hub);
    const key = read.fields.get(keyField) ?? "";
    await unfinished.finished(begunUnder, c.get("staff").id, key, clock());
    return c.redirect(telephoneAddress, 303);
  });

  routes.post(telephoneAddress, requireSession(["duty", "manager"]), async (c) => {
    const read = await readOwnPost(c.req.raw, inboxAddress);
    if ("problem" in read) return messagePage(c, read.problem, hub);
    const [staff, now] = [c.get("staff"), clock()];
    const given = formAnswers(read.fields, catalogue);
    const typed = { ...given, ...formAnswers(read.fields, callTimeFields) };
    const call = readCallTime(typed, { hub, now, today: working.dateOf(now) });
    const receivedAt = "at" in call ? call.at : now;
    const context = contextAt(receivedAt);
    const parsed = parseAnswers(given, context);
    const key = read.fields.get(keyField) ?? "";
    const again = {
      key: isKey(key) ? key : ids.token(),
      typed,
      due: dueFrom(receivedAt),
      catalogue,
    };
    if ("errors" in call || !parsed.ok) {
      const { answers } = readForm(given, context);
      const errors = [
        ...("errors" in call ? call.errors : []),
        ...(parsed.ok ? [] : parsed.errors.map(notOffered(given, answers, catalogue, hub))),
      ];
      const inOrder = onPage.flatMap(({ id }) => errors.filter(({ field }) => field === id));
      return c.html(
        telephoneEntryPage(
          { hub, staff },
          { ...again, errors: formErrors(inOrder, onPage, typed) },
        ),
        422,
      );
    }
    if (!isKey(key))
      return c.html(telephoneEntryPage({ hub, staff }, { ...again, lostKey: true }), 422);
    const { outcome, consultation } = await submitConsultation(deps, {
      scope: "staff",
      key,
      answers: parsed.answers,
      decision: parsed.decision,
      hub,
      promised: deadline(receivedAt, working),
      receivedAt,
      entered: {
        by: staff.name,
        at: now,
        audit: (reference) =>
          putAudit(deps, {
            at: now,
            reference,
            byId: staff.id,
            by: staff.name,
            role: staff.role,
            did: "entered",
          }),
      },
      catalogue,
    });
    const { reference } = consultation;
    // It is stored: that what was begun cannot be taken away must not be told as if it were not.
    if (outcome !== "key-reused")
      await unfinished
        .finished(begunUnder, staff.id, key, now)
        .catch((thrown: unknown) => log.error("begun form stays", { reference, thrown }));
    if (outcome === "key-reused")
      // With a key of its own, so that it can be entered after all: it may be another call.
      return c.html(
        telephoneEntryPage({ hub, staff }, { ...again, key: ids.token(), enteredAs: reference }),
        409,
      );
    if (outcome === "stored") {
      log.info("telephone consultation stored", { reference });
      log.count("RequestsStored");
    }
    return c.redirect(`/consultations/${reference}`, 303);
  });

  for (const [path, allow] of [
    [telephoneAddress, "GET, HEAD, POST"],
    [`${telephoneAddress}/keep`, "POST"],
    [`${telephoneAddress}/forget`, "POST"],
  ] as const)
    routes.all(path, requireSession(["duty", "manager", "auditor"]), (c) => {
      c.header("Allow", allow);
      return messagePage(c, "method-not-allowed", hub);
    });

  return routes;
};
