import {
  Events,
  type MutableResponse,
  type MutableToken,
  type Payload,
  type TokenRequestIncomingMessage,
} from "oauth2-mock-server";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { providerConnection } from "../../../../functions/inbox/sign-in/provider-connection.ts";
import { providerRecheck } from "../../../../functions/inbox/sign-in/provider-recheck.ts";
import { localStaff } from "../../../../infra/local/local-staff.ts";
import { knownPeople } from "../../../../shared/store/people.ts";
import { openToken } from "../../../../shared/store/sealed-token.ts";
import { recordingLog } from "../../../fakes/log.ts";
import { browser, clientId, inboxAddress, inboxDoor, roles, secret } from "./inbox-door.ts";
import { type ShakyProvider, startShakyProvider } from "./shaky-provider.ts";

const session = "__Host-duty-session";
const minutes = 60;
const dana = "local-dana-okafor";
const morgan = "local-morgan-hughes";

let provider: ShakyProvider;
const undo: (() => unknown)[] = [];

beforeAll(async () => {
  provider = await startShakyProvider({ inboxAddress, signIn: { clientId, roles }, secret });
});
afterEach(async () => {
  for (const one of undo.splice(0)) one();
  provider.troubled(undefined);
  provider.spent.length = 0;
  provider.given.length = 0;
  for (const { id, role } of localStaff) await provider.person(id, role);
});
afterAll(() => provider.close());

const onRefresh = ({ body }: TokenRequestIncomingMessage) => body.grant_type === "refresh_token";

/** Changes what the provider puts into a refreshed token before it signs it. */
const withClaims = (change: (payload: Payload) => object) => {
  const listener = ({ payload }: MutableToken, request: TokenRequestIncomingMessage) => {
    if (onRefresh(request)) Object.assign(payload, change(payload));
  };
  provider.service.on(Events.BeforeTokenSigning, listener);
  undo.push(() => provider.service.off(Events.BeforeTokenSigning, listener));
};

/** Changes what the provider answers, to a code or to a refresh token. */
const withAnswer = (to: "code" | "refresh", change: (body: Record<string, unknown>) => void) => {
  const listener = ({ body }: MutableResponse, request: TokenRequestIncomingMessage) => {
    if (body !== "" && onRefresh(request) === (to === "refresh")) change(body);
  };
  provider.service.on(Events.BeforeResponse, listener);
  undo.push(() => provider.service.off(Events.BeforeResponse, listener));
};

const signedIn = async (
  person: (typeof localStaff)[number]["name"] = "Dana Okafor",
  change: Parameters<typeof inboxDoor>[1] = {},
) => {
  const { app, ...rest } = inboxDoor(provider.address, change);
  const visit = { ...rest, app, ...browser(app) };
  const answer = await visit.signInAs(person);
  if (answer.status !== 303) throw new Error(`signing in was answered ${answer.status}`);
  return visit;
};

type Visit = Awaited<ReturnType<typeof signedIn>>;

const claim = { method: "POST" } as const;
const known = async ({ memory, clock }: Visit) =>
  (await knownPeople(memory, clock())).map(({ name, role }) => [name, role]);

/** Out for good: the session is ended, and stays so however well the provider is. */
const expectOut = async (visit: Visit) => {
  expect((await visit.ask("/claim", claim)).status).toBe(401);
  expect((await visit.ask("/")).headers.get("location")).toBe("/sign-in?to=%2F");
  const sessions = visit.memory.items().filter(({ sk }) => sk === "session");
  expect(sessions.map((item) => Object.keys(item).toSorted())).toEqual([
    ["endedAt", "expires", "pk", "sk"],
  ]);
  expect(await known(visit)).toEqual([]);
  const told = JSON.stringify(visit.lines.map(({ event, facts }) => [event, { ...facts }]));
  expect(told).not.toMatch(/Dana|Morgan|mash\.example|local-/);
};

describe("somebody who is signed in", () => {
  test("is asked for again at the provider every five minutes, and not sooner", async () => {
    const visit = await signedIn();
    for (const [seconds, asked] of [
      [299, 0],
      [1, 1],
      [299, 1],
      [1, 2],
    ] as const) {
      visit.advance(seconds);
      expect((await visit.ask("/")).status).toBe(200);
      expect(provider.spent).toHaveLength(asked);
    }
  });

  test("and is then removed is out within five minutes (S8)", async () => {
    const visit = await signedIn();
    await provider.person(dana, "removed");
    visit.advance(5 * minutes - 1);
    expect((await visit.ask("/claim", claim)).status).toBe(200);
    visit.advance(1);
    await expectOut(visit);
    await provider.person(dana, "duty");
    expect((await visit.ask("/")).status).toBe(303);
    expect(visit.lines.map(({ event }) => event)).toEqual([
      "signed in",
      "session ended: the provider refuses",
    ]);
  });

  test("and loses the role is out at once, in the middle of an act too", async () => {
    const visit = await signedIn();
    withClaims(() => ({ roles: ["Other"] }));
    visit.advance(5 * minutes);
    await expectOut(visit);
    expect(visit.lines.map(({ event }) => event)).toEqual([
      "signed in",
      "session ended: no role any more",
    ]);
  });

  test("and is made a duty worker loses a manager's acts on that very request", async () => {
    const visit = await signedIn("Morgan Hughes");
    expect((await visit.ask("/staff")).status).toBe(200);
    await provider.person(morgan, "duty");
    visit.advance(5 * minutes);
    expect((await visit.ask("/staff")).status).toBe(403);
    expect((await visit.ask("/claim", claim)).status).toBe(200);
    expect(await known(visit)).toEqual([["Morgan Hughes", "duty"]]);
  });

  test("and is made an auditor cannot finish the act that is being sent", async () => {
    const visit = await signedIn();
    await provider.person(dana, "auditor");
    visit.advance(5 * minutes);
    expect((await visit.ask("/claim", claim)).status).toBe(403);
    expect((await visit.ask("/")).status).toBe(200);
  });

  test("goes by the name and address that the provider gives now", async () => {
    const visit = await signedIn();
    withClaims(() => ({ name: "Dana Okafor-Price", email: "dop@mash.example" }));
    visit.advance(5 * minutes);
    const now = { name: "Dana Okafor-Price", email: "dop@mash.example", id: dana };
    expect(await (await visit.ask("/")).json()).toMatchObject(now);
    expect(await (await visit.ask("/")).json()).toMatchObject(now);
    expect(await known(visit)).toEqual([["Dana Okafor-Price", "duty"]]);
  });

  test("is asked for once by many requests of the same moment, and all of them are answered", async () => {
    const visit = await signedIn();
    visit.advance(5 * minutes);
    const answers = await Promise.all(Array.from({ length: 8 }, () => visit.ask("/")));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(provider.spent).toHaveLength(1);
  });

  test("and removed while away from the desk gets through by none of many requests at once", async () => {
    const visit = await signedIn();
    await provider.person(dana, "removed");
    visit.advance(25 * minutes);
    const answers = await Promise.all(Array.from({ length: 4 }, () => visit.ask("/claim", claim)));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect(provider.spent).toHaveLength(1);
  });
});

describe("the refresh token", () => {
  test("is spent once and replaced by the one that the provider gives for it", async () => {
    const visit = await signedIn();
    for (let n = 0; n < 3; n++) {
      visit.advance(5 * minutes);
      expect((await visit.ask("/")).status).toBe(200);
    }
    expect(provider.spent).toEqual(provider.given.slice(0, 3));
    expect(new Set(provider.given).size).toBe(4);
  });

  test("stays when the provider gives no other", async () => {
    const visit = await signedIn();
    withAnswer("refresh", (body) => Reflect.deleteProperty(body, "refresh_token"));
    visit.advance(5 * minutes);
    await visit.ask("/");
    visit.advance(5 * minutes);
    await visit.ask("/");
    expect(provider.spent).toEqual([provider.given[0], provider.given[0]]);
  });

  test("cannot be read from the table, but only with what the browser holds", async () => {
    const visit = await signedIn();
    visit.advance(5 * minutes);
    await visit.ask("/");
    const [, token = ""] = provider.given;
    const items = visit.memory.items();
    const stored = JSON.stringify(items);
    for (const given of provider.given) {
      expect(stored).not.toContain(given);
      expect(stored).not.toContain(Buffer.from(given).toString("base64url").slice(0, 40));
    }
    const sealed = `${items.find(({ sk }) => sk === "session")?.["refresh"]}`;
    const inTable = items.flatMap((item) => Object.values(item).map(String));
    for (const key of [...inTable, ...inTable.flatMap((text) => text.split("#"))])
      expect(await openToken(sealed, key)).toBeUndefined();
    expect(await openToken(sealed, visit.cookies.get(session) ?? "")).toBe(token);
  });

  test("that is missing turns a sign-in away, and the log says what to grant", async () => {
    withAnswer("code", (body) => Reflect.deleteProperty(body, "refresh_token"));
    const { app, lines, memory } = inboxDoor(provider.address);
    const answer = await browser(app).signInAs("Dana Okafor");
    expect([answer.status, await answer.text()]).toEqual([400, "sign-in-failed"]);
    expect(lines.map(({ event }) => event)).toEqual([
      "sign-in without a refresh token: grant the inbox offline_access at the provider",
    ]);
    expect(memory.items().filter(({ sk }) => sk !== "pending-sign-in")).toEqual([]);
  });

  test("that somebody altered in the table ends the session", async () => {
    const visit = await signedIn();
    const item = visit.memory.items().find(({ sk }) => sk === "session");
    if (item === undefined) throw new Error("no session");
    await visit.memory.put({ ...item, refresh: `${item["refresh"]}`.slice(0, -4) });
    visit.advance(5 * minutes);
    await expectOut(visit);
    expect(provider.spent).toEqual([]);
  });
});

const parts = (token: unknown) => String(token).split(".") as [string, string, string];
const encoded = (json: object) => Buffer.from(JSON.stringify(json)).toString("base64url");
const decoded = (part: string) =>
  JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Record<string, unknown>;

describe("a refreshed ID token ends the session (S8)", () => {
  test.each<[string, (payload: Payload) => object]>([
    ["of somebody else", () => ({ sub: morgan, roles: [roles.manager] })],
    ["for another audience", () => ({ aud: "another" })],
    ["of another issuer", () => ({ iss: "https://evil.example" })],
    ["that has run out", ({ iat }) => ({ exp: iat - 60 })],
    ["without a subject", () => ({ sub: undefined })],
    ["without a name", () => ({ name: undefined })],
  ])("%s", async (_, change) => {
    const visit = await signedIn();
    withClaims(change);
    visit.advance(5 * minutes);
    await expectOut(visit);
  });

  test.each<[string, (body: Record<string, unknown>) => void]>([
    [
      "that was changed after it was signed",
      (body) => {
        const [header, payload, signature] = parts(body["id_token"]);
        const wider = encoded({ ...decoded(payload), roles: [roles.manager] });
        body["id_token"] = [header, wider, signature].join(".");
      },
    ],
    [
      "that nobody signed",
      (body) => {
        const [header, payload] = parts(body["id_token"]);
        const none = encoded({ ...decoded(header), alg: "none" });
        body["id_token"] = [none, payload, ""].join(".");
      },
    ],
    ["that is missing", (body) => Reflect.deleteProperty(body, "id_token")],
  ])("%s", async (_, forge) => {
    const visit = await signedIn();
    withAnswer("refresh", forge);
    visit.advance(5 * minutes);
    await expectOut(visit);
  });
});

describe("a provider that is away", () => {
  test.each(["drops", 500, 503, 429] as const)(
    "(%s) for ten minutes puts nobody out, and is asked again when it is back",
    async (trouble) => {
      const visit = await signedIn();
      visit.advance(5 * minutes);
      provider.troubled(trouble);
      for (let minute = 0; minute < 10; minute++) {
        expect((await visit.ask("/claim", claim)).status).toBe(200);
        visit.advance(1 * minutes);
      }
      expect(visit.counted("SignInProviderAway")).toBeGreaterThan(0);
      expect(new Set(visit.lines.map(({ event }) => event))).toEqual(
        new Set(["signed in", "sign-in provider away"]),
      );
      provider.troubled(undefined);
      expect((await visit.ask("/")).status).toBe(200);
      const asked = provider.spent.length;
      visit.advance(4 * minutes);
      expect((await visit.ask("/")).status).toBe(200);
      expect(provider.spent).toHaveLength(asked);
    },
  );

  test("is asked once a minute meanwhile, not by every request", async () => {
    const visit = await signedIn();
    visit.advance(5 * minutes);
    provider.troubled(503);
    for (const seconds of [0, 20, 39, 1]) {
      visit.advance(seconds);
      expect((await visit.ask("/")).status).toBe(200);
    }
    expect(visit.counted("SignInProviderAway")).toBe(2);
  });

  test("hides nobody's removal: whoever was removed meanwhile is out when it is back", async () => {
    const visit = await signedIn();
    await provider.person(dana, "removed");
    visit.advance(5 * minutes);
    provider.troubled("drops");
    expect((await visit.ask("/")).status).toBe(200);
    visit.advance(1 * minutes);
    provider.troubled(undefined);
    await expectOut(visit);
  });

  test("for more than half an hour after the last check leaves nobody in, until it is back", async () => {
    const visit = await signedIn();
    provider.troubled("drops");
    for (let minute = 0; minute < 29; minute++) {
      visit.advance(1 * minutes);
      expect((await visit.ask("/")).status).toBe(200);
    }
    visit.advance(1 * minutes);
    expect((await visit.ask("/claim", claim)).status).toBe(401);
    expect((await visit.ask("/")).headers.get("location")).toBe("/sign-in?to=%2F");
    const answer = await visit.ask("/sign-in");
    expect([answer.status, await answer.text()]).toEqual([503, "provider-away"]);
    provider.troubled(undefined);
    visit.advance(1 * minutes);
    expect((await visit.ask("/")).status).toBe(200);
  });

  test("for so long that nobody waits for it is taken for away", async () => {
    const { log, counted } = recordingLog();
    const settings = { inboxAddress, signIn: { issuer: provider.address, clientId, roles } };
    const connection = providerConnection({ ...settings, secret: async () => secret, log });
    const recheck = providerRecheck({ connection, roles, log, within: 50 });
    const { role, ...person } = localStaff[0];
    provider.troubled("hangs");
    expect(await recheck("any", { ...person, role })).toBe("away");
    expect(counted("SignInProviderAway")).toBe(1);
  });

  test("and one that refuses our own secret are alike: it is read again", async () => {
    const secrets = [secret, "a new one that is not known yet", secret];
    const visit = await signedIn("Dana Okafor", {
      secret: async () => secrets.shift() ?? secret,
    });
    visit.advance(5 * minutes);
    provider.troubled(503);
    expect((await visit.ask("/")).status).toBe(200);
    provider.troubled(undefined);
    visit.advance(1 * minutes);
    expect((await visit.ask("/")).status).toBe(200);
    expect(secrets).toHaveLength(1);
    visit.advance(1 * minutes);
    expect((await visit.ask("/")).status).toBe(200);
    expect(secrets).toEqual([]);
  });
});

describe("signing out everywhere (S8)", () => {
  const everywhere = ({ ask }: Pick<Visit, "ask">) => ask("/sign-out-everywhere", claim);
  const inAnotherBrowser = async ({ app }: Visit, person: "Dana Okafor" | "Ruth Adeyemi") => {
    const other = browser(app);
    await other.signInAs(person);
    return other;
  };

  test("ends every session of that person at once, and nobody else's", async () => {
    const visit = await signedIn();
    const other = await inAnotherBrowser(visit, "Dana Okafor");
    const ruth = await inAnotherBrowser(visit, "Ruth Adeyemi");
    const kept = visit.cookies.get(session) ?? "";
    const out = await everywhere(visit);
    expect([out.status, out.headers.get("location")]).toEqual([303, "/signed-out"]);
    expect(visit.cookies.has(session)).toBe(false);
    visit.cookies.set(session, kept);
    for (const { ask } of [visit, other]) {
      expect((await ask("/")).status).toBe(303);
      expect((await ask("/claim", claim)).status).toBe(401);
    }
    expect((await ruth.ask("/")).status).toBe(200);
  });

  test("leaves a sign-in of the same second good, and another one ends that too", async () => {
    const visit = await signedIn();
    await everywhere(visit);
    await visit.signInAs("Dana Okafor");
    expect((await visit.ask("/")).status).toBe(200);
    const other = await inAnotherBrowser(visit, "Dana Okafor");
    expect((await visit.ask("/")).status).toBe(200);
    await everywhere(other);
    expect((await visit.ask("/")).status).toBe(303);
  });

  test("is for an auditor too, and not for somebody without a session", async () => {
    const auditor = await signedIn("Priya Nair");
    expect((await everywhere(auditor)).status).toBe(303);
    expect((await everywhere(auditor)).status).toBe(401);
    expect((await everywhere(browser(auditor.app))).status).toBe(401);
  });
});
