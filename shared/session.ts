import { createHash } from "node:crypto";
import * as z from "zod";
import { earliest, type Instant, isInstant, plusSeconds } from "./domain/instant.ts";
import type { Clock, Ids } from "./ports.ts";
import type { Table } from "./store/table.ts";

const staffSchema = z.object({
  /** The provider's own, lasting id of the person. */
  id: z.string().min(1),
  name: z.string().min(1),
  email: z.string().min(1),
  role: z.enum(["duty", "manager", "auditor"]),
});

/** A member of staff who is signed in. */
export type Staff = Readonly<z.infer<typeof staffSchema>>;
export type Role = Staff["role"];

const instant = z.string().refine(isInstant);

/** An ended session keeps its key and nothing else, so that what is not a whole session is none. */
const sessionSchema = staffSchema.extend({
  pk: z.string(),
  sk: z.string(),
  revision: z.int(),
  createdAt: instant,
  lastSeenAt: instant,
  endsAt: instant,
});

const idleSeconds = 30 * 60;
const absoluteSeconds = 10 * 60 * 60;

/** 128 random bits in base64url, as `Ids` gives them. */
const idShape = /^[\w-]{22}$/;

/** The table knows ids by their hash only: who reads it cannot become anybody. */
const keyOf = (id: string) => ({
  pk: `session#${createHash("sha256").update(id).digest("hex")}`,
  sk: "session",
});

const epochSeconds = (instant: Instant) => Date.parse(instant) / 1000;

const deadline = (lastSeenAt: Instant, endsAt: Instant): Instant =>
  earliest(plusSeconds(lastSeenAt, idleSeconds), endsAt) ?? endsAt;

/**
 * Staff sessions, kept on the server: over after 30 minutes without a request, after 10 hours in any
 * case, and at once when ended. Times are the service's clock.
 */
export const staffSessions = ({
  table,
  clock,
  ids,
}: {
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Ids;
}) => {
  /** @returns the id, which only the person's browser may keep. */
  const open = async (staff: Staff): Promise<string> => {
    const id = ids.token();
    const now = clock();
    const endsAt = plusSeconds(now, absoluteSeconds);
    await table.put({
      ...keyOf(id),
      ...staff,
      revision: 1,
      createdAt: now,
      lastSeenAt: now,
      endsAt,
      expires: epochSeconds(deadline(now, endsAt)),
    });
    return id;
  };

  /** Whose session it is, if it is one and still goes on; asking keeps it from idling out. */
  const find = async (id: string | undefined): Promise<Staff | undefined> => {
    if (id === undefined || !idShape.test(id)) return undefined;
    const item = await table.get(keyOf(id));
    const { success, data: session } = sessionSchema.safeParse(item);
    if (!success) return undefined;
    const { lastSeenAt, endsAt, revision } = session;
    const now = clock();
    if (now >= deadline(lastSeenAt, endsAt)) return undefined;
    if (now > lastSeenAt) {
      const seen = { lastSeenAt: now, expires: epochSeconds(deadline(now, endsAt)) };
      const kept = await table.put({ ...session, ...seen, revision: revision + 1 }, { revision });
      // Somebody else wrote since: another request of theirs, or one that ended the session.
      if (!kept) return find(id);
    }
    return staffSchema.parse(session);
  };

  /** Over at once, whoever else still writes: an ended session has no revision to write upon. */
  const end = async (id: string | undefined): Promise<void> => {
    if (id === undefined || !idShape.test(id)) return;
    const item = await table.get(keyOf(id));
    if (item === undefined) return;
    const now = clock();
    await table.put({
      ...keyOf(id),
      endedAt: now,
      expires: epochSeconds(plusSeconds(now, absoluteSeconds)),
    });
  };

  return { open, find, end };
};
