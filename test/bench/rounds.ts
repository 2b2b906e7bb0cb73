import type { Report } from "./found.ts";

/** Fewer are no measurement: promises.md asks for fifteen. */
const fewestRounds = 15;

export type Rounds = {
  readonly rounds?: number;
  /** Fewer requests and journeys a run, for a test that only wants to see it work. */
  readonly small?: boolean;
};

/** @throws Error when so few rounds would be no measurement. */
export const checkRounds = ({ rounds = fewestRounds, small = false }: Rounds) => {
  if (rounds < fewestRounds && !small)
    throw new Error(`${rounds} rounds are too few: a figure takes at least ${fewestRounds}`);
  return rounds;
};

/** Says every fifth round, so that nobody wonders. */
export const progress = (report: Report, name: string, rounds: number) => (round: number) => {
  if (round % 5 === 0 || round === rounds) report(`${name}: ${round} of ${rounds} rounds`);
};
