import type { Act } from "./act.ts";
import { wrongIn } from "./checks.ts";
import { asPlanned, type Fault, type Planned } from "./faults.ts";
import { type Life, live } from "./life.ts";
import { londonAt } from "./london.ts";
import type { OwnVisit } from "./own-act.ts";
import type { Plan } from "./plan.ts";
import { readable } from "./shrink.ts";
import type { Step } from "./world.ts";
import type { Wrong } from "./wrong.ts";

const act = (date: string, clock: string, name: Act["act"]): Act => ({
  at: londonAt(date, clock),
  act: name,
  worker: "ann",
  result: "no-answer",
  outcome: "advice-only",
  opensPage: false,
  looksFor: 0,
});

const visit = (date: string, clock: string, does: OwnVisit["does"]): OwnVisit => ({
  at: londonAt(date, clock),
  does,
  looksFor: 0,
  presses: 1,
  mistypes: false,
  disagrees: false,
});

/** The real life of one consultation: receive, alert, claim, attempt, remind, contact, close. */
const dutyLife: Plan = {
  seed: 1,
  received: londonAt("2026-11-23", "16:10"),
  sender: "api",
  actNow: false,
  named: true,
  copies: 1,
  again: [],
  acts: [
    act("2026-11-23", "16:20", "claim"),
    act("2026-11-23", "16:30", "attempt"),
    act("2026-11-24", "13:50", "contact"),
    act("2026-11-24", "14:20", "close"),
  ],
  visits: [],
  skews: {},
  twoSweeps: 0,
  upkeep: [],
  feed: "good",
  poison: false,
  trouble: { from: 0, until: 0, share: 0 },
  mail: "quietly",
  shuffled: false,
  until: londonAt("2026-11-24", "14:45"),
};

/** What only a practitioner does: saves and comes back, chases, takes back, reads the advice, disagrees, and tells what became of it. */
const ownLife: Plan = {
  ...dutyLife,
  sender: "form",
  acts: [
    act("2026-11-23", "16:20", "claim"),
    { ...act("2026-11-25", "09:10", "contact"), looksAgainOn: "2026-11-26" },
    act("2026-11-25", "09:50", "close"),
  ],
  saves: { before: 600, comesBack: true, presses: 1, mistypes: true },
  visits: [
    visit("2026-11-24", "11:10", ["free-now", "got-worse", "no-longer-needed"]),
    visit("2026-11-24", "17:40", ["nobody-called"]),
    { ...visit("2026-11-25", "09:20", ["read-advice"]), mistypes: true, disagrees: true },
    visit("2026-11-26", "09:00", ["what-happened"]),
  ],
  until: londonAt("2026-11-26", "10:00"),
};

const lives = { duty: dutyLife, practitioner: ownLife } as const;

/** A read, and every call for a key. */
const leavesNothing = ({ port, what }: Pick<Step, "port" | "what">) =>
  port === "keys" || (port === "table" && !what.startsWith("put"));

/**
 * What can happen to one call, without what comes to the same: what leaves nothing behind can only
 * fail; and a crash before a call is the crash after the one before it.
 */
const everyKind = ({ port, what }: Step): readonly Fault[] => {
  if (port === "trail") return [{ kind: "crash-after" }];
  if (leavesNothing({ port, what })) return [{ kind: "refused" }];
  return [
    { kind: "refused" },
    { kind: "answer-lost" },
    { kind: "crash-after" },
    { kind: "slow", seconds: 50 },
    ...(what.startsWith("put consultation#") ? [{ kind: "index-lags", seconds: 90 } as const] : []),
  ];
};

const crashAndAmbiguity = (step: Step): readonly Fault[] =>
  leavesNothing(step)
    ? []
    : [
        { kind: "crash-after" },
        ...(step.port === "trail" ? [] : [{ kind: "answer-lost" } as const]),
      ];

export type Schedules = "every-kind" | "crash-and-ambiguity";

/** What an exhaustive search found. */
export type Exhausted = {
  readonly depth: number;
  /** How many schedules of so many faults were run, and how many calls the undisturbed life makes. */
  readonly schedules: number;
  readonly calls: number;
  readonly failures: readonly {
    readonly faults: string;
    readonly wrong: readonly Wrong[];
    readonly story: string;
  }[];
};

/**
 * Lives the same life with every schedule of exactly `depth` faults: each further fault is put at every call
 * that follows in the life as the ones before have left it. `every`: only each so-manieth first fault,
 * beginning with `first`, to share the work among processes. `thin`: of the places for each fault only every so-manieth, for a sample.
 */
export const exhaust = async ({
  depth,
  kinds = "every-kind",
  every = 1,
  first = 0,
  thin = 1,
  life: name = "duty",
  onSchedule = () => undefined,
}: {
  readonly depth: number;
  readonly kinds?: Schedules;
  readonly every?: number;
  readonly first?: number;
  readonly thin?: number;
  readonly life?: keyof typeof lives;
  readonly onSchedule?: (done: number, failures: number) => void;
}): Promise<Exhausted> => {
  const kindsOf = kinds === "every-kind" ? everyKind : crashAndAmbiguity;
  const failures: Exhausted["failures"][number][] = [];
  let schedules = 0;

  const check = async (life: Life, planned: Planned) => {
    const wrong = await wrongIn(life);
    schedules += 1;
    if (wrong.length > 0)
      failures.push({
        faults: [...planned].map(([number, { kind }]) => `${kind} at call ${number}`).join(", "),
        wrong,
        story: failures.length < 3 ? readable(life) : "",
      });
    onSchedule(schedules, failures.length);
  };

  const explore = async (planned: Planned, after: number): Promise<void> => {
    const life = await live(lives[name], asPlanned(planned));
    if (planned.size === depth) return check(life, planned);
    const isMine = (_: unknown, place: number) =>
      (planned.size > 0 || place % every === first) && place % thin === after % thin;
    const next = life.world.steps
      .filter(({ number }) => number > after)
      .flatMap((step) => kindsOf(step).map((fault) => [step.number, fault] as const))
      .filter(isMine);
    for (const [number, fault] of next)
      await explore(new Map([...planned, [number, fault]]), number);
  };

  const undisturbed = await live(lives[name], asPlanned(new Map()));
  await explore(new Map(), 0);
  return { depth, schedules, calls: undisturbed.world.steps.length, failures };
};
