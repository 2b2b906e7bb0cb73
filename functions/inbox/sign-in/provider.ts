import * as client from "openid-client";
import { isLoopback, type SignInSettings } from "../../../shared/settings.ts";

const timeoutSeconds = 8;

/** What a started sign-in expects of its return. */
export type Expected = {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
};

/** What an ID token said of a person, its checks passed; undefined when none came. */
type Told = { readonly claims: unknown };

/**
 * The council's OpenID Connect provider: authorization code and PKCE. The ID token's signature is
 * checked although it comes over TLS from the provider itself: without `enableNonRepudiationChecks`
 * the library takes a changed token (toolbox.md). Its times are the machine's clock.
 */
export const openProvider = async (
  { issuer, clientId }: SignInSettings,
  redirectUri: string,
  secret: string,
) => {
  const configuration = await client.discovery(
    new URL(issuer),
    clientId,
    { id_token_signed_response_alg: "RS256" },
    client.ClientSecretPost(secret),
    {
      timeout: timeoutSeconds,
      execute: [
        client.enableNonRepudiationChecks,
        ...(isLoopback(issuer) ? [client.allowInsecureRequests] : []),
      ],
    },
  );

  /** Where the browser goes to sign in. */
  const address = async ({ state, nonce, verifier }: Expected): Promise<string> =>
    client.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      // Without offline_access nobody could be asked later whether the person is still let in.
      scope: "openid profile email offline_access",
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    }).href;

  /**
   * Changes the code of a return for what the provider says of the person, and the token to ask it anew.
   * @throws when anything about the return or the ID token is not as expected.
   */
  const redeem = async (
    query: string,
    { state, nonce, verifier }: Expected,
  ): Promise<Told & { readonly refreshToken: string | undefined }> => {
    const tokens = await client.authorizationCodeGrant(
      configuration,
      new URL(`${redirectUri}${query}`),
      {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      },
    );
    return { claims: tokens.claims(), refreshToken: tokens.refresh_token };
  };

  /**
   * What the provider says of the person now. The ID token passes the checks of a sign-in, but for the
   * nonce, which a refreshed one need not have. A provider may change the refresh token each time.
   * @throws when the provider refuses, is away, or its ID token is not as expected.
   */
  const refresh = async (
    refreshToken: string,
  ): Promise<Told & { readonly refreshToken: string }> => {
    const tokens = await client.refreshTokenGrant(configuration, refreshToken);
    return { claims: tokens.claims(), refreshToken: tokens.refresh_token ?? refreshToken };
  };

  return { address, redeem, refresh };
};

export type Provider = Awaited<ReturnType<typeof openProvider>>;
