import type { Chance } from "./chance.ts";

/** The outside world that calls go to. */
export type Port = "table" | "mailer" | "trail" | "keys";

/**
 * What can happen to one call. `refused` and `timed-out`: not done, and an error; `answer-lost`: done, and
 * an error; `crash-before` and `crash-after`: the process ends, and the call never returns; `slow`: done
 * and answered `seconds` later; `index-lags`: done, and the indexes show it `seconds` later.
 */
export type FaultKind =
  | "refused"
  | "timed-out"
  | "answer-lost"
  | "crash-before"
  | "crash-after"
  | "slow"
  | "index-lags";

export type Fault = { readonly kind: FaultKind; readonly seconds?: number };

/** One call, as a source of faults sees it. Calls are counted from 1 in each life. */
export type Asked = {
  readonly number: number;
  readonly port: Port;
  readonly what: string;
  readonly now: number;
};

export type Faults = (asked: Asked) => Fault | undefined;

/** Faults by the number of the call: what a replay and a shrunk life have. */
export type Planned = ReadonlyMap<number, Fault>;

const kinds = {
  table: [
    "refused",
    "timed-out",
    "answer-lost",
    "answer-lost",
    "crash-before",
    "crash-after",
    "slow",
    "index-lags",
  ],
  mailer: ["refused", "timed-out", "answer-lost", "crash-before", "crash-after", "slow"],
  trail: ["crash-before", "crash-after", "slow"],
  // A call that leaves nothing behind: an answer that is lost is one that never was.
  keys: ["refused", "timed-out", "crash-before", "crash-after", "slow"],
} as const satisfies Readonly<Record<Port, readonly [FaultKind, ...FaultKind[]]>>;

/** A stretch of a life in which calls fail, each with this chance. */
export type Trouble = {
  readonly from: number;
  readonly until: number;
  readonly share: number;
  /** Only calls that name this fail: in a flood so many are made that hardly one sweep would reach its end. */
  readonly about?: string;
};

/** Faults by chance, inside the trouble only. */
export const byChance =
  (chance: Chance, { from, until, share, about = "" }: Trouble): Faults =>
  ({ port, what, now }) => {
    // Sealing a form asks for five keys: if each failed like a write, hardly a form would ever be sent.
    const often = port === "keys" ? share / 4 : share;
    if (now < from || now >= until || !what.includes(about)) return undefined;
    if (!chance.is(often)) return undefined;
    const kind = chance.pick(kinds[port]);
    if (kind === "slow") return { kind, seconds: chance.pick([1, 3, 10, 20, 40, 50]) };
    if (kind !== "index-lags") return { kind };
    const seconds = Math.min(chance.between(1, 120), until - now);
    return what.startsWith("put") && seconds > 0 ? { kind, seconds } : undefined;
  };

/** Faults as planned. */
export const asPlanned =
  (planned: Planned): Faults =>
  ({ number }) =>
    planned.get(number);

/** What the caller sees. */
export const errorOf = (port: Port, kind: FaultKind): Error =>
  Object.assign(new Error(`the simulated ${port}: ${kind}`), {
    name: kind === "refused" ? "ThrottlingException" : "TimeoutError",
  });
