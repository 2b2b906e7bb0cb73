import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { localStaff } from "../../../infra/local/local-staff.ts";
import { startSignInProvider } from "../../../infra/local/sign-in-provider.tsx";

const inboxAddress = "http://localhost:3001";
const verifier = "v".repeat(43);
const asked = {
  client_id: "inbox",
  redirect_uri: `${inboxAddress}/sign-in/return`,
  response_type: "code",
  scope: "openid",
  state: "a state & more",
  nonce: "nonce",
  code_challenge: createHash("sha256").update(verifier).digest("base64url"),
  code_challenge_method: "S256",
};

let provider: Awaited<ReturnType<typeof startSignInProvider>>;
beforeAll(async () => {
  provider = await startSignInProvider({
    port: 0,
    inboxAddress,
    signIn: { clientId: "inbox", roles: { duty: "D", manager: "M", auditor: "A" } },
    secret: "secret",
  });
});
afterAll(() => provider.close());

const change = (body: unknown, type = "application/json") =>
  fetch(`${provider.address}/people`, {
    method: "POST",
    headers: { "content-type": type },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

afterEach(async () => {
  for (const { id, role } of localStaff) await change({ id, role });
});

const get = (path: string, query: Record<string, string> = {}) =>
  fetch(`${provider.address}${path}?${new URLSearchParams(query)}`, { redirect: "manual" });

const codeFor = async (person: string) =>
  new URL(
    (await get("/authorize", { ...asked, person })).headers.get("location") ?? "",
  ).searchParams.get("code") ?? "";

const askToken = async (fields: Record<string, string>) => {
  const answer = await fetch(`${provider.address}/token`, {
    method: "POST",
    body: new URLSearchParams({ client_id: "inbox", client_secret: "secret", ...fields }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

const redeem = (code: string, change: Record<string, string> = {}) =>
  askToken({
    grant_type: "authorization_code",
    code,
    redirect_uri: asked.redirect_uri,
    code_verifier: verifier,
    ...change,
  });

const offline = { ...asked, scope: "openid offline_access" };

const refreshTokenFor = async (person: string) => {
  const { location } = Object.fromEntries(
    (await get("/authorize", { ...offline, person })).headers,
  );
  const { body } = await redeem(new URL(location ?? "").searchParams.get("code") ?? "");
  return `${body["refresh_token"]}`;
};

const refresh = (refresh_token: string, change: Record<string, string> = {}) =>
  askToken({ grant_type: "refresh_token", refresh_token, ...change });

const claimsIn = (body: Record<string, unknown>) => {
  const [, payload = ""] = String(body["id_token"]).split(".");
  return JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as unknown;
};

const [dana] = localStaff;

describe("the sign-in provider on this machine", () => {
  test("sends the browser to a page that offers the team, without a script", async () => {
    const found = (await (await get("/.well-known/openid-configuration")).json()) as object;
    expect(found).toMatchObject({
      issuer: provider.address,
      authorization_endpoint: `${provider.address}/choose`,
    });
    const page = await get("/choose", asked);
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    const html = await page.text();
    expect(html).toMatch(/^<!doctype html><html lang="en">/i);
    expect(html).toContain("exists only on this machine");
    expect(html).not.toContain("<script");
    expect([...html.matchAll(/<a [^>]+>([^<]+)</g)].map(([, text]) => text)).toEqual([
      "Dana Okafor, duty worker",
      "Ruth Adeyemi, duty worker",
      "Tom Price, duty worker",
      "Morgan Hughes, manager",
      "Priya Nair, auditor",
    ]);
  });

  test("gives each person's own claims for a code, once", async () => {
    for (const { id, name, email, role } of localStaff) {
      const code = await codeFor(id);
      const { status, body } = await redeem(code);
      expect(status).toBe(200);
      const [, payload = ""] = String(body["id_token"]).split(".");
      expect(JSON.parse(Buffer.from(payload, "base64url").toString("utf8"))).toMatchObject({
        iss: provider.address,
        aud: "inbox",
        nonce: "nonce",
        sub: id,
        name,
        email,
        roles: [{ duty: "D", manager: "M", auditor: "A" }[role]],
      });
      expect((await redeem(code)).status).toBe(400);
    }
  });

  test.each([
    ["client_id", "another"],
    ["redirect_uri", "http://localhost:9/sign-in/return"],
    ["redirect_uri", `${inboxAddress}/sign-in/return/`],
    ["response_type", "token"],
    ["code_challenge_method", "plain"],
  ])("refuses a request with another %s, on its page and past it", async (name, value) => {
    for (const path of ["/choose", "/authorize"]) {
      const answer = await get(path, { ...asked, person: localStaff[0].id, [name]: value });
      expect([answer.status, answer.headers.get("location")]).toEqual([400, null]);
      expect(await answer.text()).toContain(name === "code_challenge_method" ? "PKCE" : name);
    }
  });

  test.each([
    ["another secret", { client_secret: "guess" }, 401],
    ["another client", { client_id: "other" }, 401],
    ["another return address", { redirect_uri: inboxAddress }, 400],
    ["another verifier", { code_verifier: "w".repeat(43) }, 400],
  ] as const)("gives nothing for a code with %s", async (_, change, status) => {
    const answer = await redeem(await codeFor(localStaff[0].id), change);
    expect(answer.status).toBe(status);
    expect(answer.body).not.toHaveProperty("id_token");
    expect(answer.body).not.toHaveProperty("access_token");
  });

  test("gives nothing for a code of nobody, or for none at all", async () => {
    expect((await redeem(await codeFor("somebody-else"))).status).toBe(400);
    const bare = await fetch(`${provider.address}/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "authorization_code",
        client_id: "inbox",
        client_secret: "secret",
      }),
    });
    expect([bare.status, await bare.json()]).toEqual([400, { error: "invalid_grant" }]);
  });

  test("says so when nobody is signing in", async () => {
    expect(await (await get("/")).text()).toContain(`href="${inboxAddress}"`);
    expect((await get("/nothing")).status).toBe(404);
  });

  test("gives a refresh token to who asks for offline_access, and to nobody else", async () => {
    const plain = await redeem(await codeFor(dana.id));
    expect(plain.status).toBe(200);
    expect(plain.body).not.toHaveProperty("refresh_token");
    expect(await refreshTokenFor(dana.id)).toMatch(/^[\w-]{36}$/);
  });

  test("says who it is for a refresh token, each good once", async () => {
    const first = await refreshTokenFor(dana.id);
    const { status, body } = await refresh(first);
    expect(status).toBe(200);
    expect(claimsIn(body)).toMatchObject({ sub: dana.id, aud: "inbox", roles: ["D"] });
    expect((await refresh(first)).body).toEqual({ error: "invalid_grant" });
    const second = `${body["refresh_token"]}`;
    expect(second).not.toBe(first);
    expect((await refresh(second)).status).toBe(200);
  });

  test.each([
    ["another secret", { client_secret: "guess" }, 401],
    ["another client", { client_id: "other" }, 401],
    ["a made-up token", { refresh_token: "made-up" }, 400],
    ["another grant", { grant_type: "client_credentials" }, 400],
  ] as const)("gives nothing for a refresh with %s", async (_, changed, status) => {
    const answer = await refresh(await refreshTokenFor(dana.id), changed);
    expect(answer.status).toBe(status);
    expect(answer.body).not.toHaveProperty("id_token");
  });

  test("takes a person away, who then gets in by no page, code or refresh token", async () => {
    const [code, token] = [await codeFor(dana.id), await refreshTokenFor(dana.id)];
    const answer = await change({ id: dana.id, role: "removed" });
    expect([answer.status, await answer.json()]).toEqual([200, { id: dana.id, role: "removed" }]);
    expect((await redeem(code)).body).toEqual({ error: "invalid_grant" });
    expect((await refresh(token)).body).toEqual({ error: "invalid_grant" });
    expect((await redeem(await codeFor(dana.id))).status).toBe(400);
    const page = await (await get("/choose", asked)).text();
    expect(page).toContain("<li>Dana Okafor was removed and cannot sign in.</li>");
    await change({ id: dana.id, role: "duty" });
    expect((await redeem(await codeFor(dana.id))).status).toBe(200);
  });

  test("gives another role, from the next refresh on, and shows it", async () => {
    const token = await refreshTokenFor(dana.id);
    await change({ id: dana.id, role: "auditor" });
    expect(claimsIn((await refresh(token)).body)).toMatchObject({ sub: dana.id, roles: ["A"] });
    expect(await (await get("/choose", asked)).text()).toContain("Dana Okafor, auditor</a>");
  });

  test.each<[string, unknown, string, number]>([
    ["nobody of the team", { id: "x", role: "duty" }, "application/json", 422],
    ["no role", { id: dana.id, role: "chief" }, "application/json", 422],
    ["something more", { id: dana.id, role: "duty", name: "X" }, "application/json", 422],
    ["no JSON", "{", "application/json", 422],
    ["a form, as another site's page can", `id=${dana.id}&role=removed`, "text/plain", 415],
  ])("changes nothing for a change that names %s, and says how", async (_, body, type, status) => {
    const answer = await change(body, type);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toMatch(/^Nothing was changed\. Send JSON such as \{"id":"local-/);
    expect(await (await get("/choose", asked)).text()).toContain("Dana Okafor, duty worker");
  });
});
