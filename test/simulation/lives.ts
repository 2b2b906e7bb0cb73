import { createHash } from "node:crypto";
import { wrongIn } from "./checks.ts";
import { type Life, live } from "./life.ts";
import { planOf } from "./plan.ts";
import { readable, shrink } from "./shrink.ts";
import type { Wrong } from "./wrong.ts";

/** What the contract's last line says (design.md). */
export type Figures = {
  readonly seeds: number;
  readonly lost: number;
  readonly missed: number;
  readonly late: number;
  readonly duplicatesOverBound: number;
  readonly traceHash: string;
  readonly perSecond: number;
};

/** A life that went wrong, as a person reads it. */
export type Failure = {
  readonly seed: number;
  readonly wrong: readonly Wrong[];
  readonly story: string;
};

/** How the faults of a life fared, for those who want to know what was tried. */
export type Tried = {
  readonly calls: number;
  readonly letters: number;
  readonly faults: Readonly<Record<string, number>>;
  /** What the practitioner was told is done, after sending or before. */
  readonly own: Readonly<Record<string, number>>;
  /** What the hub's people were told is done, and how many letters of each kind went. */
  readonly acts: Readonly<Record<string, number>>;
  readonly kinds: Readonly<Record<string, number>>;
};

type Options = {
  /** How many lives, and the seed of the first. */
  readonly seeds: number;
  readonly seed: number;
  /** Ends with the first life that goes wrong. */
  readonly stopsAtFailure?: boolean;
  readonly shrinks?: boolean;
  readonly onLife?: (done: number, failures: number) => void;
};

const countedAs = {
  lost: "lost",
  missed: "missed",
  late: "late",
  duplicate: "duplicatesOverBound",
  // A letter that nobody is owed is one more than the bound, which is none.
  unowed: "duplicatesOverBound",
  leak: "lost",
  odd: "lost",
} as const satisfies Readonly<Record<Wrong["is"], keyof Figures>>;

const explained = async (
  life: Life,
  wrong: readonly Wrong[],
  shrinks: boolean,
): Promise<string> => {
  if (!shrinks) return "";
  const kinds = [...new Set(wrong.map(({ is }) => is))];
  const { life: shortest, wrong: left, tried } = await shrink(life, kinds);
  return [
    `Shrunk in ${tried} tries: ${shortest.plan.acts.length} acts, ${shortest.world.used.size} faults. Still wrong:`,
    ...left.map(({ is, what }) => `  ${is}: ${what}`),
    readable(shortest),
  ].join("\n");
};

/** Lives so many lives, from one seed on, and counts what went wrong in them. */
export const simulate = async ({
  seeds,
  seed,
  stopsAtFailure = false,
  shrinks = false,
  onLife = () => undefined,
}: Options): Promise<{
  readonly figures: Figures;
  readonly failures: readonly Failure[];
  readonly tried: Tried;
}> => {
  const counts = { lost: 0, missed: 0, late: 0, duplicatesOverBound: 0 };
  const failures: Failure[] = [];
  const faults: Record<string, number> = {};
  const own: Record<string, number> = {};
  const acts: Record<string, number> = {};
  const kinds: Record<string, number> = {};
  let [calls, letters, done] = [0, 0, 0];
  const traces = createHash("sha256");
  const began = performance.now();
  for (; done < seeds && !(stopsAtFailure && failures.length > 0); done++) {
    const life = await live(planOf(seed + done));
    const wrong = await wrongIn(life);
    traces.update(life.world.traceHash());
    calls += life.world.steps.length;
    letters += life.allSent.length;
    for (const { kind } of life.world.used.values()) faults[kind] = (faults[kind] ?? 0) + 1;
    const { tried, asked } = life.record;
    for (const one of [
      ...tried.flatMap(({ act, byId, told }) =>
        byId === "practitioner" && told === "done" ? [act] : [],
      ),
      ...asked.flatMap(({ kind, told }) => (told === "done" ? [kind] : [])),
    ])
      own[one] = (own[one] ?? 0) + 1;
    for (const { act, byId, told } of tried)
      if (byId !== "practitioner" && told === "done") acts[act] = (acts[act] ?? 0) + 1;
    for (const { envelope } of life.allSent) kinds[envelope.kind] = (kinds[envelope.kind] ?? 0) + 1;
    for (const { is } of wrong) counts[countedAs[is]] += 1;
    if (wrong.length > 0) {
      // The first few are told in full: shrinking one takes about a hundred lives.
      const story = await explained(life, wrong, shrinks && failures.length < 3);
      failures.push({ seed: seed + done, wrong, story });
    }
    onLife(done + 1, failures.length);
  }
  const perSecond = Math.round((done / (performance.now() - began)) * 10_000) / 10;
  return {
    figures: { seeds: done, ...counts, traceHash: traces.digest("hex"), perSecond },
    failures,
    tried: { calls, letters, faults, own, acts, kinds },
  };
};
