import { createHmac } from "node:crypto";
import {
  Events,
  type MutableResponse,
  type MutableToken,
  OAuth2Issuer,
  type Payload,
} from "oauth2-mock-server";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openProvider } from "../../../../functions/inbox/sign-in/provider.ts";
import { startSignInProvider } from "../../../../infra/local/sign-in-provider.tsx";
import { browser, clientId, inboxAddress, inboxDoor, roles, secret } from "./inbox-door.ts";

type LocalProvider = Awaited<ReturnType<typeof startSignInProvider>>;

let provider: LocalProvider;
const undo: (() => unknown)[] = [];

beforeAll(async () => {
  provider = await startSignInProvider({
    port: 0,
    inboxAddress,
    signIn: { clientId, roles },
    secret,
  });
});
afterEach(() => {
  for (const one of undo.splice(0)) one();
});
afterAll(() => provider.close());

/** Changes what the provider puts into a token before it signs it. */
const withClaims = (change: (payload: Payload) => void) => {
  const listener = ({ payload }: MutableToken) => change(payload);
  provider.service.on(Events.BeforeTokenSigning, listener);
  undo.push(() => provider.service.off(Events.BeforeTokenSigning, listener));
};

/** Changes what the provider says of itself. */
const withDiscovery = (change: object) => {
  const listener = ({ body }: MutableResponse) => {
    Object.assign(body, change);
  };
  provider.service.on(Events.BeforeWellKnownOpenIdConfiguration, listener);
  undo.push(() => provider.service.off(Events.BeforeWellKnownOpenIdConfiguration, listener));
};

/** Changes what the provider answers for a code. */
const withAnswer = (change: (body: Record<string, unknown>) => void) => {
  const listener = ({ body }: MutableResponse) => {
    if (body !== "") change(body);
  };
  provider.service.on(Events.BeforeResponse, listener);
  undo.push(() => provider.service.off(Events.BeforeResponse, listener));
};

const parts = (token: unknown) => String(token).split(".") as [string, string, string];
const encoded = (json: object) => Buffer.from(JSON.stringify(json)).toString("base64url");
const decoded = (part: string) =>
  JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Record<string, unknown>;

const door = () => {
  const { app, ...rest } = inboxDoor(provider.address);
  return { ...rest, app, ...browser(app) };
};

const expectNobody = async ({ ask, cookies, memory }: ReturnType<typeof door>) => {
  expect([...cookies.keys()]).not.toContain("__Host-duty-session");
  expect((await ask("/")).status).toBe(303);
  expect(memory.items().filter(({ sk }) => sk === "session")).toEqual([]);
};

/** Why the log says that it failed, as the library puts it: a right refusal for the wrong reason shows. */
const reasons = ({ lines }: ReturnType<typeof door>) =>
  lines
    .map(({ event, facts: { thrown } }) => (thrown instanceof Error ? String(thrown.cause) : event))
    .join("\n");

const expectRefused = async (visit: ReturnType<typeof door>, answer: Response) => {
  expect([answer.status, await answer.text()]).toEqual([400, "sign-in-failed"]);
  await expectNobody(visit);
};

describe("signing in", () => {
  test.each([
    ["Dana Okafor", "duty"],
    ["Morgan Hughes", "manager"],
    ["Priya Nair", "auditor"],
  ] as const)("lets %s in, with the role that the settings give", async (person, role) => {
    const { ask, signInAs } = door();
    const answer = await signInAs(person, "/?mine=yes");
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/?mine=yes"]);
    const inside = await ask("/");
    expect(inside.status).toBe(200);
    expect(await inside.json()).toMatchObject({ name: person, role, email: /@mash.example$/ });
  });

  test("begins where the person was stopped, and asks for the code by PKCE, state and nonce", async () => {
    const { ask } = door();
    const stopped = await ask("/list?state=open&mine=yes");
    expect(stopped.status).toBe(303);
    expect(stopped.headers.get("location")).toBe("/sign-in?to=%2Flist%3Fstate%3Dopen%26mine%3Dyes");
    const started = await ask(stopped.headers.get("location") ?? "");
    expect(started.status).toBe(303);
    const asked = new URL(started.headers.get("location") ?? "");
    expect(asked.origin).toBe(provider.address);
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      client_id: clientId,
      response_type: "code",
      redirect_uri: `${inboxAddress}/sign-in/return`,
      code_challenge_method: "S256",
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{22}$/),
      nonce: expect.stringMatching(/^[\w-]{22}$/),
    });
  });

  test("keeps two cookies that only this site and no script can read", async () => {
    const { ask, choose } = door();
    const started = await ask("/sign-in");
    expect(started.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-duty-signing-in=[\w-]{22}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ]);
    const back = await choose(started.headers.get("location") ?? "", "Dana Okafor");
    expect((await ask(back)).headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-duty-session=[\w-]{22}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ]);
  });

  test("leaves in the table no id that a browser holds, and no state", async () => {
    const { start, choose, ask, cookies, memory } = door();
    const address = await start();
    const state = new URL(address).searchParams.get("state") ?? "";
    const stored = () => JSON.stringify(memory.items());
    const pending = stored();
    await ask(await choose(address, "Dana Okafor"));
    expect(cookies.size).toBe(2);
    for (const held of [state, ...cookies.values()]) {
      expect(held).not.toBe("");
      expect(pending + stored()).not.toContain(held);
    }
    expect(memory.items().every(({ pk }) => /^session#[0-9a-f]{64}$/.test(pk))).toBe(true);
  });

  test("never sends the person to another site", async () => {
    for (const to of ["//evil.example", "/\\evil.example", "https://evil.example", "/sign-in"]) {
      const { signInAs } = door();
      expect((await signInAs("Dana Okafor", to)).headers.get("location")).toBe("/");
    }
  });

  test("works from several tabs at once", async () => {
    const { start, choose, ask } = door();
    const [one, two] = [await start("/?tab=1"), await start("/?tab=2")];
    const second = await ask(await choose(two, "Dana Okafor"));
    const first = await ask(await choose(one, "Dana Okafor"));
    expect([first, second].map(({ headers }) => headers.get("location"))).toEqual([
      "/?tab=1",
      "/?tab=2",
    ]);
    expect((await ask("/")).status).toBe(200);
  });

  test("gives a new id each time and ends the session that the browser had", async () => {
    const { signInAs, ask, cookies } = door();
    await signInAs("Dana Okafor");
    const before = cookies.get("__Host-duty-session") ?? "";
    await signInAs("Morgan Hughes");
    const after = cookies.get("__Host-duty-session") ?? "";
    expect(after).not.toBe(before);
    expect(await (await ask("/")).json()).toMatchObject({ name: "Morgan Hughes" });
    cookies.set("__Host-duty-session", before);
    expect((await ask("/")).status).toBe(303);
  });
});

describe("a return from the provider is refused (S8)", () => {
  test("with another state, none, or two", async () => {
    const visit = door();
    const back = new URL(await visit.choose(await visit.start(), "Dana Okafor"), inboxAddress);
    const state = back.searchParams.get("state") ?? "";
    const path = (query: string) =>
      `${back.pathname}?code=${back.searchParams.get("code")}${query}`;
    await expectRefused(visit, await visit.ask(path("")));
    await expectRefused(visit, await visit.ask(path("&state=")));
    await expectRefused(visit, await visit.ask(path(`&state=${state.slice(1)}x`)));
    await expectRefused(visit, await visit.ask(path(`&state=${state}&state=${state}`)));
  });

  test("in another browser than the one that started", async () => {
    const visit = door();
    const back = await visit.choose(await visit.start(), "Dana Okafor");
    const other = { ...visit, ...browser(visit.app) };
    await expectRefused(other, await other.ask(back));
    await other.start();
    await expectRefused(other, await other.ask(back));
    expect((await visit.ask(back)).status).toBe(303);
  });

  test("a second time, even at the same moment", async () => {
    const { ask, start, choose, memory } = door();
    const back = await choose(await start(), "Dana Okafor");
    const answers = await Promise.all([ask(back), ask(back), ask(back)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 400, 400]);
    expect((await ask(back)).status).toBe(400);
    expect(memory.items().filter(({ sk }) => sk === "session")).toHaveLength(1);
  });

  test("ten minutes after the start", async () => {
    const visit = door();
    const late = await visit.choose(await visit.start(), "Dana Okafor");
    const inTime = await visit.choose(await visit.start(), "Dana Okafor");
    visit.advance(600);
    await expectRefused(visit, await visit.ask(late));
    await expectRefused(visit, await visit.ask(inTime));
    const last = await visit.choose(await visit.start(), "Dana Okafor");
    visit.advance(599);
    expect((await visit.ask(last)).status).toBe(303);
  });

  test("with a code that was stolen from another's sign-in (PKCE), used or not", async () => {
    const victim = door();
    const stolen = new URL(
      await victim.choose(await victim.start(), "Morgan Hughes"),
      inboxAddress,
    ).searchParams.get("code");
    const thief = door();
    const inject = async () => {
      const address = new URL(await thief.start());
      return `/sign-in/return?code=${stolen}&state=${address.searchParams.get("state")}`;
    };
    await expectRefused(thief, await thief.ask(await inject()));
    await expectRefused(thief, await thief.ask(await inject()));
  });

  test("with a code that was used before", async () => {
    const visit = door();
    const back = new URL(await visit.choose(await visit.start(), "Dana Okafor"), inboxAddress);
    expect((await visit.ask(`${back.pathname}${back.search}`)).status).toBe(303);
    const other = { ...visit, ...browser(visit.app) };
    const state = new URL(await other.start()).searchParams.get("state");
    const again = await other.ask(
      `/sign-in/return?code=${back.searchParams.get("code")}&state=${state}`,
    );
    expect(again.status).toBe(400);
    expect((await other.ask("/")).status).toBe(303);
  });

  test("when the provider says that it failed, with an address of its choice in it", async () => {
    const visit = door();
    const state = new URL(await visit.start()).searchParams.get("state");
    const answer = await visit.ask(
      `/sign-in/return?error=access_denied&error_description=%3Cscript%3E&state=${state}`,
    );
    await expectRefused(visit, answer);
  });

  test.each<[string, (payload: Payload) => object, string]>([
    ["another nonce", () => ({ nonce: "another" }), '"nonce"'],
    ["no nonce", () => ({ nonce: undefined }), '"nonce"'],
    ["another audience", () => ({ aud: "another" }), '"aud"'],
    ["no audience", () => ({ aud: undefined }), '"aud"'],
    ["more audiences, for another party", () => ({ aud: [clientId, "b"], azp: "b" }), '"azp"'],
    ["another issuer", () => ({ iss: "https://evil.example" }), '"iss"'],
    ["an issuer that only begins so", ({ iss }) => ({ iss: `${iss}/` }), '"iss"'],
    ["no issuer", () => ({ iss: undefined }), '"iss"'],
    ["an end that has passed", ({ iat }) => ({ exp: iat - 60 }), '"exp"'],
    ["no end", () => ({ exp: undefined }), '"exp"'],
    ["a beginning to come", ({ iat }) => ({ nbf: iat + 60 }), '"nbf"'],
    ["no subject", () => ({ sub: undefined }), '"sub"'],
    ["a subject that would blur the audit", () => ({ sub: "a#2026-11" }), "without a name"],
  ])("when its ID token has %s", async (_, change, because) => {
    const visit = door();
    withClaims((payload) => {
      Object.assign(payload, change(payload));
    });
    await expectRefused(visit, await visit.signInAs("Dana Okafor"));
    expect(reasons(visit)).toContain(because);
  });

  const badSignature = "signature verification failed";
  test.each<[string, (token: string) => readonly string[], string]>([
    [
      "was changed after it was signed",
      (token) => {
        const [header, payload, signature] = parts(token);
        return [header, encoded({ ...decoded(payload), roles: [roles.manager] }), signature];
      },
      badSignature,
    ],
    [
      "is signed by nobody (alg none)",
      (token) => {
        const [header, payload] = parts(token);
        return [encoded({ ...decoded(header), alg: "none" }), payload, ""];
      },
      '"alg"',
    ],
    [
      "says alg none and keeps a signature",
      (token) => {
        const [header, payload, signature] = parts(token);
        return [encoded({ ...decoded(header), alg: "none" }), payload, signature];
      },
      '"alg"',
    ],
    [
      "is signed with our own secret (HS256)",
      (token) => {
        const [header, payload] = parts(token);
        const signed = `${encoded({ ...decoded(header), alg: "HS256" })}.${payload}`;
        return [signed, createHmac("sha256", secret).update(signed).digest("base64url")];
      },
      '"alg"',
    ],
    ["has no signature", (token) => [...parts(token).slice(0, 2), ""], badSignature],
    ["is no token", () => ["x", "y", "z"], "failed to parse JWT"],
  ])("when its ID token %s, even if the provider allows it", async (_, forge, because) => {
    withDiscovery({ id_token_signing_alg_values_supported: ["none", "HS256", "RS256"] });
    const visit = door();
    withAnswer((body) => {
      body["id_token"] = forge(String(body["id_token"])).join(".");
    });
    await expectRefused(visit, await visit.signInAs("Dana Okafor"));
    expect(reasons(visit)).toContain(because);
  });

  test("when its ID token is signed by a stranger under the provider's key id, or under one unknown", async () => {
    const stranger = new OAuth2Issuer();
    stranger.url = provider.address;
    for (const kid of [provider.service.issuer.keys.toJSON()[0]?.kid, "unknown"]) {
      const key = await stranger.keys.generate("RS256", kid === undefined ? {} : { kid });
      const visit = door();
      const address = await visit.start();
      const nonce = new URL(address).searchParams.get("nonce");
      const token = await stranger.buildToken({
        kid: key.kid,
        scopesOrTransform: (_, payload) => {
          Object.assign(payload, {
            aud: clientId,
            nonce,
            sub: "x",
            name: "X",
            email: "x@y.example",
          });
          Object.assign(payload, { roles: [roles.manager] });
        },
      });
      withAnswer((body) => {
        body["id_token"] = token;
      });
      await expectRefused(visit, await visit.ask(await visit.choose(address, "Dana Okafor")));
    }
  });

  test("when there is no ID token", async () => {
    const visit = door();
    withAnswer((body) => {
      Reflect.deleteProperty(body, "id_token");
    });
    await expectRefused(visit, await visit.signInAs("Dana Okafor"));
  });
});

describe("access", () => {
  test.each([
    ["no roles claim", undefined],
    ["no role", []],
    ["a role of another service", ["Other.Manager"]],
    ["our own word for a role", ["manager"]],
    ["a role in other letters", ["c.manager"]],
  ])("is denied to somebody with %s", async (_, claim) => {
    const visit = door();
    withClaims((payload) => {
      if (claim === undefined) Reflect.deleteProperty(payload, "roles");
      else Object.assign(payload, { roles: claim });
    });
    const answer = await visit.signInAs("Dana Okafor");
    expect([answer.status, await answer.text()]).toEqual([403, "no-role"]);
    expect(visit.lines.map(({ event }) => event)).toEqual(["sign-in without a role"]);
    await expectNobody(visit);
  });

  test("is logged by the role alone when it is given", async () => {
    const visit = door();
    await visit.signInAs("Dana Okafor");
    expect(visit.lines).toEqual([{ level: "info", event: "signed in", facts: { role: "duty" } }]);
  });

  test("is refused when the roles claim is no list", async () => {
    const visit = door();
    withClaims((payload) => {
      Object.assign(payload, { roles: roles.manager });
    });
    await expectRefused(visit, await visit.signInAs("Dana Okafor"));
  });

  test("of somebody with several roles is the widest", async () => {
    const visit = door();
    withClaims((payload) => {
      Object.assign(payload, { roles: ["Other", roles.auditor, roles.duty, roles.manager] });
    });
    await visit.signInAs("Dana Okafor");
    expect(await (await visit.ask("/")).json()).toMatchObject({ role: "manager" });
  });

  test("of somebody without a name or address of their own goes by their user name", async () => {
    const visit = door();
    withClaims((payload) => {
      Reflect.deleteProperty(payload, "name");
      Reflect.deleteProperty(payload, "email");
      Object.assign(payload, { preferred_username: "dana@council.example" });
    });
    await visit.signInAs("Dana Okafor");
    expect(await (await visit.ask("/")).json()).toMatchObject({
      name: "dana@council.example",
      email: "dana@council.example",
    });
  });

  test("of somebody without either is refused", async () => {
    const visit = door();
    withClaims((payload) => {
      Reflect.deleteProperty(payload, "name");
    });
    await expectRefused(visit, await visit.signInAs("Dana Okafor"));
  });

  test("without a session: a page sends to sign-in, anything else is 401", async () => {
    const { ask } = door();
    for (const method of ["GET", "HEAD"]) {
      const answer = await ask("/list", { method });
      expect([answer.status, answer.headers.get("location")]).toEqual([303, "/sign-in?to=%2Flist"]);
    }
    const answer = await ask("/claim", { method: "POST" });
    expect([answer.status, await answer.text()]).toEqual([401, "not-signed-in"]);
    expect(answer.headers.get("location")).toBeNull();
  });

  test("with another role is 403, for a page and for an act", async () => {
    const duty = door();
    await duty.signInAs("Dana Okafor");
    expect((await duty.ask("/staff")).status).toBe(403);
    expect((await duty.ask("/claim", { method: "POST" })).status).toBe(200);
    const auditor = door();
    await auditor.signInAs("Priya Nair");
    const refused = await auditor.ask("/claim", { method: "POST" });
    expect([refused.status, await refused.text()]).toEqual([403, "wrong-role"]);
    expect((await auditor.ask("/")).status).toBe(200);
  });

  test("ends after 30 minutes without a request and after 10 hours, by the service's clock (S8)", async () => {
    const idle = door();
    await idle.signInAs("Dana Okafor");
    idle.advance(1799);
    expect((await idle.ask("/")).status).toBe(200);
    idle.advance(1800);
    expect((await idle.ask("/")).status).toBe(303);
    expect((await idle.ask("/claim", { method: "POST" })).status).toBe(401);
    const busy = door();
    await busy.signInAs("Dana Okafor");
    for (let n = 0; n < 39; n++) {
      busy.advance(900);
      expect((await busy.ask("/")).status).toBe(200);
    }
    busy.advance(900);
    expect((await busy.ask("/")).status).toBe(303);
  });

  test("ends at once by signing out, also for who kept the cookie (S8)", async () => {
    const { ask, signInAs, cookies } = door();
    await signInAs("Dana Okafor");
    const kept = cookies.get("__Host-duty-session") ?? "";
    const out = await ask("/sign-out", { method: "POST" });
    expect([out.status, out.headers.get("location")]).toEqual([303, "/signed-out"]);
    expect(out.headers.getSetCookie()).toEqual([
      "__Host-duty-session=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax",
    ]);
    expect(out.headers.get("clear-site-data")).toBe('"cache", "storage"');
    expect(cookies.has("__Host-duty-session")).toBe(false);
    cookies.set("__Host-duty-session", kept);
    expect((await ask("/")).status).toBe(303);
    expect((await ask("/sign-out", { method: "POST" })).status).toBe(303);
    expect((await ask("/sign-out")).status).toBe(404);
  });

  test("is not given by the cookie of a sign-in under way", async () => {
    const { ask, start, cookies } = door();
    await start();
    cookies.set("__Host-duty-session", cookies.get("__Host-duty-signing-in") ?? "");
    expect((await ask("/")).status).toBe(303);
  });
});

describe("the provider", () => {
  test("that is away is said to be, and asked again for the next", async () => {
    const away = await startSignInProvider({
      port: 0,
      inboxAddress,
      signIn: { clientId, roles },
      secret,
    });
    await away.close();
    const { app, lines } = inboxDoor(away.address);
    const answer = await browser(app).ask("/sign-in");
    expect([answer.status, await answer.text()]).toEqual([503, "provider-away"]);
    expect(lines.map(({ event }) => event)).toEqual(["sign-in provider away"]);
    const back = await startSignInProvider({
      port: Number(new URL(away.address).port),
      inboxAddress,
      signIn: { clientId, roles },
      secret,
    });
    undo.push(back.close);
    const visit = browser(app);
    await visit.signInAs("Dana Okafor");
    expect((await visit.ask("/")).status).toBe(200);
  });

  test("that refuses our secret is asked again with the one that stands now", async () => {
    const secrets = ["an old one", secret];
    const { app } = inboxDoor(provider.address, { secret: async () => secrets.shift() ?? secret });
    const visit = browser(app);
    expect((await visit.signInAs("Dana Okafor")).status).toBe(400);
    expect((await visit.signInAs("Dana Okafor")).status).toBe(303);
    expect(secrets).toEqual([]);
  });

  test("is spoken to over plain http on this machine only", async () => {
    const { port } = new URL(provider.address);
    const open = (issuer: string) =>
      openProvider({ issuer, clientId, roles }, `${inboxAddress}/sign-in/return`, secret);
    await expect(open(`http://localhost.localdomain:${port}`)).rejects.toMatchObject({
      code: "OAUTH_HTTP_REQUEST_FORBIDDEN",
    });
    await expect(open(provider.address)).resolves.toBeDefined();
  });

  test("must be the one that the settings name", async () => {
    const other = await startSignInProvider({
      port: 0,
      inboxAddress,
      signIn: { clientId, roles },
      secret,
    });
    undo.push(other.close);
    other.service.issuer.url = "https://evil.example";
    const { app } = inboxDoor(other.address);
    expect((await browser(app).ask("/sign-in")).status).toBe(503);
  });
});
