import { closingRows, figure } from "./closing.ts";
import type { Picture } from "./found.ts";
import type { Machine } from "./machine.ts";
import type { Bench, Row } from "./run-bench.ts";

const escaped = (cell: string) => cell.replaceAll("|", "\\|");

const tableOf = (rows: readonly (readonly string[])[]): readonly string[] => {
  const [head = [], ...body] = rows;
  const lineOf = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
  return [lineOf(head), lineOf(head.map(() => "---")), ...body.map(lineOf)];
};

const besideOf = ({ id, measured }: Row): readonly (readonly string[])[] =>
  Object.entries(measured?.beside ?? {}).map(([name, value]) => [
    id,
    name,
    typeof value === "number" ? figure(value) : value,
  ]);

/** How near each figure is to its goal: above 1 it is reached, whichever way it counts. */
export const nearness = ({ rows }: Pick<Bench, "rows">): Picture => ({
  file: "speed-goals",
  title: "How far each figure is within its goal (the line: just reached)",
  draws: {
    mark: 1,
    bars: rows.flatMap((row) => {
      const { id, goal, floor, measured } = row;
      if (measured === undefined || floor === 0 || measured.value === 0) return [];
      const value = goal.startsWith("at least") ? measured.value / floor : floor / measured.value;
      const unit = measured.unit === "" ? "" : ` ${measured.unit}`;
      return [
        {
          label: `${id}: ${row.promise}`,
          value,
          words: `${figure(measured.value)}${unit}, goal ${goal}`,
        },
      ];
    }),
  },
});

/** Why a goal stays missed: what the design asks for that stands in its way, and the figure that shows it. */
const outOfReach: Readonly<Record<string, string>> = {
  P1: "A data key of its own for each sealed part, a hash that nobody can try out without KMS, and a trail outside of the table are five calls beside the two puts. A bare handler that makes just these seven calls and does nothing else misses the goal too (“bare Hono with the same seven calls ÷ bare Hono”). One data key for many requests would reach it, and then KMS's own log no longer says which request was opened.",
  P3b: "forms-engine-plugin keeps what was typed in its own memory, where a restart loses it. The least that puts each answer into the store, and does nothing else, misses the goal too (“the least ÷ theirs”).",
  P4b: "In a transaction an item is paid twice, its index entries once. So the ratio is a half plus the indexes' share, and comes to a half only where nothing is found by an index (“the same without the indexes' part”).",
  P8: "The letters that are promised, and the calls of a regional REST API behind a firewall for one question a page, cost more than the goal by themselves (“of it letters, gateway and firewall alone”).",
};

const missedBecause = ({ rows }: Pick<Bench, "rows">): readonly string[] => {
  const lines = rows.flatMap((row) => {
    const why = outOfReach[row.id];
    const isMissed = row.measured !== undefined && !row.holds;
    return isMissed && why !== undefined ? [`- **${row.id}.** ${why}`] : [];
  });
  return lines.length === 0 ? [] : ["## Goals that stay out of reach, and why", "", ...lines, ""];
};

/** Judgements, not measurements: what it would take to make each of them twice as good. */
const nextFactor = [
  "These are judgements from the tables above; none of it has been tried.",
  "",
  "- **The API.** Five of its seven calls keep what one person can read from another: one data key for five minutes of requests, and hashes by a key that stays in memory, would leave three.",
  "- **Cost.** Five letters are half of it; the calls of REST API and firewall for the pages are a fifth, and no mending of our code makes either cheaper. One letter in place of the two after an answer would take off a tenth, and would leave the call in the duty team's calendar; an HTTP API has no firewall. Half would be a service that tells less.",
  "- **Write units.** A transaction pays twice for an item and once for its index entries, so against the same bytes the ratio cannot go below a half, and reaches it only with no index at all. What can shrink is the indexes' part: a `list` entry under a kilobyte, and fewer moves of the wake-up within one act.",
  "- **Start-up.** What a start loads is what its first page needs; building the settings' schemas and checking them is the largest part. Half would take a check that is written out beforehand.",
  "- **A journey.** Each answer is put into the store by the SDK, which is the largest part of the product's time; filling in the official components and reading the form come next. Half would take a draft that stays in the browser, and so a child's story on a shared computer, or one kept in a process, which is lost with it.",
  "- **Growth.** What is read by key, or as a part of an index, does not grow. The managers' figures grow with their month; half would take sums kept beside the index.",
];

/** One run of the bench: its day, how many the largest store held, how long it took. */
export type BenchRun = {
  readonly measuredOn: string;
  readonly most: number;
  readonly minutes: number;
};

/** docs/speed.md, from what was measured. */
export const speedPage = (bench: Bench, machine: Machine, run: BenchRun): string => {
  const { measuredOn, most, minutes } = run;
  const pictures = [nearness(bench), ...bench.pictures];
  const beside = bench.rows.flatMap(besideOf);
  const lines = [
    "# How fast, and what it costs",
    "",
    `Written by \`npm run bench -- --write\` on ${measuredOn}; no figure in its tables is typed by hand. ${machine.cores} cores of ${machine.processor}, ${machine.memoryGigabytes} GB, ${machine.system}, Node ${machine.node}. The largest store held ${most.toLocaleString("en-GB")} consultations; the run took ${minutes.toFixed(1)} minutes.`,
    "",
    "`npm ci && npm run bench` measures all of it again, `-- --json` ends with a line for machines, and",
    "`-- --stored 100000` makes the largest store smaller. The exit code tells whether everything could be measured, not",
    "whether the goals are reached: that stands in the column *holds*.",
    "",
    "Times differ from machine to machine, so each promise is a ratio of runs that took turns in the same minutes; the spread",
    "is the lowest and the highest of them. Units and bytes are counted, and are the same everywhere.",
    "",
    ...tableOf(closingRows(bench)),
    "",
    ...(bench.failed.length === 0
      ? []
      : [
          "**Not everything could be measured:**",
          "",
          ...bench.failed.map((each) => `- ${each}`),
          "",
        ]),
    ...pictures.flatMap(({ file, title }) => [`![${title}](pictures/${file}.svg)`, ""]),
    ...(beside.length === 0
      ? []
      : ["## Beside the figures", "", ...tableOf([["id", "what", "how much"], ...beside]), ""]),
    ...bench.sheets.flatMap(({ title, says, columns, rows }) => [
      `## ${title}`,
      "",
      says,
      "",
      ...tableOf([columns, ...rows]),
      "",
    ]),
    ...missedBecause(bench),
    "## What the next factor of two would take",
    "",
    ...nextFactor,
  ];
  return `${lines.join("\n")}\n`;
};
