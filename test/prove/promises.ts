import { killsOf, noLetterMissedByKills, nothingLostByKills } from "./by-kills.ts";
import {
  everySchedule,
  letterBound,
  livesOf,
  noneIn,
  plantedFaults,
  replayed,
} from "./by-lives.ts";
import { byTests } from "./by-tests.ts";
import type { Promised } from "./proof.ts";

const seeds = 20_000;
const lives = livesOf(seeds);
const kills = 200;
const killed = killsOf(kills);

/** promises.md's "Nothing lost, nothing missed", each at its full floor. */
export const promises: readonly Promised[] = [
  {
    id: "R1",
    says: "an acknowledged request is never lost",
    prove: async (report) => [
      ...(await noneIn(lives, seeds, "lost")(report)),
      ...(await nothingLostByKills(killed, kills)(report)),
    ],
  },
  {
    id: "R2",
    says: "every letter that is owed is sent",
    prove: async (report) => [
      ...(await noneIn(lives, seeds, "missed", "late")(report)),
      ...(await noLetterMissedByKills(killed, kills)(report)),
    ],
  },
  {
    id: "R3",
    says: "any three faults",
    prove: async (report) => [
      await everySchedule(1, "every-kind")(report),
      await everySchedule(2, "every-kind")(report),
      await everySchedule(3, "crash-and-ambiguity")(report),
    ],
  },
  { id: "R4", says: "letters are not multiplied", prove: letterBound(lives, seeds) },
  {
    id: "R5",
    says: "the same key makes one consultation",
    prove: byTests({
      files: ["test/shared/store/submissions.test.ts", "test/shared/store/on-engines.long.test.ts"],
      named: "(R5)",
      size: "100 at once, and after 1 minute, 25 hours, 8 days",
    }),
  },
  { id: "R6", says: "the simulator finds bugs", prove: plantedFaults(12, 1000) },
  { id: "R7", says: "any run replays", prove: replayed(200) },
  {
    id: "R8",
    says: "deadlines are right",
    prove: byTests({
      files: ["test/shared/domain/deadline.long.test.ts"],
      size: "2024 to 2032 and 100,000 random instants, three time zones",
    }),
  },
  {
    id: "R9",
    says: "a dead schedule cannot hide a breach",
    prove: async (report) => [
      ...(await byTests({
        files: ["test/functions/inbox", "test/functions/letters"],
        named: "(R9)",
      })(report)),
      ...(await byTests({
        files: ["test/infra/watching.test.ts"],
        size: "alarms on absence among them",
      })(report)),
    ],
  },
  {
    id: "R10",
    says: "a bounced duty letter reaches a human",
    prove: byTests({
      files: [
        "test/functions/delivery",
        "test/shared/domain/delivery",
        "test/infra/local/delivery",
      ],
    }),
  },
  {
    id: "R11",
    says: "two workers never overwrite each other",
    prove: byTests({
      files: ["test/shared/domain/transitions.model.long.test.ts"],
      environment: { PROVE_RUNS: "20000" },
      size: "20,000 sequences",
    }),
  },
  {
    id: "R12",
    says: "retention never deletes the unanswered",
    prove: byTests({
      files: [
        "test/shared/domain/retention.long.test.ts",
        "test/functions/upkeep/empty-expired.test.ts",
      ],
      environment: { PROVE_RUNS: "100000" },
      size: "100,000 histories",
    }),
  },
  {
    id: "R13",
    says: "one poison item does not stop the rest",
    prove: byTests({
      files: ["test/functions/letters/sweep.long.test.ts"],
      named: "(R13)",
      size: "1 in 1,000",
    }),
  },
  {
    id: "R14",
    says: "old items still read",
    prove: byTests({ files: ["test/shared/store/tracker-item.test.ts"] }),
  },
];
