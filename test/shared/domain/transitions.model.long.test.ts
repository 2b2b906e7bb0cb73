import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { Consultation, Worker } from "../../../shared/domain/consultation.ts";
import { firstBrokenEntry } from "../../../shared/domain/history.ts";
import { at, type Instant, plusSeconds } from "../../../shared/domain/instant.ts";
import { carryOut } from "../../../shared/domain/transitions.ts";
import {
  type Act,
  ada,
  advised,
  ben,
  closing,
  consultationAt,
  defaultTime,
  mia,
  sealed,
} from "./consultations.ts";

/** What case.md says of a consultation, and no more. */
type Model = {
  now: Instant;
  version: number;
  entries: number;
  holder: string | undefined;
  closed: boolean;
  contact: Instant | undefined;
  /** Reopened, and nobody has spoken with the practitioner since. */
  reopened: boolean;
  advised: boolean;
  failures: number;
  attemptDates: Set<string>;
  chasedAt: Instant | undefined;
  dueAt: Instant;
  named: boolean;
  links: Set<string>;
  /** Practitioner and hub do not agree, and nobody has recorded how that ended. */
  differ: boolean;
  held: boolean;
  /** When they last said that it got worse, unless somebody spoke with them since. */
  worseAt: Instant | undefined;
  closedAt: Instant | undefined;
  /** By worker: the version that the page in front of them shows. */
  seen: Map<string, number>;
};

type Real = { consultation: Consultation };

const workers = [ada, ben, mia];
const received = consultationAt("2026-11-23T10:00:00Z", { flags: ["refused"] });

/** Whether case.md lets `act` through. Written from the document, by name of act. */
const allowed = (model: Model, act: Act): boolean => {
  const { closed, holder, contact, now } = model;
  if (act.do === "reopen") return closed;
  if (act.do === "say-got-worse") return true;
  if (act.do === "say-not-agreed" || act.do === "say-what-happened") return model.advised;
  if (act.do === "link") return act.other !== received.reference && !model.links.has(act.other);
  if (act.do === "record-difference") return model.advised;
  if (act.do === "settle-difference") return act.by.role === "manager" && model.differ;
  if (act.do === "explain-breach") {
    const settled = model.contact ?? model.closedAt ?? now;
    const isLate = model.contact === undefined ? settled >= model.dueAt : settled > model.dueAt;
    return act.by.role === "manager" && isLate;
  }
  if (act.do === "hold") return act.by.role === "manager" && !model.held;
  if (act.do === "lift-hold") return act.by.role === "manager" && model.held;
  if (act.do === "correct") return true;
  if (closed) return false;
  switch (act.do) {
    case "claim":
      return holder === undefined;
    case "release":
      return holder !== undefined && (holder === act.by.id || act.by.role === "manager");
    case "reassign":
      return act.by.role === "manager";
    case "record-attempt":
      return (
        (holder !== undefined || (contact !== undefined && !model.reopened)) &&
        act.at >= received.receivedAt &&
        act.at <= now
      );
    case "record-contact":
      return (
        (contact === undefined || model.reopened || model.worseAt !== undefined) &&
        holder !== undefined &&
        act.socialWorker !== "" &&
        act.at >= received.receivedAt &&
        act.at <= now
      );
    case "record-advice":
      return contact !== undefined;
    case "close": {
      if (holder === undefined || act.reasons === undefined) return false;
      if (act.outcome === "withdrawn") return true;
      if (act.outcome === "duplicate") return act.duplicateOf !== undefined;
      if (act.outcome === "unable-to-contact")
        return (
          act.by.role === "manager" &&
          contact === undefined &&
          model.failures >= 3 &&
          model.attemptDates.size >= 2 &&
          act.childConsidered
        );
      if (contact === undefined || !model.advised || model.worseAt !== undefined) return false;
      return act.outcome !== "taken-as-referral" || act.decidedByManager !== undefined;
    }
    case "say-nobody-called":
      return (
        contact === undefined &&
        now >= model.dueAt &&
        (model.chasedAt === undefined || now >= plusSeconds(model.chasedAt, 3600))
      );
    case "revise-deadline":
      return contact === undefined && now < model.dueAt && act.promised.dueAt >= model.dueAt;
    case "name-child":
      return !model.named;
    case "set-priority":
    case "note-call-in":
    case "say-no-longer-needed":
    case "say-free-now":
      return true;
  }
};

const takeOver = (model: Model, act: Act) => {
  model.entries += 1;
  if (act.do !== "revise-deadline") model.version += 1;
  switch (act.do) {
    case "claim":
      model.holder = act.by.id;
      break;
    case "reopen":
      model.holder = act.by.id;
      model.closed = false;
      model.closedAt = undefined;
      model.reopened = true;
      break;
    case "release":
      model.holder = undefined;
      break;
    case "reassign":
      model.holder = act.to.id;
      break;
    case "record-attempt":
      model.failures += 1;
      model.attemptDates.add(act.at.slice(0, 10));
      break;
    case "record-contact":
      // The first conversation is what stopped the clock.
      model.contact ??= act.at;
      model.reopened = false;
      if (model.worseAt !== undefined && model.worseAt <= act.at) model.worseAt = undefined;
      model.advised ||= act.advised !== undefined;
      // What was said of earlier advice says nothing about new advice.
      if (act.advised !== undefined) model.differ = !act.advised.practitionerAgrees;
      break;
    case "record-advice":
      model.advised = true;
      model.differ = !act.advised.practitionerAgrees;
      break;
    case "name-child":
      model.named = true;
      break;
    case "link":
      model.links.add(act.other);
      break;
    case "record-difference":
    case "say-not-agreed":
      model.differ = true;
      break;
    case "settle-difference":
      model.differ = false;
      break;
    case "say-got-worse":
      model.worseAt = model.now;
      break;
    case "hold":
      model.held = true;
      break;
    case "lift-hold":
      model.held = false;
      break;
    case "close":
      model.closed = true;
      model.closedAt = model.now;
      break;
    case "say-nobody-called":
      model.chasedAt = model.now;
      break;
    case "revise-deadline":
      model.dueAt = act.promised.dueAt;
      break;
  }
};

const legalStates = ["received", "claimed", "contacted", "closed"];

const holdsTogether = (model: Model, { consultation }: Real) => {
  expect(legalStates).toContain(consultation.state);
  expect(consultation.version).toBe(model.version);
  expect(consultation.history).toHaveLength(model.entries);
  expect(consultation.state === "closed").toBe(model.closed);
  expect(consultation.holder?.id).toBe(model.holder);
  expect(consultation.contact?.at).toBe(model.contact);
  expect(consultation.attempts).toHaveLength(model.failures);
  expect(consultation.dueAt).toBe(model.dueAt);
  expect(consultation.originallyDueAt).toBe(received.dueAt);
  expect(consultation.closedAt !== undefined).toBe(model.closed);
  expect(consultation.outcome !== undefined).toBe(model.closed);
  expect(consultation.clear["named"] === "named").toBe(model.named);
  expect(consultation.links?.length ?? 0).toBe(model.links.size);
  expect(consultation.flags.includes("got-worse")).toBe(model.worseAt !== undefined);
  expect(consultation.hold !== undefined).toBe(model.held);
  expect(consultation.difference !== undefined).toBe(model.differ);
  const says = ["disagrees", "not-agreed"] as const;
  expect(says.some((flag) => consultation.flags.includes(flag))).toBe(model.differ);
  if (consultation.state === "claimed") expect(consultation.holder).toBeDefined();
  if (consultation.state === "received") expect(consultation.holder).toBeUndefined();
  if (consultation.state === "contacted") expect(consultation.contact).toBeDefined();
};

type Step = fc.Command<Model, Real>;

const step = (name: string, run: (model: Model, real: Real) => void): Step => ({
  check: () => true,
  run: (model, real) => {
    run(model, real);
    holdsTogether(model, real);
  },
  toString: () => name,
});

const doing = (act: (now: Instant) => Act): Step =>
  step(JSON.stringify(act(received.receivedAt)), (model, real) => {
    const meant = act(model.now);
    const before = JSON.stringify(real.consultation);
    const history = real.consultation.history;
    const shown = "by" in meant ? (model.seen.get(meant.by.id) ?? 0) : model.version;
    const command = "by" in meant ? { ...meant, version: shown } : meant;
    const outcome = carryOut(real.consultation, command, model.now, defaultTime);
    expect(JSON.stringify(real.consultation)).toBe(before);
    expect(outcome.ok).toBe(shown === model.version && allowed(model, meant));
    if (outcome.ok) {
      takeOver(model, meant);
      real.consultation = outcome.consultation;
      expect(outcome.consultation.history.slice(0, -1)).toEqual(history);
      expect(outcome.consultation.history.at(-1)).toBe(outcome.entry);
    } else if (shown !== model.version)
      expect(outcome).toMatchObject({ reason: "stale", version: model.version });
    // Done, or refused and told: either way the page that follows shows the consultation as it is.
    if ("by" in meant) model.seen.set(meant.by.id, model.version);
  });

const later = (seconds: number) =>
  step(`+${seconds}s`, (model) => {
    model.now = plusSeconds(model.now, seconds);
  });

const looks = ({ id, name }: Worker) =>
  step(`${name} looks`, (model) => {
    model.seen.set(id, model.version);
  });

const anyWorker = fc.constantFrom(...workers);
const anyAgo = fc.constantFrom(-60, 0, 60, 3600, 200_000);
const maybe = fc.boolean();

const anyStaffAct: fc.Arbitrary<(now: Instant) => Act> = anyWorker.chain((by) =>
  fc.oneof(
    fc.constant(() => ({ do: "claim", by }) as const),
    fc.constant(() => ({ do: "release", by }) as const),
    anyWorker.map((to) => () => ({ do: "reassign", by, to }) as const),
    anyAgo.map(
      (ago) => (now: Instant) =>
        ({
          do: "record-attempt",
          by,
          at: plusSeconds(now, -ago),
          number: "practitioner",
          result: "no-answer",
        }) as const,
    ),
    fc.record({ ago: anyAgo, nameless: maybe, withAdvice: maybe }).map(
      ({ ago, nameless, withAdvice }) =>
        (now: Instant) =>
          ({
            do: "record-contact",
            by,
            at: plusSeconds(now, -ago),
            socialWorker: nameless ? "" : "Sol Worker",
            ...(withAdvice ? { advised: { ...advised, practitionerAgrees: ago > 0 } } : {}),
          }) as const,
    ),
    maybe.map(
      (practitionerAgrees) => () =>
        ({ do: "record-advice", by, advised: { ...advised, practitionerAgrees } }) as const,
    ),
    fc
      .record({
        outcome: fc.constantFrom(
          "advice-only",
          "taken-as-referral",
          "withdrawn",
          "unable-to-contact",
          "duplicate",
        ),
        hollow: maybe,
        childConsidered: maybe,
        manager: maybe,
        other: maybe,
      })
      .map(({ outcome, hollow, childConsidered, manager, other }) => () => {
        const { reasons, ...bare } = closing({ by, outcome, childConsidered });
        return {
          ...bare,
          ...(hollow || reasons === undefined ? {} : { reasons }),
          ...(manager ? { decidedByManager: mia.name } : {}),
          ...(other ? { duplicateOf: "AAAA-BBBB-CCCC" } : {}),
        };
      }),
    fc.constant(() => ({ do: "reopen", by, reason: sealed("reopened") }) as const),
    fc.constant(
      () => ({ do: "set-priority", by, priority: "amber", reason: sealed("why") }) as const,
    ),
    fc.constant(() => ({ do: "note-call-in", by, note: sealed("note") }) as const),
    fc.constant(() => ({ do: "name-child", by, words: sealed("name"), child: "hash" }) as const),
    fc
      .constantFrom("AAAA-BBBB-CCCC", "DDDD-EEEE-FFFF", received.reference)
      .map((other) => () => ({ do: "link", by, other }) as const),
    fc.constant(
      () => ({ do: "record-difference", by, step: "talk", views: sealed("views") }) as const,
    ),
    fc.constant(() => ({ do: "settle-difference", by, how: sealed("settled") }) as const),
    fc.constant(
      () => ({ do: "explain-breach", by, reason: "not-noticed", words: sealed("breach") }) as const,
    ),
    fc.constant(() => ({ do: "hold", by, because: sealed("hold") }) as const),
    fc.constant(() => ({ do: "lift-hold", by, because: sealed("lift") }) as const),
    fc.constant(() => ({ do: "correct", by, what: "advice", words: sealed("right") }) as const),
  ),
);

const anyOtherAct: fc.Arbitrary<(now: Instant) => Act> = fc.oneof(
  fc
    .constantFrom(
      "say-got-worse",
      "say-no-longer-needed",
      "say-free-now",
      "say-nobody-called",
      "say-not-agreed",
    )
    .map((say) => () => ({ do: say })),
  fc
    .constantFrom("all", "some", "none")
    .map((did) => () => ({ do: "say-what-happened", did }) as const),
  fc.constantFrom("2026-11-22", "2026-11-23", "2026-11-25", "2026-11-27").map((day) => {
    const { dueAt, calendarVersion, projected } = consultationAt(`${day}T10:00:00Z`);
    return () => ({
      do: "revise-deadline" as const,
      promised: { dueAt, calendarVersion, projected },
    });
  }),
);

const start = () => ({
  model: {
    now: at("2026-11-23T10:05:00Z"),
    version: received.version,
    entries: 1,
    holder: undefined,
    closed: false,
    contact: undefined,
    reopened: false,
    advised: false,
    failures: 0,
    attemptDates: new Set<string>(),
    chasedAt: undefined,
    dueAt: received.dueAt,
    named: false,
    links: new Set<string>(),
    differ: false,
    held: false,
    worseAt: undefined,
    closedAt: undefined,
    seen: new Map(workers.map(({ id }) => [id, received.version])),
  } satisfies Model as Model,
  real: { consultation: received },
});

/** `npm run prove` runs the whole floor of promises.md. */
const runs = { numRuns: Number(process.env["PROVE_RUNS"] ?? 200) };

it("whatever three workers, the practitioner and the calendar do: what case.md allows is done, all else changes nothing", () => {
  const steps = fc.commands(
    [
      anyStaffAct.map(doing),
      anyStaffAct.map(doing),
      anyStaffAct.map(doing),
      anyOtherAct.map(doing),
      anyWorker.map(looks),
      fc.constantFrom(60, 3600, 30_000, 90_000).map(later),
    ],
    { maxCommands: 60, size: "max" },
  );
  fc.assert(
    fc.property(steps, (sequence) => {
      const begun = start();
      fc.modelRun(() => begun, sequence);
      expect(firstBrokenEntry(begun.real.consultation.history)).toBeUndefined();
    }),
    runs,
  );
});

it("of three workers with the same page one wins, and the others are told who and what", () => {
  const anyOrder = fc.shuffledSubarray(workers, { minLength: 3 });
  fc.assert(
    fc.property(anyOrder, fc.tuple(anyStaffAct, anyStaffAct, anyStaffAct), (order, acts) => {
      const now = at("2026-11-23T11:00:00Z");
      let consultation = received;
      let winner: { readonly name: string; readonly act: string } | undefined;
      for (const [index, by] of order.entries()) {
        const meant = acts[index]?.(now);
        if (meant === undefined || !("by" in meant)) throw new Error("no act of a worker");
        const command = { ...meant, by, version: received.version };
        const outcome = carryOut(consultation, command, now, defaultTime);
        if (winner !== undefined)
          expect(outcome).toEqual({
            ok: false,
            reason: "stale",
            version: received.version + 1,
            lastBy: winner.name,
            lastAct: winner.act,
          });
        if (!outcome.ok) continue;
        winner = { name: by.name, act: command.do };
        consultation = outcome.consultation;
      }
      expect(consultation.version - received.version).toBe(winner === undefined ? 0 : 1);
    }),
    runs,
  );
});
