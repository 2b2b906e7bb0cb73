import * as z from "zod";
import { isLoopback } from "../../shared/settings.ts";
import { type Answer, type Ask, asked, whyNoAnswer } from "./answer.ts";
import {
  hasStatus,
  isProblem,
  isStrict,
  names999,
  readAs,
  showsNumber,
  type Wrong,
} from "./expectations.ts";
import type { SmokeTarget } from "./options.ts";

/** What one look came to. `left-out`: cannot be looked at there, and why. */
export type Seen = {
  readonly what: string;
  readonly is: "right" | "wrong" | "left-out";
  readonly because: string;
};

type Check = {
  readonly what: string;
  readonly wrong: (get: (path: string, init?: RequestInit) => Promise<Answer>) => Promise<Wrong>;
};

const instant = z.iso.datetime({ precision: 0 });

const decision = z.looseObject({
  ruleSet: z.string(),
  action: z.string(),
  consent: z.string(),
  tell: z.string(),
  because: z.object({ action: z.string(), consent: z.string(), tell: z.string() }),
  also: z.array(z.string()),
  flags: z.array(z.string()),
  consultation: z.enum(["open", "call-first"]),
  reasons: z.array(z.object({ rule: z.string(), text: z.string(), source: z.string() })).min(1),
});

const deadline = z.object({
  received: instant,
  due: instant,
  dueText: z.string().regex(/^\d{1,2}(:\d\d)?[ap]m on \w+day \d{1,2} \w+ \d{4}$/),
  calendar: z.object({ version: z.string(), projected: z.boolean() }),
});

const description = z.object({
  openapi: z.string().startsWith("3."),
  paths: z.looseObject({
    "/api/consultations": z.unknown().refine((path) => path !== undefined),
    "/api/decision": z.unknown().refine((path) => path !== undefined),
    "/api/deadline": z.unknown().refine((path) => path !== undefined),
  }),
});

/** Nobody's answers: a worry without any sign of harm. */
const someAnswers = {
  danger: "no",
  harm: ["none"],
  canWait: "yes",
  told: "no",
  consent: "not-sought",
  unsafe: ["none"],
  lead: "could-not-reach",
  age: "1-to-12",
  authority: "unknown",
  openCase: "unknown",
  concernAbout: "unknown",
  fgm: "no",
};

const received = "2026-12-24T15:00:00Z";

const json = (body: string): RequestInit => ({
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body,
});

const formChecks = (telephone: string | undefined): readonly Check[] => [
  {
    what: "The form opens, and shows the telephone number and 999",
    wrong: async (get) => {
      const page = await get("/");
      return [...hasStatus(page, 200), ...showsNumber(page, telephone), ...names999(page)];
    },
  },
  {
    what: "Its headers are strict, on a page and on one that is not there",
    wrong: async (get) => [
      ...isStrict(await get("/")),
      ...isStrict(await get("/nothing-is-here")).map((each) => `the missing page: ${each}`),
    ],
  },
  {
    what: "A page that is not there answers 404 with the telephone number",
    wrong: async (get) => {
      const page = await get("/nothing-is-here");
      return [...hasStatus(page, 404), ...showsNumber(page, telephone)];
    },
  },
  {
    what: "POST /api/decision answers what the guidance says",
    wrong: async (get) => {
      const answer = await get("/api/decision", json(JSON.stringify(someAnswers)));
      return [...hasStatus(answer, 200), ...readAs(answer, decision).wrong];
    },
  },
  {
    what: "GET /api/deadline answers by when somebody calls",
    wrong: async (get) => {
      const answer = await get(`/api/deadline?received=${received}`);
      const { wrong, read } = readAs(answer, deadline);
      const isLater = read === undefined || (read.received === received && read.due > received);
      return [
        ...hasStatus(answer, 200),
        ...wrong,
        ...(isLater ? [] : ["the call is not due after the request"]),
      ];
    },
  },
  {
    what: "GET /api/openapi.json describes the API",
    wrong: async (get) => {
      const answer = await get("/api/openapi.json");
      return [...hasStatus(answer, 200), ...readAs(answer, description).wrong];
    },
  },
  {
    what: "A request without its key is refused, with the telephone number, and stores nothing",
    wrong: async (get) => {
      const answer = await get("/api/consultations", json("{}"));
      return [...hasStatus(answer, 400), ...isProblem(answer, telephone)];
    },
  },
  {
    what: "Another site's page cannot post the form",
    wrong: async (get) => {
      const answer = await get("/request/danger", {
        method: "POST",
        headers: {
          Origin: "https://elsewhere.example",
          "Content-Type": "application/x-www-form-urlencoded",
        },
        body: "danger=no",
      });
      return [...hasStatus(answer, 403), ...showsNumber(answer, telephone)];
    },
  },
];

const isElsewhere = (location: string, site: string) =>
  URL.canParse(location) && new URL(location).origin !== site;

const inboxChecks = (inbox: string): readonly Check[] => [
  {
    what: "The inbox leads to sign-in, and shows nothing before it",
    wrong: async (get) => {
      const answer = await get("/");
      const location = answer.headers.get("location") ?? "";
      return [
        ...hasStatus(answer, 303),
        ...(location.startsWith("/sign-in") ? [] : ["it does not lead to sign-in"]),
        ...isStrict(answer),
      ];
    },
  },
  {
    what: "Sign-in leads to the council's provider",
    wrong: async (get) => {
      const answer = await get("/sign-in");
      const location = answer.headers.get("location") ?? "";
      return [
        ...hasStatus(answer, 303),
        ...(isElsewhere(location, inbox)
          ? []
          : ["it does not lead to the provider: compare signIn in the settings, and its secret"]),
      ];
    },
  },
  {
    what: "Nobody can act in the inbox without having signed in",
    wrong: async (get) => {
      const answer = await get("/consultations/7K2M-9QXD-4TRW/claim", {
        method: "POST",
        headers: { Origin: inbox, "Content-Type": "application/x-www-form-urlencoded" },
        body: "version=1",
      });
      return hasStatus(answer, 401, 403);
    },
  },
];

/** Whether the address answers in clear: then what is typed could be read on the way. */
const inClear = async (ask: Ask, site: string, milliseconds: number): Promise<Seen> => {
  const what = `Nothing is answered in clear at ${new URL(site).hostname}`;
  if (isLoopback(site))
    return { what, is: "left-out", because: "this machine's own address has no TLS" };
  try {
    const { status, headers } = await asked(ask, site.replace("https:", "http:"), milliseconds);
    const leads = headers.get("location")?.startsWith("https:") === true;
    return status >= 300 && status < 400 && leads
      ? { what, is: "right", because: "it leads to https" }
      : { what, is: "wrong", because: `http answered ${status} instead of nothing` };
  } catch (thrown) {
    return { what, is: "right", because: whyNoAnswer(thrown, milliseconds) };
  }
};

/**
 * Looks at a deployed service from outside, one thing after the other, and tells each as it is seen.
 * It asks for nothing that is stored, but for the ten minutes of one started sign-in.
 */
export const smoke = async (
  { form, inbox, telephone }: SmokeTarget,
  {
    ask = fetch,
    milliseconds = 10_000,
    tell,
  }: {
    readonly ask?: Ask;
    readonly milliseconds?: number;
    readonly tell: (seen: Seen) => void;
  },
): Promise<readonly Seen[]> => {
  const all: Seen[] = [];
  const say = (seen: Seen) => {
    all.push(seen);
    tell(seen);
  };
  const look = async (site: string, { what, wrong }: Check) => {
    const get = (path: string, init?: RequestInit) =>
      asked(ask, `${site}${path}`, milliseconds, init);
    const found = await wrong(get).catch((thrown: unknown) => [whyNoAnswer(thrown, milliseconds)]);
    say({ what, is: found.length === 0 ? "right" : "wrong", because: found.join("; ") });
  };

  for (const check of formChecks(telephone)) await look(form, check);
  say(await inClear(ask, form, milliseconds));
  if (inbox === undefined)
    say({
      what: "The inbox",
      is: "left-out",
      because: "its address was not given: npm run smoke -- <form> <inbox>",
    });
  else {
    for (const check of inboxChecks(inbox)) await look(inbox, check);
    say(await inClear(ask, inbox, milliseconds));
  }
  return all;
};
