import * as client from "openid-client";
import { isLoopback, type SignInSettings } from "../../shared/settings.ts";

const timeoutSeconds = 8;

/** What a started sign-in expects of its return. */
export type Expected = {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
};

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
      scope: "openid profile email",
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    }).href;

  /**
   * Changes the code of a return for what the provider says of the person.
   * @throws when anything about the return or the token is not as expected.
   */
  const claims = async (query: string, { state, nonce, verifier }: Expected): Promise<unknown> => {
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
    return tokens.claims();
  };

  return { address, claims };
};

export type Provider = Awaited<ReturnType<typeof openProvider>>;
