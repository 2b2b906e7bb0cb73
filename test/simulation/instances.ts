import type { DeliveryDeps } from "../../functions/delivery/delivery-deps.ts";
import { recordDelivery } from "../../functions/delivery/record-delivery.ts";
import { createApp as inboxApp } from "../../functions/inbox/app.tsx";
import { countAlone } from "../../functions/letters/go-alone.ts";
import { sweep } from "../../functions/letters/sweep.ts";
import { createApp as requestApp } from "../../functions/request/app.ts";
import { upkeep } from "../../functions/upkeep/upkeep.ts";
import { localStage } from "../../infra/stages.ts";
import type { Log } from "../../shared/log.ts";
import { liveCalendar } from "../../shared/store/live-calendar.ts";
import { requestStore } from "../../shared/store/request-store.ts";
import type { Trail, TrailEntry } from "../../shared/trail.ts";
import { sequentialIds } from "../fakes/ids.ts";
import { fakeKeys } from "../fakes/keys.ts";
import type { mailbox } from "./mailbox.ts";
import { sealingKeys } from "./sealing-keys.ts";
import { clockFor, type Engine, quietTable, tableFor } from "./store.ts";
import { type Instance, type Invocation, instantAt, type World } from "./world.ts";

export const formAddress = "https://consultation.example";
export const inboxAddress = "https://duty.example";
const settings = { ...localStage, formAddress, inboxAddress };

/** What the functions print: everything but what was thrown, of which only the name is written. */
const logInto = (lines: string[]): Log => ({
  info: (event, { thrown: _, ...facts } = {}) => lines.push(`${event} ${JSON.stringify(facts)}`),
  error: (event, { thrown, ...facts } = {}) =>
    lines.push(
      `${event} ${JSON.stringify(facts)} ${thrown instanceof Error ? thrown.name : "nothing"}`,
    ),
  count: () => undefined,
});

type Parts = {
  readonly world: World;
  readonly inner: Engine;
  readonly box: ReturnType<typeof mailbox>;
  readonly skews: Readonly<Record<string, number>>;
};

/**
 * The shipped handlers, each on running copies of its own: one event at a time, and after a crash a fresh
 * copy that remembers nothing.
 */
export const instancesOf = ({ world, inner, box, skews }: Parts) => {
  const lines: string[] = [];
  const trailed: TrailEntry[] = [];
  const log = logInto(lines);
  const keys = fakeKeys();
  const ids = sequentialIds();

  const copy = (name: string) => {
    const instance: Instance = {
      name,
      skew: skews[name.split("/")[0] ?? ""] ?? 0,
      isDead: false,
      waiting: 0,
    };
    let present: Invocation | undefined;
    let isBusy = false;
    const current = () => {
      if (present === undefined) throw new Error(`${name} was not called`);
      return present;
    };
    const clock = clockFor(world, current);
    const table = tableFor(world, inner, current);
    const trail: Trail = {
      append: (entry) =>
        world.call(current(), "trail", `append ${entry.reference} r${entry.revision}`, () => {
          trailed.push(entry);
        }),
    };
    const { working, follow, adopt } = liveCalendar(settings.hub, log, async () => table);
    const shelf = {
      table,
      trail,
      working,
      keys: sealingKeys(world, keys, current),
      ids,
      log,
      settings,
      clock,
      followCalendar: follow,
    };
    const delivery: DeliveryDeps = shelf;
    const mayGoAlone = countAlone();
    const once = <Built>(build: () => Built) => {
      let built: Built | undefined;
      return () => {
        built ??= build();
        return built;
      };
    };
    return {
      instance,
      isBusy: () => isBusy,
      call: async <Answer>(what: string, seconds: number, act: () => Promise<Answer>) => {
        isBusy = true;
        try {
          return await world.invoke(instance, what, seconds, (invocation) => {
            present = invocation;
            return act();
          });
        } finally {
          isBusy = false;
        }
      },
      current,
      request: once(() => {
        const store = requestStore(shelf);
        return requestApp({ ...shelf, store: async () => store });
      }),
      inbox: once(() => inboxApp({ ...shelf, secret: async () => "a secret between us" })),
      sweep: () => sweep({ ...shelf, mayGoAlone, mailer: box.mailerFor(current) }),
      upkeep: () => upkeep({ ...shelf, adoptCalendar: adopt }),
      delivery: (event: unknown) => recordDelivery(delivery, event),
    };
  };

  const copies = new Map<string, ReturnType<typeof copy>>();
  /** The running copy of this name, or a fresh one when it crashed. */
  const of = (name: string) => {
    const found = copies.get(name);
    if (found !== undefined && !found.instance.isDead) return found;
    const fresh = copy(name);
    copies.set(name, fresh);
    return fresh;
  };
  return {
    /** A copy of this function that does nothing else at the moment. */
    of: (name: string) => {
      for (let place = 1; ; place++) {
        const found = of(`${name}/${place}`);
        if (!found.isBusy()) return found;
      }
    },
    /** The function that keeps what became of a letter, on a store that never fails. */
    undisturbed: () => {
      const table = quietTable(inner, world.now);
      const { working, follow: followCalendar } = liveCalendar(
        settings.hub,
        log,
        async () => table,
      );
      const trail: Trail = {
        append: async (entry) => {
          trailed.push(entry);
        },
      };
      const clock = () => instantAt(world.now());
      const deps = { table, trail, working, followCalendar, clock, log };
      return { delivery: (event: unknown) => recordDelivery(deps, event) };
    },
    keys,
    ids,
    lines: lines as readonly string[],
    trailed: trailed as readonly TrailEntry[],
  };
};

export type Instances = ReturnType<typeof instancesOf>;
