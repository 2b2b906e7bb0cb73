/** One file's mutants, by what became of them. */
export type Scored = {
  readonly file: string;
  readonly killed: number;
  readonly "timed out": number;
  readonly survived: number;
  readonly "did not load": number;
  readonly words: number;
};

/** A change that no test notices, and why none can. */
export type Listed = {
  readonly file: string;
  readonly line: string;
  readonly from: string;
  readonly to: string;
  readonly because: string;
};

const sum = (scores: readonly Scored[], of: (scored: Scored) => number) =>
  scores.reduce((total, scored) => total + of(scored), 0);

/** @returns the share of changes that a test noticed, in per cent; those that did not load do not count. */
export const scoreOf = (scores: readonly Scored[]): number => {
  const noticed = sum(scores, (scored) => scored.killed + scored["timed out"]);
  const all = noticed + sum(scores, ({ survived }) => survived);
  return all === 0 ? 100 : (100 * noticed) / all;
};

const row = (name: string, scores: readonly Scored[]) =>
  `| ${[
    name,
    sum(scores, ({ killed }) => killed),
    sum(scores, (scored) => scored["timed out"]),
    sum(scores, ({ survived }) => survived),
    sum(scores, (scored) => scored["did not load"]),
    sum(scores, ({ words }) => words),
    scoreOf(scores).toFixed(1),
  ].join(" | ")} |`;

/** Between enough backticks for any code. */
const code = (text: string) => {
  const ticks = "`".repeat(
    Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length)) + 1,
  );
  return `${ticks} ${text === "" ? "(nothing)" : text} ${ticks}`;
};

const explained = (listed: readonly Listed[]) =>
  [...Map.groupBy(listed, ({ file, because }) => `**${file}**: ${because}`)].map(
    ([reason, same]) =>
      `- ${reason}\n${same.map(({ line, from, to }) => `  - in ${code(line)}: ${code(from)} → ${code(to)}`).join("\n")}`,
  );

/** The page `docs/mutation.md`, in Markdown. `how`: what the run took, and what it took over. */
export const mutationPage = (
  scores: readonly Scored[],
  listed: readonly Listed[],
  on: Date,
  how: string,
): string => `# Mutation testing of the domain

Written by \`npm run mutate\` after a run over the whole domain that held, on ${on.toISOString().slice(0, 10)}
(${how}). Do not edit it by hand.

Stryker changes each file of \`shared/domain\` in one small way at a time (a condition turned round, a number,
an id or a list emptied, a call left out) and runs the tests of the domain on every change. A change that no
test notices is a rule that nobody checks. The promise (R15) is that at least 90 % are noticed; the command
fails below that, and when a change survives that is not listed here with its reason. It takes long, so it is
not part of \`npm test\`; \`npm run mutate -- --mutate shared/domain/letters.ts\` tries one file, and with
\`-- --incremental\` what the last such run found noticed is taken over where neither the code nor the test that
noticed it has changed.

What is not changed: texts with a space in them (words for people, counted under "words"), since emptying a
sentence says nothing about a rule, and other tests hold the words; the bank holidays and the kept wordings,
which are data. What is not run: the tests marked as long, and those outside \`test/shared/domain\` but the
settings' and every letter's. Random cases are the same in every run. "Did not load" are changes after which a file of the domain
cannot even be imported, so that nothing would start; they count neither way.

| file | noticed | too slow, so noticed | survived | did not load | words | score |
| --- | --- | --- | --- | --- | --- | --- |
${scores.map((scored) => row(scored.file, [scored])).join("\n")}
${row("**all**", scores)}

## Survivors and why nothing can notice them

The list is \`test/mutation/survivors.json\`.

${explained(listed).join("\n")}
`;
