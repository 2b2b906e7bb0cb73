import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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

const get = (path: string, query: Record<string, string> = {}) =>
  fetch(`${provider.address}${path}?${new URLSearchParams(query)}`, { redirect: "manual" });

const codeFor = async (person: string) =>
  new URL(
    (await get("/authorize", { ...asked, person })).headers.get("location") ?? "",
  ).searchParams.get("code") ?? "";

const redeem = async (code: string, change: Record<string, string> = {}) => {
  const answer = await fetch(`${provider.address}/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      code,
      redirect_uri: asked.redirect_uri,
      client_id: "inbox",
      client_secret: "secret",
      code_verifier: verifier,
      ...change,
    }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

describe("the sign-in provider on this machine", () => {
  test("sends the browser to a page that offers three people, without a script", async () => {
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
});
