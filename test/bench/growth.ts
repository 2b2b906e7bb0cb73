import { mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { submitConsultation } from "../../shared/store/submissions.ts";
import { systemIds } from "../../shared/system.ts";
import { movableClock } from "../fakes/clock.ts";
import { fakeKeys } from "../fakes/keys.ts";
import { memoryTable } from "../fakes/memory-table.ts";
import { recordingTrail } from "../fakes/trail.ts";
import { type CountedCall, startCountingProxy } from "../shared/store/counting-proxy.ts";
import { monday, submissionOf, working } from "../shared/store/sample-submission.ts";
import { figure } from "./closing.ts";
import type { Found, Report } from "./found.ts";
import { type Counted, type Grown, grownAt, type Subject, subjects } from "./grown.ts";
import { interleaved, median, spread } from "./measured.ts";
import { startWithMany } from "./stored-many.ts";

const smallest = 1000;
/** The median of so many runs, each system once a round. */
const rounds = 15;
/** What one stored consultation takes in the engine's file, with its index entries and some room. */
const bytesEach = 6000;

/** One closed consultation as the service writes it. */
const sampleOfClosed = async () => {
  const shelf = {
    table: memoryTable(),
    trail: recordingTrail(),
    working,
    keys: fakeKeys(),
    ids: systemIds,
  };
  const { consultation } = await submitConsultation(shelf, submissionOf());
  return consultation;
};

const units = (calls: readonly CountedCall[], isRead: boolean) =>
  calls
    .filter(({ operation }) => (operation === "PutItem") !== isRead)
    .reduce((sum, call) => sum + (call.units ?? 0), 0);

const grown = (count: number) => count.toLocaleString("en-GB");

const timeWords = (runs: readonly number[]) =>
  `${median(runs).toFixed(1)} ms (${spread(runs)
    .map((each) => each.toFixed(1))
    .join(" to ")})`;

/** The managers' pages read whole months, so they are measured up to here. */
const mostForManagers = 100_000;

const mustFit = async (folder: string, count: number) => {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free < count * bytesEach)
    throw new Error(
      `${grown(count)} consultations need ${figure((count * bytesEach) / 1e9)} GB in the folder for temporary files, and ${figure(free / 1e9)} GB are free: set TMPDIR to another folder, or say a smaller number by --stored`,
    );
};

/**
 * P5 and P6: what reads and sweeps cost with few and with many stored, on three engines at the same time, so
 * that a busy machine slows them alike. `most`: how many the largest holds.
 */
export const measureGrowth = async (
  program: string,
  most: number,
  report: Report,
): Promise<Found> => {
  const sizes = [...new Set([smallest, 100_000, most])].filter((size) => size <= most);
  const folder = await mkdtemp(path.join(tmpdir(), "bench-"));
  const closing: (() => Promise<unknown>)[] = [];
  try {
    await mustFit(
      folder,
      sizes.reduce((sum, size) => sum + size, 0),
    );
    const sample = await sampleOfClosed();
    const at = new Map<number, Grown>();
    for (const count of sizes) {
      const file = path.join(folder, `${count}.db`);
      const engine = await startWithMany({ program, file, sample, count, report });
      closing.push(engine.close);
      const proxy = await startCountingProxy(engine.endpoint);
      closing.push(proxy.close);
      const { clock, advance } = movableClock(monday);
      at.set(count, await grownAt({ engine, proxy, clock, advance }));
    }

    const counted = new Map<Subject, Map<number, Counted>>();
    const times = new Map<Subject, Map<number, readonly number[]>>();
    for (const subject of subjects) {
      report(`${subject}: ${rounds} runs at each of ${sizes.map(grown).join(", ")}`);
      const own = [...at].filter(
        ([count]) => !subject.startsWith("manager") || count <= mostForManagers,
      );
      counted.set(subject, new Map());
      for (const [count, house] of own)
        counted.get(subject)?.set(count, await house.count(subject));
      const runs = await interleaved(
        Object.fromEntries(own.map(([count, house]) => [count, () => house.time(subject)])),
        rounds,
      );
      times.set(subject, new Map(own.map(([count]) => [count, runs[String(count)] ?? []])));
    }

    const of = (subject: Subject, count: number): Counted => {
      const found = counted.get(subject)?.get(count);
      if (found === undefined) throw new Error(`${subject} was not counted at ${grown(count)}`);
      return found;
    };
    const reads = (subject: Subject, count: number) => units(of(subject, count).calls, true);
    const growthOf = (id: string, subject: Subject) => {
      const [few, many] = [reads(subject, smallest), reads(subject, most)];
      return {
        id,
        name: `read units, ${subject}: ${grown(most)} stored ÷ ${grown(smallest)} stored`,
        value: many / few,
        spread: [many / few, many / few] as const,
        unit: "",
        beside: {
          stored: most,
          [`read units at ${grown(smallest)}`]: few,
          [`read units at ${grown(most)}`]: many,
        },
      };
    };
    const empty = of("sweep, nothing due", most).calls;
    const missing = ["Query", "PutItem"].filter(
      (wanted) => !empty.some(({ operation }) => operation === wanted),
    );
    const emptyCalls = empty.length + missing.length;

    report("sweep by how many are due");
    const byDue = (await at.get(smallest)?.countByDue([0, 1, 5, 10, 20])) ?? [];
    return {
      measured: [
        growthOf("P5a", "sweep, 10 due"),
        {
          id: "P5b",
          name: "calls of an empty sweep, and those of the two that it left out",
          value: emptyCalls,
          spread: [emptyCalls, emptyCalls],
          unit: "",
          beside: { calls: empty.map(({ operation }) => operation).join(", ") },
        },
        growthOf("P6", "worklist"),
      ],
      sheets: [
        {
          title: "What growth costs",
          says: `Read units as the engine counts them; the middle of ${rounds} runs, and the quickest and slowest. Stored are trackers of closed consultations with their index entries (the first was put by the service, the rest were copied inside the engine's file, and samples of them read back by the service); ten open ones stand beside them.`,
          columns: ["", ...sizes.map((size) => `${grown(size)} stored`)],
          rows: subjects.flatMap((subject) => [
            [
              `${subject}, read units`,
              ...sizes.map((size) =>
                counted.get(subject)?.has(size) === true ? figure(reads(subject, size)) : "-",
              ),
            ],
            [
              `${subject}, time`,
              ...sizes.map((size) => {
                const runs = times.get(subject)?.get(size);
                return runs === undefined ? "-" : timeWords(runs);
              }),
            ],
          ]),
        },
        {
          title: "What a sweep costs by how much is due",
          says: `At ${grown(smallest)} stored: each that is due is a new request with two letters.`,
          columns: ["due", "letters", "store calls", "read units", "write units"],
          rows: byDue.map(({ due, letters, calls }) => [
            ...[due, letters, calls.length].map(figure),
            figure(units(calls, true)),
            figure(units(calls, false)),
          ]),
        },
      ],
      pictures: [
        {
          file: "speed-growth",
          title: "Read units of a page or a sweep, by how many are stored",
          draws: {
            along: "consultations stored",
            up: "read units",
            lines: subjects
              .filter((subject) => !subject.startsWith("manager"))
              .map((subject) => ({
                label: subject,
                points: sizes.map((size) => ({ at: size, value: reads(subject, size) })),
              })),
          },
        },
      ],
    };
  } finally {
    for (const close of closing.toReversed()) await close();
    await rm(folder, { recursive: true, force: true });
  }
};
