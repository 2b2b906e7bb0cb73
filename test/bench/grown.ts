import named from "../../functions/request/examples/named.json" with { type: "json" };
import { mostAloneAMinute } from "../../shared/domain/digest.ts";
import type { Clock } from "../../shared/ports.ts";
import { dana, morgan } from "../functions/sites.ts";
import type { CountedCall, startCountingProxy } from "../shared/store/counting-proxy.ts";
import type { RunningEngine } from "../shared/store/engines.ts";
import { type HouseOnEngine, houseOnEngine, shown } from "./house-on-engine.ts";

/** In this order, because a sweep moves the clock and a session does not outlive that. */
export const subjects = [
  "status page",
  "consultation page",
  "worklist",
  "manager: figures of a month",
  "manager: month by month",
  "manager: what expires next",
  "sweep, nothing due",
  "sweep, 10 due",
] as const;

export type Subject = (typeof subjects)[number];

/** What one page or sweep asked of the store. */
export type Counted = { readonly calls: readonly CountedCall[] };

/** What a sweep asked of the store when so many were due. */
export type CountedByDue = Counted & { readonly due: number; readonly letters: number };

const openOnes = 10;
const due = 10;
/** Each new request has one to the duty team, and one to its sender. */
const lettersEach = 2;
/** Above so many a minute the duty team's letter is one for the rest. */
const lettersOf = (requests: number) =>
  requests <= mostAloneAMinute ? requests * lettersEach : requests + mostAloneAMinute + 1;

/** What may go by itself is counted by the minute. */
const aMinute = 60;

const sweeps = async (house: HouseOnEngine, letters: number) => {
  const { sent } = await house.sweep();
  if (sent !== letters) throw new Error(`a sweep sent ${sent} letters and not ${letters}`);
};

/** What can be asked of a house, each signed in or known already, so that only the page itself is measured. */
const doingsOf = async (
  house: HouseOnEngine,
  reference: string,
): Promise<Readonly<Record<Subject, () => Promise<void>>>> => {
  const worker = await house.staff(dana);
  const manager = await house.staff(morgan);
  const reader = house.practitioner();
  const { status } = await reader.post("/status", { reference, email: named.email });
  if (status !== 303) throw new Error(`the status page was answered ${status}`);
  const page = (asker: typeof reader, address: string) => () => shown(asker.ask(address), address);
  return {
    "status page": page(reader, `/status/${reference}`),
    "consultation page": page(worker, `/consultations/${reference}`),
    worklist: page(worker, "/"),
    "manager: figures of a month": page(manager, "/figures?month=2026-10"),
    "manager: month by month": page(manager, "/figures/months"),
    "manager: what expires next": page(manager, "/expiring"),
    "sweep, nothing due": () => sweeps(house, 0),
    "sweep, 10 due": () => sweeps(house, due * lettersEach),
  };
};

/** One engine with many stored, ten of them open: what it is asked, counted at the wire or timed without. */
export const grownAt = async ({
  engine,
  proxy,
  clock,
  advance,
}: {
  readonly engine: RunningEngine;
  readonly proxy: Awaited<ReturnType<typeof startCountingProxy>>;
  readonly clock: Clock;
  readonly advance: (seconds: number) => void;
}) => {
  const direct = houseOnEngine(engine.endpoint, clock);
  const counting = houseOnEngine(proxy.endpoint, clock);
  const [reference = ""] = await direct.received(1, named.email);
  await direct.received(openOnes - 1);
  await sweeps(direct, openOnes * lettersEach);
  const plain = await doingsOf(direct, reference);
  const metered = await doingsOf(counting, reference);

  const prepare = async (subject: Subject) => {
    if (!subject.startsWith("sweep")) return;
    advance(aMinute);
    if (subject === "sweep, 10 due") await direct.received(due);
  };

  const callsOf = async (act: () => Promise<unknown>) => {
    const before = proxy.calls.length;
    await act();
    return proxy.calls.slice(before);
  };

  return {
    /** Once before, so that nothing is counted that only the first one reads: the list of bank holidays. */
    count: async (subject: Subject): Promise<Counted> => {
      await prepare(subject);
      await metered[subject]();
      await prepare(subject);
      return { calls: await callsOf(metered[subject]) };
    },
    /** @returns milliseconds */
    time: async (subject: Subject): Promise<number> => {
      await prepare(subject);
      const began = performance.now();
      await plain[subject]();
      return performance.now() - began;
    },
    countByDue: async (numbers: readonly number[]) => {
      const counted: CountedByDue[] = [];
      for (const number of numbers) {
        advance(aMinute);
        await direct.received(number);
        const letters = lettersOf(number);
        const calls = await callsOf(() => sweeps(counting, letters));
        counted.push({ due: number, letters, calls });
      }
      return counted;
    },
  };
};

export type Grown = Awaited<ReturnType<typeof grownAt>>;
