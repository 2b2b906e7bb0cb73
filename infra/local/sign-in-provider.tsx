import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { Events, OAuth2Issuer, OAuth2Service } from "oauth2-mock-server";
import * as z from "zod";
import type { SignInSettings } from "../../shared/settings.ts";
import { listen, stopListening } from "./listen.ts";
import { createLocalPeople, malformedChange } from "./local-people.ts";
import { ChoosePage, NothingAskedPage, RefusedPage, style } from "./sign-in-pages.tsx";

const ownPaths = ["/", "/choose", "/people", "/style.css"];

const tokenRequest = z.object({
  grant_type: z.string().default(""),
  code: z.string().default(""),
  refresh_token: z.string().default(""),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  code_verifier: z.string().optional(),
  redirect_uri: z.string().optional(),
});

const tokenAnswer = z.looseObject({ refresh_token: z.string() });

/** What a code or a refresh token stands for. */
type Grant = { readonly person: string; readonly isOffline: boolean };

/**
 * An OpenID Connect provider on this machine. The mock server signs the tokens; a page of ours picks
 * the person, and what the mock server does not check is checked here: the client, its secret and
 * return address, that PKCE is used, that only who asks for offline_access gets a refresh token, that a code
 * or refresh token is good for once, and that the person has not been taken away meanwhile. Its keys and
 * its refresh tokens live as long as it does: after a restart everybody signs in again.
 */
export const startSignInProvider = async ({
  port,
  inboxAddress,
  signIn: { clientId, roles },
  secret,
}: {
  readonly port: number;
  readonly inboxAddress: string;
  readonly signIn: Pick<SignInSettings, "clientId" | "roles">;
  readonly secret: string;
}) => {
  const issuer = new OAuth2Issuer();
  await issuer.keys.generate("RS256");
  const service = new OAuth2Service(issuer);
  const redirectUri = `${inboxAddress}/sign-in/return`;
  const people = createLocalPeople();
  const granted = new Map<string, Grant>();

  const wrongWith = (query: URLSearchParams): string | undefined => {
    if (query.get("client_id") !== clientId) return "client_id is not the inbox's";
    if (query.get("redirect_uri") !== redirectUri) return `redirect_uri is not ${redirectUri}`;
    if (query.get("response_type") !== "code") return "response_type is not code";
    if (query.get("code_challenge_method") !== "S256") return "PKCE by S256 is missing";
    return undefined;
  };

  service.on(Events.BeforeWellKnownOpenIdConfiguration, ({ body }) => {
    Object.assign(body, {
      authorization_endpoint: `${issuer.url}/choose`,
      token_endpoint_auth_methods_supported: ["client_secret_post"],
      code_challenge_methods_supported: ["S256"],
      grant_types_supported: ["authorization_code", "refresh_token"],
      scopes_supported: ["openid", "profile", "email", "offline_access"],
    });
  });
  service.on(Events.BeforeAuthorizeRedirect, ({ url }, { url: asked = "" }) => {
    const query = new URL(asked, redirectUri).searchParams;
    const person = people.find(query.get("person") ?? undefined)?.id;
    const isOffline = (query.get("scope") ?? "").split(" ").includes("offline_access");
    if (person !== undefined)
      granted.set(url.searchParams.get("code") ?? "", { person, isOffline });
  });

  /** What was granted for the code or the refresh token in a request. */
  const grantIn = ({ grant_type, code, refresh_token }: z.infer<typeof tokenRequest>) => {
    const spent = grant_type === "refresh_token" ? refresh_token : code;
    const grant = granted.get(spent);
    const person = people.find(grant?.person);
    return { spent, person, isOffline: grant?.isOffline === true };
  };

  service.on(Events.BeforeTokenSigning, ({ payload }, { body }) => {
    const { person } = grantIn(tokenRequest.parse(body));
    if (person === undefined) return;
    const { id: sub, name, email, role } = person;
    Object.assign(payload, { sub, name, email, roles: [roles[role]] });
  });
  service.on(Events.BeforeResponse, (response, { body }) => {
    const request = tokenRequest.parse(body);
    const refuse = (statusCode: number, error: string) =>
      Object.assign(response, { statusCode, body: { error } });
    if (request.client_id !== clientId || request.client_secret !== secret)
      return refuse(401, "invalid_client");
    const { spent, person, isOffline } = grantIn(request);
    granted.delete(spent);
    const isAsAgreed =
      request.grant_type === "refresh_token" ||
      (request.grant_type === "authorization_code" &&
        request.code_verifier !== undefined &&
        request.redirect_uri === redirectUri);
    if (person === undefined || !isAsAgreed) return refuse(400, "invalid_grant");
    const { refresh_token, ...rest } = tokenAnswer.parse(response.body);
    if (!isOffline) return Object.assign(response, { body: rest });
    granted.set(refresh_token, { person: person.id, isOffline });
    return response;
  });

  const pages = new Hono();
  pages.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      strictTransportSecurity: false,
    }),
  );
  pages.get("/", (c) => c.html(<NothingAskedPage inboxAddress={inboxAddress} />));
  pages.post("/people", async (c) => {
    // Another site's page can send a form, but not JSON without asking first.
    if (c.req.header("content-type")?.split(";")[0] !== "application/json")
      return c.text(malformedChange, 415);
    const change = people.change(await c.req.json().catch(() => undefined));
    return change === undefined ? c.text(malformedChange, 422) : c.json(change);
  });
  pages.get("/style.css", (c) => c.body(style, 200, { "content-type": "text/css" }));
  pages.get("*", (c) => {
    const query = new URL(c.req.url).searchParams;
    const because = wrongWith(query);
    return because === undefined
      ? c.html(<ChoosePage people={people.all()} query={query} />)
      : c.html(<RefusedPage because={because} />, 400);
  });
  const answerPage = getRequestListener(pages.fetch);

  const server = createServer((request, answer) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", redirectUri);
    const isOwn =
      ownPaths.includes(pathname) ||
      (pathname === "/authorize" && wrongWith(searchParams) !== undefined);
    return isOwn ? answerPage(request, answer) : service.requestHandler(request, answer);
  });
  const address = `http://localhost:${await listen(server, port)}`;
  issuer.url = address;
  return { address, service, close: () => stopListening(server) };
};
