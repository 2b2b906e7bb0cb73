import { mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { submitConsultation } from "../../shared/store/submissions.ts";
import { systemIds } from "../../shared/system.ts";
import { movableClock } from "../fakes/clock.ts";
import { fakeKeys } from "../fakes/keys.ts";
import { memoryTable } from "../fakes/memory-table.ts";
import { recordingTrail } from "../fakes/trail.ts";
import { startCountingProxy } from "../shared/store/counting-proxy.ts";
import { monday, submissionOf, working } from "../shared/store/sample-submission.ts";
import { figure } from "./closing.ts";
import type { Found, Report } from "./found.ts";
import { type Counted, type Grown, grownAt, type Subject, subjects } from "./grown.ts";
import { sheetByDue } from "./growth-by-due.ts";
import { sheetByOpen } from "./growth-by-open.ts";
import { grownWords, queriesIn, rounds, timeWords, unitsOf } from "./growth-words.ts";
import { interleaved } from "./measured.ts";
import { startWithMany } from "./stored-many.ts";

const smallest = 1000;
/** What one stored consultation takes in the engine's file, with its index entries and some room. */
const bytesEach = 5600;

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

/** The managers' pages read whole months, so they are measured up to here. */
const mostForManagers = 100_000;

const mustFit = async (folder: string, count: number) => {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free < count * bytesEach)
    throw new Error(
      `${grownWords(count)} consultations need ${figure((count * bytesEach) / 1e9)} GB in the folder for temporary files, and ${figure(free / 1e9)} GB are free: set TMPDIR to another folder, or say a smaller number by --stored`,
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
      report(`${subject}: ${rounds} runs at each of ${sizes.map(grownWords).join(", ")}`);
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
      if (found === undefined)
        throw new Error(`${subject} was not counted at ${grownWords(count)}`);
      return found;
    };
    const reads = (subject: Subject, count: number) => unitsOf(of(subject, count).calls, "read");
    const growthOf = (id: string, subject: Subject) => {
      const [few, many] = [reads(subject, smallest), reads(subject, most)];
      return {
        id,
        name: `read units, ${subject}: ${grownWords(most)} stored ÷ ${grownWords(smallest)} stored`,
        value: many / few,
        spread: [many / few, many / few] as const,
        unit: "",
        beside: {
          stored: most,
          [`read units at ${grownWords(smallest)}`]: few,
          [`read units at ${grownWords(most)}`]: many,
        },
      };
    };
    const empty = of("sweep, nothing due", most).calls;
    const missing = ["Query", "PutItem"].filter(
      (wanted) => !empty.some(({ operation }) => operation === wanted),
    );
    const emptyCalls = empty.length + missing.length;

    report("sweep by how many are due");
    const byDue = (await at.get(smallest)?.countByDue([0, 1, 10, 20, 100, 200])) ?? [];
    const byOpen = await sheetByOpen(program, report);
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
          columns: ["", ...sizes.map((size) => `${grownWords(size)} stored`)],
          rows: subjects.flatMap((subject) => [
            [
              `${subject}, queries`,
              ...sizes.map((size) =>
                counted.get(subject)?.has(size) === true
                  ? figure(queriesIn(of(subject, size).calls))
                  : "-",
              ),
            ],
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
        sheetByDue(smallest, byDue),
        byOpen,
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
