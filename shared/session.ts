import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import { earliest, type Instant, isInstant, plusSeconds } from "./domain/instant.ts";
import type { Clock, Ids } from "./ports.ts";
import {
  endEverySession,
  findPerson,
  personIsNow,
  personIsOut,
  signedInPerson,
  staffSchema,
} from "./store/people.ts";
import { openToken, sealToken } from "./store/sealed-token.ts";
import type { Table } from "./store/table.ts";

/** A member of staff who is signed in. */
export type Staff = Readonly<z.infer<typeof staffSchema>>;
export type Role = Staff["role"];

/**
 * Asks the provider about a person anew. `out`: it lets them in no more. `away`: it cannot be asked.
 * Never rejects: what is not known is `away` or `out`.
 */
export type Recheck = (
  refreshToken: string,
  staff: Staff,
) => Promise<{ readonly staff: Staff; readonly refreshToken: string } | "out" | "away">;

const instant = z.custom<Instant>(isInstant, "not an instant");

/** An ended session keeps its key and nothing else, so that what is not a whole session is none. */
const sessionSchema = staffSchema.extend({
  pk: z.string(),
  sk: z.string(),
  revision: z.int(),
  generation: z.string(),
  createdAt: instant,
  lastSeenAt: instant,
  endsAt: instant,
  /** When the provider last said who this is. */
  checkedAt: instant,
  /** Sealed: the provider's refresh token. */
  refresh: z.string().optional(),
  /** One request asks the provider until then, and no other may spend the same token. */
  askingUntil: instant.optional(),
  /** The provider was away: it is not asked again until then. */
  awayUntil: instant.optional(),
});

type Session = Readonly<z.infer<typeof sessionSchema>>;

const minute = 60;
const idleSeconds = 30 * minute;
const absoluteSeconds = 10 * 60 * minute;
const checkSeconds = 5 * minute;
/** While another request asks, one goes on with what was true so recently, and else waits for the answer. */
const recentSeconds = 2 * checkSeconds;
/** For so long after the last check a session outlives a provider that is away. */
const uncheckedSeconds = 30 * minute;
/** Longer than the provider is given to answer. */
const askingSeconds = 15;
const awaySeconds = 1 * minute;

const waitMs = 250;
const mostWaits = 24;

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

/** Who asks: somebody who is there, or a page that renews itself while nobody may be. */
type Asker = "person" | "page";

const seen = ({ lastSeenAt, endsAt }: Session, now: Instant, by: Asker) => {
  const at = by === "person" && now > lastSeenAt ? now : lastSeenAt;
  return { lastSeenAt: at, expires: epochSeconds(deadline(at, endsAt)) };
};

const isSince = (seconds: number, { checkedAt, refresh }: Session, now: Instant) =>
  refresh !== undefined && now >= plusSeconds(checkedAt, seconds);

/** Whether this request asks the provider, waits for one that does, or goes on with what stands. */
const checkDue = (session: Session, now: Instant): "ask" | "wait" | "none" => {
  if (!isSince(checkSeconds, session, now)) return "none";
  const { askingUntil, awayUntil } = session;
  if (askingUntil !== undefined && now < askingUntil)
    return isSince(recentSeconds, session, now) ? "wait" : "none";
  return awayUntil !== undefined && now < awayUntil ? "none" : "ask";
};

/**
 * Staff sessions, kept on the server: over after 30 minutes without a request, after 10 hours in any
 * case, and at once when ended, here or everywhere. Every five minutes the provider is asked anew, so that
 * somebody who was removed is out; while it is away a session lasts for 30 minutes after the last check.
 * Times are the service's clock.
 */
export const staffSessions = ({
  table,
  clock,
  ids,
  recheck = async () => "away",
}: {
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly recheck?: Recheck;
}) => {
  /**
   * A session without a refresh token is never checked anew: signing in opens none such, only tests and
   * the simulator do, who have no provider.
   * @returns the id, which only the person's browser may keep.
   */
  const open = async (staff: Staff, refreshToken?: string): Promise<string> => {
    const id = ids.token();
    const now = clock();
    const endsAt = plusSeconds(now, absoluteSeconds);
    const generation = await signedInPerson({ table, ids }, staff, now);
    await table.put({
      ...keyOf(id),
      ...staff,
      generation,
      revision: 1,
      createdAt: now,
      lastSeenAt: now,
      checkedAt: now,
      endsAt,
      ...(refreshToken === undefined ? {} : { refresh: await sealToken(refreshToken, id) }),
      expires: epochSeconds(deadline(now, endsAt)),
    });
    return id;
  };

  /** The session that goes on now, if there is one. */
  const standing = async (id: string | undefined): Promise<Session | undefined> => {
    if (id === undefined || !idShape.test(id)) return undefined;
    const { data: session } = sessionSchema.safeParse(await table.get(keyOf(id)));
    if (session === undefined) return undefined;
    if (clock() >= deadline(session.lastSeenAt, session.endsAt)) return undefined;
    const person = await findPerson(table, session.id);
    return person?.generation === session.generation ? session : undefined;
  };

  /** Upon what was read only: an ended session has no revision to write upon. */
  const write = ({ revision }: Session, next: Omit<Session, "revision">) =>
    table.put({ ...next, revision: revision + 1 }, { revision });

  /** Over at once, whoever else still writes. */
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

  /** Asks the provider, and writes what it says upon whatever stands by then. */
  const ask = async (
    id: string,
    session: Session,
    now: Instant,
    by: Asker,
  ): Promise<Staff | undefined> => {
    const token = await openToken(session.refresh ?? "", id);
    const answer = token === undefined ? "out" : await recheck(token, staffSchema.parse(session));
    if (answer === "out") {
      await end(id);
      await personIsOut(table, session.id);
      return undefined;
    }
    const learnt =
      answer === "away"
        ? { awayUntil: plusSeconds(now, awaySeconds) }
        : {
            ...answer.staff,
            checkedAt: now,
            refresh: await sealToken(answer.refreshToken, id),
            awayUntil: undefined,
          };
    if (answer !== "away") await personIsNow(table, answer.staff);
    for (;;) {
      const fresh = await standing(id);
      if (fresh === undefined) return undefined;
      const next: Session = {
        ...fresh,
        ...seen(fresh, now, by),
        ...learnt,
        askingUntil: undefined,
      };
      if (await write(fresh, next))
        return isSince(uncheckedSeconds, next, now) ? undefined : staffSchema.parse(next);
    }
  };

  /**
   * Whose session it is, if it is one and still goes on; asking keeps it from idling out, unless it is a
   * page that asks by itself.
   */
  const find = async (
    id: string | undefined,
    by: Asker = "person",
    waited = 0,
  ): Promise<Staff | undefined> => {
    const session = await standing(id);
    if (session === undefined || id === undefined) return undefined;
    const now = clock();
    const due = checkDue(session, now);
    if (due === "ask") {
      const asking = { ...session, ...seen(session, now, by) };
      const askingUntil = plusSeconds(now, askingSeconds);
      return (await write(session, { ...asking, askingUntil }))
        ? ask(id, session, now, by)
        : find(id, by, waited);
    }
    if (due === "wait" && waited < mostWaits) {
      await pause(waitMs);
      return find(id, by, waited + 1);
    }
    if (isSince(uncheckedSeconds, session, now)) return undefined;
    // When somebody else wrote since: another request of theirs, or one that ended the session.
    const isSeen = by === "person" && now > session.lastSeenAt;
    if (isSeen && !(await write(session, { ...session, ...seen(session, now, by) })))
      return find(id, by, waited);
    return staffSchema.parse(session);
  };

  /** Ends every session of whoever this one belongs to, this one too. */
  const endEverywhere = async (id: string | undefined): Promise<void> => {
    const session = await standing(id);
    if (session === undefined) return;
    await endEverySession({ table, ids }, session.id);
    await end(id);
  };

  return { open, find, end, endEverywhere };
};
