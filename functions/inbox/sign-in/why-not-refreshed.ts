import * as z from "zod";

/** Refusals that say nothing about the person: our own secret, or the provider's bad minute. */
const notOfThePerson = [
  "invalid_client",
  "server_error",
  "temporarily_unavailable",
  "slow_down",
] as const;

const busyStatuses: readonly number[] = [408, 429];
const isOwnTrouble = (status: number) => status >= 500 || busyStatuses.includes(status);

/** The provider said no in OAuth's words, with a status. */
const refusal = z.object({ error: z.string(), status: z.int() });
/** Its answer was no answer of OAuth: the library hands on the response. */
const otherAnswer = z.object({ cause: z.object({ status: z.int() }) });
/** It asks us, the client, to prove ourselves in another way. */
const challenge = z.object({ code: z.literal("OAUTH_WWW_AUTHENTICATE_CHALLENGE") });
const noAnswer = z.object({ code: z.enum(["OAUTH_TIMEOUT", "OAUTH_ABORT"]) });

/** A request that could not be made: `fetch` throws it without a code. A wrong argument has one. */
const isUnreached = (thrown: unknown) => thrown instanceof TypeError && !("code" in thrown);

/**
 * Why a refresh gave nothing. `away`: the provider could not be asked, or the trouble is its own or ours.
 * `out`: everything else, and so also whatever is not understood.
 */
export const whyNotRefreshed = (thrown: unknown): "away" | "out" => {
  const said = refusal.safeParse(thrown).data;
  if (said !== undefined)
    return isOwnTrouble(said.status) || notOfThePerson.some((each) => each === said.error)
      ? "away"
      : "out";
  const status = otherAnswer.safeParse(thrown).data?.cause.status;
  if (status !== undefined && isOwnTrouble(status)) return "away";
  return isUnreached(thrown) || [challenge, noAnswer].some((each) => each.safeParse(thrown).success)
    ? "away"
    : "out";
};
