import { type Instant, plusSeconds } from "../../../shared/domain/instant.ts";
import { listOpen, type Shelf } from "../../../shared/store/consultations.ts";
import { readHeartbeat } from "../../../shared/store/house.ts";
import type { ListRead } from "./banners.tsx";

/** So many are read at once, filtered and counted. */
export const partSize = 500;

const heartbeatSeconds = 5 * 60;

/** One part of the list in calling order: one query and the heartbeat, however many are open. */
export const readList = async (
  shelf: Pick<Shelf, "table">,
  now: Instant,
  after: string | undefined,
): Promise<ListRead & { readonly next?: string | undefined }> => {
  const [{ listed: open, unreadable, next }, heartbeat] = await Promise.all([
    listOpen(shelf, partSize, after),
    readHeartbeat(shelf.table),
  ]);
  const lettersStopped = heartbeat === undefined || heartbeat < plusSeconds(now, -heartbeatSeconds);
  return { open, unreadable, lettersStopped, next };
};
