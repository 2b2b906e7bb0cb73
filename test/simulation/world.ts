import { createHash } from "node:crypto";
import { type Instant, instantFrom } from "../../shared/domain/instant.ts";
import type { Chance } from "./chance.ts";
import { errorOf, type Fault, type Faults, type Port } from "./faults.ts";

/** Seconds since 1970 as an instant of the product. */
export const instantAt = (seconds: number): Instant => {
  const instant = instantFrom(new Date(seconds * 1000).toISOString());
  if (instant === undefined) throw new RangeError(`no instant for ${seconds}`);
  return instant;
};

/** One running copy of a function, with a clock that may be some seconds wrong. It ends by a crash. */
export type Instance = {
  readonly name: string;
  readonly skew: number;
  isDead: boolean;
  /** How many of its calls are not answered: they may outlive the event that made them. */
  waiting: number;
};

/** One call of a handler, from its beginning until it is answered or its instance ends. */
export type Invocation = {
  readonly instance: Instance;
  readonly name: string;
  readonly began: number;
  readonly killAt: number;
  /** What its clock showed, first and last. */
  readonly readings: number[];
  ended?: "answered" | "crashed";
  /** Numbers of the calls in it that were disturbed, but for those that nothing comes of. */
  readonly disturbed: number[];
  readonly end: () => void;
};

export type Step = {
  readonly number: number;
  readonly now: number;
  readonly actor: string;
  readonly port: Port;
  readonly what: string;
  readonly answer: string;
  readonly fault?: Fault;
};

type Pending = {
  readonly invocation: Invocation;
  readonly port: Port;
  readonly what: string;
  readonly perform: (fault: Fault | undefined) => unknown;
  readonly said: (answer: unknown) => string;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
  readyAt: number;
  isSlow?: Fault;
};

type Coming = { readonly at: number; readonly order: number; readonly act: () => unknown };

const never = () => new Promise<never>(() => undefined);
const drained = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * The world of one life: one clock, one queue of what is to come, and one call at a time. Whenever no code
 * can go on by itself, the next call is chosen among all that wait: by chance, or the oldest.
 */
export const worldOf = (
  start: number,
  faults: Faults,
  order: Chance | undefined,
  tick: () => { readonly at: number; readonly act: () => unknown } | undefined,
) => {
  let now = start;
  let number = 0;
  let placed = 0;
  let coming: Coming[] = [];
  const pending: Pending[] = [];
  const invocations = new Set<Invocation>();
  const steps: Step[] = [];
  const used = new Map<number, Fault>();
  const hash = createHash("sha256");

  const at = (when: number, act: () => unknown) => {
    placed += 1;
    coming.push({ at: Math.max(when, now), order: placed, act });
    coming = coming.toSorted((a, b) => a.at - b.at || a.order - b.order);
  };

  const crash = (invocation: Invocation) => {
    invocation.instance.isDead = true;
    invocation.ended ??= "crashed";
    for (const call of pending.splice(0)) if (!call.invocation.instance.isDead) pending.push(call);
    for (const one of invocations) if (one.instance === invocation.instance) one.end();
  };

  /** A call of the outside world: a point at which others may go on, and at which anything may fail. */
  const call = <Answer>(
    invocation: Invocation,
    port: Port,
    what: string,
    perform: (fault: Fault | undefined) => Answer | Promise<Answer>,
    said: (answer: Answer) => string = () => "",
  ): Promise<Answer> => {
    if (invocation.instance.isDead) return never();
    invocation.instance.waiting += 1;
    return new Promise<Answer>((resolve, reject) => {
      pending.push({
        invocation,
        port,
        what,
        perform,
        said: (answer) => said(answer as Answer),
        resolve: (answer) => resolve(answer as Answer),
        reject,
        readyAt: now,
      });
    });
  };

  const note = (step: Step) => {
    steps.push(step);
    hash.update(JSON.stringify(step));
    if (step.fault !== undefined) used.set(step.number, step.fault);
  };

  const answered = async (one: Pending, fault: Fault | undefined, own: number) => {
    const { invocation, port, what } = one;
    const step = { number: own, now, actor: invocation.instance.name, port, what };
    const noted = (answer: string) =>
      note({ ...step, answer, ...(fault === undefined ? {} : { fault }) });
    const kind = fault?.kind;
    if (kind === "crash-before") {
      noted("");
      return crash(invocation);
    }
    if (kind === "refused" || kind === "timed-out") {
      noted("");
      invocation.instance.waiting -= 1;
      return one.reject(errorOf(port, kind));
    }
    const answer = await one.perform(fault);
    noted(one.said(answer));
    if (kind === "crash-after") return crash(invocation);
    invocation.instance.waiting -= 1;
    return kind === "answer-lost" ? one.reject(errorOf(port, kind)) : one.resolve(answer);
  };

  const stepOn = async (ready: readonly Pending[]) => {
    const one = ready[order?.below(ready.length) ?? 0];
    if (one === undefined) return;
    if (one.isSlow !== undefined) {
      pending.splice(pending.indexOf(one), 1);
      number += 1;
      return answered(one, undefined, number);
    }
    number += 1;
    const fault = faults({ number, port: one.port, what: one.what, now });
    const isHarmless = fault === undefined || fault.kind === "index-lags" || one.port === "keys";
    if (!isHarmless) one.invocation.disturbed.push(number);
    if (fault?.kind === "slow") {
      one.isSlow = fault;
      one.readyAt = now + (fault.seconds ?? 1);
      const { invocation, port, what } = one;
      return note({ number, now, actor: invocation.instance.name, port, what, answer: "", fault });
    }
    pending.splice(pending.indexOf(one), 1);
    return answered(one, fault, number);
  };

  const moveTo = (when: number) => {
    now = Math.max(now, when);
    for (const one of [...invocations]) if (one.killAt <= now) crash(one);
    while ((coming[0]?.at ?? Number.POSITIVE_INFINITY) <= now) coming.shift()?.act();
    const next = tick();
    if (next !== undefined && next.at <= now) next.act();
  };

  /** Calls a handler of this instance. Crashed: nobody will ever know from it how far it came. */
  const invoke = <Answer>(
    instance: Instance,
    name: string,
    seconds: number,
    act: (invocation: Invocation) => Promise<Answer>,
  ): Promise<{ readonly answer: Answer } | "crashed"> =>
    new Promise((resolve, reject) => {
      const invocation: Invocation = {
        instance,
        name,
        began: now,
        killAt: now + seconds,
        readings: [],
        disturbed: [],
        end: () => {
          invocations.delete(invocation);
          invocation.ended ??= "crashed";
          resolve("crashed");
        },
      };
      invocations.add(invocation);
      act(invocation).then(
        (answer) => {
          if (instance.isDead) return;
          invocations.delete(invocation);
          invocation.ended = "answered";
          resolve({ answer });
        },
        (thrown: unknown) => {
          if (instance.isDead) return;
          invocations.delete(invocation);
          reject(thrown instanceof Error ? thrown : new Error("not an error"));
        },
      );
    });

  /** Lives until `until`, when nothing runs any more. */
  const live = async (until: number, mostSteps = 20_000) => {
    let spins = 0;
    for (;;) {
      await drained();
      const ready = pending.filter(({ readyAt }) => readyAt <= now);
      const isBusy = [...invocations].some(({ instance }) => instance.waiting === 0);
      if (ready.length > 0 && !isBusy) {
        spins = 0;
        if (number > mostSteps) throw new Error("this life does not come to an end");
        await stepOn(ready);
      } else if (isBusy) {
        spins += 1;
        if (spins > 100_000)
          throw new Error(
            `a handler waits for something that never comes: ${[...invocations].map(({ name, instance }) => `${instance.name} ${name}`).join(", ")}`,
          );
      } else {
        const next = Math.min(
          coming[0]?.at ?? Number.POSITIVE_INFINITY,
          tick()?.at ?? Number.POSITIVE_INFINITY,
          ...pending.map(({ readyAt }) => readyAt),
          ...(pending.length > 0 ? [...invocations].map(({ killAt }) => killAt) : []),
        );
        if (next > until) return;
        moveTo(next);
      }
    }
  };

  return {
    now: () => now,
    at,
    /** Later in the life of whoever waits. */
    sleep: (seconds: number) => new Promise<void>((resolve) => at(now + seconds, resolve)),
    call,
    invoke,
    live,
    steps: steps as readonly Step[],
    used: used as ReadonlyMap<number, Fault>,
    traceHash: () => hash.copy().digest("hex"),
    numberOfCalls: () => number,
  };
};

export type World = ReturnType<typeof worldOf>;
