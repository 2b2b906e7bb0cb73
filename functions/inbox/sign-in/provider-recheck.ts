import { setTimeout as pause } from "node:timers/promises";
import type { Log } from "../../../shared/log.ts";
import type { Recheck } from "../../../shared/session.ts";
import type { SignInSettings } from "../../../shared/settings.ts";
import type { ProviderConnection } from "./provider-connection.ts";
import { staffInClaims } from "./staff-in-claims.ts";
import { whyNotRefreshed } from "./why-not-refreshed.ts";

/** A page waits for it, and the whole request has 28 seconds. */
const withinMs = 5000;

/** Asks the provider by refresh token whether somebody who is signed in is still let in, and as what. */
export const providerRecheck = ({
  connection,
  roles,
  log,
  within = withinMs,
}: {
  readonly connection: ProviderConnection;
  readonly roles: SignInSettings["roles"];
  readonly log: Log;
  /** Milliseconds. */
  readonly within?: number;
}): Recheck => {
  const asked: Recheck = async (refreshToken, staff) => {
    const provider = await connection.reach();
    if (provider === undefined) return "away";
    const out = (because: string, thrown?: unknown) => {
      log.info(`session ended: ${because}`, thrown === undefined ? {} : { thrown });
      return "out" as const;
    };
    try {
      const told = await provider.refresh(refreshToken);
      const now = staffInClaims(told.claims, roles);
      if (now === "claims-unreadable") return out("no name or address any more");
      if (now === "no-role") return out("no role any more");
      if (now.id !== staff.id) return out("the provider names somebody else");
      return { staff: now, refreshToken: told.refreshToken };
    } catch (thrown) {
      if (whyNotRefreshed(thrown) === "out") return out("the provider refuses", thrown);
      connection.isAway(thrown);
      return "away";
    }
  };

  return async (refreshToken, staff) => {
    const enough = new AbortController();
    const tooLate = pause(within, "too-late" as const, { signal: enough.signal }).catch(
      () => "too-late" as const,
    );
    const answer = await Promise.race([asked(refreshToken, staff), tooLate]);
    enough.abort();
    if (answer !== "too-late") return answer;
    connection.isAway(undefined);
    return "away";
  };
};
