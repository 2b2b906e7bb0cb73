import * as z from "zod";
import { runToEnd } from "./child.ts";
import type { Found } from "./proof.ts";

const lastLine = z.object({
  seeds: z.number(),
  lost: z.number(),
  missed: z.number(),
  late: z.number(),
  duplicatesOverBound: z.number(),
  traceHash: z.string(),
  perSecond: z.number(),
});

type Figures = z.infer<typeof lastLine>;

type Report = (line: string) => void;

/** As many as the machine has cores of its own: the promises are kept on two. */
const atOnce = 2;

/** `npm run simulate -- --seeds N --seed S --json`. @throws when it says nothing that can be read */
const simulated = async (seeds: number, seed: number, report: Report): Promise<Figures> => {
  const args = [
    "test/simulation/simulate.ts",
    "--seeds",
    `${seeds}`,
    "--seed",
    `${seed}`,
    "--json",
  ];
  const { last } = await runToEnd(process.execPath, args, { report });
  return lastLine.parse(JSON.parse(last));
};

const sum = (all: readonly Figures[], name: "seeds" | "lost" | "missed" | "late") =>
  all.reduce((total, figures) => total + figures[name], 0);

/** All the lives, lived once and shared among the cores, whichever promises ask for them. */
export const livesOf = (seeds: number) => {
  let lived: Promise<readonly Figures[]> | undefined;
  const each = Math.ceil(seeds / atOnce);
  return (report: Report) => {
    lived ??= Promise.all(
      Array.from({ length: atOnce }, (_, n) => simulated(each, 1 + n * each, report)),
    );
    return lived;
  };
};

type Lives = ReturnType<typeof livesOf>;

/** Lives in which so much went wrong: none may be. */
export const noneIn =
  (lives: Lives, floor: number, ...names: readonly ("lost" | "missed" | "late")[]) =>
  async (report: Report): Promise<readonly Found[]> => {
    const all = await lives(report);
    const wrong = names.map((name) => `${sum(all, name)} ${name}`).join(", ");
    const seeds = sum(all, "seeds");
    return [
      {
        figure: `${seeds} lives: ${wrong}`,
        floor: `${floor} lives: ${names.map((name) => `0 ${name}`).join(", ")}`,
        holds: seeds >= floor && names.every((name) => sum(all, name) === 0),
      },
    ];
  };

/** Letters over the bound of 1 + f in the same lives. */
export const letterBound =
  (lives: Lives, floor: number) =>
  async (report: Report): Promise<readonly Found[]> => {
    const all = await lives(report);
    const over = all.reduce((total, { duplicatesOverBound }) => total + duplicatesOverBound, 0);
    const seeds = sum(all, "seeds");
    return [
      {
        figure: `${seeds} lives: ${over} letters over the bound`,
        floor: `${floor} lives: 0`,
        holds: seeds >= floor && over === 0,
      },
    ];
  };

/** The same seeds twice, in processes of their own, give the same trace. */
export const replayed =
  (seeds: number) =>
  async (report: Report): Promise<readonly Found[]> => {
    const [first, second] = await Promise.all([
      simulated(seeds, 7, report),
      simulated(seeds, 7, report),
    ]);
    return [
      {
        figure: `${seeds} lives twice: ${first.traceHash.slice(0, 12)} and ${second.traceHash.slice(0, 12)}`,
        floor: "the same",
        holds: first.traceHash === second.traceHash,
      },
    ];
  };

const exhausted = z.object({ schedules: z.number(), failures: z.number(), calls: z.number() });

/** Every schedule of so many faults, shared among the cores. */
export const everySchedule =
  (depth: 1 | 2 | 3, kinds: "every-kind" | "crash-and-ambiguity") =>
  async (report: Report): Promise<Found> => {
    const shares = await Promise.all(
      Array.from({ length: atOnce }, async (_, first) => {
        const args = ["test/prove/exhaust-child.ts", `${depth}`, kinds, `${atOnce}`, `${first}`];
        const { last } = await runToEnd(process.execPath, args, { report });
        return exhausted.parse(JSON.parse(last));
      }),
    );
    const count = (name: "schedules" | "failures") =>
      shares.reduce((total, share) => total + share[name], 0);
    const what = { 1: "single faults", 2: "pairs", 3: "triples" }[depth];
    const over = kinds === "every-kind" ? "all kinds" : "crash and ambiguity";
    return {
      figure: `${count("schedules")} ${what} over ${over}, ${shares[0]?.calls} calls: ${count("failures")} fail`,
      floor: `every one of the ${what}: 0`,
      holds: count("schedules") > 0 && count("failures") === 0,
    };
  };

const plantLine = z.object({ planted: z.number(), caught: z.number(), latest: z.number() });

/** Planted design faults, each of which the simulator must catch. */
export const plantedFaults =
  (least: number, within: number) =>
  async (report: Report): Promise<readonly Found[]> => {
    const args = ["test/prove/plants-child.ts", `${within}`];
    const { last } = await runToEnd(process.execPath, args, { report });
    const { planted, caught, latest } = plantLine.parse(JSON.parse(last));
    return [
      {
        figure: `${caught} of ${planted} caught, the latest after ${latest} seeds`,
        floor: `at least ${least}, each within ${within} seeds`,
        holds: planted >= least && caught === planted,
      },
    ];
  };
