import { Hono } from "hono";
import type { AnswerContext } from "../../shared/domain/answers.ts";
import type { Instant } from "../../shared/domain/instant.ts";
import { ruleSetNamed } from "../../shared/domain/rule-sets.ts";
import { strictHeaders } from "../../shared/pages/strict-headers.ts";
import { refusalsLogged } from "../../shared/refusals-logged.ts";
import { adviceRoutes } from "./advice.ts";
import { apiRoutes } from "./api.ts";
import { writtenByOthers } from "./browser-draft.ts";
import type { RequestDeps } from "./deps.ts";
import { firstPageRoutes } from "./first-page.ts";
import { formRoutes } from "./form.ts";
import { problemWith } from "./problem.ts";
import { problemPage } from "./problem-page.tsx";
import { saveRoutes } from "./save.ts";
import { statusRoutes } from "./status.ts";
import { timeOutRoutes } from "./time-out.ts";
import { whatHappenedRoutes } from "./what-happened.ts";

/** The store's answers that pass by themselves: the caller can simply try again. */
const passing =
  /Throttl|Timeout|ThroughputExceeded|LimitExceeded|ServiceUnavailable|InternalServerError|KMSInternal/;

/** One and the same for a whole day: by it is known again what answers came to a page ago. */
const allDay = (
  { working }: Pick<RequestDeps, "working">,
  contextOn: (today: string, now: Instant) => AnswerContext,
) => {
  let last: AnswerContext | undefined;
  return (now: Instant): AnswerContext => {
    const today = working.dateOf(now);
    if (last?.today !== today) last = contextOn(today, now);
    return last;
  };
};

/** The public side: the form's pages and the JSON API. */
export const createApp = (deps: RequestDeps): Hono => {
  const { hub } = deps.settings;
  const ruleSet = ruleSetNamed(hub.ruleSet);
  if (ruleSet === undefined) throw new Error(`settings: no rule set is named ${hub.ruleSet}`);
  const contextAt = allDay(
    deps,
    (today): AnswerContext => ({
      hub,
      ruleSet,
      today,
      ...(deps.catalogue === undefined ? {} : { catalogue: deps.catalogue }),
    }),
  );
  const formContextAt = allDay(deps, (_, now) => ({
    ...contextAt(now),
    everythingIsAsked: true,
  }));
  const problem = problemWith(hub.telephone);
  const isApi = (path: string) => path.startsWith("/api/");

  const app = new Hono();
  app.use(refusalsLogged(deps.log));
  app.use(strictHeaders("with-script"));
  app.route("/", firstPageRoutes(deps));
  app.route("/", apiRoutes(deps, contextAt));
  app.route("/", saveRoutes(deps, formContextAt));
  app.route("/", timeOutRoutes(deps));
  app.route("/", formRoutes(deps, formContextAt));
  app.route("/", adviceRoutes(deps));
  app.route("/", whatHappenedRoutes(deps));
  app.route("/", statusRoutes(deps));
  app.notFound((c) =>
    isApi(c.req.path) ? problem("not-found") : problemPage(c, "not-found", hub),
  );
  app.onError((thrown, c) => {
    deps.log.error("request failed", { route: c.req.routePath, thrown });
    const passes = passing.test(thrown.name);
    if (thrown.name === writtenByOthers) return problemPage(c, "written-elsewhere", hub);
    if (!isApi(c.req.path)) return problemPage(c, passes ? "try-again" : "went-wrong", hub);
    return passes ? problem("try-again", [], { "Retry-After": "60" }) : problem("went-wrong");
  });
  return app;
};
