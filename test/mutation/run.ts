/**
 * `npm run mutate`: changes shared/domain in thousands of small ways and runs its tests on each change. Ends
 * with an error when a change that no test noticed is not in survivors.json, or when under 90 % were noticed.
 * Writes docs/mutation.md after a whole run that holds. `-- --mutate shared/domain/letters.ts` tries one file;
 * `-- --incremental` tries everything, but takes over what the last such run found noticed where neither the
 * code nor the test that noticed it has changed.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as z from "zod";
import { type Listed, mutationPage, type Scored, scoreOf } from "./mutation-page.ts";

const floor = 90;
const place = z.object({ line: z.number(), column: z.number() });

const report = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.string(),
      mutants: z.array(
        z.object({
          status: z.string(),
          replacement: z.string(),
          location: z.object({ start: place, end: place }),
        }),
      ),
    }),
  ),
});

const list = z.array(
  z.strictObject({
    file: z.string(),
    line: z.string(),
    from: z.string(),
    to: z.string(),
    because: z.string().min(1),
  }),
);

const lastMutant = z.looseObject({ status: z.string() });

const hasSurvived = ({ status }: { readonly status: string }) =>
  status === "Survived" || status === "NoCoverage";

type Survivor = Omit<Listed, "because">;

type MutatedFile = z.infer<typeof report>["files"][string];

const shortName = (path: string) => path.replace(/^shared\/domain\//, "");

const onOneLine = (text: string) => text.replace(/\s+/g, " ").trim();

/** By its text and not by its number, so that a survivor stays known when lines move. */
const survivorsIn = ([name, { source, mutants }]: readonly [string, MutatedFile]) => {
  const lines = source.split("\n");
  const offset = ({ line, column }: z.infer<typeof place>) =>
    lines.slice(0, line - 1).reduce((total, { length }) => total + length + 1, column - 1);
  return mutants.filter(hasSurvived).map(({ location: { start, end }, replacement }) => ({
    file: shortName(name),
    line: onOneLine(lines[start.line - 1] ?? ""),
    from: onOneLine(source.slice(offset(start), offset(end))),
    to: onOneLine(replacement),
  }));
};

const isSame = (one: Survivor, other: Survivor) =>
  one.file === other.file &&
  one.line === other.line &&
  one.from === other.from &&
  one.to === other.to;

const told = ({ file, line, from, to }: Survivor) => `  ${file}: ${line}\n    ${from}  →  ${to}`;

/** Stryker would take over a survivor at the top of a file although a new test may notice it: all are tried again. */
const forgetSurvivors = () => {
  const from = "coverage/mutation-incremental.json";
  if (!existsSync(from)) return;
  const last = z
    .looseObject({ files: z.record(z.string(), z.looseObject({ mutants: z.array(lastMutant) })) })
    .parse(JSON.parse(readFileSync(from, "utf8")));
  for (const file of Object.values(last.files))
    file.mutants = file.mutants.filter((mutant) => !hasSurvived(mutant));
  writeFileSync(from, JSON.stringify(last));
};

const args = process.argv.slice(2);
const isWhole = args.every((arg) => arg === "--incremental");
if (args.includes("--incremental")) forgetSurvivors();
const begin = performance.now();
const stryker = spawn("stryker", ["run", "test/mutation/stryker.config.json", ...args], {
  stdio: "inherit",
});
const [exitCode]: readonly (number | null)[] = await once(stryker, "close");
if (exitCode !== 0) process.exit(exitCode ?? 1);
const minutes = Math.ceil((performance.now() - begin) / 60_000);

const { files } = report.parse(JSON.parse(readFileSync("coverage/mutation.json", "utf8")));
const scores: readonly Scored[] = Object.entries(files).map(([name, { mutants }]) => {
  const count = (...statuses: readonly string[]) =>
    mutants.filter(({ status }) => statuses.includes(status)).length;
  return {
    file: shortName(name),
    killed: count("Killed"),
    "timed out": count("Timeout"),
    survived: count("Survived", "NoCoverage"),
    "did not load": count("RuntimeError", "CompileError"),
    words: count("Ignored"),
  };
});
const survivors = Object.entries(files).flatMap(survivorsIn);
const listed = list.parse(JSON.parse(readFileSync("test/mutation/survivors.json", "utf8")));
const unlisted = survivors.filter((one) => !listed.some((other) => isSame(one, other)));
const gone = listed.filter(
  (one) =>
    Object.hasOwn(files, `shared/domain/${one.file}`) &&
    !survivors.some((other) => isSame(one, other)),
);

console.table(
  scores.map((scored) => ({ ...scored, score: scoreOf([scored]).toFixed(1) })),
  ["file", "killed", "timed out", "survived", "did not load", "words", "score"],
);
if (gone.length > 0)
  console.log(`Listed and noticed now, take it out:\n${gone.map(told).join("\n")}`);
if (unlisted.length > 0) console.log(`Not noticed, not listed:\n${unlisted.map(told).join("\n")}`);
const score = scoreOf(scores);
const holds = score >= floor && unlisted.length === 0;
console.log(`${score.toFixed(1)} % noticed in ${minutes} minutes: ${holds ? "holds" : "FAILS"}`);
if (holds && isWhole)
  writeFileSync(
    "docs/mutation.md",
    mutationPage(
      scores,
      listed,
      new Date(),
      args.length === 0
        ? `${minutes} minutes`
        : "what had not changed since the run before was taken over from it",
    ),
  );
process.exitCode = holds ? 0 : 1;
