import * as z from "zod";
import { type Instant, isInstant } from "../domain/instant.ts";
import type { Table } from "./table.ts";

const heartbeatKey = { pk: "house#heartbeat", sk: "sweep" } as const;

const heartbeatSchema = z.object({
  at: z.custom<Instant>(isInstant, "not an instant"),
});

/** Says that a sweep began at this time. A later heartbeat replaces it. */
export const writeHeartbeat = async (table: Table, at: Instant): Promise<void> => {
  await table.put({ ...heartbeatKey, at });
};

/** @returns when the last sweep began, or undefined when there never was one. */
export const readHeartbeat = async (table: Table): Promise<Instant | undefined> => {
  const item = await table.get(heartbeatKey);
  return item === undefined ? undefined : heartbeatSchema.parse(item).at;
};
