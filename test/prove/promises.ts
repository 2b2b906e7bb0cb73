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

/** promises.md's "Nothing lost, nothing missed" and "Closed doors", each at its full floor. */
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
  {
    id: "S1",
    says: "no case text leaves the store",
    prove: async (report) => [
      ...(await byTests({
        files: ["test/functions", "test/shared/store"],
        named: "\\(S1[,)]",
        environment: { PROVE_RUNS: "1" },
        size: "every call of store, keys and mailer failing in every way",
      })(report)),
      ...(await byTests({ files: ["test/infra/rights"], size: "letters cannot open words" })(
        report,
      )),
    ],
  },
  {
    id: "S2",
    says: "letters cannot be abused",
    prove: byTests({
      files: ["test/shared/mail", "test/functions/typed-in-letters.long.test.ts"],
      named: "(S2)",
      environment: { PROVE_RUNS: "10000" },
      size: "10,000 hostile values in a letter, and 10,000 typed into requests",
    }),
  },
  {
    id: "S3",
    says: "no link in a letter changes state",
    prove: byTests({
      files: ["test/functions/links-of-letters.test.ts"],
      named: "(S3)",
      size: "every link of every letter, three times by each method",
    }),
  },
  {
    id: "S4",
    says: "references cannot be guessed or probed",
    prove: async (report) => [
      ...(await byTests({ files: ["test/functions", "test/shared/domain"], named: "(S4)" })(
        report,
      )),
      ...(await byTests({
        files: ["test/infra/site.test.ts"],
        named: "flood from one address",
        size: "the limit for each address",
      })(report)),
    ],
  },
  {
    id: "S5",
    says: "big or odd bodies are refused cheaply",
    prove: byTests({
      files: ["test/functions"],
      named: "(S5)",
      size: "10 MB, 10,000 fields, lying lengths, __proto__",
    }),
  },
  { id: "S6", says: "CSRF closed", prove: byTests({ files: ["test/functions"], named: "(S6)" }) },
  {
    id: "S7",
    says: "every route is authorised",
    prove: byTests({
      files: ["test/functions/routes.long.test.ts"],
      size: "the table of routes against both apps",
    }),
  },
  {
    id: "S8",
    says: "sessions revocable",
    prove: byTests({
      files: ["test/functions/inbox/sign-in", "test/shared/session"],
      named: "(S8)",
    }),
  },
  {
    id: "S9",
    says: "strict pages",
    prove: async (report) => [
      ...(await byTests({ files: ["test/functions"], named: "(S9)" })(report)),
      ...(await byTests({
        files: ["test/browser"],
        named: "without JavaScript",
        size: "in a browser without JavaScript",
      })(report)),
    ],
  },
  {
    id: "S10",
    says: "tampering shows",
    prove: async (report) => [
      ...(await byTests({
        files: ["test/shared/domain/trailed-history.test.ts"],
        named: "(S10)",
        size: "1,000 tamperings",
      })(report)),
      ...(await byTests({ files: ["test/infra/verify/verify.test.ts"] })(report)),
    ],
  },
  {
    id: "S11",
    says: "least privilege",
    prove: byTests({ files: ["test/infra/rights"], size: "on the template" }),
  },
  {
    id: "S12",
    says: "the stack is guarded",
    prove: byTests({
      files: ["test/infra/guards.test.ts", "test/infra/watching.test.ts"],
      size: "on the template, cdk-nag among them",
    }),
  },
  {
    id: "S13",
    says: "text survives",
    prove: byTests({ files: ["test/functions"], named: "S13\\)" }),
  },
];
