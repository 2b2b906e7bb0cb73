import { cloudTrail } from "../../shared/cloud-trail.ts";
import { parseAnswers } from "../../shared/domain/answers.ts";
import { snapshotCalendar } from "../../shared/domain/calendar.ts";
import type { Command, PractitionerCommand, StaffCommand } from "../../shared/domain/commands.ts";
import type { Worker } from "../../shared/domain/consultation.ts";
import { deadline } from "../../shared/domain/deadline.ts";
import { type Instant, plusSeconds } from "../../shared/domain/instant.ts";
import { ruleSetNamed } from "../../shared/domain/rule-sets.ts";
import { carryOut } from "../../shared/domain/transitions.ts";
import { workingTime } from "../../shared/domain/working-time.ts";
import { functionLog } from "../../shared/log.ts";
import type { Clock } from "../../shared/ports.ts";
import type { Environment, Settings } from "../../shared/settings.ts";
import { changeConsultation, loadConsultation } from "../../shared/store/consultations.ts";
import { dynamoTable } from "../../shared/store/dynamo-table.ts";
import { kmsKeys } from "../../shared/store/kms-keys.ts";
import { signedInPerson } from "../../shared/store/people.ts";
import { putRecord } from "../../shared/store/records.ts";
import { submitConsultation } from "../../shared/store/submissions.ts";
import { systemIds } from "../../shared/system.ts";
import { localStaff } from "./local-staff.ts";
import type { NextWake } from "./next-wake.ts";
import { storyAt } from "./seed-stories.ts";

const hour = 3600;
const minute = 60;

/** What became of a request, in working hours after it was received. Later than now: not yet. */
type Course =
  | "waits"
  | "claimed"
  | "tried"
  | "judged"
  | "called"
  | "disagrees"
  | "closed"
  | "got-worse"
  | "withdrawn"
  | "free-now";

/** Forty requests by how many working hours ago they came, the oldest first. */
const day: readonly { readonly hoursAgo: number; readonly course: Course }[] = [
  ...[60, 57, 54, 52, 49, 47, 45, 43, 41, 40].map((hoursAgo) => ({
    hoursAgo,
    course: "closed" as const,
  })),
  { hoursAgo: 39, course: "tried" },
  { hoursAgo: 38, course: "closed" },
  { hoursAgo: 36, course: "waits" },
  { hoursAgo: 33, course: "closed" },
  { hoursAgo: 30, course: "closed" },
  { hoursAgo: 28, course: "called" },
  { hoursAgo: 27, course: "claimed" },
  { hoursAgo: 25, course: "withdrawn" },
  { hoursAgo: 24, course: "called" },
  { hoursAgo: 22, course: "closed" },
  { hoursAgo: 21, course: "tried" },
  { hoursAgo: 19, course: "closed" },
  { hoursAgo: 18, course: "disagrees" },
  { hoursAgo: 16, course: "judged" },
  { hoursAgo: 15, course: "got-worse" },
  { hoursAgo: 13, course: "called" },
  { hoursAgo: 12, course: "claimed" },
  { hoursAgo: 11, course: "waits" },
  { hoursAgo: 10, course: "closed" },
  { hoursAgo: 9, course: "tried" },
  { hoursAgo: 8, course: "free-now" },
  { hoursAgo: 7, course: "claimed" },
  { hoursAgo: 6, course: "waits" },
  { hoursAgo: 5, course: "waits" },
  { hoursAgo: 4, course: "tried" },
  { hoursAgo: 3, course: "waits" },
  { hoursAgo: 2, course: "claimed" },
  { hoursAgo: 1.5, course: "waits" },
  { hoursAgo: 1, course: "waits" },
  { hoursAgo: 0.5, course: "waits" },
];

const worker = (id: (typeof localStaff)[number]["id"]): Worker => {
  const found = localStaff.find((each) => each.id === id);
  if (found === undefined || found.role === "auditor") throw new Error(`${id} is no worker`);
  return found;
};
const morgan = worker("local-morgan-hughes");

/** The duty workers of the day take the requests in turn. */
const duty = [
  worker("local-dana-okafor"),
  worker("local-ruth-adeyemi"),
  worker("local-tom-price"),
] as const;
const whoTakes = (n: number): Worker => duty[n % duty.length] ?? duty[0];

/** Fields of a staff command besides who and on which version. */
type Act = StaffCommand extends infer Each
  ? Each extends StaffCommand
    ? Omit<Each, "by" | "version">
    : never
  : never;

/**
 * Adds a believable day of work: forty requests in every state, some overdue, with the letters that went
 * on the way. It is lived through on a clock of its own that ends now. The same day is added once.
 * @returns what was added, in a sentence.
 */
export const seedDay = async ({
  settings,
  environment,
  now,
  sweepAt,
  nextWake,
  report,
}: {
  readonly settings: Settings;
  readonly environment: Environment;
  readonly now: Instant;
  /** Sends what is due and tells what became of it, on the day's own clock. */
  readonly sweepAt: (clock: Clock) => () => Promise<unknown>;
  readonly nextWake: NextWake;
  readonly report: (line: string) => void;
}): Promise<string> => {
  const { hub } = settings;
  const working = workingTime(hub, snapshotCalendar);
  const ruleSet = ruleSetNamed(hub.ruleSet);
  if (ruleSet === undefined) throw new Error(`no rule set is named ${hub.ruleSet}`);
  const shelf = {
    table: dynamoTable(environment.TABLE_NAME),
    keys: kmsKeys(environment.SEALING_KEY_ID, environment.CHILD_HASH_KEY_ID),
    trail: cloudTrail(
      environment.TRAIL_LOG_GROUP,
      `seed-${systemIds.token()}`,
      functionLog("seed"),
    ),
    ids: systemIds,
    working,
  };

  let clock = working.minusWorkingSeconds(now, 61 * hour);
  const sweep = sweepAt(() => clock);

  /** Lives on to `until`: letters go when they are due, as they would have. */
  const liveTo = async (until: Instant) => {
    for (let next = await nextWake(); next !== undefined && next <= until; ) {
      if (next > clock) clock = next;
      await sweep();
      const after = await nextWake();
      if (after === next) break;
      next = after;
    }
    if (until > clock) clock = until;
  };

  const change = async (reference: string, commandFor: (version: number) => Command) => {
    const standing = await loadConsultation(shelf, reference);
    if (standing === undefined) throw new Error(`${reference} is not there`);
    const at = clock;
    await changeConsultation(shelf, reference, at, (fresh) => {
      const done = carryOut(fresh, commandFor(standing.version), at, working);
      return done.ok ? { consultation: done.consultation } : { refused: done.reason };
    });
  };
  const act = (reference: string, by: Worker, what: Act) =>
    change(reference, (version) => ({ ...what, by, version }));
  const say = (reference: string, what: PractitionerCommand) => change(reference, () => what);
  const words = (reference: string, part: "words" | "advice", texts: Record<string, string>) =>
    putRecord(shelf, part, reference, texts, clock);

  const submit = async (n: number): Promise<string | undefined> => {
    const parsed = parseAnswers(storyAt(n).answers, { hub, ruleSet, today: working.dateOf(clock) });
    if (!parsed.ok)
      throw new Error(`story ${n}: ${parsed.errors.map(({ field }) => field).join(", ")}`);
    const { outcome, consultation } = await submitConsultation(shelf, {
      scope: "form",
      key: `seed ${working.dateOf(now)} ${n}`,
      answers: parsed.answers,
      decision: parsed.decision,
      hub,
      promised: deadline(clock, working),
      receivedAt: clock,
    });
    return outcome === "stored" ? consultation.reference : undefined;
  };

  const attempt = (reference: string, by: Worker) =>
    act(reference, by, {
      do: "record-attempt",
      number: "practitioner",
      result: "no-answer",
      at: clock,
      nextTryAt: working.plusWorkingSeconds(clock, 2 * hour),
    });

  const contact = async (reference: string, by: Worker, agrees = true) => {
    const texts = {
      advice:
        "Speak to the family with your safeguarding lead, and say what you are worried about.",
      reasons: "Nothing that you told us makes it unsafe to tell them.",
      plan: "You speak to the family this week. Ring us if they refuse and you are still worried.",
    };
    await act(reference, by, {
      do: "record-contact",
      at: clock,
      socialWorker: "Ruth Adeyemi",
      advised: {
        action: "seek-consent",
        consent: "seek",
        tell: "yes",
        practitionerAgrees: agrees,
        nameAsked: true,
        historyChecked: true,
        words: await words(reference, "words", texts),
        advice: await words(reference, "advice", texts),
      },
    });
  };

  const judge = async (reference: string, by: Worker) =>
    act(reference, by, {
      do: "set-priority",
      priority: "red",
      reason: await words(reference, "words", {
        priorityBecause: "The child goes home to where it happened at half past three.",
      }),
    });

  const close = async (reference: string, by: Worker, outcome: "advice-only" | "withdrawn") =>
    act(reference, by, {
      do: "close",
      outcome,
      reasons: await words(reference, "words", { reasons: "Answered by telephone." }),
      caseRecord: "none-because",
      childConsidered: false,
    });

  type Step = {
    readonly after: number;
    readonly take: (reference: string, by: Worker) => Promise<void>;
  };
  const claim: Step = { after: hour, take: (reference, by) => act(reference, by, { do: "claim" }) };
  const tried: Step = { after: 2 * hour, take: attempt };
  const courses: Readonly<Record<Course, readonly Step[]>> = {
    waits: [],
    claimed: [{ ...claim, take: (reference) => act(reference, morgan, { do: "claim" }) }],
    tried: [claim, tried],
    judged: [claim, tried, { after: 2.5 * hour, take: judge }],
    called: [claim, { after: 4 * hour, take: contact }],
    disagrees: [claim, { after: 4 * hour, take: (reference, by) => contact(reference, by, false) }],
    closed: [
      claim,
      { after: 3 * hour, take: contact },
      {
        after: 3 * hour + 20 * minute,
        take: (reference, by) => close(reference, by, "advice-only"),
      },
    ],
    "got-worse": [claim, tried, { after: 5 * hour, take: (r) => say(r, { do: "say-got-worse" }) }],
    withdrawn: [
      claim,
      { after: 2 * hour, take: (r) => say(r, { do: "say-no-longer-needed" }) },
      { after: 3 * hour, take: (reference, by) => close(reference, by, "withdrawn") },
    ],
    "free-now": [
      claim,
      tried,
      { after: 8 * hour - 5 * minute, take: (r) => say(r, { do: "say-free-now" }) },
    ],
  };

  const events = day
    .flatMap(({ hoursAgo, course }, n) => {
      const receivedAt = working.minusWorkingSeconds(now, Math.round(hoursAgo * hour));
      // Every ninth comes in the evening, when the hub is closed.
      const evening = plusSeconds(receivedAt, 11 * hour);
      const at = n % 9 === 4 && evening < now ? evening : receivedAt;
      const steps = courses[course].map(({ after, take }) => ({
        n,
        at: working.plusWorkingSeconds(at, after),
        take: (reference: string) => take(reference, whoTakes(n)),
      }));
      return [{ n, at, take: undefined }, ...steps];
    })
    .filter(({ at }) => at <= now)
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));

  const references = new Map<number, string>();
  for (const [index, { n, at, take }] of events.entries()) {
    await liveTo(at);
    if (take === undefined) {
      const reference = await submit(n);
      if (reference !== undefined) references.set(n, reference);
    } else {
      const reference = references.get(n);
      if (reference !== undefined) await take(reference);
    }
    if (index % 20 === 19) report(`Seeding: ${index + 1} of ${events.length} events`);
  }
  await liveTo(now);
  // They have all signed in before, so that work can be given to them.
  for (const person of localStaff) await signedInPerson(shelf, person, now);
  return references.size === 0
    ? "This day was seeded before: nothing was added."
    : `Seeded ${references.size} requests.`;
};
