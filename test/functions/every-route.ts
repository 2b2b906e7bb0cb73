import type { Hono } from "hono";
import type { Act } from "../../functions/inbox/acts/act.ts";
import { acts as inboxActs } from "../../functions/inbox/acts/acts.ts";
import { formScript } from "../../shared/pages/form-script.ts";
import { inboxScript } from "../../shared/pages/inbox-script.ts";
import { formStyles, inboxStyles } from "../../shared/pages/stylesheet.ts";
import { contactFields, fieldsOn } from "./sites.ts";

/**
 * Who may: `everyone` needs no session (the whole form, and the way in and out of the inbox); `staff` is
 * every role; `whoActs` leaves out the auditor; `managers` are alone; `watchers` are managers
 * and auditors; `nobody` is a method that an address
 * does not take.
 */
type Door = "everyone" | "staff" | "whoActs" | "managers" | "watchers" | "nobody";

/** One route as it is registered, who may use it, and a request that it takes from who may. */
export type RouteRow = {
  readonly route: string;
  readonly door: Door;
  readonly method: string;
  /** `{reference}` stands for a consultation that is there. */
  readonly path: string;
  readonly fields?: Readonly<Record<string, unknown>> | readonly (readonly [string, string])[];
  readonly json?: "inputs" | "answers";
  /** What it answers to who may. */
  readonly answers: number;
};

const get = (path: string, door: Door, answers = 200, route = path): RouteRow => ({
  route: `GET ${route}`,
  door,
  method: "GET",
  path,
  answers,
});

const post = (
  path: string,
  door: Door,
  fields: NonNullable<RouteRow["fields"]>,
  route = path,
): RouteRow => ({ route: `POST ${route}`, door, method: "POST", path, fields, answers: 303 });

/** A method that none of the address's own routes takes. */
const other = (route: string, answers: number, path = route, door: Door = "nobody"): RouteRow => ({
  route: `ALL ${route}`,
  door,
  method: "PUT",
  path,
  fields: {},
  answers,
});

/** Every route of the form and the API. A middleware's `/*` is looked at by an address that is not there. */
export const formRows: readonly RouteRow[] = [
  other("/*", 404, "/nowhere"),
  get("/", "everyone"),
  get(formStyles.href, "everyone"),
  get("/request/decision", "everyone", 303),
  post("/request/decision", "everyone", []),
  get("/words/telling", "everyone"),
  get("/words/asking", "everyone"),
  get("/request/decision/record", "everyone", 303),
  get("/request/decision/record.txt", "everyone", 303),
  get("/request/check", "everyone", 303),
  post("/request/check", "everyone", []),
  get("/request/sent", "everyone", 303),
  get("/request/sent.txt", "everyone", 303),
  get("/request/save", "everyone", 303),
  post("/request/save", "everyone", []),
  other("/request/save", 405),
  get("/return/aaaaaaaaaaaaaaaaaaaaaa", "everyone", 404, "/return/:token"),
  { ...post("/return/aaaaaaaaaaaaaaaaaaaaaa", "everyone", {}, "/return/:token"), answers: 422 },
  {
    ...post("/return/a/code", "everyone", {}, "/return/:token/code"),
    answers: 404,
  },
  other("/return/:token", 405, "/return/a"),
  other("/return/:token/code", 405, "/return/a/code"),
  get(formScript.href, "everyone"),
  get("/request/time-left", "everyone"),
  { ...post("/request/stay", "everyone", []), answers: 200 },
  other("/request/time-left", 405),
  other("/request/stay", 405),
  get("/request/danger", "everyone", 200, "/request/:step"),
  post("/request/danger", "everyone", fieldsOn("danger"), "/request/:step"),
  post("/leave", "everyone", []),
  get("/left", "everyone"),
  ...["/privacy", "/cookies", "/accessibility"].flatMap((path) => [
    get(path, "everyone"),
    other(path, 405),
  ]),
  get("/status", "everyone"),
  { ...post("/status", "everyone", {}), answers: 422 },
  post("/status/leave", "everyone", []),
  get("/status/:reference", "everyone"),
  get(
    "/status/0000-0000-0000/no-longer-needed",
    "everyone",
    303,
    "/status/:reference/no-longer-needed",
  ),
  get("/status/0000-0000-0000/advice", "everyone", 303, "/status/:reference/advice"),
  get("/status/0000-0000-0000/advice.txt", "everyone", 303, "/status/:reference/advice.txt"),
  get("/status/0000-0000-0000/what-happened", "everyone", 303, "/status/:reference/what-happened"),
  ...["advice", "code", "not-agreed", "what-happened"].map((last) =>
    post(`/status/0000-0000-0000/${last}`, "everyone", [], `/status/:reference/${last}`),
  ),
  post("/status/0000-0000-0000/free-now", "everyone", [], "/status/:reference/:words"),
  other("/", 405),
  other("/request/:step", 405, "/request/danger"),
  other("/words/telling", 405),
  other("/words/asking", 405),
  other("/request/decision/record", 405),
  other("/request/decision/record.txt", 405),
  other("/leave", 405),
  other("/left", 405),
  other("/status", 405),
  other("/status/leave", 405),
  other("/status/:reference", 405),
  other("/status/:reference/no-longer-needed", 405),
  ...["advice", "advice.txt", "code", "not-agreed", "what-happened"].map((last) =>
    other(`/status/:reference/${last}`, 405, `/status/0000-0000-0000/${last}`),
  ),
  other("/status/:reference/:words", 405, "/status/0000-0000-0000/free-now"),
  { ...post("/api/decision", "everyone", {}), json: "inputs", answers: 200 },
  get("/api/deadline?received=2026-11-23T10:00:00Z", "everyone", 200, "/api/deadline"),
  { ...post("/api/consultations", "everyone", {}), json: "answers", answers: 201 },
  get("/api/openapi.json", "everyone"),
  ...["/api/decision", "/api/deadline", "/api/consultations", "/api/openapi.json"].map((path) =>
    other(path, 405),
  ),
];

const one = "/consultations/{reference}";

const acts: Readonly<Record<string, Act>> = inboxActs;
const actNames = Object.keys(acts);

/** Every route of the inbox. `answers` of an act is for a consultation that nobody has claimed. */
export const inboxRows: readonly RouteRow[] = [
  other("/*", 404, "/nowhere"),
  { ...get("/sign-in", "everyone", 503) },
  get("/sign-in/return?code=1&state=2", "everyone", 400, "/sign-in/return"),
  post("/sign-out", "everyone", {}),
  post("/sign-out-everywhere", "staff", {}),
  get("/signed-out", "everyone"),
  get(inboxStyles.href, "everyone"),
  get(inboxScript.href, "everyone"),
  get("/", "staff"),
  get("/find?reference=7K2M-9QXD-4TRW", "staff", 404, "/find"),
  other("/find", 405),
  get("/handover", "staff"),
  other("/handover", 405),
  get("/cover", "managers"),
  { ...post("/cover", "managers", {}), answers: 422 },
  other("/cover", 405),
  get("/figures", "watchers"),
  get("/figures/months", "watchers"),
  get("/figures.csv?month=2026-11", "watchers", 200, "/figures.csv"),
  ...["/figures", "/figures/months", "/figures.csv"].map((path) => other(path, 405)),
  get("/audit", "watchers"),
  get("/audit?reference={reference}", "watchers", 200, "/audit"),
  get("/audit?person=w-dana&month=2026-11", "watchers", 200, "/audit"),
  get("/audit?day=2026-11-23", "watchers", 200, "/audit"),
  get("/audit?reference=7K2M", "watchers", 422, "/audit"),
  other("/audit", 405),
  get("/settings", "staff"),
  other("/settings", 405),
  get("/expiring", "watchers"),
  other("/expiring", 405),
  get(`${one}/bundle`, "managers", 200, "/consultations/:reference/bundle"),
  other("/consultations/:reference/bundle", 405, `${one}/bundle`),
  get(one, "staff", 200, "/consultations/:reference"),
  post(`${one}/claim`, "whoActs", { version: "1" }, "/consultations/:reference/claim"),
  {
    ...post(`${one}/release`, "whoActs", { version: "1" }, "/consultations/:reference/release"),
    answers: 409,
  },
  get(`${one}/contact`, "whoActs", 200, "/consultations/:reference/:act"),
  {
    ...post(
      `${one}/contact`,
      "whoActs",
      { ...contactFields, version: "1" },
      "/consultations/:reference/:act",
    ),
    answers: 409,
  },
  // Every act has a form, and takes nothing that is half filled in.
  ...actNames
    .filter((name) => name !== "contact")
    .flatMap((name): readonly RouteRow[] => {
      const [path, route] = [`${one}/${name}`, "/consultations/:reference/:act"];
      const door = acts[name]?.managerOnly === true ? "managers" : "whoActs";
      const empty = post(path, door, { version: "1" }, route);
      return [get(path, door, 200, route), { ...empty, answers: 422 }];
    }),
  ...["keep", "forget"].flatMap((last) => [
    post(
      `${one}/contact/${last}`,
      "whoActs",
      { advice: "Ask them", version: "1" },
      `/consultations/:reference/:act/${last}`,
    ),
    other(`/consultations/:reference/:act/${last}`, 405, `${one}/contact/${last}`),
    post(`/telephone/${last}`, "whoActs", {}),
    other(`/telephone/${last}`, 405),
  ]),
  get("/telephone", "whoActs"),
  { ...post("/telephone", "whoActs", {}), answers: 422 },
  other("/telephone", 405),
  other("/", 405),
  other("/consultations/:reference", 405, one),
  other("/consultations/:reference/:act", 405, `${one}/contact`),
];

/** The routes that an app has registered, each once. */
export const routesOf = ({ routes }: Pick<Hono, "routes">): readonly string[] => [
  ...new Set(routes.map(({ method, path }) => `${method} ${path}`)),
];

/** What the table lacks of the app, and the other way round. */
export const tableFindings = (
  app: Pick<Hono, "routes">,
  rows: readonly RouteRow[],
): readonly string[] => {
  const [registered, listed] = [routesOf(app), rows.map(({ route }) => route)];
  return [
    ...registered.filter((route) => !listed.includes(route)).map((route) => `no row: ${route}`),
    ...listed.filter((route) => !registered.includes(route)).map((route) => `no route: ${route}`),
  ];
};
