import { describe, expect, test } from "vitest";
import { whyNotRefreshed } from "../../../../functions/inbox/sign-in/why-not-refreshed.ts";

const coded = (code: string, cause?: unknown) => Object.assign(new Error("x", { cause }), { code });
const said = (error: string, status = 400) => Object.assign(new Error("x"), { error, status });
const answered = (status: number) =>
  coded("OAUTH_RESPONSE_IS_NOT_CONFORM", new Response(null, { status }));

describe("a refresh that gave nothing", () => {
  test.each<[string, unknown]>([
    ["the network failed", new TypeError("fetch failed")],
    ["nothing came in time", coded("OAUTH_TIMEOUT")],
    ["the request was broken off", coded("OAUTH_ABORT")],
    ["the provider is broken", answered(500)],
    ["something before it has a bad minute", answered(502)],
    ["it was asked too often", answered(429)],
    ["it says in OAuth's words that it has a bad minute", said("temporarily_unavailable")],
    ["it failed, in OAuth's words", said("server_error")],
    ["it refuses our secret", said("invalid_client", 401)],
    ["it asks us to prove ourselves otherwise", coded("OAUTH_WWW_AUTHENTICATE_CHALLENGE")],
  ])("puts nobody out when %s", (_, thrown) => {
    expect(whyNotRefreshed(thrown)).toBe("away");
  });

  test.each<[string, unknown]>([
    ["the token is worth nothing any more", said("invalid_grant")],
    ["the person must do something first", said("interaction_required")],
    ["we may not refresh at all", said("unauthorized_client")],
    ["it answers something else", answered(404)],
    ["the ID token does not hold", coded("OAUTH_JWT_CLAIM_COMPARISON_FAILED", { claim: "aud" })],
    ["the token is no token", Object.assign(new TypeError("x"), { code: "ERR_INVALID_ARG_VALUE" })],
    ["nobody knows why", new Error("x")],
    ["nothing is said", undefined],
  ])("puts the person out when %s", (_, thrown) => {
    expect(whyNotRefreshed(thrown)).toBe("out");
  });
});
