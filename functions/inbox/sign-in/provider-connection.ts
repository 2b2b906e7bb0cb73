import type { Log } from "../../../shared/log.ts";
import type { SignInSettings } from "../../../shared/settings.ts";
import type { Provider } from "./provider.ts";

/** What is known of the provider, kept while it holds. */
export type ProviderConnection = {
  /** @returns undefined when the provider is away. */
  readonly reach: () => Promise<Provider | undefined>;
  /** It did not answer, or refused our secret: both are read again for the next who asks. */
  readonly forget: () => void;
  /** Says that it is away, without saying for whom. */
  readonly isAway: (thrown: unknown) => void;
};

/** Reads what the provider says of itself, and our secret, once for all who sign in here. */
export const providerConnection = ({
  inboxAddress,
  signIn,
  secret,
  log,
}: {
  readonly inboxAddress: string;
  readonly signIn: SignInSettings;
  readonly secret: () => Promise<string>;
  readonly log: Log;
}): ProviderConnection => {
  /** The library loads on first use: most requests of the inbox never need it. */
  const connect = async () => {
    const { openProvider } = await import("./provider.ts");
    return openProvider(signIn, `${new URL(inboxAddress).origin}/sign-in/return`, await secret());
  };
  let connected: Promise<Provider> | undefined;
  const forget = () => {
    connected = undefined;
  };
  const isAway = (thrown: unknown) => {
    forget();
    log.error("sign-in provider away", { thrown });
    log.count("SignInProviderAway");
  };
  const reach = async () => {
    connected ??= connect();
    try {
      return await connected;
    } catch (thrown) {
      isAway(thrown);
      return undefined;
    }
  };
  return { reach, forget, isAway };
};
