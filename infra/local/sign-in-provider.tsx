import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { Events, OAuth2Issuer, OAuth2Service } from "oauth2-mock-server";
import * as z from "zod";
import type { Staff } from "../../shared/session.ts";
import type { SignInSettings } from "../../shared/settings.ts";
import { listen, stopListening } from "./listen.ts";
import { localStaff } from "./local-staff.ts";
import { ChoosePage, NothingAskedPage, RefusedPage, style } from "./sign-in-pages.tsx";

const ownPaths = ["/", "/choose", "/style.css"];

const tokenRequest = z.object({
  code: z.string().default(""),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  code_verifier: z.string().optional(),
  redirect_uri: z.string().optional(),
});

/**
 * An OpenID Connect provider on this machine. The mock server signs the tokens; a page of ours picks
 * the person, and what the mock server does not check is checked here: the client, its secret and
 * return address, that PKCE is used, and that a code is good for once. Its keys live as long as it does.
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
  const personOf = new Map<string, Staff>();

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
    });
  });
  service.on(Events.BeforeAuthorizeRedirect, ({ url }, { url: asked = "" }) => {
    const chosen = new URL(asked, redirectUri).searchParams.get("person");
    const person = localStaff.find(({ id }) => id === chosen);
    if (person !== undefined) personOf.set(url.searchParams.get("code") ?? "", person);
  });
  service.on(Events.BeforeTokenSigning, ({ payload }, { body: { code = "" } }) => {
    const person = personOf.get(code);
    if (person === undefined) return;
    const { id: sub, name, email, role } = person;
    Object.assign(payload, { sub, name, email, roles: [roles[role]] });
  });
  service.on(Events.BeforeResponse, (response, { body }) => {
    const { code, client_id, client_secret, code_verifier, redirect_uri } =
      tokenRequest.parse(body);
    const refuse = (statusCode: number, error: string) =>
      Object.assign(response, { statusCode, body: { error } });
    if (client_id !== clientId || client_secret !== secret) return refuse(401, "invalid_client");
    const isKnown = personOf.delete(code);
    return isKnown && code_verifier !== undefined && redirect_uri === redirectUri
      ? response
      : refuse(400, "invalid_grant");
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
  pages.get("/style.css", (c) => c.body(style, 200, { "content-type": "text/css" }));
  pages.get("*", (c) => {
    const query = new URL(c.req.url).searchParams;
    const because = wrongWith(query);
    return because === undefined
      ? c.html(<ChoosePage staff={localStaff} query={query} />)
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
