import { createHash } from "node:crypto";
import * as z from "zod";
import { isInstant, plusSeconds } from "../../../shared/domain/instant.ts";
import type { Clock } from "../../../shared/ports.ts";
import type { Table } from "../../../shared/store/table.ts";

const pendingSchema = z.object({
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  endsAt: z.string().refine(isInstant),
});

/** A sign-in that has been started and not come back. `browser` and `state` are its key. */
export type PendingSignIn = {
  readonly nonce: string;
  /** PKCE's code verifier. */
  readonly verifier: string;
  readonly returnTo: string;
};

type PendingKey = { readonly browser: string; readonly state: string };

export const pendingSeconds = 10 * 60;

/** Both must fit: the state that the provider sends back, and the browser that started. */
const keyOf = ({ browser, state }: PendingKey) => ({
  pk: `session#${createHash("sha256").update(`${browser}.${state}`).digest("hex")}`,
  sk: "pending-sign-in",
});

/** Sign-ins under way, kept on the server for ten minutes, each good for one return. */
export const pendingSignIns = ({
  table,
  clock,
}: {
  readonly table: Table;
  readonly clock: Clock;
}) => {
  const keep = async (key: PendingKey, pending: PendingSignIn): Promise<void> => {
    const endsAt = plusSeconds(clock(), pendingSeconds);
    const expires = Date.parse(endsAt) / 1000;
    await table.put({ ...keyOf(key), ...pending, endsAt, expires, revision: 1 });
  };

  /** Only the first of two that come back with the same key gets it. */
  const take = async (key: PendingKey): Promise<PendingSignIn | undefined> => {
    const item = await table.get(keyOf(key));
    const { success, data: pending } = pendingSchema.safeParse(item);
    if (!success || clock() >= pending.endsAt) return undefined;
    const taken = { ...keyOf(key), revision: 2, expires: item?.["expires"] };
    return (await table.put(taken, { revision: 1 })) ? pending : undefined;
  };

  return { keep, take };
};
