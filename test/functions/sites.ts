import type { Hono } from "hono";
import { createApp as inboxApp } from "../../functions/inbox/app.tsx";
import type { InboxDeps } from "../../functions/inbox/deps.ts";
import { createApp as requestApp } from "../../functions/request/app.ts";
import named from "../../functions/request/examples/named.json" with { type: "json" };
import { localStage } from "../../infra/stages.ts";
import { type Question, questions } from "../../shared/domain/questions.ts";
import type { Log } from "../../shared/log.ts";
import { formFields } from "../../shared/pages/form-answers.ts";
import { type Staff, staffSessions } from "../../shared/session.ts";
import { keepDrafts } from "../../shared/store/drafts.ts";
import { liveCalendar } from "../../shared/store/live-calendar.ts";
import { requestStore } from "../../shared/store/request-store.ts";
import { submitConsultation } from "../../shared/store/submissions.ts";
import { movableClock } from "../fakes/clock.ts";
import { recordingLog } from "../fakes/log.ts";
import { readForm } from "../shared/pages/read-form.ts";
import { monday, submissionOf } from "../shared/store/sample-submission.ts";
import { shelfInMemory } from "../shared/store/shelf.ts";

export const formAddress = "https://consultation.example";
export const inboxAddress = "https://duty.example";
export const hub = localStage.hub;
/** What the inbox proves itself with to the provider at `issuer`. */
export const signInSecret = "a secret between us";

export const dana: Staff = {
  id: "w-dana",
  name: "Dana Okafor",
  email: "dana@mash.example",
  role: "duty",
};
export const ruth: Staff = {
  id: "w-ruth",
  name: "Ruth Adeyemi",
  email: "ruth@mash.example",
  role: "duty",
};
export const morgan: Staff = {
  id: "w-morgan",
  name: "Morgan Hughes",
  email: "morgan@mash.example",
  role: "manager",
};
export const priya: Staff = {
  id: "w-priya",
  name: "Priya Nair",
  email: "priya@mash.example",
  role: "auditor",
};

export type Answered = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly location: string;
};

type Fields = Readonly<Record<string, unknown>> | readonly (readonly [string, string])[];

const pairsOf = (fields: Fields): [string, string][] =>
  Array.isArray(fields)
    ? fields.map(([name, value]) => [name, value])
    : Object.entries(fields).flatMap(([name, value]) =>
        [value].flat().map((one): [string, string] => [name, String(one)]),
      );

type App = { readonly request: Hono["request"] };

/** Somebody's browser: it keeps the site's cookies, posts as its own pages do, and follows nothing. */
export const visitor = (app: App, address: string) => {
  const cookies = new Map<string, string>();

  const ask = async (path: string, init: RequestInit = {}): Promise<Answered> => {
    const answer = await app.request(new URL(path, address), {
      ...init,
      headers: {
        ...(cookies.size === 0
          ? {}
          : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") }),
        ...init.headers,
      },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const { status, headers } = answer;
    return { status, headers, text: await answer.text(), location: headers.get("location") ?? "" };
  };

  const post = (
    path: string,
    fields: Fields | string | Uint8Array<ArrayBuffer> = [],
    headers: Readonly<Record<string, string>> = {},
  ) =>
    ask(path, {
      method: "POST",
      headers: {
        Origin: address,
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": "application/x-www-form-urlencoded",
        ...headers,
      },
      body:
        typeof fields === "string" || fields instanceof Uint8Array
          ? fields
          : new URLSearchParams(pairsOf(fields)).toString(),
    });

  return { app, ask, post, cookies };
};

export type Visitor = ReturnType<typeof visitor>;

/** The id of the draft that a browser has. */
export const draftIdIn = ({ cookies }: Pick<Visitor, "cookies">): string =>
  cookies.get("__Host-draft") ?? "";

/** Both sites as they are deployed, on one store in memory that counts its calls and can fail. */
export const sites = ({
  log,
  issuer = "http://127.0.0.1:1",
  startsAt = monday,
  catalogue = questions,
  ...options
}: Parameters<typeof shelfInMemory>[0] & {
  readonly log?: Log;
  readonly issuer?: string;
  readonly startsAt?: typeof monday;
  readonly catalogue?: readonly Question[];
} = {}) => {
  const { clock, moveTo, advance } = movableClock(startsAt);
  const recording = recordingLog();
  const inMemory = shelfInMemory(options);
  const { working, follow } = liveCalendar(hub, log ?? recording.log, async () => inMemory.inner);
  const shelf = { ...inMemory, working, followCalendar: follow };
  const settings = {
    ...localStage,
    formAddress,
    inboxAddress,
    signIn: { ...localStage.signIn, issuer },
  };
  const drafts = keepDrafts(shelf);
  const store = requestStore(shelf);
  const form = requestApp({
    settings,
    working,
    clock,
    log: log ?? recording.log,
    ids: shelf.ids,
    catalogue,
    followCalendar: follow,
    store: async () => store,
  });
  const inboxDeps: InboxDeps = {
    ...shelf,
    settings,
    clock,
    catalogue,
    log: log ?? recording.log,
    secret: async () => signInSecret,
  };
  const inbox = inboxApp(inboxDeps);
  const sessions = staffSessions({ table: shelf.table, clock, ids: shelf.ids });

  return {
    form,
    inbox,
    shelf,
    drafts,
    clock,
    moveTo,
    advance,
    lines: recording.lines,
    practitioner: () => visitor(form, formAddress),
    stranger: () => visitor(inbox, inboxAddress),
    /** A browser of this member of staff, signed in. */
    staff: async (who: Staff) => {
      const browser = visitor(inbox, inboxAddress);
      browser.cookies.set("__Host-duty-session", await sessions.open(who));
      return browser;
    },
    /** A request that was sent: the named example, with some answers changed. */
    received: async (more: Parameters<typeof submissionOf>[0] = {}) =>
      (await submitConsultation(shelf, submissionOf({ receivedAt: clock(), ...more }))).consultation
        .reference,
  };
};

export type Sites = ReturnType<typeof sites>;

/** The fields in which a browser sends these answers on this page. */
export const fieldsOn = (page: string, answers: Readonly<Record<string, unknown>> = named) =>
  formFields(
    answers,
    questions.filter((question) => question.page === page),
  );

/** Fills in page after page until it stands on `until`. Throws when a page is refused. */
export const fillUntil = async (
  { ask, post }: Visitor,
  until: string,
  answers: Readonly<Record<string, unknown>> = named,
): Promise<void> => {
  for (let step = "danger", steps = 0; step !== until; steps++) {
    const fields =
      step === "decision"
        ? readForm((await ask("/request/decision")).text)
        : fieldsOn(step, answers);
    const { status, location, text } = await post(`/request/${step}`, fields);
    if (status !== 303 || steps > 20) throw new Error(`${step} was answered ${status}: ${text}`);
    step = location.replace("/request/", "");
  }
};

/** Everything that a whole record of a contact holds. */
export const contactFields = {
  socialWorker: "Sol Hart",
  "date-day": "23",
  "date-month": "11",
  "date-year": "2026",
  time: "10am",
  advice: "Ask the family for their agreement",
  reasons: "There is no sign of harm",
  plan: "The school asks by Friday",
  action: "consult",
  consent: "seek",
  tell: "yes",
  agrees: "yes",
  nameAsked: "yes",
  historyChecked: "yes",
} as const;

export const closeFields = {
  outcome: "advice-only",
  reasons: "Nothing more to do",
  caseRecord: "LCS 4471",
} as const;

/** How the version that a page names stands in its form. */
export const versionIn = (html: string): string => {
  const [, version] = /name="version" value="(\d+)"/.exec(html) ?? [];
  if (version === undefined) throw new Error("a page that names no version");
  return version;
};
